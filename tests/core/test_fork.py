"""Work in a copy of the process: its pieces come back as they are, and what fails in the copy is done here."""

import os
import threading
import time

import pytest

from sim.core import fork
from sim.core.fork import split_pieces, work_beside

HERE = os.getpid()


@pytest.fixture
def two_cores(monkeypatch):
    """Let copies be made, though tests are run by threads."""
    monkeypatch.setattr(fork, "usable_cores", lambda: 2)
    monkeypatch.setattr(threading, "active_count", lambda: 1)
    if fork.sys.platform != "linux":
        pytest.skip("copies are made on Linux alone")


def pid_and_more():
    return [str(os.getpid()).encode(), b"", bytes(3_000_000)]


@pytest.mark.usefixtures("two_cores")
def test_the_work_is_done_in_another_process_and_all_of_it_comes_back():
    found = work_beside(pid_and_more)()
    assert int(found[0]) != HERE
    assert found[1:] == pid_and_more()[1:]


@pytest.mark.usefixtures("two_cores")
def test_what_fails_in_the_copy_is_done_here():
    def work():
        if os.getpid() != HERE:
            raise ValueError
        return [b"here"]

    assert work_beside(work)() == [b"here"]


@pytest.mark.usefixtures("two_cores")
def test_a_copy_that_takes_too_long_is_ended(monkeypatch):
    def work():
        if os.getpid() != HERE:
            time.sleep(60)
        return [b"here"]

    monkeypatch.setattr(fork, "PATIENCE", 0.1)
    began = time.monotonic()
    assert work_beside(work)() == [b"here"]
    assert time.monotonic() - began < 30


@pytest.mark.usefixtures("two_cores")
def test_a_fault_that_is_no_accident_of_the_copy_is_raised_here():
    def work():
        raise LookupError

    with pytest.raises(LookupError):
        work_beside(work)()


@pytest.mark.parametrize(("cores", "threads"), [(1, 1), (2, 2)])
def test_without_a_second_core_or_beside_threads_no_copy_is_made(monkeypatch, cores, threads):
    monkeypatch.setattr(fork, "usable_cores", lambda: cores)
    monkeypatch.setattr(threading, "active_count", lambda: threads)
    assert work_beside(pid_and_more) is pid_and_more


def test_pieces_that_were_cut_off_count_for_none():
    data = (3).to_bytes(8, "big") + b"abc"
    assert split_pieces(data) == [b"abc"]
    assert split_pieces(data[:-1]) == []
    assert split_pieces(b"") == []
