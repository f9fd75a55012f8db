"""What runs beside a submission: it is loaded from these files alone, never as part of the kit.

A grader's own process starts `zygote.main`; everything here imports the standard library only,
besides what a notebook needs, so that no code of the real kit is where a submission runs. On
Linux `zygote` forks a `keeper` for each notebook, which forks the process that is confined and
runs the cells. Elsewhere `alone` runs one notebook in a process of its own, and the grader watches
it. Not in here: judging, files that submissions come in.
"""
