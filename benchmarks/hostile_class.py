"""Grade every attack there is, among honest work, and say how each fared and what it cost.

    python benchmarks/hostile_class.py [CASE [CHAPTER]]

A line a submission: state, score, seconds, peak memory, notes; then what was touched outside (it
must be nothing), and seconds a notebook. What CI runs of it is tests/classroom/test_grading_class.
"""

import os
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from ka_helpers.classroom.grading.course import GradingRequest, grade
from ka_helpers.classroom.grading.sandbox import Bounds
from tests.classroom.hostile import hostile
from tests.classroom.submissions import RIGHT, all_of, perfect, submission, write


def main(case: str = "beverage_china", number: str = "02") -> None:
    """Grade the attacks on one chapter."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        victim = place / "victim"
        victim.mkdir(mode=0o777)
        (victim / "canary.txt").write_text("alive", encoding="utf-8")
        honest = submission("perfect", {number: perfect(number)}, all_of([number], RIGHT))
        write([honest, *hostile([number], victim, 200)], place / "class")
        request = GradingRequest(
            place / "class", case, place / "out", chapters=(number,), bounds=Bounds(seconds=12)
        )
        began, cpu = time.monotonic(), sum(os.times()[:4])
        result = grade(request)
        for trainee in result.trainees:
            (chapter,) = trainee.chapters
            told = [note.key.partition(".")[2] for note in (*chapter.notes, *trainee.notes)][:3]
            print(
                f"{trainee.name[:32]:32} {chapter.state:10} {chapter.score:5.2f} "
                f"{chapter.seconds:5.1f} s {chapter.peak_mb:5.0f} MB {told}"
            )
        touched = sorted(path.name for path in victim.iterdir())
        seconds, used = time.monotonic() - began, sum(os.times()[:4]) - cpu
        each = len(result.trainees)
        print(f"victim: {touched}; {seconds:.0f} s, {used / each:.2f} CPU s a submission")


if __name__ == "__main__":
    main(*sys.argv[1:])
