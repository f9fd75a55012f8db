"""The scoring rules of a synthetic case: the built-in ones, or the same for another company.

Bands of sales, growth and range are absolute, so that a company of another size, another range or
a market that grows otherwise would have all accounts at one end. Weights and the other bands are
the built-in ones.
"""

from pathlib import Path

from ka_helpers.cases.synthesis.products import products_of
from ka_helpers.cases.synthesis.world import USUAL_COMPANY_SALES, World

BUILT_IN, OWN = "national", "company"
SALES, GROWTH, RANGE = (6000, 4000, 2000, 800), (20, 15, 10, 5), (25, 22, 19, 15)
"""Bounds of the built-in bands: sales in 万元, growth in percent, products listed."""
USUAL_RANGE, USUAL_GROWTH, FOLLOWS_MARKET = 30, 0.06, 0.75
_TEXT = """\
# The built-in criteria "national" with bands for a company of this size, range and market.
# 内置标准 national，按本公司的规模、单品数和市场增长调整了分档。
name: company
mode: absolute
cut: 50          # exactly 50 is high / 正好 50 算高
borderline: 5    # within 5 points of a cut / 离分界 5 分以内
grade_factors: {{5: 1.0, 4: 0.8, 3: 0.6, 2: 0.4, 1: 0.2}}

criteria:
  - name: annual_sales
    axis: attractiveness
    weight: 40
    direction: high
    unit: 万元
    scale: 10000
    bands:
{sales}
  - name: growth
    axis: attractiveness
    weight: 40
    direction: high
    unit: "%"
    scale: 0.01
    bands:
{growth}
  - name: payment_days
    axis: attractiveness
    weight: 20
    direction: low
    unit: days
    scale: 1
    bands:
      - {{grade: 5, below: 30}}
      - {{grade: 4, to: 40}}
      - {{grade: 3, to: 50}}
      - {{grade: 2, to: 60}}
      - {{grade: 1}}
  - name: display_share
    axis: support
    weight: 40
    direction: high
    unit: "%"
    scale: 0.01
    bands:
      - {{grade: 5, above: 25}}
      - {{grade: 4, from: 22}}
      - {{grade: 3, from: 19}}
      - {{grade: 2, from: 16}}
      - {{grade: 1}}
  - name: activity_share
    axis: support
    weight: 25
    direction: high
    unit: "%"
    scale: 0.01
    bands:
      - {{grade: 5, above: 45}}
      - {{grade: 4, from: 40}}
      - {{grade: 3, from: 35}}
      - {{grade: 2, from: 30}}
      - {{grade: 1}}
  - name: sku_listed
    axis: support
    weight: 25
    direction: high
    unit: sku
    scale: 1
    bands:
{range}
  - name: relationship
    axis: support
    weight: 10
    direction: high
    unit: grade
    scale: 1
    bands:
      - {{grade: 5, from: 5}}
      - {{grade: 4, from: 4}}
      - {{grade: 3, from: 3}}
      - {{grade: 2, from: 2}}
      - {{grade: 1}}
"""


def ruleset_of(world: World) -> str:
    """Return the name of the ruleset that fits a world.

    >>> ruleset_of(World()), ruleset_of(World(annual_sales=30e6))
    ('national', 'company')
    """
    return BUILT_IN if _bounds(world) == (SALES, GROWTH, RANGE) else OWN


def write_ruleset(world: World, folder: Path) -> None:
    """Write `rulesets/company.yaml` into a case's folder where the built-in rules do not fit."""
    if ruleset_of(world) == BUILT_IN:
        return
    sales, growth, range_ = map(_bands, _bounds(world))
    text = _TEXT.format(sales=sales, growth=growth, range=range_)
    path = folder / "rulesets" / f"{OWN}.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


def _bounds(world: World) -> tuple[tuple[float, ...], ...]:
    size = world.annual_sales / USUAL_COMPANY_SALES
    listed = sum(product.is_own for product in products_of(world))
    faster = round(100 * (world.usual_growth - USUAL_GROWTH) / FOLLOWS_MARKET)
    return (
        tuple(_two_digits(bound * size) for bound in SALES),
        tuple(bound + faster for bound in GROWTH),
        tuple(round(bound * listed / USUAL_RANGE) for bound in RANGE),
    )


def _bands(bounds: tuple[float, ...]) -> str:
    best, *others = bounds
    lines = [f"      - {{grade: 5, above: {best:g}}}"]
    lines += [
        f"      - {{grade: {grade}, from: {bound:g}}}"
        for grade, bound in zip((4, 3, 2), others, strict=True)
    ]
    return "\n".join([*lines, "      - {grade: 1}"])


def _two_digits(value: float) -> float:
    """Return a number of two digits, which is easy to say.

    >>> _two_digits(642.8), _two_digits(6.43)
    (640.0, 6.4)
    """
    return float(f"{value:.1e}")
