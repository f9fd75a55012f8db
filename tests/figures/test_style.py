"""What all charts share: names that can be drawn, and room around few bars."""

import subprocess
import sys

from ka_helpers.figures.style import LEAST_ROWS, drawable, slim_limits


def test_few_bars_stay_as_slim_as_several():
    low, high = slim_limits(2)
    assert high - low == LEAST_ROWS
    assert (low + high) / 2 == 0.5
    assert slim_limits(9) == (-0.5, 8.5)


def test_a_name_is_one_line_of_letters_that_the_font_has():
    assert drawable("大润发\n华东\t店") == "大润发 华东 店"
    assert drawable("🧃 A\x00B\ud800\u202eC") == "□ A□B□□C"
    assert drawable("x" * 300) == "x" * 23 + "…"
    assert drawable("x" * 300, None) == "x" * 300


def test_a_page_is_made_without_matplotlib():
    code = "import sys, ka_helpers.rendering.page; print('matplotlib' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "False"
