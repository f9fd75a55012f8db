"""Reviews as workbooks: raw numbers, live formulas, native charts, made to be worked in."""

from ka_helpers.rendering.workbook.portfolio import portfolio_workbook
from ka_helpers.rendering.workbook.review import review_workbook

__all__ = ["portfolio_workbook", "review_workbook"]
