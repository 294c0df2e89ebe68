"""Play the carmakers alone, under a stated path of the tariff."""

from collections.abc import Mapping
from datetime import date

import numpy as np
import pyarrow as pa

from sim.core.columns import arrow_column
from sim.core.currency import currency_of_schema, local_name
from sim.core.worlds import Array
from sim.model.records import Records
from sim.model.setup import agenda_of
from sim.model.tariff_path import TariffPath, TariffPathModel
from sim.runs.account_rows import account_rows
from sim.runs.chunk import DAYS_KEPT, RunSettings, Tick, without_worlds
from sim.runs.outcome_table import maker_columns
from sim.runs.run import Outcome, tell_breaches
from sim.runs.series import daily_quantiles, stack_series
from sim.scenario.loading import LoadedScenario
from sim.scenario.needed_parts import require_industry
from sim.scenario.schema.scenario import Scenario


def run_tariff_path(
    loaded: LoadedScenario,
    path: TariffPath,
    until: date,
    worlds: int | None = None,
    seed: int | None = None,
    tick: Tick | None = None,
    in_force: Mapping[date, date] | None = None,
    others: TariffPath = (),
) -> Outcome:
    """Return what a path of the tariff on partner's cars does to the carmakers in each world.

    path: (date, percent) from each date on, no deal before the first; until: the accounts' last day.
    in_force: dates of the path -> earlier ones from which they hold, so that duty paid since is given back.
    others: (date, percent) for cars from other countries overseas, in all, from dates after the pause began.
    There are no talks: the rows hold the carmakers' columns alone, and nothing is told of offers.
    """
    spec = without_events(loaded.scenario, until)
    settings = RunSettings(spec.worlds if worlds is None else worlds, spec.seed if seed is None else seed)
    settings.check()
    records = Records(daily=min(settings.worlds, DAYS_KEPT), in_full=0)
    model = TariffPathModel(
        spec, path, settings.worlds, settings.seed, records=records, in_force=in_force, others=others
    )
    while model.running:
        model.step()
        if tick:
            tick(min(1.0, model.day / (model.industry.accounts_until + 1)))
    outcome = outcome_of(model, LoadedScenario(spec, loaded.data, loaded.name), settings)
    model.release()
    return outcome


def outcome_of(model: TariffPathModel, loaded: LoadedScenario, settings: RunSettings) -> Outcome:
    """Return what comes out of a model that has run, less the worlds that broke a rule; UserError if none is left."""
    breaches = model.breaches.of_worlds(0)
    tell_breaches(breaches, settings.worlds)
    model.records.leave_out(model.breaches.broken)
    series = stack_series([model.records.series])
    columns = {"world": arrow_column(np.arange(settings.worlds)), **maker_columns(model.makers)}
    table, books = (
        without_worlds(rows, [breach.world for breach in breaches])
        for rows in (pa.table(columns), account_rows(loaded.scenario, model.makers, 0, settings.worlds))
    )
    return Outcome(
        loaded=loaded,
        settings=settings,
        calendar=model.setting.calendar,
        agenda=agenda_of(loaded.scenario.issues),
        worlds=table,
        accounts=books,
        days=daily_quantiles(series, model.setting.calendar),
        series=series,
        log=[],
        scenes={},
        breaches=breaches,
    )


def without_events(spec: Scenario, until: date) -> Scenario:
    """Return a scenario in which nothing happens, its accounts ending on a day; UserError without carmakers."""
    industry = require_industry(spec).model_copy(update={"accounts_until": until})
    return spec.model_copy(update={"industry": industry, "events": []})


def sum_accounts(accounts: pa.Table, maker: str, quarters: list[str], items: tuple[str, ...]) -> Array:
    """Return the sum of some items of a maker over some quarters, (worlds,); items in its currency as duty_local."""
    currency = currency_of_schema(accounts.schema)
    items = tuple(local_name(item, currency) for item in items)
    frame = {name: accounts.column(name).to_numpy(zero_copy_only=False) for name in ("maker", "quarter", *items)}
    found = [
        sum(frame[item][(frame["maker"] == maker) & (frame["quarter"] == quarter)] for item in items)
        for quarter in quarters
    ]
    return np.asarray(sum(found))
