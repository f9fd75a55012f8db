"""Threads that are ending are waited for; those that stay are counted."""

import sys
import threading

import pytest

from ka_helpers.rendering.engine.processes import settled_thread_count, thread_count

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")


def test_a_thread_that_is_ending_is_waited_for():
    before, told = thread_count(), threading.Event()
    thread = threading.Thread(target=told.wait, args=(0.2,))
    thread.start()
    assert thread_count() > before
    if before == 1:
        assert settled_thread_count(seconds=60) == 1
    thread.join()


def test_a_thread_that_stays_is_counted():
    told = threading.Event()
    thread = threading.Thread(target=told.wait)
    thread.start()
    try:
        assert settled_thread_count(seconds=0.05) > 1
    finally:
        told.set()
        thread.join()
