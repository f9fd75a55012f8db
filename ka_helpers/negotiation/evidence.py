"""What the case knows about an account, gathered once for questions, arguments and pitches.

Not in here: any formula (`metrics`), any sentence (catalogues `questions`, `arguments`).
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

from ka_helpers.cases import AccountSlice
from ka_helpers.i18n import say
from ka_helpers.metrics import (
    buying_centre,
    execution,
    profit,
    promotions,
    receivables,
    sales,
    share,
    supply,
)
from ka_helpers.metrics.account_finance import AccountFinance, account_finance
from ka_helpers.metrics.assessment import Context, comparison_quarter
from ka_helpers.metrics.category_growth import CategoryGrowth, category_growths
from ka_helpers.metrics.mix import Part, split_sales
from ka_helpers.metrics.rows import AccountView
from ka_helpers.metrics.sales_rows import of_quarter, told_sales_of
from ka_helpers.periods import Calendar

Fact = str | float | int | None
Found = TypeVar("Found")


@dataclass(frozen=True)
class Line:
    """A sentence as a message and its values, so that it can be said in any language.

    A value that is the key of a message says so in the sentence: `{duty:message}`.
    """

    key: str
    values: tuple[tuple[str, Fact], ...] = ()
    currency: str = "CNY"

    def said(self, language: str) -> str:
        """Return the sentence."""
        return say(self.key, language, currency=self.currency, **dict(self.values))


@dataclass(frozen=True, eq=False)
class Evidence:
    """The assessments of an account in a quarter, each worked out when it is first asked for.

    What the case lacks is None: then nothing is asked or said about it.
    """

    account: AccountSlice
    quarter: str

    @cached_property
    def context(self) -> Context:
        """What the account is judged against."""
        file = self.account.file
        return Context(
            as_of=str(file.as_of), calendar=Calendar(file.calendar.fiscal_year_start_month),
            currency=file.currency, **file.settings.model_dump(),
        )  # fmt: skip

    @property
    def sales(self) -> sales.SalesAssessment | None:
        """What we sold to the account."""
        return self._assessed(sales.NEEDS, sales.assess)

    @property
    def share(self) -> share.ShareAssessment | None:
        """Our share at the account; None where only the whole market is measured."""
        found = self._assessed(share.NEEDS, share.assess)
        return found if found is not None and found.scope == "account" else None

    @property
    def supply(self) -> supply.SupplyAssessment | None:
        """How we deliver."""
        return self._assessed(supply.NEEDS, supply.assess)

    @property
    def execution(self) -> execution.ExecutionAssessment | None:
        """What its stores show of us."""
        return self._assessed(execution.NEEDS, execution.assess)

    @property
    def promotions(self) -> promotions.PromotionsAssessment | None:
        """What promotions brought."""
        return self._assessed(promotions.NEEDS, promotions.assess)

    @property
    def profit(self) -> profit.ProfitAssessment | None:
        """What we, and it, earn."""
        return self._assessed(profit.NEEDS, profit.assess)

    @property
    def receivables(self) -> receivables.ReceivablesAssessment | None:
        """What is invoiced, paid and taken off."""
        return self._assessed(receivables.NEEDS, receivables.assess)

    @property
    def people(self) -> buying_centre.BuyingCentre | None:
        """Who decides."""
        return self._assessed(buying_centre.NEEDS, buying_centre.assess)

    @cached_property
    def categories(self) -> tuple[CategoryGrowth, ...]:
        """How categories grow at the account against the market, the most missed first."""
        if "market" not in self.account:
            return ()
        return category_growths(self._view, self.quarter, self.context.calendar)

    @cached_property
    def products(self) -> tuple[Part, ...]:
        """What shoppers bought of our products (what we delivered, where that is all), by size."""
        sold, _ = told_sales_of(self._view, "sell_out")
        before = comparison_quarter(sold, self.quarter)
        if "product_id" not in sold or before is None:
            return ()
        return split_sales(of_quarter(sold, self.quarter), of_quarter(sold, before), "product_id")

    @cached_property
    def finance(self) -> AccountFinance:
        """The account's own books."""
        return account_finance(self.account.account)

    def line(self, key: str, /, **values: Fact) -> Line:
        """Return a sentence in the case's currency."""
        return Line(key, tuple(values.items()), self.context.currency)

    @cached_property
    def _view(self) -> AccountView:
        return AccountView(self.account)

    def _assessed(
        self, needs: tuple[str, ...], assess: Callable[..., Found | None]
    ) -> Found | None:
        def read() -> Any:
            if any(table not in self.account for table in needs):
                return None
            return assess(self._view, self.quarter, self.context)

        found: Found | None = self._view.shared(("evidence", assess.__module__), read)
        return found
