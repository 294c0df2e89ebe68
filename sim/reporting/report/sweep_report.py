"""The report on a sweep: its design and factors, means with their intervals, which factor moves the outcome most."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

import pyarrow as pa

from sim.reporting.report import sweep_words as said
from sim.reporting.report import words as shared
from sim.reporting.report.assumptions import assumptions_table, main_assumptions
from sim.reporting.report.baseline_words import baseline_differences
from sim.reporting.report.factors import factor_table, point_command
from sim.reporting.report.indices import Indices, all_indices_html, indices_html
from sim.reporting.report.key_numbers import NOTHING
from sim.reporting.report.measures import column_meaning, column_name
from sim.reporting.report.page import PageSection, Report, report_page
from sim.reporting.report.parts import break_at_dots, command, facts, paragraph, plain_text, table
from sim.reporting.report.picture import Picture, figures_html
from sim.reporting.report.provenance import Manifest, engine_text, provenance_html
from sim.reporting.report.run_report import worlds_text
from sim.reporting.report.scenario_words import scenario_html
from sim.reporting.report.validity import patterns_of_2025, validity_text
from sim.reporting.words import fixed_text, percent
from sim.scenario.loading import LoadedScenario
from sim.scenario.party_words import words_of
from sim.scenario.schema.block import number_text
from sim.scenario.schema.scenario import Scenario

MOST_POINTS = 60  # in the appendix


@dataclass(frozen=True)
class SweepPage:
    """What the report on a sweep is made of.

    swept     the opened sweep
    loaded    its scenario
    figures   those of `sim show`, with intervals
    indices   which factor moves each main measure most; or why that is not told, in words
    points    mean share agreed and mean day of each point
    sha       SHA-256 of the scenario, as the sweep's folder has it
    """

    swept: Any
    loaded: LoadedScenario
    figures: dict[str, Any]
    indices: Indices
    points: pa.Table
    brief: Mapping[str, Picture]
    place: Path
    sha: str


def sweep_report(held: SweepPage, manifest: Manifest) -> str:
    """Return the page, given how the sweep was made."""
    plan, figures = held.swept.plan, held.figures
    worlds, points = worlds_text(figures["worlds_a_point"]), f"{figures['points']:,}"
    return report_page(
        Report(
            title=plan_name(held),
            question=plan.question,
            kind=said.SWEEP_KIND.format(name=plan_name(held), points=points, worlds=worlds, seed=plan.seed),
            answer=[sweep_answer(figures)],
            brief=sweep_brief(held, manifest),
            appendix=sweep_appendix(held),
        ),
        words_of(held.loaded.scenario),
    )


def sweep_answer(figures: Mapping[str, Any]) -> str:
    """Return the answer in a sentence."""
    held = figures["means"]["agreed"]
    low, high = held["low95"], held["high95"]
    return said.SWEEP_ANSWER.format(
        worlds=worlds_text(figures["worlds"]),
        points=f"{figures['points']:,}",
        agreed=percent(held["mean"]),
        interval=said.NO_INTERVAL if low is None else f" (95 %: {percent(low)} to {percent(high)})",
        lowest=percent(held["lowest"]),
        highest=percent(held["highest"]),
    )


def sweep_brief(held: SweepPage, manifest: Manifest) -> list[PageSection]:
    """Return the parts of the brief."""
    spec = held.loaded.scenario
    main = main_assumptions(spec, without=set(held.figures["factors"]))
    return [
        PageSection("scenario", shared.SCENARIO, scenario_html(spec, held.loaded.data)),
        PageSection("design", shared.DESIGN, design_html(held)),
        PageSection("numbers", shared.NUMBERS, mean_table(held.figures, spec) + paragraph(said.SWEEP_NOTE, "note")),
        PageSection("indices", shared.INDICES, indices_html(held.indices, spec.keys)),
        PageSection("held-against", shared.HELD_AGAINST, paragraph(validity_text(spec))),
        PageSection("figures", shared.FIGURES, figures_html(held.brief)),
        PageSection("main-assumptions", shared.MAIN_ASSUMPTIONS, main),
        PageSection("provenance", shared.PROVENANCE, sweep_provenance(held, manifest)),
    ]


def sweep_appendix(held: SweepPage) -> list[PageSection]:
    """Return the parts of the appendix."""
    spec = held.loaded.scenario
    return [
        PageSection("origins", shared.ORIGINS, sweep_origin(held)),
        PageSection("all-indices", said.ALL_INDICES, all_indices_html(held.indices, spec.keys)),
        PageSection("points", said.POINTS, point_table(held)),
        PageSection("patterns", shared.PATTERNS_OF_2025, patterns_of_2025(spec)),
        PageSection("differences", shared.DIFFERENCES, baseline_differences(plan_name(held), held.loaded.data)),
        PageSection("assumptions", shared.ALL_ASSUMPTIONS, assumptions_table(spec)),
    ]


def design_html(held: SweepPage) -> str:
    """Return the design in words, and its factors."""
    figures = held.figures
    draws = f"{figures['sets_of_draws']:,}"
    same = figures["common_random_numbers"]
    luck = said.LUCK_SAME.format(draws=draws) if same else said.LUCK_OWN
    left = [said.NOT_FINISHED.format(missing=figures["missing_chunks"])] if not figures["finished"] else []
    left += [said.FAILED.format(failed=f"{figures['failed']:,}")] if figures["failed"] else []
    kind = figures["design"]
    told = {
        "kind": said.DESIGN_WORDS.get(kind, kind.replace("_", " ")),
        "points": f"{figures['points']:,}, each of {worlds_text(figures['worlds_a_point'])}",
        "luck": luck,
        "left": " ".join(left),
    }
    facts_said = facts((said.WORDS_OF_SWEEP[name], plain_text(text)) for name, text in told.items())
    return facts_said + factor_table(figures["factors"], held.loaded)


def mean_table(figures: Mapping[str, Any], spec: Scenario) -> str:
    """Return one row a measure: mean, intervals, lowest and highest point."""
    rows = [mean_cells(name, held, spec) for name, held in figures["means"].items() if held["mean"] is not None]
    return table(said.SWEEP_COLUMNS, [("", rows)], kind="means")


def mean_cells(name: str, held: Mapping[str, Any], spec: Scenario) -> list[str]:
    """Return a measure's row; shares of worlds as percentages."""
    is_share = name == "agreed"
    low, high, half = (mean_text(held[end], is_share) for end in ("low95", "high95", "luck_half"))
    unit = shared.OF_WORLDS if is_share else held["unit"]
    return [
        f"{plain_text(column_name(name, spec.keys))}<small>{plain_text(column_meaning(name, spec))}</small>",
        f"<b>{mean_text(held['mean'], is_share)}</b>",
        f"{low} to {high}" if low else shared.TOO_FEW,
        f"±{half}" if half else shared.TOO_FEW,
        mean_text(held["lowest"], is_share),
        mean_text(held["highest"], is_share),
        escape(unit),
        f'<a href="#origins"><code>{break_at_dots(name)}</code></a>',
    ]


def mean_text(value: float | None, is_share: bool) -> str:
    """Return a mean; nothing where there is none."""
    if value is None:
        return ""
    return fixed_text(value, 1, scale=100) if is_share else fixed_text(value, 2)


def sweep_provenance(held: SweepPage, manifest: Manifest) -> str:
    """Return how the sweep was made and how it is repeated."""
    parts = [worlds_text(held.figures["worlds"]), f"seed {held.swept.plan.seed}", engine_text(manifest)]
    more = [
        (shared.WORDS["repeat"], f"sim run --from {held.place}"),
        (shared.WORDS["numbers"], f"sim show {held.place} --json"),
        (shared.WORDS["rows"], f"sim export {held.place} --csv"),
        (shared.WORDS["rows_hash"], str(manifest.get("hash", ""))),
    ]
    shas = {plan_name(held): held.sha}
    return provenance_html(manifest, "; ".join(filter(None, parts)), shas, [pair for pair in more if pair[1]])


def plan_name(held: SweepPage) -> str:
    """Return the sweep's name, without folder and ending."""
    return Path(held.swept.plan.name).stem


def sweep_origin(held: SweepPage) -> str:
    """Return where means and rows are, and the commands that show a world of the two furthest points."""
    shares = held.points.column("agreed_mean").to_pylist()
    known = [share for share in shares if share is not None]
    ends = ((said.LOWEST, min(known)), (said.HIGHEST, max(known))) if known else ()
    told = [furthest_point(held, text, [k for k, share in enumerate(shares) if share == end]) for text, end in ends]
    files = shared.WHERE_EXPORT.format(files=said.SWEEP_FILES)
    return paragraph(said.SWEEP_ORIGIN.format(place=held.place, files=files)) + facts(told)


def furthest_point(held: SweepPage, text: str, points: Sequence[int]) -> tuple[str, str]:
    """Return the first of the points with the fewest or the most deals, how many tie with it, and its command."""
    tie = said.TIES.format(count=f"{len(points) - 1:,}") if len(points) > 1 else ""
    return text.format(point=points[0], tie=tie), command(point_command(held.swept, points[0]))


def point_table(held: SweepPage) -> str:
    """Return the points with their means, the first of many."""
    shown = held.points.slice(0, MOST_POINTS).to_pylist()
    rows = [
        [
            f"{row['point']}",
            mean_text(row["agreed_mean"], True) or NOTHING,
            mean_text(row["day_mean"], False) or NOTHING,
            plain_text(point_text(held.swept.plan.design.table, row["point"])),
        ]
        for row in shown
    ]
    count = held.points.num_rows
    more = said.FIRST_POINTS.format(shown=len(shown), count=f"{count:,}") if count > len(shown) else ""
    return paragraph(more) + table(said.POINT_COLUMNS, [("", rows)])


def point_text(design: pa.Table, point: int) -> str:
    """Return what is set at a point, numbers with six digits; the scenario's own value is left out."""
    row = {path: design.column(path)[point].as_py() for path in design.column_names}
    told = {path: number_text(held) if isinstance(held, float) else held for path, held in row.items()}
    return ", ".join(f"{path} {held}" for path, held in told.items() if held is not None)
