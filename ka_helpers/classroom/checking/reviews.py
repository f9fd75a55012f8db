"""Every account's review and the page of all accounts, really rendered, and thrown away."""

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from ka_helpers.classroom.checking.remarks import Checked, Looking, Remark
from ka_helpers.exercises.faults import named
from ka_helpers.i18n import LANGUAGES, say
from ka_helpers.rendering.batch import OnDone, Outcome, Progress, render_batch
from ka_helpers.rendering.planning import BatchRequest


def checked_reviews(looking: Looking) -> Checked:
    """Return the accounts whose review fails, in either language."""
    with TemporaryDirectory(prefix="ka-kit-") as folder:
        request = BatchRequest(
            case=str(looking.case.path),
            quarter=looking.quarter,
            out=Path(folder),
            languages=(looking.language, *(each for each in LANGUAGES if each != looking.language)),
            workers=looking.request.workers,
        )
        try:
            outcomes = render_batch(request, _telling(looking))
        except Exception as fault:
            why = named(fault, looking.language)
            text = say("casecheck.no_review_at_all", looking.language, why=why)
            return Checked((Remark("unrendered", looking.quarter, text),), text)
    return Checked(_failures(outcomes, looking), _text(outcomes, looking.language))


def _telling(looking: Looking) -> OnDone:
    def on_done(progress: Progress) -> None:
        looking.on_step("reviews", progress.done, progress.total, progress.name)

    return on_done


def _failures(outcomes: Sequence[Outcome], looking: Looking) -> tuple[Remark, ...]:
    """Return a remark for each report that failed; one that failed alike in both stands once."""
    language, failed = looking.language, [each for each in outcomes if each.failure]
    here = {each.account_id for each in failed if each.language == language}
    remarks = []
    for each in failed:
        if each.language == language:
            only = ""
        elif each.account_id in here:
            continue
        else:
            only = say(f"casecheck.only_in_{each.language}", language)
        place = looking.called(each.account_id) or say("casecheck.page_of_all", language)
        remarks.append(Remark("unrendered", place, f"{only}{each.failure}"))
    return tuple(remarks)


def _text(outcomes: Sequence[Outcome], language: str) -> str:
    made = [each for each in outcomes if not each.failure]
    counts = {
        "reviews": sum(bool(each.account_id) for each in made),
        "pages": sum(not each.account_id for each in made),
    }
    return say("casecheck.looked_reviews", language, **counts)
