"""What a reader moves: explored figures, quizzes, and the desks of the workbench.

Everything here has a plain-call twin and works without a browser. No formula stands in this
package: figures come from the layers below. Widget libraries are imported when something is
first shown, so that a chapter's setup cell is quick.
"""

from ka_helpers.widgets.desk import Desk, open_desk
from ka_helpers.widgets.exploring import Exploration, explore
from ka_helpers.widgets.quizzes import Quiz, quiz

__all__ = ["Desk", "Exploration", "Quiz", "explore", "open_desk", "quiz"]
