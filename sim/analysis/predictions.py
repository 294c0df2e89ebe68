"""What theory says of the very game a run plays, world by world, beside what happened.

    solutions     the classic points on the exact frontier of the first day, with no deal as the
                  disagreement                                                  sim.bargaining.solutions
    equilibrium   the subgame-perfect play of the timetable of meetings        sim.analysis.talks_game

The equilibrium is laid over the luck of the run: who proposes at which meeting, who wins, how long a
government takes to form.
"""

from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sim.analysis.first_day import exact_frontier, first_day_domain
from sim.analysis.talks_game import TalksGame
from sim.bargaining.sides import SIDES
from sim.bargaining.solutions import solutions
from sim.core.party_columns import has_column, with_party_keys
from sim.runs.chunk import Tick
from sim.runs.run import Outcome
from sim.runs.summary import float_column
from sim.scenario.party_words import words_of
from sim.scenario.schema.scenario import Scenario

AT_ONCE = 250  # worlds whose games are held in memory together


def predict(outcome: Outcome, tick: Tick | None = None) -> pa.Table:
    """Return what theory says of each world of a run, one row a world, in the order of its rows.

    `tick` is called with the share of the work done, 0 to 1.
    """
    spec, settings = outcome.loaded.scenario, outcome.settings
    asked = ("world", "winner")[: 1 + has_column(outcome.worlds, "winner")]
    held = [outcome.worlds.column(name).to_pylist() for name in asked]
    winners = dict(zip(*held, strict=True)) if len(held) > 1 else {}
    parts = []
    for done in range(0, settings.worlds, AT_ONCE):
        count = min(AT_ONCE, settings.worlds - done)
        first = settings.first + done
        game = TalksGame(spec, count, settings.seed, first)
        names = game.house.names
        numbers = range(first, first + count)
        places = [names.index(winners[k], 1) if winners.get(k) else 0 for k in numbers]
        columns = {"world": pa.array(numbers, pa.int64()), **game.columns(np.array(places, dtype=np.int64))}
        columns |= classic(spec, count, settings.seed, first)
        game.model.release()
        parts.append(pa.table(columns))
        if tick:
            tick((done + count) / settings.worlds)
    table = with_party_keys(pa.concat_tables(parts).combine_chunks(), words_of(spec).parties)
    return table.filter(pc.is_in(table.column("world"), outcome.worlds.column("world").combine_chunks()))


def equilibrium_timing(outcome: Outcome, before: date) -> dict[str, float]:
    """Return how early the equilibrium of a run signs: the share of worlds before a date, and the median day."""
    day = float_column(predict(outcome), "equilibrium_day")
    return {"before": float((day < outcome.calendar.day_number(before)).mean()), "median_day": float(np.nanmedian(day))}


def classic(spec: Scenario, worlds: int, seed: int, first: int) -> dict[str, pa.Array]:
    """Return the values of the classic solutions, null where no package is rational."""
    domain = first_day_domain(spec, worlds, seed, first)
    frontier = exact_frontier(domain)
    found = {}
    for name, place in solutions(*frontier, domain.reserves).items():
        for side, values in zip(SIDES, frontier, strict=True):
            held = np.take_along_axis(values, np.maximum(place, 0)[:, None], axis=1)[:, 0]
            found[f"{name}_{side}_value"] = pa.array(held, mask=place < 0)
    return found
