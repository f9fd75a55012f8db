"""What each chapter starts from: frames and figures of the lesson, a module a chapter.

The chapter's notebook and its answers call the same functions. Not in here: answers.
"""
