"""Findings: the order to read them in, and sentences in both languages."""

from hypothesis import given
from hypothesis import strategies as st

from ka_helpers.reviews.findings import found, rank

OVERDUE = found(
    "receivables.overdue", "bad", "CNY",
    stake=650_000, overdue=650_000.0, owed=1_150_000.0, overdue_share=0.565, n=3,
)  # fmt: skip
TONES = st.sampled_from(["bad", "warn", "good"])


def test_the_sentences_of_a_finding_in_both_languages():
    assert OVERDUE.headline("en") == "¥650K of what they owe is overdue."
    assert OVERDUE.headline("zh") == "客户有 ¥65万 货款逾期未付。"
    assert "n = 3 invoices; source: receivable table" in OVERDUE.evidence("en")
    assert OVERDUE.section == "receivables"


def test_grave_matters_come_first_then_the_most_money():
    small = found("a.small", "bad", "CNY", stake=1.0)
    large = found("a.large", "bad", "CNY", stake=-9.0)
    good = found("a.good", "good", "CNY", stake=99.0)
    assert rank([good, small, large]) == (large, small, good)


@given(st.lists(st.tuples(TONES, st.none() | st.floats(0, 1e9)), max_size=8))
def test_ranking_keeps_every_finding_and_is_stable_under_order(rows):
    findings = [found(f"a.f{i}", tone, "CNY", stake=s) for i, (tone, s) in enumerate(rows)]
    assert rank(findings) == rank(reversed(findings))
    assert set(rank(findings)) == set(findings)
