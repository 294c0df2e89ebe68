"""What a process has worked out comes back by way of a file, whole, and the file is gone then."""

import os
from pickle import dumps, loads

import numpy as np
import pyarrow as pa
import pytest

from sim.core import handing_over, processes
from sim.core.backend import Prepared
from sim.core.handing_over import HandedOver, hand_over_result, work_and_hand_over
from sim.core.processes import CopyPool, remove_folder


def result(rows=1000):
    """Return rows and series, as a chunk gives them, with words and nulls."""
    table = pa.table({"x": np.arange(rows) / 3, "word": ["a", None] * (rows // 2), "flag": [True, None] * (rows // 2)})
    return {"table": table, "series": [np.arange(7.0), np.zeros((3, 0)), np.array([1, 2], np.int8)], "said": "so"}


def test_a_result_is_what_it_was_and_its_file_is_gone(tmp_path):
    found = loads(dumps(hand_over_result(result(), str(tmp_path))))
    assert not list(tmp_path.iterdir())
    assert found["table"].equals(result()["table"])
    assert found["said"] == "so"
    for ours, theirs in zip(found["series"], result()["series"], strict=True):
        np.testing.assert_array_equal(ours, theirs)
        assert ours.dtype == theirs.dtype
    found["series"][0][:] = 5.0  # arrays may be written to, as those of a pipe
    assert found["series"][0].sum() == 35


def test_where_no_file_can_be_written_a_result_comes_as_it_is(tmp_path, monkeypatch):
    assert isinstance(work_and_hand_over(str(tmp_path), result, 10), HandedOver)
    assert work_and_hand_over(str(tmp_path / "none"), result, 10)["said"] == "so"

    def full(*given):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(handing_over.os, "fdopen", full)
    with pytest.raises(OSError, match="No space left"):
        hand_over_result(result(), str(tmp_path))


@pytest.mark.skipif(processes.sys.platform != "linux", reason="copies are made on Linux alone")
def test_copies_hand_over_by_a_folder_that_goes_with_them():
    with CopyPool(1, Prepared("numpy", None)) as crew:
        found = crew.submit(result, rows=20).result()
        assert found["table"].equals(result(20)["table"])
        assert os.listdir(crew.folder) == []
        with pytest.raises(ZeroDivisionError):
            crew.submit(divmod, 1, 0).result()
        folder = crew.folder
    remove_folder(folder, os.getpid() + 1)
    assert os.path.isdir(folder)
    del crew
    assert not os.path.exists(folder)
