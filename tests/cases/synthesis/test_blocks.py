"""A case written in blocks holds the rows of one written as a whole, whoever works them out."""

from dataclasses import replace

import pandas as pd
import pytest

from ka_helpers.cases import load_case
from ka_helpers.cases.synthesis import (
    SynthesisSpec,
    World,
    blocks,
    designed_accounts,
    many_accounts,
    synthesise,
    synthesise_in_blocks,
)
from ka_helpers.cases.synthesis.names import invented_name

FEW = SynthesisSpec(World(weeks=65), accounts=(designed_accounts()[1], *many_accounts(27, 30)[24:]))


@pytest.fixture
def two_in_a_block(monkeypatch):
    monkeypatch.setattr(blocks, "ACCOUNTS_IN_BLOCK", 2)


def test_blocks_hold_the_rows_of_the_whole(tmp_path, two_in_a_block):
    synthesise(FEW, tmp_path / "whole")
    synthesise_in_blocks(FEW, tmp_path / "blocks")
    whole, in_blocks = load_case(tmp_path / "whole"), load_case(tmp_path / "blocks")
    assert whole.tables == in_blocks.tables
    for name in whole.tables:
        close = {"rtol": 1e-4, "atol": 0.006}  # csv has two or four decimals
        pd.testing.assert_frame_equal(whole.table(name), in_blocks.table(name), **close)
    for name in ("stories.csv", "promotions.csv"):
        written = [tmp_path / folder / "truth" / name for folder in ("whole", "blocks")]
        assert written[0].read_bytes() == written[1].read_bytes()


@pytest.mark.slow
def test_the_number_of_processes_changes_no_byte(tmp_path, two_in_a_block):
    for processes in (1, 2):
        synthesise_in_blocks(FEW, tmp_path / str(processes), processes)
    files = sorted(path.relative_to(tmp_path / "1") for path in (tmp_path / "1").rglob("*.*"))
    assert len(files) == 20
    for file in files:
        assert (tmp_path / "1" / file).read_bytes() == (tmp_path / "2" / file).read_bytes(), file


def test_thousands_of_accounts_have_names_of_their_own():
    accounts = many_accounts(5000, 30)
    assert len({account.name for account in accounts}) == 5000
    assert {account.sku_count for account in accounts[24:]} == {30}
    assert accounts[:24] == designed_accounts()
    assert [account.account_id for account in accounts] == sorted(
        account.account_id for account in accounts
    )
    assert len({invented_name(number, "超市 supermarket") for number in range(20_000)}) == 20_000


def test_every_product_can_be_listed(tmp_path):
    one = replace(FEW, accounts=FEW.accounts[-1:])
    synthesise_in_blocks(one, tmp_path)
    sales = load_case(tmp_path).table("sales")
    assert sales["product_id"].nunique() == 30
