"""Runs that tests share are played once, whichever worker asks first, and come back as they were."""

import runs

from sim.runs.run import run


def test_a_shared_run_is_the_run(tmp_path, monkeypatch):
    monkeypatch.setattr(runs, "folder", tmp_path)
    found = runs.played.__wrapped__("early_japan", "korea.tactic.timed.beta=0.4", worlds=3, told=2)
    again = runs.played.__wrapped__("early_japan", "korea.tactic.timed.beta=0.4", worlds=3, told=2)
    plain = run(runs.loaded("early_japan", "korea.tactic.timed.beta=0.4"), 3, 1, recorded=2)
    for outcome in (found, again):
        assert outcome.loaded == plain.loaded
        assert (outcome.settings, outcome.calendar, outcome.agenda) == (plain.settings, plain.calendar, plain.agenda)
        assert outcome.worlds.equals(plain.worlds)
        assert outcome.accounts.equals(plain.accounts)
        assert outcome.days.equals(plain.days)
        assert repr(outcome.log) == repr(plain.log)
        assert outcome.scenes.keys() == plain.scenes.keys() == {0, 1}


def test_what_is_shared_is_made_once_for_each_thing_asked(tmp_path):
    made = []
    for name in ("a", "a", "b"):
        assert runs.once(tmp_path / name, lambda name=name: made.append(name) or name) == name
    assert made == ["a", "b"]
