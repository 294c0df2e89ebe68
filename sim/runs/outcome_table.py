"""What comes out of a model at the end: one row for each world.

A world without an agreement has null, never 0, in the columns of its deal.  Where an analysis
needs a number all the same, the `_filled` columns hold the yearly value of no deal; `agreed` says
which it is.  Draws of the scenario's distributions stand in columns named by their dotted path.
"""

from collections.abc import Mapping, Sequence

import numpy as np
import pyarrow as pa

from sim.bargaining.efficiency import efficiency
from sim.bargaining.sides import SIDES
from sim.bargaining.tradeoff import ConcessionSteps, walk_issues
from sim.core.columns import arrow_column, chosen_words
from sim.core.party_columns import parties_metadata
from sim.core.worlds import Array, Flags
from sim.model.agents.carmaker import Carmaker
from sim.model.kept_by_scenario import kept_by_scenario
from sim.model.ledger import NEVER, Ledger
from sim.model.state import State
from sim.runs.column_fields import column_field
from sim.runs.nulls import column_where
from sim.runs.partner_columns import deals_of_partners, levels_signed
from sim.runs.stage_columns import columns_of_rulings, columns_of_stages
from sim.scenario.absent_columns import absent_columns
from sim.scenario.column_nulls import NEVER_NULL, null_rules
from sim.scenario.columns import COLUMNS, MAKER_COLUMNS, PHASES, RULING_COLUMNS, partner_columns, stage_columns
from sim.scenario.party_words import words_of
from sim.scenario.schema.scenario import Scenario

ONLY_DEALS = ("_fixed", "_reserve", "_patience_needed")  # ends of the names of what only deals have

VALUES = tuple(f"{side}_value" for side in SIDES)


def truth_column(values: Array) -> pa.Array:
    """Return 1, 0, nan as true, false, null."""
    return arrow_column(np.nan_to_num(values) > 0, ~np.isnan(values))


def deal_columns(state: State) -> dict[str, pa.Array]:
    """Return when, how and by whom each deal was made."""
    ledger = state.main.ledger
    days = np.where(ledger.agreed, ledger.day, 0)
    dates = np.datetime64(state.setting.calendar.pause) + days.astype("timedelta64[D]")
    return {
        "world": arrow_column(np.arange(state.setting.first, state.setting.first + state.setting.worlds)),
        "status": chosen_words(("breakdown", "agreed"), ledger.agreed),
        "agreed": arrow_column(ledger.agreed),
        "day": column_where(ledger.day, ledger.agreed),
        "date": column_where(dates, ledger.agreed),
        "phase": chosen_words(PHASES, np.where(ledger.agreed, ledger.phase, 0)),
        "proposer": chosen_words(state.setting.spec.keys, np.maximum(ledger.proposer, 0), ledger.agreed),
        "days_left": days_left_column(ledger),
        "rounds": arrow_column(ledger.rounds),
        **offer_counts(state),
        "first_signature": column_where(ledger.first_signature, ledger.first_signature != NEVER),
    }


def offer_counts(state: State) -> dict[str, pa.Array]:
    """Return how many offers each side made, and of what kind."""
    kinds = {"offers": "turns", "fallbacks": "fallbacks", "waits": "waits"}
    memories = [(side, party.offer_memory) for side, party in zip(SIDES, state.main.parties, strict=True)]
    return {
        f"{side}_{name}": arrow_column(getattr(held, kind)) for side, held in memories for name, kind in kinds.items()
    }


def days_left_column(ledger: Ledger) -> pa.Array:
    """Return the days left to the deadline when each deal was made."""
    days_left = ledger.measures.get("days_left", np.full(len(ledger.live), np.nan))
    dated = np.isfinite(days_left) & ledger.agreed
    return column_where(np.where(dated, days_left, 0).astype(np.int64), dated)


def issue_columns(state: State) -> dict[str, pa.Array]:
    """Return the level agreed on each issue, in its unit."""
    ledger, rulings = state.main.ledger, state.rulings
    package = ledger.package if rulings is None else rulings.as_signed(ledger.package)
    return levels_signed(state.main.agenda, package, ledger.agreed)


def measure_efficiency(state: State) -> None:
    """Work out how good each deal is for both, by the true tables of its day."""
    ledger, rows = state.main.ledger, np.flatnonzero(state.main.ledger.agreed)
    if not len(rows):
        return
    party_a, party_b = ledger.tables["party_a"][rows], ledger.tables["party_b"][rows]
    weights = np.ones((len(rows), len(state.main.agenda.issues)))
    way = ConcessionSteps(*walk_issues(party_a, party_b, state.main.agenda)).path(weights)
    values, reserves = (
        (ledger.measures[f"party_a_{what}"][rows], ledger.measures[f"party_b_{what}"][rows])
        for what in ("value", "reserve")
    )
    for name, held in vars(
        efficiency(values, reserves, (way.table_values(party_a), way.table_values(party_b)))
    ).items():
        ledger.keep_measure(name, rows, held)


def value_columns(state: State) -> dict[str, pa.Array]:
    """Return what each deal is worth."""
    ledger, columns = state.main.ledger, {}
    measure_efficiency(state)
    none = {f"{side}_value": held for side, held in ledger.no_deal.items()}
    for name in COLUMNS:
        if name == "days_left":
            continue
        if name in ledger.measures or name in VALUES:
            held = ledger.measures.get(name, np.full(state.setting.worlds, np.nan))
            columns[name] = column_where(held, ledger.agreed & np.isfinite(held))
            if name in none:
                columns[f"{name}_filled"] = arrow_column(np.where(ledger.agreed, held, none[name]))
        elif name in ("party_a_share", "nash_ratio", "frontier_distance") or name.endswith(
            ("_fixed", "_reserve", "_patience_needed")
        ):
            columns[name] = pa.nulls(state.setting.worlds, pa.float64())
    return {name: columns[name] for name in COLUMNS if name in columns}


def politics_columns(state: State) -> dict[str, pa.Array]:
    """Return waiting, ratification, the winner, the caretaker, the deadline and the peers."""
    ledger, place = state.main.ledger, state.setting.spec.voting_place
    of_party_a = columns_of_governments(state, 0) if len(state.setting.spec.elections) > 1 else {}
    return {
        "party_a_waiting": arrow_column(ledger.waiting["party_a"]),
        "party_b_waiting": arrow_column(ledger.waiting["party_b"]),
        "ratified": truth_column(ledger.ratified),
        "honoured": truth_column(ledger.honoured),
        "reopened": arrow_column(ledger.reopened),
        **columns_of_governments(state, place),
        **{f"party_a_{name}": held for name, held in of_party_a.items()},
        "extensions": arrow_column(ledger.extensions),
        "lapsed": arrow_column(ledger.lapsed),
        **({"peer_deal": arrow_column(ledger.peer_deal)} if state.setting.spec.has_peers else {}),
    }


def columns_of_governments(state: State, place: int) -> dict[str, pa.Array]:
    """Return the winner of a party's election, and what its caretaker signed and is thought of; place, the party's."""
    house, signed = state.main.executives[place], state.main.ledger.caretakers_signed[place]
    elected: Flags = house.elected > 0
    standing = house.approval(signed)
    return {
        "winner": chosen_words(house.names, house.elected, elected),
        "handover": column_where(np.where(elected, house.seated, 0).astype(np.int64), elected),
        "caretaker_signed": arrow_column(signed),
        "caretaker_standing": column_where(standing, ~np.isnan(standing)),
    }


def maker_columns(makers: Sequence[Carmaker]) -> dict[str, pa.Array]:
    """Return each carmaker's accounts, added up over their quarters."""
    columns = {}
    for maker in makers:
        state = {"pressure": maker.last_pressure, "index": maker.last_index}
        for what in MAKER_COLUMNS:
            held = state[what] if what in state else maker.total(what)
            columns[f"{maker.name}_{what}"] = arrow_column(held)
    return columns


def outcome_rows(state: State) -> pa.Table:
    """Return one row for each world of a model that has run; ValueError for a column that nothing explains."""
    columns = {
        **deal_columns(state),
        **issue_columns(state),
        **value_columns(state),
        **politics_columns(state),
        **maker_columns(state.makers),
        **deals_of_partners(state),
        **columns_of_stages(state),
        **columns_of_rulings(state),
        **{path: arrow_column(draw) for path, draw in state.setting.draws.items()},
    }
    absent = absent_columns(state.setting.spec)
    columns = {name: held for name, held in columns.items() if name not in absent}
    return pa.Table.from_arrays(list(columns.values()), schema=schema_of(state, columns))


def schema_of(state: State, columns: Mapping[str, pa.Array]) -> pa.Schema:
    """Return the schema of result columns, found out once for each scenario; ValueError for one nothing explains."""
    known, shape = known_schemas(state.setting.spec), tuple((name, held.type) for name, held in columns.items())
    if shape not in known:
        known[shape] = new_schema(state, columns)
    return known[shape]


@kept_by_scenario
def known_schemas(spec: Scenario) -> dict[tuple[tuple[str, pa.DataType], ...], pa.Schema]:
    """Return the schemas of a scenario's results found so far, by names in code and types: none at first."""
    return {}


def new_schema(state: State, columns: Mapping[str, pa.Array]) -> pa.Schema:
    """Return the schema of result columns, whose names and meanings speak of the parties by their names."""
    words = words_of(state.setting.spec)
    drawn = dict.fromkeys(state.setting.draws, ("of the scenario", "draw of this figure of the scenario"))
    said = words.columns(drawn | meanings(state))
    nulls = {words.text(name): words.text(rule) for name, rule in nulls_of(state).items()}
    named = [(words.text(name), held) for name, held in columns.items()]
    fields = [column_field(name, held, said, nulls.get(name, NEVER_NULL)) for name, held in named]
    return pa.schema(fields, metadata=parties_metadata(words.parties))


def meanings(state: State) -> dict[str, tuple[str, str]]:
    """Return unit and meaning of each column that is not a draw."""
    makers = {f"{maker.name}_{what}": said for maker in state.makers for what, said in MAKER_COLUMNS.items()}
    issues = {issue.name: (issue.unit, "level agreed") for issue in state.main.agenda.issues}
    stages = stage_columns(issues, [maker.name for maker in state.makers])
    return {**COLUMNS, **issues, **makers, **stages, **RULING_COLUMNS, **partner_meanings(state)}


def nulls_of(state: State) -> dict[str, str]:
    """Return when each column is null that may be so."""
    return null_rules(state.main.agenda.names, {track.name: track.agenda.names for track in state.partners})


def partner_meanings(state: State) -> dict[str, tuple[str, str]]:
    """Return unit and meaning of the columns of other partners' talks, where any are played."""
    found: dict[str, tuple[str, str]] = {}
    for track in state.partners:
        found |= partner_columns(track.name, {issue.name: issue.unit for issue in track.agenda.issues})
    return found
