"""What is told of a twin on the command line."""

from ka_helpers.classroom.twins.making import TwinReport
from ka_helpers.i18n import say


def said_of(report: TwinReport, language: str | None = None) -> str:
    """Return what came of a twin as text: where it is, what holds, what does not, what next."""
    drawn, compared = report.drawn, report.compared
    lines = [
        say("twin.made", language, path=str(report.folder), seed=drawn.seed,
            tries=drawn.attempt + 1),
        say("twin.stories_kept", language, n=report.stories) if not (
            report.lost_stories or report.new_stories) else "",
        say("twin.questions_kept", language) if not report.lost_questions else "",
        say("twin.numbers_differ", language, n=len(compared.numbers) - len(compared.same),
            all=len(compared.numbers)),
    ]  # fmt: skip
    for key, found in (
        ("lost_stories", report.lost_stories), ("new_stories", report.new_stories),
        ("lost_questions", report.lost_questions), ("same_numbers", compared.same),
        ("same_parts", compared.same_parts),
    ):  # fmt: skip
        if found:
            lines.append(say(f"twin.{key}", language, listed=", ".join(found)))
    lines.append(say("twin.next" if report.sound else "twin.next_other_seed", language))
    return "\n".join(line for line in lines if line)
