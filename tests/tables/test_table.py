"""A table as HTML: what is shown, what is coloured, how differences are written."""

from ka_helpers.tables.table import Table, TableColumn


def laid_out(remarks=("", ""), **options):
    columns = (
        TableColumn("Objective"),
        TableColumn("Target", "each"),
        TableColumn("Gap", "each_difference"),
        TableColumn("Remark"),
    )
    rows = (("Share", 0.25, 0.021, remarks[0]), ("Sales", 1000.0, -85.0, remarks[1]))
    return Table("Targets", columns, rows, "en", formats=("share", "money"), **options)


def test_a_difference_of_percentages_is_written_in_points():
    table = laid_out()
    assert [table.written(row, 2) for row in (0, 1)] == ["+2.1 pp", "-¥85"]


def test_a_text_column_without_text_is_left_out():
    assert laid_out().shown() == (0, 1, 2)
    assert laid_out(remarks=(None, "contested")).shown() == (0, 1, 2, 3)
    assert "Remark" not in laid_out()._repr_html_()


def test_a_table_without_rows_keeps_its_head():
    empty = Table("Nothing", (TableColumn("Objective"), TableColumn("Remark")), (), "en")
    assert empty.shown() == (0, 1)


def test_the_status_colours_the_last_cell_shown_or_the_one_named():
    last = laid_out(statuses=("bad", ""))._repr_html_()
    assert last.count("ka-marked") == 1
    assert '<td class="ka-number ka-marked">+2.1 pp</td>' in last
    named = laid_out(statuses=("bad", ""), marked=1)._repr_html_()
    assert '<td class="ka-number ka-marked">25.0%</td>' in named
