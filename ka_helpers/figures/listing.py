"""What a new product should sell, beside what would go for it."""

from ka_helpers.figures.plot import Bars, Plot, Scale
from ka_helpers.figures.style import BLUE, GREY, PALE_BLUE, drawable
from ka_helpers.i18n import say
from ka_helpers.i18n.formatting import money
from ka_helpers.negotiation.listing import Scorecard

MOST_LETTERS = 16


def plot_expected_sales(card: Scorecard, language: str, currency: str = "CNY") -> Plot:
    """Return the product that would go, and the new one at the weakest, middle, strongest peer."""
    new = card.candidate
    bars = [
        (say(f"listing.bar_{name}", language), value, colour)
        for name, value, colour in (
            ("low", new.low, PALE_BLUE), ("expected", new.expected, BLUE),
            ("high", new.high, PALE_BLUE),
        )
    ]  # fmt: skip
    if card.goes is not None:
        bars.insert(0, (drawable(card.goes.name, MOST_LETTERS), card.goes.sales, GREY))
    places = tuple(float(place) for place in range(len(bars)))
    marks = Bars(
        places, tuple(value for _, value, _ in bars), tuple(colour for _, _, colour in bars),
        written=tuple(money(value, language, currency) for _, value, _ in bars),
    )  # fmt: skip
    return Plot(
        (marks,),
        Scale(ticks=places, labels=tuple(name for name, _, _ in bars), grid=False),
        Scale(say("listing.axis_sales", language), unit="money", low=0.0, margin=0.12),
        language, currency,
    )  # fmt: skip
