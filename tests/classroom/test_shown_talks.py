"""The model behind the dashboard: plain texts and sliders in, the worlds of a run out."""

import inspect
from threading import Thread

import pytest
import runs
from places import BASELINE

from sim.classroom.dashboard.levers import levers_of
from sim.classroom.dashboard.sections import day_html, diary_html, terms_html
from sim.classroom.dashboard.shown_talks import ShownTalks
from sim.classroom.dashboard.so_far import world_so_far
from sim.classroom.dashboard.words import words_for
from sim.runs.outcome_table import outcome_rows
from sim.runs.polls import published_polls
from sim.runs.run import run

WORLDS = 20
FILE = str(BASELINE)


def lived(*words, look=False, **more):
    """Return a model lived to its end; looked at every few days, if so asked."""
    talks = ShownTalks(*words, **{"worlds": WORLDS, **more})
    while talks.running:
        talks.step()
        if look and talks.steps % 7 == 0:
            assert day_html(talks, "")
            assert diary_html(talks)
            assert terms_html(world_so_far(talks, talks.request), "", words_for(talks.spec))
    return talks


@pytest.fixture(scope="module")
def plain():
    """Return the baseline as the page begins, every lever at its start, looked at as it goes."""
    values = {name: lever.start for name, lever in levers_of(runs.loaded("baseline")).items()}
    return lived(FILE, "1", "7", look=True, **values, election="2025-06-03")


def test_where_nothing_is_moved_all_rows_are_those_of_a_run(plain):
    assert outcome_rows(plain.play.state).equals(runs.played("baseline", worlds=WORLDS).worlds)
    assert plain.request.notes == []


def test_a_moved_lever_gives_the_rows_of_the_same_setting():
    talks = lived(FILE, party_a_pace=1.0)
    expected = run(runs.loaded("baseline", "us.tactic.timed.beta.lognormal.median=1"), WORLDS, 1).worlds
    rows = outcome_rows(talks.play.state)
    assert rows.equals(expected)
    assert not rows.equals(runs.played("baseline", worlds=WORLDS).worlds)


def test_a_world_further_on_is_played_among_its_neighbours():
    talks = lived(FILE, "3", "27", worlds=8)
    assert (talks.request.first, talks.request.place) == (24, 3)
    row = outcome_rows(talks.play.state).slice(3, 1)
    assert row.to_pylist() == run(runs.loaded("baseline"), 1, 3, first=27).worlds.to_pylist()


def test_after_the_end_a_step_changes_nothing(plain):
    day = plain.day
    plain.step()
    assert plain.day == day
    assert not plain.running


def test_a_day_waits_until_the_one_before_is_on_the_page():
    talks = ShownTalks(FILE, worlds=1)
    talks.is_shown.clear()
    playing = Thread(target=talks.step)
    playing.start()
    playing.join(0.2)
    assert (talks.day, playing.is_alive()) == (0, True)
    talks.is_shown.set()
    playing.join()
    assert talks.day == 1


def test_polls_are_those_that_were_published(plain):
    assert plain.polls == published_polls(runs.loaded("baseline"), 1, 7)


@pytest.mark.parametrize("text", ["abc", "-1", "1.5", "1e3", "٣", "4611686018427387904", "0x1"])
def test_a_seed_that_is_no_whole_number_is_said_and_the_scenarios_is_played(text):
    request = ShownTalks(FILE, text, worlds=1).request
    assert request.seed == 1
    assert len(request.notes) == 1
    assert f"found {text!r}. 1 is played." in request.notes[0]


@pytest.mark.parametrize(("text", "seed"), [("7", 7), (" 7 ", 7), ("1,000", 1000), ("007", 7), ("", 1), ("0", 0)])
def test_a_seed_is_read_from_text(text, seed):
    request = ShownTalks(FILE, text, worlds=1).request
    assert (request.seed, request.notes) == (seed, [])


def test_settings_that_do_not_go_together_are_said_and_the_scenario_is_played():
    talks = ShownTalks(FILE, worlds=1, election="2029-03-01")  # after the horizon
    assert talks.spec is talks.request.base.scenario
    assert "do not go together" in talks.request.notes[0]
    assert "election.date" in talks.request.notes[0]


def test_a_scenario_that_cannot_be_laid_beside_is_said():
    talks = ShownTalks(FILE, worlds=1, beside="nowhere.yaml")
    assert talks.other is None
    assert talks.request.notes[0].startswith("nowhere.yaml cannot be laid beside it: ")


def test_mesa_can_make_the_model_anew_from_names_alone():
    parameters = inspect.signature(ShownTalks).parameters.values()
    assert all(held.default is not held.empty for held in parameters)
    assert {held.kind for held in parameters} == {inspect.Parameter.POSITIONAL_OR_KEYWORD}
