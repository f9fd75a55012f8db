"""The same spec gives the same bytes, and one account more changes no other."""

from dataclasses import replace

import pandas as pd
import pyarrow.parquet as pq
import pytest

from ka_helpers.cases import check_case
from ka_helpers.cases.synthesis import (
    SynthesisSpec,
    World,
    designed_accounts,
    many_accounts,
    synthesise,
)
from ka_helpers.columns import TABLES
from tests.cases.synthesis.conftest import SHIPPED, read_tables

WRITTEN_BY_HAND = {"README.md", "truth/README.md"}


def files_in(folder):
    paths = [path for path in folder.rglob("*") if path.is_file() and ".ka-kit" not in path.parts]
    return {path.relative_to(folder).as_posix(): path for path in paths}


@pytest.fixture(scope="module")
def again(tmp_path_factory):
    folder = tmp_path_factory.mktemp("again")
    synthesise(SynthesisSpec(), folder)
    return folder


def test_the_shipped_folder_is_what_the_spec_writes(again):
    assert set(files_in(SHIPPED)) == set(files_in(again)) | WRITTEN_BY_HAND


def test_same_seed_same_bytes(again):
    shipped = files_in(SHIPPED)
    for name, path in files_in(again).items():
        if path.suffix == ".parquet" and not same_writer(path, shipped[name]):
            pd.testing.assert_frame_equal(pd.read_parquet(path), pd.read_parquet(shipped[name]))
        else:
            assert path.read_bytes() == shipped[name].read_bytes(), name


def same_writer(one, other):
    """Parquet names the version that wrote it: other versions may pack the same rows otherwise."""
    return pq.read_metadata(one).created_by == pq.read_metadata(other).created_by


def test_another_seed_gives_other_figures(tmp_path):
    few = designed_accounts()[:1]
    for seed in (1, 2):
        synthesise(SynthesisSpec(seed=seed, accounts=few), tmp_path / str(seed))
    one, two = (pd.read_parquet(tmp_path / seed / "sales.parquet") for seed in ("1", "2"))
    assert one["units"].sum() != two["units"].sum()


def test_one_account_more_changes_no_other(tmp_path, shipped):
    accounts = designed_accounts()
    fewer = (accounts[5], accounts[1], accounts[20])
    synthesise(SynthesisSpec(accounts=fewer), tmp_path)
    for name, rows in read_tables(tmp_path).items():
        if not TABLES[name].of_accounts:
            continue
        kept = shipped[name][shipped[name]["account_id"].isin([*rows["account_id"], "ALL"])]
        key = [column for column in TABLES[name].key if rows[column].notna().any()]
        one, other = (frame.sort_values(key, ignore_index=True) for frame in (rows, kept))
        pd.testing.assert_frame_equal(one, other, check_dtype=False)


def test_a_shorter_case_is_whole_too(tmp_path):
    accounts = designed_accounts()[10:12]
    synthesise(SynthesisSpec(World("short", weeks=65), accounts=accounts), tmp_path)
    report = check_case(tmp_path)
    assert report.problems == ()
    assert report.rows["account"] == 2


def test_many_accounts_have_ids_and_sizes_of_their_own(tmp_path):
    accounts = many_accounts(60)
    assert len({account.account_id for account in accounts}) == 60
    assert sum(account.story is not None for account in accounts) == 7
    plain = [replace(account, parent_id=None) for account in accounts[24:27]]
    synthesise(SynthesisSpec(World("many"), accounts=tuple(plain)), tmp_path)
    assert check_case(tmp_path).problems == ()
