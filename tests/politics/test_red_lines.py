"""Red lines: a cost beyond the line, known to both, that binds only where nothing outweighs it."""

import numpy as np
from places import SCENARIOS
from runs import played
from views import read_only

from sim.model.talks import Talks
from sim.politics.red_lines import RedLine, subtract_red_lines
from sim.runs.summary import float_column
from sim.scenario.loading import load


def test_every_level_beyond_the_line_costs_as_much():
    table = np.arange(12.0).reshape(2, 2, 3)
    read_only(table)
    found = subtract_red_lines(table, [RedLine(place=1, levels=[1, 2], cost=np.array([2.0, 5.0]))])
    expected = table.copy()
    expected[0, 1, 1:] -= 2
    expected[1, 1, 1:] -= 5
    np.testing.assert_array_equal(found, expected)


def test_without_lines_nothing_changes():
    np.testing.assert_array_equal(subtract_red_lines(np.ones((1, 2, 2)), []), np.ones((1, 2, 2)))


def test_a_line_holds_for_the_government_that_drew_it_and_both_sides_know_it():
    model = Talks(load(SCENARIOS / "red_lines.yaml").scenario, 3)
    plain = Talks(load(SCENARIOS / "baseline.yaml").scenario, 3)
    place = model.state.main.agenda.place_of("farm_access")
    house, old = model.government, plain.government
    lee, kim, caretaker = (house.names.index(name) for name in ("lee_jae_myung", "kim_moon_soo", "caretaker"))
    cost = house.part.governments["lee_jae_myung"].red_lines["farm_access"].cost
    np.testing.assert_allclose((old.tables[lee] - house.tables[lee])[:, place, :3], cost[:, None] * [0, 1, 1])
    np.testing.assert_allclose((old.publics[lee] - house.publics[lee])[:, place, :3], np.tile([0.0, 2.0, 2.0], (3, 1)))
    assert ((old.tables[kim] - house.tables[kim])[:, place, 1] == 0).all()
    assert ((old.tables[kim] - house.tables[kim])[:, place, 2] > 0).all()
    np.testing.assert_array_equal(house.tables[caretaker], old.tables[caretaker])
    np.testing.assert_array_equal(house.tables[lee][:, place, 2:].min(axis=1), house.tables[lee][:, place, 2])
    for each in (model, plain):
        each.release()


def test_a_line_on_rice_and_beef_keeps_more_of_them_closed_and_a_firmer_one_no_fewer():
    base = played("baseline", worlds=500)
    mild = played("red_lines", worlds=500)
    firm = played(
        "red_lines",
        *[f"korea.governments.{n}.red_lines.farm_access.cost=40" for n in ("lee_jae_myung", "kim_moon_soo")],
        worlds=500,
    )
    shares = []
    for run in (base, mild, firm):
        held = np.array([level == "none" for level in run.worlds.column("farm_access").to_pylist()])
        shares.append(held[float_column(run.worlds, "agreed") > 0].mean())
    assert shares[0] + 0.05 < shares[1]
    assert shares[2] > 0.99  # single worlds may change
