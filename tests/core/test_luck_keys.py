"""Keys of luck are those of NumPy's SeedSequence, one by one or many at once, in any order and thread."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from sim.core import luck_keys
from sim.core.chance import SMALLEST_UNIFORM, uniforms
from sim.core.luck_keys import derive_keys, key_of, keys_under, seed_sequence, words_of_name

NAMES = ["", "a", "korea.tactic.timed.beta", "투표", *(f"polls.{k}" for k in range(300))]
SEEDS = [0, 1, 2**32 - 1, 2**32, 2**62 - 1, 2**96, 2**128 - 1, 2**128, 2**200 + 3]


def numpys_key(seed, name):
    return tuple(seed_sequence(seed, name).generate_state(2, np.uint64).tolist())


def numpys_uniforms(seed, name, first, worlds):
    stream = np.random.Philox(key=np.array(numpys_key(seed, name), np.uint64))
    stream.advance(first // 4)
    return np.maximum(np.random.Generator(stream).random(first % 4 + worlds)[first % 4 :], SMALLEST_UNIFORM)


@pytest.fixture
def afresh(monkeypatch):
    monkeypatch.setattr(luck_keys, "_words", {})
    keys_under.cache_clear()
    yield
    keys_under.cache_clear()


@pytest.mark.parametrize("seed", SEEDS)
def test_many_keys_at_once_are_numpys(seed):
    assert derive_keys(seed, [words_of_name(name) for name in NAMES]) == [numpys_key(seed, name) for name in NAMES]


def test_a_new_seed_gets_the_keys_of_all_names_asked_for(afresh):
    for name in NAMES:
        assert key_of(7, name) == numpys_key(7, name)
    assert keys_under(8) == {name: numpys_key(8, name) for name in NAMES}


def test_names_beyond_those_kept_have_their_keys_too(afresh, monkeypatch):
    monkeypatch.setattr(luck_keys, "NAMES_KEPT", 3)
    for _ in range(2):
        assert [key_of(1, name) for name in NAMES[:6]] == [numpys_key(1, name) for name in NAMES[:6]]
    assert len(keys_under(1)) == 3


@pytest.mark.parametrize("first", [0, 1, 3, 4, 5, 2**20 + 2, 2**61 + 3])
@pytest.mark.parametrize("worlds", [1, 2, 7, 33])
def test_luck_is_that_of_a_fresh_generator(first, worlds):
    for name in NAMES[:5]:
        np.testing.assert_array_equal(uniforms(3, name, first, worlds), numpys_uniforms(3, name, first, worlds))


def test_threads_do_not_meet_in_one_generator():
    asked = [(seed, name, first) for seed in (1, 2) for name in NAMES for first in (0, 6)]
    with ThreadPoolExecutor(4) as crew:
        found = list(crew.map(lambda one: uniforms(*one, 50), asked))
    for one, values in zip(asked, found, strict=True):
        np.testing.assert_array_equal(values, numpys_uniforms(*one, 50))
