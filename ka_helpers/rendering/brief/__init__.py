"""The negotiation brief as a page, a printed document, slides and a workbook.

All four are made of the same parts (`parts`), by the review's own pieces. Not in here: what the
brief says (`negotiation.brief`) and how its tables are laid out (`tables.brief`).
"""
