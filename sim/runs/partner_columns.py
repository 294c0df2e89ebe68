"""Columns of deals with other partners, and of the levels that a deal has."""

import numpy as np
import pyarrow as pa

from sim.bargaining.agenda import Agenda
from sim.core.columns import arrow_column, chosen_words
from sim.core.worlds import Flags, Whole
from sim.model.partners.track import PartnerTrack
from sim.model.state import State
from sim.runs.nulls import column_where
from sim.scenario.absent_columns import columns_without_deadline


def deals_of_partners(state: State) -> dict[str, pa.Array]:
    """Return how the talks with other partners ended; nothing where none were played."""
    return {name: column for track in state.partners for name, column in one_partner(track).items()}


def one_partner(track: PartnerTrack) -> dict[str, pa.Array]:
    """Return how the talks with one partner ended."""
    ledger, nothing = track.ledger, np.full(track.setting.worlds, np.nan)
    measured = ("party_a_value", "value", "party_a_reserve", "reserve")
    columns = {
        "signed": arrow_column(ledger.agreed),
        "day": column_where(ledger.day, ledger.agreed),
        **{name: column_where(ledger.measures.get(name, nothing), ledger.agreed) for name in measured},
        "rounds": arrow_column(ledger.rounds),
        "put_off": arrow_column(track.put_off),
        "put_off_party_b": arrow_column(track.put_off_main),
        "extensions": arrow_column(ledger.extensions),
        "lapsed": arrow_column(ledger.lapsed),
        **levels_signed(track.agenda, ledger.package, ledger.agreed),
    }
    absent = columns_without_deadline(track.setting.spec)
    return {f"{track.name}_{what}": held for what, held in columns.items() if what not in absent}


def levels_signed(agenda: Agenda, package: Whole, agreed: Flags) -> dict[str, pa.Array]:
    """Return the level signed on each issue of an agenda, in its unit, by its name, where a deal was."""
    columns = {}
    for place, issue in enumerate(agenda.issues):
        number = package[:, place]
        settled, known = agreed & (number < len(issue.levels)), np.minimum(number, len(issue.levels) - 1)
        if any(isinstance(level, str) for level in issue.levels):
            columns[issue.name] = chosen_words([str(level) for level in issue.levels], known, settled)
        else:
            columns[issue.name] = column_where(np.array(issue.levels, dtype=float)[known], settled)
    return columns
