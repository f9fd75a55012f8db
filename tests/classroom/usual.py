"""A class's usual submissions: whole ones, and all that goes wrong without ill will."""

import random

from tests.classroom.answering import questions_of, right_code, typed_code
from tests.classroom.submissions import (
    LAME,
    MISSING,
    OPEN,
    RIGHT,
    TYPED,
    Submission,
    all_of,
    answered,
    code_cell,
    each_mistake,
    exercise_cells,
    handed_out,
    of_each,
    perfect,
    submission,
    typed_in,
    written,
    zipped,
)

ABSENT = frozenset({"absent", "unknown"})
UNREADABLE = frozenset({"unreadable"})


def ordinary(numbers, class_case: str) -> list[Submission]:
    """Return one submission of each kind; at least two questions a chapter are needed."""
    numbers = list(numbers)
    whole, right = of_each(numbers, perfect), all_of(numbers, RIGHT)
    typed = of_each(numbers, typed_in, class_case)
    return [
        submission("perfect", whole, right),
        submission("满分 李梅", of_each(numbers, perfect, "zh"), right),
        submission("typed in", typed, all_of(numbers, TYPED)),
        submission("抄数字", of_each(numbers, typed_in, class_case, "zh"), all_of(numbers, TYPED)),
        submission("untouched", of_each(numbers, handed_out), all_of(numbers, OPEN)),
        empty(numbers),
        no_code(numbers),
        half_done(numbers),
        one_chapter_only(numbers),
        broken_answer(numbers),
        broken_setup(numbers),
        renamed(numbers),
        zipped(submission("zipped 压缩包", whole, right)),
        reordered(numbers),
        shuffled(numbers),
        answers_twice(numbers),
        notebook_twice(numbers),
        questions_deleted(numbers),
        working_deleted(numbers),
        rewritten(numbers),
        names_reused(numbers),
        old_format(numbers),
        other_case(numbers),
        typed_half(numbers, class_case),
        not_a_notebook(numbers),
        cut_off(numbers),
    ]


def whole_class(numbers, class_case: str) -> list[Submission]:
    """Return the ordinary ones, and as many more as have every known mistake once: about 33."""
    return [*ordinary(numbers, class_case), *each_mistake(numbers, class_case)]


def empty(numbers) -> Submission:
    """Return a folder with nothing to grade in it."""
    answers = all_of(numbers, MISSING)
    states = dict.fromkeys(numbers, ABSENT)
    return Submission("empty", {"read me.txt": b"later"}, answers, states)


def no_code(numbers) -> Submission:
    """Return notebooks whose every exercise is deleted, and all else in them."""
    blank = {**handed_out(numbers[0]), "cells": []}
    files = {f"blank {number}.ipynb": written(blank) for number in numbers}
    states = dict.fromkeys(numbers, ABSENT)
    return Submission("no cells", files, all_of(numbers, MISSING), states)


def half_done(numbers) -> Submission:
    """Return notebooks of which every second question is left open."""
    chosen = questions_of(numbers)[::2]
    codes = {each: right_code(each) for each in chosen}
    answers = all_of(numbers, OPEN) | dict.fromkeys(chosen, RIGHT)
    return submission("half done", of_each(numbers, answered, codes), answers)


def one_chapter_only(numbers) -> Submission:
    """Return a submission of the last chapter only."""
    last = list(numbers)[-1]
    answers = all_of(numbers, MISSING) | all_of([last], RIGHT)
    made = submission("last chapter only", {last: perfect(last)}, answers)
    return Submission(
        made.trainee, made.files, answers, dict.fromkeys(numbers, ABSENT) | made.states
    )


def broken_answer(numbers) -> Submission:
    """Return notebooks whose first question has a slip of the pen in its code."""
    notebooks, answers = of_each(numbers, perfect), all_of(numbers, RIGHT)
    for number, notebook in notebooks.items():
        exercise_cells(notebook)[0]["source"] = ["x = (1 +\n", "check('0.0', x=x)"]
        answers[questions_of([number])[0]] = MISSING
    return submission("broken answer", notebooks, answers, states=frozenset({"broken"}))


def broken_setup(numbers) -> Submission:
    """Return notebooks whose setup cell fails; all that was answered is there."""
    notebooks = of_each(numbers, perfect)
    for notebook in notebooks.values():
        setup = next(c for c in notebook["cells"] if "setup" in c["metadata"].get("tags", ()))
        setup["source"] = ["import package_of_my_own\n", *setup["source"]]
    return submission("broken setup", notebooks, all_of(numbers, RIGHT), states=LAME)


def renamed(numbers) -> Submission:
    """Return notebooks in folders and under names of the trainee's own."""
    files = {
        f"作业 {place}/Wang Fang's homework ({place}) - 副本.ipynb": written(perfect(number))
        for place, number in enumerate(numbers, 1)
    }
    states = dict.fromkeys(numbers, frozenset({"graded"}))
    return Submission("renamed 王芳", files, all_of(numbers, RIGHT), states)


def reordered(numbers) -> Submission:
    """Return notebooks whose exercises all stand first, before what they need."""
    notebooks = of_each(numbers, perfect)
    for notebook in notebooks.values():
        first = exercise_cells(notebook)
        notebook["cells"] = first + [each for each in notebook["cells"] if each not in first]
    return submission("reordered", notebooks, all_of(numbers, RIGHT), states=LAME)


def shuffled(numbers) -> Submission:
    """Return notebooks whose cells stand in any order."""
    notebooks = of_each(numbers, perfect)
    for notebook in notebooks.values():
        random.Random(6).shuffle(notebook["cells"])
    return submission("shuffled", notebooks, all_of(numbers, RIGHT), states=LAME)


def answers_twice(numbers) -> Submission:
    """Return notebooks in which each question is answered twice, first not at all, then rightly."""
    notebooks = of_each(numbers, perfect)
    for number, notebook in notebooks.items():
        opened = iter(exercise_cells(handed_out(number)))
        cells = []
        for each in notebook["cells"]:
            cells += [next(opened)] if each in exercise_cells(notebook) else []
            cells.append(each)
        notebook["cells"] = cells
    return submission("answers twice", notebooks, all_of(numbers, RIGHT))


def notebook_twice(numbers) -> Submission:
    """Return each notebook under its own name, and untouched copies as lab and Mac make them."""
    made = submission("notebook twice", of_each(numbers, perfect), all_of(numbers, RIGHT))
    copies = {}
    for number, name in zip(numbers, made.files, strict=True):
        copy = written(handed_out(number))
        copies[name.replace(".ipynb", "-Copy1.ipynb")] = copy
        copies[".ipynb_checkpoints/" + name.replace(".ipynb", "-checkpoint.ipynb")] = copy
        copies[f"__MACOSX/._{name}"] = bytes(64)
    return Submission(made.trainee, {**copies, **made.files}, made.answers, made.states)


def questions_deleted(numbers) -> Submission:
    """Return notebooks without the cell of the first question."""
    notebooks, answers = of_each(numbers, perfect), all_of(numbers, RIGHT)
    for number, notebook in notebooks.items():
        notebook["cells"].remove(exercise_cells(notebook)[0])
        answers[questions_of([number])[0]] = MISSING
    return submission("question deleted", notebooks, answers, states=LAME)


def working_deleted(numbers) -> Submission:
    """Return notebooks of which only the exercises are left."""
    notebooks = of_each(numbers, perfect)
    for notebook in notebooks.values():
        notebook["cells"] = exercise_cells(notebook)
    return submission("working deleted", notebooks, all_of(numbers, RIGHT), states=LAME)


def rewritten(numbers) -> Submission:
    """Return notebooks with cells of the trainee's own, without ids, tags and outputs."""
    notebooks = of_each(numbers, perfect)
    for notebook in notebooks.values():
        own = [code_cell("my_own = [n * n for n in range(5)]\nprint(my_own)", "own-1")]
        notebook["cells"] = [*notebook["cells"][:4], *own, *notebook["cells"][4:]]
        for each in notebook["cells"]:
            each.pop("id"), each["metadata"].clear()
            each["source"] = "".join(each["source"]) + "\n\n# my note 我的笔记"
        notebook["metadata"], notebook["nbformat_minor"] = {}, 4
    return submission("rewritten", notebooks, all_of(numbers, RIGHT))


def names_reused(numbers) -> Submission:
    """Return notebooks whose last cell spoils the names that the notebook stands on."""
    notebooks = of_each(numbers, perfect)
    for notebook in notebooks.values():
        notebook["cells"].append(code_cell("chapter = check = lesson = sum = ...", "spoil-1"))
    return submission("names reused", notebooks, all_of(numbers, RIGHT))


def old_format(numbers) -> Submission:
    """Return notebooks saved with a byte order mark and Windows' ends of lines."""
    made = submission("old format", of_each(numbers, perfect), all_of(numbers, RIGHT))
    files = {
        name: b"\xef\xbb\xbf" + content.replace(b"\n", b"\r\n")
        for name, content in made.files.items()
    }
    return Submission(made.trainee, files, made.answers, made.states)


def other_case(numbers) -> Submission:
    """Return notebooks that name a case of the trainee's own, which is not here."""
    notebooks = of_each(numbers, perfect)
    for notebook in notebooks.values():
        named = next(c for c in notebook["cells"] if "parameters" in c["metadata"].get("tags", ()))
        named["source"] = [r'case = r"D:\mei\Desktop\case"', "\n", *named["source"][1:]]
    return submission("other case", notebooks, all_of(numbers, RIGHT))


def typed_half(numbers, class_case: str) -> Submission:
    """Return notebooks with every second question typed in, the others right."""
    typed = questions_of(numbers)[1::2]
    codes = {each: right_code(each) for each in questions_of(numbers)}
    codes |= {each: typed_code(each, class_case) for each in typed}
    answers = all_of(numbers, RIGHT) | dict.fromkeys(typed, TYPED)
    return submission("typed half", of_each(numbers, answered, codes), answers)


def not_a_notebook(numbers) -> Submission:
    """Return a document under a notebook's name."""
    names = [*submission("", of_each(numbers, handed_out), {}).files]
    files = dict.fromkeys(names, b"%PDF-1.7 not a notebook \x00\xff")
    states = dict.fromkeys(numbers, UNREADABLE | ABSENT)
    return Submission("not a notebook", files, all_of(numbers, MISSING), states)


def cut_off(numbers) -> Submission:
    """Return notebooks whose file ends in the middle."""
    made = submission("cut off", of_each(numbers, perfect), all_of(numbers, MISSING))
    files = {name: content[: len(content) // 2] for name, content in made.files.items()}
    return Submission(
        made.trainee, files, made.answers, dict.fromkeys(numbers, UNREADABLE | ABSENT)
    )
