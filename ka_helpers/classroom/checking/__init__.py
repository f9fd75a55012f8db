"""A case checked as a whole, for the trainer who wrote it: what is wrong, worst first.

`whole.check_whole` looks, `said` and `page` tell it as text and as a page. Not in here: grading,
and any repair.
"""
