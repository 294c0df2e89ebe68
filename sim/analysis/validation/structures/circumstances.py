"""The circumstances that headline results compare: settings on top of any structure.

`early` moves the deadline to five days before the vote, as `scenarios/early_deadline.yaml` does, so that
what a caretaker signs can be seen; without it the deadline is the scenario's own.
"""

from collections.abc import Mapping
from datetime import timedelta
from json import dumps
from typing import Any

from sim.core.errors import UserError
from sim.scenario.loading import LoadedScenario
from sim.scenario.schema.quantity import SHAPES, SHARE_OF_STAKE, Quantity
from sim.scenario.schema.scenario import Scenario

BEFORE = 5  # days from the early deadline to the vote
STRICTER = 1.0  # bn USD a year that the pivot asks for in addition
LOBBIED = 0.4  # upper end of what is assumed of the carmakers' weight in party B's mandate, a share
NEEDED_ISSUES = ("auto_tariff", "reciprocal_tariff", "shipbuilding", "investment")


def circumstances(loaded: LoadedScenario) -> dict[str, tuple[str, ...]]:
    """Return what is set in each circumstance, by its name; UserError if the scenario lacks what is changed."""
    spec = loaded.scenario
    require_parts(spec)
    in_office, cost, early = spec.voting_part.in_office, audience_cost(spec), early_deadline(spec)
    pivot, peer = "assembly.pivot.threshold", peer_event(spec)
    office = f"{spec.keys[spec.voting_place]}.governments.{in_office}"
    return {
        "as_is": (),
        "no_election": ("election=none",),
        "no_peer": (f"events.{peer}.probability=0",),
        "peer": (f"events.{peer}.probability=1",),
        "no_lobby": ("industry.lobby=0",),
        "lobby": (f"industry.lobby={LOBBIED}",),
        "early": (early,),
        "early_no_election": (early, "election=none"),
        "early_honour_certain": (early, "election.honour=certain"),
        "early_cost_doubled": (early, f"{office}.audience_cost={twice_quantity(cost)}"),
        "early_pivot_stricter": (early, f"{pivot}={threshold(spec).central + STRICTER:g}"),
    }


def peer_event(spec: Scenario) -> str | None:
    """Return the name of the event of the first peer's deal; None where there is none."""
    return next((event.name for event in spec.events if event.peer), None)


def require_parts(spec: Scenario) -> None:
    """Raise UserError unless a scenario has everything that a circumstance changes or a result reads."""
    government = spec.voting_part.governments.get(spec.voting_part.in_office)
    has: Mapping[str, bool] = {
        "an election": spec.election is not None,
        "a government in office with an audience cost": government is not None and government.audience_cost is not None,
        "a pivot's threshold in bn USD": threshold(spec).unit != SHARE_OF_STAKE,
        "an event of a peer's deal": peer_event(spec) is not None,
        "an industry that lobbies": spec.industry is not None,
        **{f"the issue {name}": name in spec.issues and spec.issues[name].on_table for name in NEEDED_ISSUES},
    }
    lacking = [name for name, held in has.items() if not held]
    if lacking:
        raise UserError(
            f"--structures compares circumstances that this scenario cannot have: no {', no '.join(lacking)}"
        )


def threshold(spec: Scenario) -> Quantity:
    """Return the value at which the pivot is as likely to pass a deal as not; a share of the stake without a pivot."""
    if spec.assembly is None:
        return Quantity(value=0, unit=SHARE_OF_STAKE)
    return spec.assembly.pivot.threshold


def audience_cost(spec: Scenario) -> Quantity:
    """Return the cost of signing to the government in office when the talks open; 0 if it has none."""
    return spec.voting_part.governments[spec.voting_part.in_office].audience_cost or Quantity(value=0)


def day_of_vote(spec: Scenario) -> int:
    """Return the day of the vote; the horizon where there is none."""
    last = spec.main_election.date if spec.main_election else spec.calendar.horizon
    return (last - spec.calendar.pause).days


def early_deadline(spec: Scenario) -> str:
    """Return the setting of a deadline just before the vote."""
    vote = spec.main_election.date if spec.main_election else spec.calendar.deadline
    return f"calendar.deadline={min(spec.calendar.deadline, vote - timedelta(days=BEFORE))}"


def twice_quantity(quantity: Quantity) -> str:
    """Return twice a figure or distribution, with twice its range, as it is written in a setting."""
    held = quantity.model_dump(mode="json", include={*SHAPES, "range"}, exclude_none=True)
    return dumps({name: twice(figures) for name, figures in held.items()})


def twice(held: Any, name: str = "") -> Any:
    """Return figures times 2, all but the sigma of a logarithm."""
    if isinstance(held, dict):
        return {key: twice(value, key) for key, value in held.items()}
    if isinstance(held, list):
        return [twice(value) for value in held]
    return held if name == "sigma" else 2 * held
