"""The agenda of a day of a world: the very tables and reserves that the run itself has written down."""

import numpy as np
import pytest
from places import SCENARIOS

import sim
from sim.bargaining.payoffs import package_value
from sim.bargaining.sides import SIDES
from sim.core.errors import UserError
from sim.interop.agenda_of_day import agenda_of_day
from sim.runs.chunk import RunSettings
from sim.scenario.loading import load

SEED, WORLDS = 1, 6


@pytest.fixture(scope="module", params=["baseline", "two_stages"])
def loaded(request):
    """A scenario with all issues on the table, and one of deals that leave some open."""
    return load(SCENARIOS / f"{request.param}.yaml")


@pytest.fixture(scope="module")
def played(loaded):
    """Some worlds as a run keeps them: rows, and the tables of the day of signature."""
    return sim.run(loaded, worlds=WORLDS, seed=SEED, recorded=WORLDS)


@pytest.fixture(scope="module")
def signed(played):
    """A world with a deal, and the day of its signature."""
    days = played.column("day")
    world = int(np.flatnonzero(np.isfinite(days) & (days > 0))[0])
    return world, int(days[world])


def agenda(loaded, world, day, side=None, view="private"):
    return agenda_of_day(loaded, RunSettings(1, SEED, first=world), day, side, view)


def test_on_the_day_of_signature_it_has_the_tables_and_reserves_of_the_run(loaded, played, signed):
    world, day = signed
    scene, named = played.scenes[world], agenda(loaded, world, day)
    for side, name in enumerate(SIDES):
        table = scene[name]
        for place, row in enumerate(named.levels_of(side)):
            issue = played.agenda.place_of(named.issues[place].name)
            np.testing.assert_array_equal(row, table[issue, : len(row)])
        names = named.domain.agenda.names
        off = [p for p, issue in enumerate(played.agenda.issues) if issue.name not in names]
        fixed = sum(table[place, played.agenda.first_stage.lapsed[place]] for place in off)
        assert named.reserves[side] == pytest.approx(scene[f"{name}_reserve"] - fixed, rel=1e-14)


def test_the_deal_of_the_run_is_worth_what_its_row_says(loaded, played, signed):
    if loaded.scenario.stages is not None:
        pytest.skip("a row in stages is worth the text that followed, too")
    world, day = signed
    named = agenda(loaded, world, day)
    for side, name in enumerate(SIDES):
        terms = [played.table.column(issue.name)[world].as_py() for issue in named.issues]
        package = np.array([[i.levels.index(t) for i, t in zip(named.issues, terms, strict=True)]])
        value = package_value(named.domain.values[side], package)[0]
        assert value == pytest.approx(played.column(f"{name}_value")[world], rel=1e-12)


def test_a_side_sees_its_own_true_table_and_the_public_one_of_the_other(loaded, signed):
    world, day = signed
    true, public = agenda(loaded, world, day), agenda(loaded, world, day, view="public")
    for side in (0, 1):
        seen = agenda(loaded, world, day, side)
        np.testing.assert_array_equal(seen.domain.values[side], true.domain.values[side])
        np.testing.assert_array_equal(seen.domain.values[1 - side], public.domain.values[1 - side])
        assert (seen.reserves[side], seen.reserves[1 - side]) == (true.reserves[side], public.reserves[1 - side])
        assert not np.array_equal(true.domain.values[side], public.domain.values[side])


def test_its_parties_go_by_their_keys(loaded, signed):
    assert agenda(loaded, *signed).parties == ("us", "korea")


def test_a_day_after_the_talks_is_refused_with_the_last_day_there_is(loaded, signed):
    world, day = signed
    with pytest.raises(UserError, match=rf"its talks were last open on day {day}\. Name a day up to that"):
        agenda(loaded, world, day + 1)
