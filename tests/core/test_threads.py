"""Threads that work side by side, in order, and that end where one of them fails."""

import threading
import time

import numpy as np
import pytest

from sim.core.threads import map_in_threads


def test_what_tasks_give_comes_in_their_order_and_is_told_each_time():
    told = []

    def work(task, look):
        time.sleep(0.01 * (3 - task))
        return task * 10

    assert map_in_threads(work, range(4), 3, lambda found: told.append(list(found))) == [0, 10, 20, 30]
    assert told == [[0], [0, 10], [0, 10, 20], [0, 10, 20, 30]]


def test_two_work_at_once():
    meet = threading.Barrier(2, timeout=10)
    assert len(map_in_threads(lambda task, look: meet.wait(), range(2), 2, len)) == 2


@pytest.mark.parametrize("wrong", [ValueError, MemoryError, KeyboardInterrupt])
def test_where_one_fails_the_others_end_and_none_begins(wrong):
    begun = []

    def work(task, look):
        begun.append(task)
        if task == 0:
            raise wrong("no")
        while True:
            look()

    with pytest.raises(wrong):
        map_in_threads(work, range(9), 2, len)
    assert set(begun) <= {0, 1}


def test_faults_of_arithmetic_are_what_they_are_outside():
    def work(task, look):
        return np.geterr()["divide"]

    with np.errstate(divide="call"):
        assert map_in_threads(work, range(2), 2, len) == ["call", "call"]
