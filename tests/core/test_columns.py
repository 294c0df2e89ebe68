"""Arrow columns made without pandas are those that Arrow makes itself, and read back as they were."""

import subprocess
import sys

import numpy as np
import pyarrow as pa
import pytest

from sim.core.columns import arrow_column, figures_of, word_column

CHANCE = np.random.default_rng(4)
COUNTS = (0, 1, 7, 8, 9, 1000)


def values_of(kind, count):
    numbers = CHANCE.normal(size=(count, 2))
    return {
        "floats": numbers[:, 0].copy(),
        "gaps": np.where(numbers[:, 0] > 0, np.nan, np.inf),
        "column": numbers[:, 0],
        "single": numbers[:, 0].astype(np.float32),
        "whole": CHANCE.integers(-9, 9, count),
        "flags": numbers[:, 0] > 0,
        "words": np.array(["", "a", "é한"])[CHANCE.integers(0, 3, count)],
        "days": np.datetime64("2025-04-09") + CHANCE.integers(-999, 99, count).astype("timedelta64[D]"),
    }[kind]


@pytest.mark.parametrize("kind", ["floats", "gaps", "column", "single", "whole", "flags", "words", "days"])
@pytest.mark.parametrize("known", [None, 0.0, 0.5, 1.0])
def test_a_column_is_arrows_own(kind, known):
    for count in COUNTS:
        values = values_of(kind, count)
        flags = None if known is None else CHANCE.random(count) < known
        wanted, found = pa.array(values, mask=None if flags is None else ~flags), arrow_column(values, flags)
        found.validate(full=True)
        assert found.type == wanted.type
        assert repr(found.to_pylist()) == repr(wanted.to_pylist())


def test_what_a_list_lacks_is_null():
    assert arrow_column([1, None, 3]).to_pylist() == [1, None, 3]
    assert word_column([]).type == pa.string()


@pytest.mark.parametrize("kind", ["floats", "gaps", "single", "whole", "flags"])
def test_figures_are_read_back_with_nan_for_null(kind):
    for count in COUNTS:
        values, flags = values_of(kind, count), CHANCE.random(count) < 0.6
        held = arrow_column(values, flags)
        wanted = np.where(flags, values.astype(float), np.nan)
        np.testing.assert_array_equal(figures_of(held), wanted)
        np.testing.assert_array_equal(figures_of(pa.chunked_array([held, held])), np.tile(wanted, 2))
        np.testing.assert_array_equal(figures_of(pa.chunked_array([held]).slice(count // 3)), wanted[count // 3 :])
    assert len(figures_of(pa.chunked_array([], pa.float64()))) == 0


def test_neither_way_imports_pandas():
    lines = (
        "import sys, numpy as np, pyarrow as pa",
        "from sim.core.columns import arrow_column, figures_of, word_column",
        "known = np.arange(3) > 0",
        "held = [np.arange(3.0), np.arange(3), known, np.array(['a', 'b', 'c']), np.arange(3).astype('datetime64[D]')]",
        "made = [arrow_column(values, known) for values in held]",
        "read = [figures_of(pa.chunked_array([column])) for column in made[:3]]",
        "print('pandas' in sys.modules)",
    )
    said = subprocess.run([sys.executable, "-c", "\n".join(lines)], capture_output=True, text=True, check=True)
    assert said.stdout == "False\n"
