"""The large case of the benchmarks: made by its arguments, sound, and loaded on request."""

from benchmarks.large_case import large_spec, main
from ka_helpers.cases import load_case


def test_makes_a_sound_case_of_so_many_accounts(tmp_path, capsys):
    made = main(
        ["--accounts", "3", "--skus", "12", "--weeks", "65", "--out", str(tmp_path), "--load"]
    )
    assert made == 0
    assert len(list((tmp_path / ".ka-kit").iterdir())) == 1
    case = load_case(tmp_path)
    assert case.account_ids == ("K01", "K02", "K03")
    assert case.file.case_id == "large_3"
    said = capsys.readouterr().out
    assert "MB on disk" in said and "s of CPU" in said and "MB kept" in said


def test_the_seed_is_the_synthetic_cases_own_unless_said():
    assert large_spec(2, 30, 104).seed != large_spec(2, 30, 104, seed=7).seed == 7
