"""A quiz in the browser: what the page shows and sends, over `quiz.js` and `quiz.css` beside it.

Imported when a quiz is first shown; nothing is fetched from a network. Not in here: judging.
"""

from typing import TYPE_CHECKING, Any

import anywidget
import traitlets

from ka_helpers.widgets.page_parts import page_part

if TYPE_CHECKING:
    from ka_helpers.widgets.quizzes import Quiz


class QuizView(anywidget.AnyWidget):
    """What is synchronised with the page: `sent` counts answers, `outcome` is HTML."""

    asked = traitlets.Unicode().tag(sync=True)
    kind = traitlets.Unicode().tag(sync=True)
    options: Any = traitlets.List().tag(sync=True)
    words = traitlets.Dict().tag(sync=True)
    chosen: Any = traitlets.List().tag(sync=True)
    sent = traitlets.Int().tag(sync=True)
    outcome = traitlets.Unicode().tag(sync=True)

    def __init__(self, **values: Any) -> None:
        self._esm, self._css = page_part("quiz.js"), page_part("quiz.css")
        super().__init__(**values)


def view_of(quiz: "Quiz") -> QuizView:
    """Return the view of a quiz, which judges what the page sends."""
    view = QuizView(
        asked=quiz.asked,
        kind=quiz.kind,
        options=[{"id": each, "text": text} for each, text in quiz.options.items()],
        words=quiz.words(),
    )

    def judge(change: Any) -> None:
        view.outcome = quiz.submit(list(view.chosen))

    view.observe(judge, "sent")
    return view
