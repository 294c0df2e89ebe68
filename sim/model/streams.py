"""Under which names a scenario's random numbers are drawn, whatever its parties, makers and partners are called."""

from sim.core.stream_names import STREAMS_OF_SIDES, StreamNames, streams_of
from sim.model.kept_by_scenario import kept_by_scenario
from sim.scenario.schema.scenario import Scenario


@kept_by_scenario
def stream_names_of(spec: Scenario) -> StreamNames:
    """Return what stands for the names of a scenario in those of its draws.

    A scenario that names no parties is an old one: all but these draw under their own names there.
    """
    found = {**STREAMS_OF_SIDES.parts, **streams_of("parties", spec.keys)}
    if "parties" in spec.model_fields_set:
        partners = [*([spec.neighbour.name] if spec.neighbour else []), *spec.partners]
        governments = [name for part in (spec.party_a, spec.party_b) for name in part.governments]
        found |= streams_of("governments", governments) | streams_of("carmakers", spec.carmakers or ())
        found |= streams_of("partners", partners)
        found |= streams_of("peer_events", [event.name for event in spec.events if event.peer])
    return StreamNames(found)
