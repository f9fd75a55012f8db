"""Grade what a class handed in: run each notebook on the case graded on, judge what it answered.

Submissions are found (`submissions`), each chapter is told by its content (`recognise`), run
where it can do no harm (`sandbox`, with `classroom.inside`), and what it answered is judged by
the real kit in another process (`judging`). No kernel is trusted: what a submission writes is
read as plain JSON. Not in here: gradebook and reports, which read the results.
"""
