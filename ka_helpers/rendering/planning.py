"""Which reports a batch must make, why, and in what order."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from ka_helpers.cases import Case
from ka_helpers.rendering.engine import Limits
from ka_helpers.rendering.fingerprints import differences, file_mark, kit_mark, mark_of
from ka_helpers.rendering.formats import FORMATS, PAGE
from ka_helpers.rendering.layout import ACCOUNT_REVIEW, PORTFOLIO_REVIEW
from ka_helpers.rendering.ledger import FOLDER, Entry, Ledger
from ka_helpers.rendering.report import Job
from ka_helpers.reviews.portfolio import Portfolio, portfolio_mark

NOTEBOOK = "ipynb"
USUAL_LIMITS = Limits(seconds=600.0, memory_mb=4096)


@dataclass(frozen=True)
class BatchRequest:
    """What to render: a case, a quarter, accounts (none named: all), languages, where to.

    `template` is the account review's notebook and `deck_template` a .pptx; a company may pass
    its own. `limits` are one report's; `force` renders what has not changed as well.
    """

    case: str
    quarter: str
    out: Path
    languages: tuple[str, ...] = ("en",)
    accounts: tuple[str, ...] = ()
    workers: int = 1
    formats: tuple[str, ...] = (PAGE,)
    template: Path = ACCOUNT_REVIEW
    deck_template: Path | None = None
    limits: Limits = USUAL_LIMITS
    force: bool = False

    def kept(self, name: str) -> Path:
        """Return where the batch keeps a file that notebooks read."""
        return (self.out / FOLDER / name).resolve()


@dataclass(frozen=True)
class Planned:
    """A report to make: the job, the marks of what it is made from, and why it is made."""

    job: Job
    marks: Mapping[str, str]
    why: tuple[str, ...]


class Plan:
    """The reports of one batch, held against what the output folder has."""

    def __init__(self, request: BatchRequest, case: Case, portfolio: Portfolio) -> None:
        self.request, self.case, self.portfolio = request, case, portfolio
        self.ledger = Ledger(request.out)

    def reviews(self) -> Iterator[tuple[Job, Mapping[str, str]]]:
        """Yield every account review asked for, with its marks, changed or not."""
        template, portfolio = self._common_marks(self.request.template), self.portfolio
        for account_id, name in portfolio.names:
            if self.request.accounts and account_id not in self.request.accounts:
                continue
            own = {
                "data": self.case.mark(account_id),
                "portfolio": portfolio_mark(portfolio, account_id),
            }
            for language in self.request.languages:
                asked = {"parameters": self.parameters_mark(language)}
                yield self._review(account_id, name, language), {**template, **asked, **own}

    def listed(self, language: str) -> list[Entry]:
        """Return the reviews of this quarter that the folder has, in the accounts' order."""
        asked = self.parameters_mark(language)
        keys = ((account_id, language) for account_id, _ in self.portfolio.names)
        found = (self.ledger.entries.get(key) for key in keys)
        return [entry for entry in found if entry and entry.marks["parameters"] == asked]

    def portfolio_page(self, language: str, digests: str) -> tuple[Job, Mapping[str, str]]:
        """Return the page of all accounts in a language, made from the digests given as JSON."""
        reviews = self.listed(language)
        beside = [name for name in FORMATS if all(name in each.formats for each in reviews)]
        marks = {
            **self._common_marks(PORTFOLIO_REVIEW),
            "parameters": self.parameters_mark(language),
            "digests": mark_of(digests, self.portfolio.growth, len(self.portfolio.names)),
            "links": mark_of(beside),
        }
        request, folder = self.request, self.request.out / language
        parameters = {
            **self._parameters(language),
            "digests": str(request.kept(f"digests_{language}.json")),
            "formats": ",".join(beside),
        }
        job = Job(
            account_id="",
            account_name="",
            template=str(PORTFOLIO_REVIEW),
            parameters=parameters,
            stem=str((folder / "portfolio").resolve()),
            page=str((folder / "index.html").resolve()),
            **self._asked(language),
        )
        return job, marks

    def needed(self, job: Job, marks: Mapping[str, str]) -> Planned | None:
        """Return the report to make, None where the folder has it as it would be made now."""
        entry = self.ledger.entries.get((job.account_id, job.language))
        why = self._why(job, marks, entry)
        if why == ("formats",) and entry is not None:
            both = tuple(dict.fromkeys((*entry.formats, *job.formats)))
            job = replace(job, formats=both, execute=False)
        return Planned(job, marks, why) if why else None

    def by_cost(self, planned: list[Planned]) -> list[Planned]:
        """Return reports in the order to begin them: the dearest first, so that none is left last.

        What a report cost the last time tells; one not made before may cost anything.
        """
        return sorted(planned, key=lambda each: -self._expected_cost(each.job))

    def parameters_mark(self, language: str) -> str:
        """Return the mark of what is asked: the case's name, the quarter and the language."""
        return mark_of(self.case.file.case_id, self.request.quarter, language)

    def _why(self, job: Job, marks: Mapping[str, str], entry: Entry | None) -> tuple[str, ...]:
        if entry is None:
            return ("new",)
        if self.request.force:
            return ("forced",)
        if entry.failure is not None:
            return ("failed before",)
        changed = differences(marks, entry.marks)
        if changed:
            return changed
        if not all(job.path(name).is_file() for name in (NOTEBOOK, *entry.formats)):
            return ("file missing",)
        return () if set(job.formats) <= set(entry.formats) else ("formats",)

    def _expected_cost(self, job: Job) -> float:
        entry = self.ledger.entries.get((job.account_id, job.language))
        return entry.cpu_seconds if entry is not None and job.execute else math.inf

    def _common_marks(self, template: Path) -> dict[str, str]:
        deck = self.request.deck_template
        return {
            "kit": kit_mark(),
            "template": file_mark(template),
            "deck template": file_mark(deck) if deck else "",
        }

    def _review(self, account_id: str, name: str, language: str) -> Job:
        parameters = {**self._parameters(language), "account_id": account_id}
        stem = (self.request.out / language / "accounts" / account_id).resolve()
        return Job(
            account_id=account_id,
            account_name=name,
            template=str(self.request.template.resolve()),
            parameters=parameters,
            stem=str(stem),
            page=f"{stem}.html",
            **self._asked(language),
        )

    def _parameters(self, language: str) -> dict[str, Any]:
        request = self.request
        kept = str(request.kept("portfolio.json"))
        return {
            "case": str(self.case.path.resolve()),  # notebooks run in another folder
            "quarter": request.quarter,
            "language": language,
            "portfolio": kept,
        }

    def _asked(self, language: str) -> dict[str, Any]:
        """Return what every report of a language has in common."""
        deck = self.request.deck_template
        return {
            "language": language,
            "quarter": self.request.quarter,
            "formats": self.request.formats,
            "deck_template": str(deck.resolve()) if deck else "",
        }
