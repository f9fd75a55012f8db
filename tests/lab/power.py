"""A machine whose power goes off in the middle of work on files."""

import os
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch


class PowerCutError(BaseException):
    """The machine is off: nothing after this runs."""


@contextmanager
def power_cut(after, lost):
    """Cut the power before or after an operation on files; a file being written loses its end."""
    left = [after]

    def cutting(function):
        def call(*given, **named):
            left[0] -= 1
            if left[0] == 0:
                raise PowerCutError
            done = function(*given, **named)
            left[0] -= 1
            if left[0] == 0:
                raise PowerCutError
            return done

        return call

    def fsync(descriptor):
        left[0] -= 1
        if left[0] == 0:
            size = os.fstat(descriptor).st_size
            os.ftruncate(descriptor, max(size - lost, 0))
            raise PowerCutError

    with (
        patch.object(os, "fsync", fsync),
        patch.object(os, "link", cutting(os.link)),
        patch.object(Path, "rename", cutting(Path.rename)),
        patch.object(Path, "unlink", cutting(Path.unlink)),
    ):
        yield
