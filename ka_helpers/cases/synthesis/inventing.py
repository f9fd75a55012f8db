"""Accounts for any world: as many as asked, plausible for their channel, none with a story.

What a trainer says of an account is kept, the rest is drawn from a stream of the account's own.
A quiet account must show no story by chance, so that every range here lies well within what a
review calls ordinary; the shipped case's accounts are `designs`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from ka_helpers.cases.synthesis.account_sizes import account_id, yearly_sales
from ka_helpers.cases.synthesis.chance import generator_for
from ka_helpers.cases.synthesis.channels import (
    CHANNEL_ORDER,
    CHANNELS,
    Profile,
    field_of,
    terms_of,
    within,
)
from ka_helpers.cases.synthesis.markets import GROWTH_OF_CHANNEL
from ka_helpers.cases.synthesis.names import invented_name
from ka_helpers.cases.synthesis.products import products_of
from ka_helpers.cases.synthesis.ranges import RANGES, require
from ka_helpers.cases.synthesis.specification import AccountDesign, Channel
from ka_helpers.cases.synthesis.world import World, not_a_choice, require_name
from ka_helpers.errors import RequestError

APART, GROWTH_SPREAD, SAVER_GROWS = (0.01, -0.045, 0.10, 0.03, 0.07), 0.012, 0.02
"""An account's growth less its market's, a year, by number: some grow fast, some lose a little."""
SIGNALS: dict[int, tuple[tuple[str, int, int], ...]] = {
    2: (("stronger_rival", 35, 5),),
    3: (("complaint_unresolved", 75, 2),),
    5: (("strategy_change", 40, 2),),
    6: (("squeezed_by_rivals", 25, 4),),
    7: (("complaint_unresolved", 60, 3),),
}
SIGNALS_REPEAT = 8
"""Signals not settled by the account's number: cause, days ago, severity."""
FOLLOWS_ACCOUNT = 0.25
"""The part of an account's own growth that its market shows too (see `markets`)."""
FEWEST_SKUS = 8
LARGEST_DISPLAYS, LARGEST_ACTIVITIES, LARGEST_LACKS = 0.165, 0.285, 0.20
"""The largest account gives us less than others do: there is something to negotiate."""
FEW_ACCOUNTS = 8
WEEKS_FOR_NEW, SMALL_RANGE = 91, 14
SAME_FORMAT = 8
"""So many accounts in a row have one format, so that like can be compared with like."""
SUPPORTS = (
    (0, 1, 2, 0, 1, -1), (-1, 2, 1, 0, 0, 1), (1, 0, 1, 2, -1, 0), (-1, 1, 0, 2, 1, 0),
    (0, 2, -1, 1, 0, 1), (1, 1, 2, -1, 0, 1),
)  # fmt: skip
"""What an account's people may think of us: one of them is our best friend, never the chief."""
SAVED_TO, PROMOTIONS_AND_OTHER = 0.88, 0.042
"""Variable spend of the account that saves, against the year before; what it saves nothing of."""
REGIONS = (
    ("华东 East", "李文静 Li Wenjing"), ("华南 South", "赵启明 Zhao Qiming"),
    ("华北 North", "郑雅 Zheng Ya"), ("西南 Southwest", "孙晓岚 Sun Xiaolan"),
    ("华中 Central", "吴海峰 Wu Haifeng"), ("全国 National", "何立 He Li"),
)  # fmt: skip


@dataclass(frozen=True)
class AccountWish:
    """What a trainer says of an account; None leaves it to chance."""

    name: str | None = None
    """Chinese, a space, then English, as readers of both languages shall see it."""
    channel: Channel | None = None
    annual_sales: float | None = None
    """Net sales of the first year, in the currency."""
    growth: float | None = None
    """Of what it sells to shoppers, a year."""

    def __post_init__(self) -> None:
        """Refuse a wish that cannot be fulfilled.

        Raises
        ------
        RequestError : it names the parameter, what was found and what is allowed
        """
        if self.name is not None:
            require_name("account_name", self.name)
        if self.channel is not None and self.channel not in CHANNELS:
            raise not_a_choice("channel", self.channel, CHANNELS)
        if self.annual_sales is not None:
            require("account_sales", self.annual_sales)
        if self.growth is not None:
            require("account_growth", self.growth)


def invent_accounts(
    world: World, count: int, wishes: Sequence[AccountWish] = (), seed: int = 1
) -> tuple[AccountDesign, ...]:
    """Return `count` accounts, K01 on; the first ones as wished, larger ones first.

    An account is the same whatever is wished of the others, but for its size and its name.

    Raises
    ------
    RequestError : too few or too many accounts, two of one name, or sales too small to share out

    >>> [each.channel for each in invent_accounts(World(), 4)]
    ['modern', 'dealer', 'modern', 'convenience']
    """
    require("accounts", count)
    require("seed", seed)
    count = int(count)
    if len(wishes) > count:
        require("accounts", max(len(wishes), int(RANGES["accounts"].high) + 1))
    padded = [*wishes, *[AccountWish()] * (count - len(wishes))]
    sales = yearly_sales(world, [wish.annual_sales for wish in padded], seed)
    designs = [
        _invented(world, number, wish, (yearly, seed))
        for number, (wish, yearly) in enumerate(zip(padded, sales, strict=True), 1)
    ]
    return _named(_with_variety(designs, padded), padded, seed)


def _invented(
    world: World, number: int, wish: AccountWish, size: tuple[float, int]
) -> AccountDesign:
    yearly, seed = size
    channel = wish.channel or CHANNEL_ORDER[(number - 1) % len(CHANNEL_ORDER)]
    profile, chance = CHANNELS[channel], generator_for(seed, account_id(number), "design")
    terms, field = terms_of(profile, chance), field_of(profile, chance)
    if number == 1:
        field = replace(field, display_share=LARGEST_DISPLAYS, activity_share=LARGEST_ACTIVITIES)
    region, kam = REGIONS[int(chance.integers(len(REGIONS)))]
    usual = _growth(world, channel, number, chance)
    listed = _range_of(world, profile, number, chance)
    return AccountDesign(
        account_id=account_id(number),
        name=wish.name or "",
        channel=channel,
        format=profile.formats[(number - 1) // SAME_FORMAT % len(profile.formats)],
        region=region,
        store_count=profile.stores_for(yearly / 4),
        quarterly_sales=yearly / 4,
        growth=usual if wish.growth is None else wish.growth,
        sku_count=listed,
        late_listings=_late_listings(world, listed),
        kam=kam,
        terms=terms,
        field=field,
        reports_market=profile.reports_market,
        reports_execution=profile.reports_execution,
        has_visits=profile.has_visits,
        signals=SIGNALS.get(number % SIGNALS_REPEAT, ()),
        supports=SUPPORTS[int(chance.integers(len(SUPPORTS)))],
    )


def _range_of(world: World, profile: Profile, number: int, chance: np.random.Generator) -> int:
    """Return how many of our products an account lists; the largest lacks some that others have."""
    listed = sum(product.is_own for product in products_of(world))
    least, most = profile.range_share
    share = within((least, most), chance) if number > 1 else least - LARGEST_LACKS
    return max(FEWEST_SKUS, round(listed * share))


def _late_listings(world: World, listed: int) -> int:
    """Return how many of its products an account lists on the way.

    In a short history or a small range they would be the whole of its growth.
    """
    if world.weeks < WEEKS_FOR_NEW:
        return 0
    return 1 if listed <= SMALL_RANGE else 2


def _growth(world: World, channel: Channel, number: int, chance: np.random.Generator) -> float:
    """Return growth that holds the account's share, more or less, in its own market."""
    market = world.usual_growth + GROWTH_OF_CHANNEL[channel]
    apart = APART[(number - 1) % len(APART)] + float(chance.normal(0, GROWTH_SPREAD))
    allowed = RANGES["account_growth"]
    return round(
        float(np.clip(market / (1 - FOLLOWS_ACCOUNT) + apart, allowed.low, allowed.high)), 3
    )


def _with_variety(
    designs: Sequence[AccountDesign], wishes: Sequence[AccountWish]
) -> list[AccountDesign]:
    """Return the accounts as they differ: one online leaves us out, some dealers are silent.

    Every fifth has a fiscal year of its own; the smallest chain saves some trade spend and grows
    all the same; where accounts are few, each has more going on.
    """
    online = [each.account_id for each in designs if each.channel == "online"][:1]
    dealers = [each.account_id for each in designs if each.channel == "dealer"][2::3]
    saver = next((each for each in reversed(designs) if each.channel == "modern"), designs[-1])
    saving = with_saving(saver, wishes[designs.index(saver)].growth)
    chances = (2, 4) if len(designs) > FEW_ACCOUNTS else (4, 6)
    return [
        replace(
            saving if each is saver else each,
            market_without_own=each.account_id in online,
            reports_sell_out=each.account_id not in dealers,
            fiscal_year_start_month=4 if place % 5 == 1 else 1,
            opportunities=chances,
        )
        for place, each in enumerate(designs)
    ]


def with_saving(design: AccountDesign, wished: float | None) -> AccountDesign:
    """Return the account with spend saved on rebates and displays, and growth all the same."""
    growth, terms = design.growth + SAVER_GROWS if wished is None else wished, design.terms
    moving, saved_on = terms.logistics + PROMOTIONS_AND_OTHER, terms.rebate + terms.activity
    allowed = (SAVED_TO * (saved_on + moving + terms.staff) - terms.staff) / (1 + growth)
    kept = min(max((allowed - moving) / saved_on, 0.1), 0.8)
    return replace(design, spend_kept=round(kept, 3), growth=round(growth, 3))


def _named(
    designs: Sequence[AccountDesign], wishes: Sequence[AccountWish], seed: int
) -> tuple[AccountDesign, ...]:
    """Return the accounts with names, no two alike."""
    taken = [wish.name.casefold() for wish in wishes if wish.name]
    twice = sorted({name for name in taken if taken.count(name) > 1})
    if twice:
        raise RequestError("synthesis.name_twice", parameter="account_name", found=twice[0])
    seen, number = set(taken), int(generator_for(seed, "ALL", "names").integers(0, 4000))
    named = []
    for design in designs:
        name = design.name
        while not name or (not design.name and name.casefold() in seen):
            number += 7
            name = invented_name(number, design.format)
        seen.add(name.casefold())
        named.append(replace(design, name=name))
    return tuple(named)
