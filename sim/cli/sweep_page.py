"""The pages of a sweep and of a discovery in one: what they are made of, and where they are put."""

import sys
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.cli.output import speak_of
from sim.core.errors import UserError

if TYPE_CHECKING:  # what follows takes a second to import, and help needs none of it
    import pyarrow as pa

    from sim.analysis.discovery.discover import Discovery
    from sim.analysis.sensitivity.sweep_sensitivity import OutcomeSensitivity
    from sim.reporting.report.picture import Picture
    from sim.scenario.loading import LoadedScenario
    from sim.scenario.schema.scenario import Scenario
    from sim.sweeps.storage.reader import Sweep

MEASURES = ("agreed", "day")  # of the points that the page lists


def write_sweep_page(folder: Path) -> None:
    """Write the report of a finished sweep into its folder, whole or not at all; said where it cannot be."""
    from sim.runs.folder import REPORT, sound_result
    from sim.sweeps.storage.reader import Sweep

    try:
        with sound_result(folder):
            swept = Sweep(folder).require_complete()
            text = sweep_page(swept)
    except UserError as wrong:
        say_without(wrong)
        return
    beside = folder / f".{REPORT}.tmp"
    beside.write_text(text, encoding="utf-8")
    beside.replace(folder / REPORT)


def say_without(wrong: UserError) -> None:
    """Say that no page is written, and why."""
    why = str(wrong).splitlines()[0].removesuffix("; nothing was run")
    print(f"no report is written: {why}", file=sys.stderr)


def sweep_page(swept: "Sweep") -> str:
    """Return the report of a sweep."""
    from sim.reporting.report.sweep_report import SweepPage, sweep_report

    loaded, points = sweep_scenario(swept), swept.points(list(MEASURES))
    pictures = sweep_pictures(swept, counted_issue(loaded.scenario))
    figures, indices = sweep_figures(swept), find_indices(swept)
    held = (swept, loaded, figures, indices, points, pictures, swept.folder, scenario_hash(swept))
    page = SweepPage(*held)
    return sweep_report(page, swept.manifest or {})


def sweep_scenario(swept: "Sweep") -> "LoadedScenario":
    """Return the scenario of a sweep, as it was played."""
    from sim.scenario.loading import load
    from sim.sweeps.storage.plan import OWN_SCENARIO, scenario_path

    return speak_of(load(swept.folder / scenario_path(0, OWN_SCENARIO)))


def scenario_hash(swept: "Sweep") -> str:
    """Return the SHA-256 of the scenario that a sweep varies, as its folder has it in scenario.yaml."""
    from sim.runs.provenance import text_hash
    from sim.sweeps.storage.plan import OWN_SCENARIO

    return text_hash(swept.plan.texts[OWN_SCENARIO])


def sweep_figures(swept: "Sweep") -> dict[str, Any]:
    """Return what `sim show` says of a sweep, with intervals."""
    from sim.analysis.sweep_intervals import sweep_means
    from sim.analysis.sweep_lucks import sweep_lucks
    from sim.reporting.overview_text import add_intervals
    from sim.sweeps.overview import sweep_overview

    found = sweep_overview(swept)
    add_intervals(found, sweep_means(swept, list(found["means"])), sweep_lucks(swept.plan))
    return found


def find_indices(swept: "Sweep") -> "dict[str, OutcomeSensitivity | str]":
    """Return which factor moves each main measure most, by the design's own method; or why that is not told."""
    from sim.analysis.sensitivity.sweep_sensitivity import sensitivity

    main = ("agreed", "day", *(f"{key}_value" for key in swept.keys))
    names = [name for name in main if name in swept.schema.names]
    try:
        return {one.measure: one for one in sensitivity(swept, names).outcomes}
    except UserError:
        return {name: index_or_reason(swept, name) for name in names}


def index_or_reason(swept: "Sweep", name: str) -> "OutcomeSensitivity | str":
    """Return what moves one measure, or why that is not told."""
    from sim.analysis.sensitivity.sweep_sensitivity import sensitivity

    try:
        return sensitivity(swept, [name]).outcomes[0]
    except UserError as wrong:
        return str(wrong).rstrip(".")


def counted_issue(spec: "Scenario") -> str | None:
    """Return the leading issue, or where its levels have names the first whose levels are numbers; None without one."""
    names = dict.fromkeys([spec.leading_issue, *(name for name, part in spec.issues.items() if part.on_table)])
    return next((name for name in names if not isinstance(spec.issues[name].levels[0], str)), None)


def sweep_pictures(swept: "Sweep", issue: str | None) -> "dict[str, Picture]":
    """Return heat maps over the first two factors that are numbers, or how far each factor alone moves it."""
    from sim.cli.figures import import_figures

    import_figures()
    from sim.reporting.figures import heat_cells, tornado
    from sim.reporting.figures.brief import brief_picture
    from sim.reporting.figures.page import SINGLE
    from sim.reporting.report.measures import measure_name

    if swept.plan.design.kind == tornado.DESIGN:
        return {"tornado": brief_picture("tornado", tornado.figure(swept, "agreed", SINGLE))}
    numbers = number_factors(swept.plan.design.table)
    if len(numbers) < 2:
        return {}
    over = (numbers[0], numbers[1])
    caption = "heat_of_both" if swept.plan.design.table.num_columns == len(over) else "heat"
    return {
        f"heat_{name}": brief_picture(caption, heat_cells.figure(swept, over, name, SINGLE), measure_name(name))
        for name in filter(None, ("agreed", issue))
    }


def number_factors(design: "pa.Table") -> list[str]:
    """Return the factors that are numbers, and not one and the same at all points."""
    import pyarrow as pa
    import pyarrow.compute as pc

    return [
        name
        for name in design.column_names
        if pa.types.is_floating(design.column(name).type) and pc.count_distinct(design.column(name)).as_py() > 1
    ]


def discovery_page(
    swept: "Sweep", found: "Discovery", scenarios: Mapping[int, str], drawn: Mapping[str, Any], place: Path
) -> Callable[[Mapping[str, Any]], str]:
    """Return what writes the report of a discovery; UserError where the sweep's scenario cannot be read any more.

    drawn   its figures by name; the first stands in the brief
    """
    from sim.reporting.figures.brief import large_picture
    from sim.reporting.report import sweep_words as said
    from sim.reporting.report.discovery_report import DiscoveryPage, discovery_report
    from sim.sweeps.overview import factor_ranges

    captions = {"trajectory": said.TRAJECTORY_CAPTION, "parallel": said.PARALLEL_CAPTION}
    pictures = {
        name: large_picture(figure, captions.get(name) or said.BOX_CAPTION.format(number=name.removeprefix("box_")))
        for name, figure in drawn.items()
    }
    brief = {name: picture for name, picture in pictures.items() if name == "trajectory"}
    more = {name: picture for name, picture in pictures.items() if name not in brief}
    played = sweep_scenario(swept), found, factor_ranges(swept.plan.design), scenarios
    page = DiscoveryPage(swept, *played, brief, more, place, scenario_hash(swept))
    return partial(discovery_report, page)
