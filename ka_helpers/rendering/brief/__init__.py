"""The files of a negotiation brief, and the one sheet that only its workbook has.

A brief is a memo (`reviews.brief_memo`), and `rendering.memo` writes it. Not in here: what the
brief says (`negotiation.brief`) and how its tables are laid out (`tables.brief`).
"""
