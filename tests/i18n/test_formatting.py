"""Numbers and messages: the quick way writes what babel and string.Formatter write."""

import datetime as dt
import string

import pytest
from babel.dates import format_date
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

from ka_helpers.i18n import LANGUAGES, say
from ka_helpers.i18n.formatting import LOCALES, date, money, month, number

AMOUNTS = st.one_of(
    st.floats(-1e18, 1e18), st.floats(-1e4, 1e4), st.integers(-(10**17), 10**17),
    st.decimals(-1e6, 1e6, places=3).map(float), st.integers(-2000, 2000).map(lambda n: n / 200),
)  # fmt: skip


@given(AMOUNTS, st.integers(0, 4), st.sampled_from(LANGUAGES))
def test_numbers_are_written_as_babel_writes_them(value, decimals, language):
    pattern = "#,##0." + "0" * decimals if decimals else "#,##0"
    rounded = round(float(value), decimals) + 0.0
    expected = format_decimal(rounded, format=pattern, locale=LOCALES[language])
    assert number(value, language, decimals) == expected


@pytest.mark.parametrize("language", LANGUAGES)
def test_numbers_too_large_to_be_exact_are_left_to_babel(language):
    assert number(1e23, language) == "100,000,000,000,000,000,000,000"
    assert number(-0.0004, language, 2) == "0.00"
    assert number(float("nan"), language) == "–"


@given(st.dates(dt.date(1900, 1, 1)), st.sampled_from(LANGUAGES))
def test_days_and_months_are_written_as_babel_writes_them(day, language):
    patterns = {"en": ("d MMM y", "MMM y"), "zh": ("y年M月d日", "y年M月")}[language]
    expected = [format_date(day, format=p, locale=LOCALES[language]) for p in patterns]
    assert [date(day, language), month(f"{day:%Y-%m}".zfill(7), language)] == expected


class Plain(string.Formatter):
    """Fills placeholders the long way."""

    def format_field(self, value, format_spec):
        return money(value, "en", "EUR") if format_spec == "money" else format(value, format_spec)


def test_a_placeholder_may_name_its_format_and_convert_its_value(monkeypatch):
    texts = {"all": "{{a}} {x} {y:money} {y:{form}} {x!r} {z:>4} {point.real}"}
    monkeypatch.setattr("ka_helpers.i18n.messages", lambda domain, language: texts)
    values = {"x": "b", "y": 1234.5, "form": "money", "z": 7, "point": 3 + 4j}
    expected = Plain().vformat(texts["all"], (), values)
    assert say("any.all", "en", currency="EUR", **values) == expected
    assert expected.startswith("{a} b €1.23K €1.23K 'b'    7 3")
    with pytest.raises(KeyError, match="'y'"):
        say("any.all", "en", x="b")
