"""Printed pages end between blocks."""

from ka_helpers.rendering.workbook.printing import PAGE_HEIGHT, page_breaks


def breaks(*blocks, heights=None, width=100):
    return list(page_breaks(blocks, heights or {}, width, 10.0))


def test_what_fits_stays_together():
    assert breaks((0, 20), (20, 40)) == []


def test_a_block_that_would_be_cut_begins_a_page():
    rows = int(PAGE_HEIGHT / 10)
    assert breaks((0, rows - 10), (rows - 10, rows + 10)) == [rows - 10]


def test_a_block_longer_than_a_page_is_cut_where_it_must():
    assert breaks((0, 200)) == []


def test_a_wide_sheet_is_printed_smaller_so_that_more_fits():
    assert breaks((0, 50), (50, 80), width=400) == []


def test_high_rows_count():
    assert breaks((0, 20), (20, 40), heights={5: 200.0}) == [20]
