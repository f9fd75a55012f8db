"""Whatever a trainee, the kit's versions and power cuts do in turn: no answer is ever lost."""

import os
import shutil
import tempfile
from pathlib import Path
from unittest.mock import patch

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from ka_helpers.lab.copying import bring
from ka_helpers.lab.originals import mark_of, originals
from tests.lab.power import PowerCutError, power_cut
from tests.lab.small_kit import CHAPTERS, release

CHAPTER = st.sampled_from([f"zh/{name}" for name in CHAPTERS])


class Course(RuleBasedStateMachine):
    """A workspace, the kit's version, and every text that the trainee wrote and did not delete."""

    def __init__(self):
        super().__init__()
        self.place = Path(tempfile.mkdtemp())
        self.kit, self.workspace = self.place / "kit", self.place / "课程"
        (self.workspace / ".ka-kit").mkdir(parents=True)
        self.version, self.answers, self.renamed = 1, 0, 0
        self.written = {}
        release(self.kit, self.version)

    def teardown(self):
        shutil.rmtree(self.place)

    def start(self, case="", alone=True):
        return bring(self.workspace, originals(self.kit, "zh", case), "zh", alone)

    @rule(case=st.sampled_from(["", "textbook"]))
    def starts(self, case):
        with patch.object(os, "fsync", lambda descriptor: None):
            deeds = self.start(case)
        assert "refused" not in {deed.what for deed in deeds}
        for original in originals(self.kit, "zh", case):
            there = (self.workspace / original.path).read_text(encoding="utf-8")
            if original.path not in self.written:
                assert mark_of(there) == original.mark
        hidden = [path.name for path in (self.workspace / "zh").rglob(".*")]
        assert hidden == []
        assert not [path.name for path in (self.workspace / "zh").glob("*找回*")]

    @rule(after=st.integers(1, 40), lost=st.integers(0, 90))
    def starts_and_the_power_is_cut(self, after, lost):
        try:
            with power_cut(after, lost):
                self.start()
        except PowerCutError:
            return

    @rule()
    def starts_while_another_runs(self):
        with patch.object(os, "fsync", lambda descriptor: None):
            self.start(alone=False)

    @rule()
    def a_new_version_comes(self):
        self.version += 1
        release(self.kit, self.version)

    @rule()
    def the_version_before_comes_back(self):
        release(self.kit, max(self.version - 1, 1))

    @rule(path=CHAPTER)
    def answers_a_question(self, path):
        file = self.workspace / path
        if file.is_file() and mark_of(file.read_text(encoding="utf-8")):
            self.answers += 1
            text = file.read_text(encoding="utf-8").replace("share = ", f"share = {self.answers} #")
            file.write_text(text, encoding="utf-8")
            self.written[path] = text

    @rule(path=CHAPTER)
    def deletes(self, path):
        (self.workspace / path).unlink(missing_ok=True)
        self.written.pop(path, None)

    @precondition(lambda self: self.written)
    @rule(data=st.data())
    def renames_what_was_written_in(self, data):
        path = data.draw(st.sampled_from(sorted(self.written)))
        self.renamed += 1
        name = f"zh/mine {self.renamed}.ipynb"
        (self.workspace / path).rename(self.workspace / name)
        self.written[name] = self.written.pop(path)

    @precondition(lambda self: self.written)
    @rule(data=st.data(), path=CHAPTER)
    def puts_back_under_a_chapters_name(self, data, path):
        found = data.draw(st.sampled_from(sorted(self.written)))
        if not (self.workspace / path).exists():
            (self.workspace / path).parent.mkdir(parents=True, exist_ok=True)
            (self.workspace / found).rename(self.workspace / path)
            self.written[path] = self.written.pop(found)

    @invariant()
    def every_answer_is_where_it_was_written(self):
        for path, text in self.written.items():
            assert (self.workspace / path).read_text(encoding="utf-8") == text


Course.TestCase.settings = settings(max_examples=40, stateful_step_count=25)
test_no_answer_is_lost = Course.TestCase
