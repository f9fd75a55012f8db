"""Why a question cannot be checked: the case's lack, or a fault of the kit's own.

Not in here: what is done about it; `linting` finds them before trainees do.
"""

import traceback
from pathlib import Path

from ka_helpers.errors import KaKitError
from ka_helpers.exercises.lesson import NotGradableError
from ka_helpers.i18n import say


def why_not(fault: Exception, language: str) -> str:
    """Return why there is no answer, in words for the trainee and, of a fault, for the trainer."""
    if isinstance(fault, NotGradableError):
        return say("exercises.case_lacks", language, why=fault.said_in(language))
    return say("exercises.not_your_fault", language, why=named(fault, language))


def named(fault: Exception, language: str) -> str:
    """Return what a fault says, and where in the chapter's code, else in the kit's, it arose."""
    places = [(Path(at.filename), at.lineno) for at in traceback.extract_tb(fault.__traceback__)]
    own = [at for at in places if at[0].parent.name in ("answers", "materials")] or places
    place = f" ({own[-1][0].name}:{own[-1][1]})" if own else ""
    try:
        said = fault.said_in(language) if isinstance(fault, KaKitError) else str(fault)
    except Exception:  # the message itself may lack a value
        said = repr(fault.args)
    return f"{type(fault).__name__}: {said}{place}"
