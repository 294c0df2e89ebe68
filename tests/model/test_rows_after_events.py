"""After an event only the rows of the issues it concerns are valued anew, and they are those of new tables."""

import numpy as np
import pytest
from places import BASELINE

from sim.model.events import apply_event, apply_peer_deal, issues_concerned
from sim.model.mandates import revalue
from sim.model.shocks import put_on_the_table
from sim.model.talks import Talks
from sim.scenario.loading import load

SOME = np.array([0, 2, 5])


def begun(*settings):
    """Return talks on day 0."""
    return Talks(load(BASELINE, settings).scenario, worlds=6)


def all_tables(model):
    """Return copies of all tables of both sides."""
    party_a, house = model.administration, model.government
    names = ("signed", "standing", "public", "public_standing")
    held = [
        *(getattr(party_a, name) for name in names),
        *house.tables,
        *house.publics,
        house.pivot,
        house.own,
        house.public,
    ]
    return [table.copy() for table in held]


def assert_alike(model, places):
    """Hold the tables after a change of some issues to those worked out anew, in rows and in all."""
    before = all_tables(model)
    revalue(model.state, places)
    found = all_tables(model)
    revalue(model.state)
    for old, some, every in zip(before, found, all_tables(model), strict=True):
        np.testing.assert_array_equal(some, every)
        others = [place for place in range(old.shape[1]) if place not in places]
        np.testing.assert_array_equal(some[:, others], old[:, others])
    assert any((old != new).any() for old, new in zip(before, found, strict=True))


def japan_of(model):
    """Return the deal of Japan among the events, drawn."""
    return next(drawn for drawn in model.state.events if drawn.event.peer)


def test_a_peers_deal_concerns_the_car_tariff_and_the_issues_of_precedent():
    model = begun()
    agenda, event = model.state.values.agenda, japan_of(model).event
    places = issues_concerned(model.state, [event])
    rules = model.setting.drawn.precedent
    assert places == sorted({agenda.place_of(name) for name in ("auto_tariff", *rules.tariffs, rules.price.issue)})
    assert len(places) < len(agenda.issues)
    apply_peer_deal(model.state, event.peer, event.regions, SOME)
    assert_alike(model, places)
    model.release()


def test_a_peers_deal_that_happens_leaves_the_tables_of_one_valued_in_full():
    model = begun()
    drawn = japan_of(model)
    apply_event(model.state, drawn, SOME)
    assert_alike(model, issues_concerned(model.state, [drawn.event]))
    model.release()


@pytest.mark.parametrize("path", ["us.weights.imports", "precedent.believed_rate"])
def test_a_figure_that_is_none_of_an_issues_concerns_all(path):
    model = begun()
    event = japan_of(model).event
    event.changes = {path: None}
    assert issues_concerned(model.state, [event]) is None
    event.changes = {f"issues.{model.state.values.agenda.names[2]}.flows.spread": None}
    assert 2 in issues_concerned(model.state, [event])
    model.release()


def test_an_issue_that_is_opened_is_valued_anew():
    model = begun()
    state, name = model.state, model.state.values.agenda.names[3]
    place = state.values.agenda.place_of(name)
    state.values.shut[place] = np.ones(6, dtype=bool)
    revalue(state)
    event = japan_of(model).event
    event.peer, event.opens = None, [name]
    assert issues_concerned(state, [event]) == [place]
    put_on_the_table(state, [name], SOME)
    assert_alike(model, [place])
    model.release()
