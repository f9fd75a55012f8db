"""Tables of chapter 12. Not in here: what is in them (`chapter_12`), sentences and pictures."""

from ka_helpers.exercises.chapter import Chapter
from ka_helpers.exercises.materials.chapter_12_asked import asked_of
from ka_helpers.metrics.cost_layers import LAYERS
from ka_helpers.tables.table import TEXT, Table, TableColumn


def layers(chapter: Chapter) -> Table:
    """Return what comes off the list price: what it is, an example, when it is seen."""
    heads = ("layer", "what", "example", "seen")
    rows = tuple(
        (
            chapter.say(f"line_{name}"), chapter.say(f"what_{name}"),
            chapter.say(f"example_{name}"), chapter.say(f"seen_{name}"),
        )
        for name in (*LAYERS, "goods")
    )  # fmt: skip
    columns = tuple(TableColumn(chapter.say(f"column_{head}"), TEXT) for head in heads)
    return Table(chapter.say("layers_title"), columns, rows, chapter.language)


def shelf(chapter: Chapter) -> Table:
    """Return what an account pays us, takes for it, and gets from us besides."""
    asked = asked_of(chapter.lesson).shelf
    names = ("retail_value", "purchases", "income")
    return _amounts(chapter, "shelf", asked, names, account=_name(chapter, asked.account_id))


def cut_table(chapter: Chapter) -> Table:
    """Return cases and spend of the account that was cut hardest, before and now."""
    asked = asked_of(chapter.lesson).cut
    pairs = (("cases", "count"), ("variable", "money_exact"), ("fixed", "money_exact"))
    rows = tuple(
        (chapter.say(f"cut_{name}"), getattr(asked, f"{name}_before"), getattr(asked, name))
        for name, _ in pairs
    )
    columns = (TableColumn(chapter.say("column_entry"), TEXT),
               TableColumn(chapter.say("column_before"), "each"),
               TableColumn(chapter.say("column_now"), "each"))  # fmt: skip
    title = chapter.say("cut_title", account=_name(chapter, asked.account_id))
    return Table(title, columns, rows, chapter.language,
                 chapter.lesson.case.file.currency, formats=tuple(f for _, f in pairs))  # fmt: skip


def stock(chapter: Chapter) -> Table:
    """Return the stock of an account, and its two books of the quarter."""
    asked = asked_of(chapter.lesson).stored
    return _amounts(chapter, "stock", asked, ("sell_in", "sell_out", "weekly", "stock"), "count")


def regions(chapter: Chapter) -> Table:
    """Return what was bought for the region and for others, now and before."""
    asked = asked_of(chapter.lesson).regions
    heads = (TableColumn(chapter.say("column_goods"), TEXT),
             TableColumn(chapter.say("column_before"), "money_exact"),
             TableColumn(chapter.say("column_now"), "money_exact"))  # fmt: skip
    rows = (
        (chapter.say("goods_inside"), asked.inside_before, asked.inside),
        (chapter.say("goods_outside"), asked.outside_before, asked.outside),
        (chapter.say("goods_all"), asked.inside_before + asked.outside_before,
         asked.inside + asked.outside),
    )  # fmt: skip
    currency = chapter.lesson.case.file.currency
    return Table(chapter.say("regions_title"), heads, rows, chapter.language, currency)


def _name(chapter: Chapter, account_id: str) -> str:
    return chapter.lesson.name_of(account_id)


def _amounts(
    chapter: Chapter, of: str, asked: object, names: tuple[str, ...],
    form: str = "money_exact", **said: str,
) -> Table:  # fmt: skip
    rows = tuple((chapter.say(f"{of}_{name}"), getattr(asked, name)) for name in names)
    head = "column_units" if form == "count" else "column_amount"
    columns = (TableColumn(chapter.say("column_entry"), TEXT), TableColumn(chapter.say(head), form))
    currency = chapter.lesson.case.file.currency
    return Table(chapter.say(f"{of}_title", **said), columns, rows, chapter.language, currency)
