"""What all charts share: tick labels and room around few bars."""

import pytest

from ka_helpers.figures.sales import signed_money
from ka_helpers.figures.style import LEAST_ROWS, chart, format_axis, keep_bars_slim


@pytest.mark.parametrize(
    ("ticks", "written"),
    [
        ([0.0, 0.2, 1.0], ["0%", "20%", "100%"]),
        ([0.235, 0.24], ["23.5%", "24.0%"]),
        ([-0.0025, 0.0], ["-0.25%", "0.00%"]),
        ([1 / 3, 2 / 3], ["33.333%", "66.667%"]),
    ],
)
def test_percentages_have_the_decimals_the_ticks_need(ticks, written):
    with chart() as ax:
        ax.set_xticks(ticks)
        format_axis(ax.xaxis, "share", "en")
        formatter = ax.xaxis.get_major_formatter()
        assert [formatter(tick, None) for tick in ticks] == written


def test_few_bars_stay_as_slim_as_several():
    with chart() as ax:
        keep_bars_slim(ax, 2)
        low, high = ax.get_ylim()
        assert high - low == LEAST_ROWS
        assert (low + high) / 2 == 0.5
        keep_bars_slim(ax, 9)
        assert ax.get_ylim() == (-0.5, 8.5)


def test_a_gain_has_a_plus_and_nothing_has_no_sign():
    said = [signed_money(value, "zh", "CNY") for value in (41_200.0, -10_200.0, 0.0, 0.2)]
    assert said == ["+¥4.12万", "-¥1.02万", "¥0", "¥0"]
