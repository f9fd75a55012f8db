"""The gradebook as a workbook: a summary with weights to change, a sheet a chapter, the rest.

A chapter's sheet holds the scores; means, totals and the summary are formulas on them, so a
trainer who changes a score or a weight sees what follows. Not in here: the sheets
(`gradebook_sheets`).
"""

from ka_helpers.classroom.reporting.cohort import cohort_of
from ka_helpers.classroom.reporting.cohort_tables import (
    mistakes_table,
    notes_table,
    questions_table,
)
from ka_helpers.classroom.reporting.gradebook_sheets import (
    ChapterSheet,
    write_chapter,
    write_summary,
)
from ka_helpers.classroom.results import ClassResult
from ka_helpers.i18n import say
from ka_helpers.rendering.workbook.book import Book
from ka_helpers.rendering.workbook.grid import place
from ka_helpers.tables.table import Table

MADE = "2000-01-01"
"""What stands as the day the file was made: no clock is read, same results, same bytes."""
WIDE_TEXT = 104.0


def gradebook_book(result: ClassResult, language: str) -> bytes:
    """Return the gradebook as an .xlsx file; the same results give the same bytes."""
    book = Book(language, "CNY", MADE)
    title = say("gradebook.book_title", language, title=result.title.get(language, result.case))
    book.describe(title, "")
    question = say("gradebook.book_question", language)
    summary = book.sheet("summary", title, question, say("gradebook.sheet_summary", language))
    sheets: list[ChapterSheet] = [
        write_chapter(book, result, chapter) for chapter in result.chapters
    ]
    cohort = cohort_of(result)
    _table_sheet(book, "mistakes", mistakes_table(cohort, language))
    _table_sheet(book, "questions", questions_table(cohort, language, counted=True))
    _table_sheet(book, "notes", notes_table(result, language, full=True))
    write_summary(book, summary, result, sheets)
    summary.paper.activate()
    return book.written()


def _table_sheet(book: Book, key: str, table: Table) -> None:
    name = say(f"gradebook.sheet_{key}", book.language)
    sheet = book.sheet(key, name, say(f"gradebook.sheet_{key}_question", book.language), name)
    sheet.caps |= {len(table.columns) - 1: WIDE_TEXT}
    placed = place(sheet, table, titled=False)
    sheet.freeze(placed.head + 1, repeat=True)
    if table.rows:
        sheet.paper.autofilter(placed.head, 0, placed.rows.last_row, placed.rows.last_column)
