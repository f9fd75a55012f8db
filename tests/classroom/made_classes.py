"""A class of trainees by script: good, middling and weak ones, copiers, absentees, broken files.

Scores follow from ability and difficulty by a fixed rule, so that a class is the same each time.
"""

import random

from ka_helpers.classroom.results import (
    AnswerResult,
    ChapterResult,
    ClassResult,
    Note,
    TraineeResult,
)
from ka_helpers.exercises.curriculum import plan_of

FAMILY = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
GIVEN = ("伟", "芳", "娜", "敏", "静", "丽", "强", "磊", "军", "洋", "勇", "艳", "杰", "娟", "涛")
KINDS = ("works", "works", "copies", "works", "absent", "works", "broken", "works", "time",
         "works", "unreadable", "works", "works")  # fmt: skip
STATES = ("broken", "time", "unreadable")
HOSTILE = (
    '=HYPERLINK("http://evil.example","x")',
    "<script>alert(1)</script>",
    "@SUM(1)",
    "🦄 " + "长" * 60,
)


def made_class(n=30, chapters=("01", "02", "03", "04", "05", "06"), hostile=True, seed=5):
    """Return a class of `n` with every kind of result there is."""
    chance = random.Random(seed)
    people = []
    for place in range(n):
        name = FAMILY[place % len(FAMILY)] + GIVEN[(place * 7) % len(GIVEN)]
        if hostile and place >= n - len(HOSTILE):
            name = HOSTILE[n - 1 - place]
        ability = chance.gauss(0.62, 0.2)
        kind = KINDS[place % len(KINDS)]
        people.append(_trainee((f"t{place:03d}", name), kind, ability, chapters, chance))
    title = {"en": "Spring Beverages, second quarter", "zh": "春泉饮料 二季度"}
    return ClassResult("spring_hidden", title, tuple(chapters), tuple(people))


def _trainee(who, kind, ability, chapters, chance):
    results = []
    for place, chapter in enumerate(chapters):
        state = "graded"
        if kind == "absent" and place >= len(chapters) // 2:
            state = "absent"
        elif kind in STATES and place == len(chapters) - 1:
            state = kind
        results.append(_chapter(chapter, state, ability, kind, chance))
    loose = Note("other", "gradebook.note_other", {"file": "<b>日记</b>.txt"})
    return TraineeResult(*who, tuple(results), (loose,) if kind == "broken" else ())


def _chapter(chapter, state, ability, kind, chance):
    answers = []
    for place, exercise in enumerate(plan_of(chapter).exercises):
        if state in ("absent", "unreadable") or (state in ("broken", "time") and place > 4):
            answers.append(AnswerResult(exercise.number, exercise.skill, "missing", 0.0))
        else:
            answers.append(_answer(exercise, place, ability, kind == "copies", chance))
    notes = (Note("cell_failed", "gradebook.note_cell_failed", {}),) if state == "broken" else ()
    file = "" if state == "absent" else f"{chapter}.ipynb"
    return ChapterResult(chapter, state, file, tuple(answers), notes, 12.5, 310.0)


def _answer(exercise, place, ability, copies, chance):
    number, skill = exercise.number, exercise.skill
    if copies and place % 2:
        return _wrong(exercise, "incorrect", 0.0, "typed_in")
    level = ability + chance.uniform(-0.25, 0.25) - 0.05 * place
    if place == 0 and chance.random() < 0.97:
        level = 1.0
    if chance.random() < 0.04:
        return AnswerResult(number, skill, "not_attempted", 0.0, times=1)
    if level > 0.4:
        texts = {
            "en": f"Question {number}: correct.\nIt is 4,711.",
            "zh": f"第 {number} 题：正确。\n是 4,711。",
        }
        return AnswerResult(number, skill, "correct", 1.0, texts=texts, times=1)
    known = sorted(exercise.mistakes)
    name = chance.choice(known[:2]) if known else ""
    if level > 0.25:
        return _wrong(exercise, "partly", 0.5, name)
    return _wrong(exercise, "incorrect", 0.0, name if chance.random() < 0.7 else "")


def _wrong(exercise, code, score, mistake):
    from ka_helpers.classroom.reporting.feedback_words import mistake_said

    said = {}
    for language, head in (("en", "Question {}: not right yet."), ("zh", "第 {} 题：还不对。")):
        line = mistake_said(exercise.number, mistake, language) if mistake else "…"
        said[language] = f"{head.format(exercise.number)}\n{line}"
    mistakes = (mistake,) if mistake else ()
    return AnswerResult(exercise.number, exercise.skill, code, score, mistakes, said, 1)
