"""Guests by name in a scenario, a duel and a schema, what a name means, and what a run tells of one that fails."""

import json

import jsonschema
import numpy as np
import pytest
from places import SCENARIOS, SIM

pytest.importorskip("negmas", reason="the extra negmas is not installed")

from guest_examples import Trouble

from sim.analysis.strategies import named_strategy
from sim.core.errors import GuestWarning, UserError
from sim.runs.run import run
from sim.scenario.loading import load
from sim.scenario.schema.choice import Bidding


def small(*settings):
    """Return the baseline with two issues on the table, and some settings."""
    spec = load(SCENARIOS / "baseline.yaml")
    off = [
        f"issues.{name}.on_table=false" for name in spec.scenario.issues if name not in ("auto_tariff", "investment")
    ]
    return load(SCENARIOS / "baseline.yaml", [*off, *settings])


def test_a_name_alone_is_the_negotiator():
    short = Bidding.model_validate({"negmas": "BoulwareTBNegotiator"})
    whole = Bidding.model_validate({"negmas": {"negotiator": "BoulwareTBNegotiator"}})
    assert short == whole
    assert named_strategy("negmas:BoulwareTBNegotiator").bidding == short
    found = named_strategy("negmas:AspirationNegotiator,seconds=5").bidding.parameters
    assert (found.negotiator, found.seconds) == ("AspirationNegotiator", 5)


def test_the_schema_of_editors_takes_both_forms():
    held = json.loads((SIM / "scenario" / "schema.json").read_text(encoding="utf-8"))
    for name in ("Bidding", "BiddingDifference"):
        schema = jsonschema.Draft202012Validator({"$ref": f"#/$defs/{name}", "$defs": held["$defs"]})
        assert schema.is_valid({"negmas": "BoulwareTBNegotiator"})
        assert schema.is_valid({"negmas": {"negotiator": "BoulwareTBNegotiator", "options": {"eps": 0.1}}})
        assert not schema.is_valid({"negmas": {"name": "BoulwareTBNegotiator"}})
        assert not schema.is_valid({"negmas": 3})


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("BoulwareNegotiator", "BoulwareNegotiator is no negotiator of .*Did you mean BoulwareTBNegotiator?"),
        ("SAOCallNegotiator", "lacks what a negotiator must say itself"),
        ("antigravity.Mine", "guests may not come from antigravity. Import it first, or set NINETY_DAYS_GUESTS"),
        ("no_such_module.Mine", "no_such_module.Mine cannot be imported: No module named 'no_such_module'"),
        ("math.pi", "math.pi is no negotiator"),
    ],
)
def test_a_name_that_means_no_negotiator_is_refused(name, told, monkeypatch):
    monkeypatch.setenv("NINETY_DAYS_GUESTS", "some_module, no_such_module")
    with pytest.raises(UserError, match=told):
        named_strategy(f"negmas:{name}")


def test_options_that_do_not_fit_and_a_missing_extra_are_refused(monkeypatch, ended):
    with pytest.raises(UserError, match=r"SAOMetaNegotiator cannot be made with \{\}: Must specify"):
        named_strategy("negmas:SAOMetaNegotiator")
    monkeypatch.setattr("sim.negmas.rule.find_spec", lambda name: None)
    status, _, err = ended("duel", "micro", "negmas:MiCRONegotiator")
    assert status == 1
    assert "NegMAS is not installed: pip install 'ninety-days[negmas]'" in err


def test_a_guest_duels_with_a_tactic_of_ours(told):
    found = json.loads(told("duel", "micro", "negmas:BoulwareTBNegotiator", "--worlds", 2, "--rounds", 20, "--json"))
    pairs = {(match["us"], match["korea"]) for match in found}
    assert ("micro", "negmas:BoulwareTBNegotiator") in pairs
    assert len(pairs) == 4


@pytest.fixture(scope="module")
def played():
    """Return the baseline with two issues, a guest in each chair, in four worlds at once."""
    return run(
        small("us.tactic={negmas: LinearTBNegotiator}", "korea.tactic={negmas: RandomAlwaysAcceptingNegotiator}"),
        worlds=4,
    )


def test_rows_of_guests_do_not_depend_on_chunks(played):
    loaded = played.loaded
    assert played.worlds.equals(run(loaded, worlds=4, chunk=3).worlds)


def test_every_offer_of_a_guest_is_on_the_agenda_and_signed_only_above_both_floors(played):
    offers = [entry for entry in played.log if entry["kind"] == "offer"]
    counts = np.array([len(issue.levels) for issue in played.agenda.issues])
    assert offers
    for offer in offers:
        assert ((offer["package"] >= 0) & (offer["package"] < counts)).all()
        assert not offer["accepted"] or offer["party_a_value"] >= offer["party_a_floor"] - 1e-9
        assert not offer["accepted"] or offer["party_b_value"] >= offer["party_b_floor"] - 1e-9


def test_a_guest_that_fails_is_named_in_the_outcome_and_by_a_warning():
    Trouble.begin_anew()
    loaded = small("us.tactic={negmas: guest_examples.Trouble}")
    with pytest.warns(GuestWarning, match="guest of us in 1 of 2 worlds, first in world 1: guest_examples.Trouble"):
        found = run(loaded, worlds=2)
    (failure,) = found.guest_failures
    assert (failure.world, failure.side) == (1, "us")
    assert failure.what == "raised ZeroDivisionError: nothing to divide by"
    assert not found.worlds.column("agreed").to_pylist()[1]
