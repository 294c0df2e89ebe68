"""The report on a discovery: where in a sweep something happens, how good each box is, and what it cannot say."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

from sim.analysis.discovery.discover import DiscoveredBox, Discovery
from sim.reporting.discovery_text import bound_text, leaf_text, limit_text, side_text, small_text
from sim.reporting.report import sweep_words as said
from sim.reporting.report import words as shared
from sim.reporting.report.assumptions import assumptions_table, main_assumptions
from sim.reporting.report.baseline_words import baseline_differences
from sim.reporting.report.factors import factor_table
from sim.reporting.report.key_numbers import KeyNumber, NumberGroup, number_table, origin_table
from sim.reporting.report.measures import column_meaning
from sim.reporting.report.page import PageSection, Report, report_page
from sim.reporting.report.parts import break_at_dots, command, facts, paragraph, plain_text, table
from sim.reporting.report.picture import Picture, figures_html
from sim.reporting.report.provenance import Manifest, engine_text, provenance_html
from sim.reporting.report.run_numbers import share_text
from sim.reporting.report.run_report import worlds_text
from sim.reporting.report.scenario_words import scenario_html
from sim.reporting.report.validity import patterns_of_2025, validity_text
from sim.reporting.words import fixed_text, percent
from sim.scenario.loading import LoadedScenario
from sim.scenario.party_words import words_of
from sim.scenario.schema.scenario import Scenario
from sim.scenario.schema.tree import unit_of_factor


@dataclass(frozen=True)
class DiscoveryPage:
    """What the report on a discovery is made of.

    swept      the opened sweep, of scenario `loaded`
    found      where something happens in it
    factors    what the sweep varies, each with its range
    scenarios  files of the boxes that can be played, by number
    sha        SHA-256 of the scenario, as the sweep's folder has it
    """

    swept: Any
    loaded: LoadedScenario
    found: Discovery
    factors: Mapping[str, Any]
    scenarios: Mapping[int, str]
    brief: Mapping[str, Picture]
    pictures: Mapping[str, Picture]
    place: Path
    sha: str

    @property
    def name(self) -> str:
        """The sweep's name."""
        return Path(self.swept.plan.name).stem

    @property
    def cases(self) -> int:
        """How many worlds there are."""
        return int(self.found.cases.there.sum())


def discovery_report(held: DiscoveryPage, manifest: Manifest) -> str:
    """Return the page, given how the discovery was made."""
    condition, points = held.found.cases.condition.text, len(held.found.cases.there)
    return report_page(
        Report(
            title=held.name,
            question=said.DISCOVERY_QUESTION.format(name=held.name, condition=condition),
            kind=said.DISCOVERY_KIND.format(name=held.name, cases=worlds_text(held.cases), points=f"{points:,}"),
            answer=discovery_answer(held),
            brief=discovery_brief(held, manifest),
            appendix=discovery_appendix(held),
        ),
        words_of(held.loaded.scenario),
    )


def discovery_answer(held: DiscoveryPage) -> list[str]:
    """Return how many worlds are of interest, and what the first box says."""
    found = held.found
    hits = int(found.cases.interest.sum())
    first = said.DISCOVERY_ANSWER.format(
        cases=worlds_text(held.cases),
        hits=f"{hits:,}",
        share=percent(hits / held.cases),
        condition=found.cases.condition.text,
        columns=columns_text(found.cases.condition.columns, held.loaded.scenario),
    )
    if not found.boxes:
        return [first, said.NO_BOX]
    return [first, box_answer(found, percent(hits / held.cases))]


def columns_text(columns: Sequence[str], scenario: Scenario) -> str:
    """Return what the columns of the condition mean, in brackets; nothing of those that are not known."""
    told = {name: column_meaning(name, scenario) for name in columns}
    said_of = "; ".join(f"{name}: {meaning}" for name, meaning in told.items() if meaning)
    return said.CONDITION_COLUMNS.format(columns=said_of) if said_of else ""


def box_answer(found: Discovery, over_all: str) -> str:
    """Return what the first box says, with the interval of its density, or why it has none."""
    box, (low, high) = found.boxes[0], found.boxes[0].stability.density
    few = low is None or high is None
    interval = "" if few else said.BOX_INTERVAL.format(low=percent(low), high=percent(high))
    shares = {name: percent(getattr(box.figures, name)) for name in said.BOX_NUMBERS}
    told = said.BOX_ANSWER.format(limits=limits_text(found, box), all=over_all, interval=interval, **shares)
    return f"{told} {said.NO_BOX_INTERVAL}" if few else told


def limits_text(found: Discovery, box: DiscoveredBox) -> str:
    """Return the limits of a box in words."""
    factors, held = found.cases.factors, box.figures
    told = [
        f"{factors[k].path} is {bound_text(factors[k], held.box.limits[k], found.whole.limits[k])}"
        for k in held.restricted
    ]
    return " and ".join(told)


def discovery_brief(held: DiscoveryPage, manifest: Manifest) -> list[PageSection]:
    """Return the parts of the brief."""
    spec = held.loaded.scenario
    main = main_assumptions(spec, without=set(held.factors))
    return [
        PageSection("scenario", shared.SCENARIO, scenario_html(spec, held.loaded.data)),
        PageSection("design", shared.DESIGN, factor_table(held.factors, held.loaded)),
        PageSection("numbers", shared.BOXES, number_table(box_groups(held)) if held.found.boxes else ""),
        PageSection("limits", shared.LIMITS, limits_html(held)),
        PageSection("figures", shared.FIGURES, figures_html(held.brief, wide=True)),
        PageSection("held-against", shared.HELD_AGAINST, paragraph(validity_text(spec))),
        PageSection("main-assumptions", shared.MAIN_ASSUMPTIONS, main),
        PageSection("provenance", shared.PROVENANCE, discovery_provenance(held, manifest)),
    ]


def discovery_appendix(held: DiscoveryPage) -> list[PageSection]:
    """Return the parts of the appendix."""
    files = shared.WHERE_EXPORT.format(files=said.SWEEP_FILES)
    origin = paragraph(said.DISCOVERY_ORIGIN.format(place=held.place, sweep=held.swept.folder, files=files))
    plays = facts((said.BOX_SCENARIO.format(number=n), command(f"sim run {f}")) for n, f in held.scenarios.items())
    return [
        PageSection("origins", shared.ORIGINS, origin + plays + origin_table(box_groups(held))),
        PageSection("more-figures", shared.MORE_FIGURES, figures_html(held.pictures)),
        PageSection("tree", shared.TREE, tree_html(held.found)),
        PageSection("patterns", shared.PATTERNS_OF_2025, patterns_of_2025(held.loaded.scenario)),
        PageSection("differences", shared.DIFFERENCES, baseline_differences(held.name, held.loaded.data)),
        PageSection("assumptions", shared.ALL_ASSUMPTIONS, assumptions_table(held.loaded.scenario)),
    ]


def box_groups(held: DiscoveryPage) -> list[NumberGroup]:
    """Return how good each box is."""
    return [
        NumberGroup(
            said.BOX_GROUP.format(number=number, limits=limits_text(held.found, box)),
            [box_number(box, number, name) for name in said.BOX_NUMBERS],
        )
        for number, box in enumerate(held.found.boxes, 1)
    ]


def box_number(box: DiscoveredBox, number: int, name: str) -> KeyNumber:
    """Return a share of a box with its interval."""
    low, high = getattr(box.stability, name)
    title, meaning = said.BOX_NUMBERS[name]
    return KeyNumber(
        name=title,
        value=share_text(getattr(box.figures, name)),
        interval="" if low is None or high is None else f"95 %: {share_text(low)} to {share_text(high)}",
        unit=said.SHARE_OF[name],
        meaning=meaning,
        column=f"boxes[{number - 1}].{name}",
        rule=said.SHARE_RULES[name],
        key=f"boxes[{number - 1}].{name}",
    )


def limits_html(held: DiscoveryPage) -> str:
    """Return the sides of each box with how sure they are, and what boxes cannot say."""
    found = held.found
    bodies = [
        (said.BOX_SCENARIO.format(number=number), [side_cells(found, box, side) for side in box.stability.sides])
        for number, box in enumerate(found.boxes, 1)
    ]
    notes = [said.LIMIT_NOTE] if bodies else []
    notes += optimism_text(found)
    if any(not box.dense for box in found.boxes):
        notes.append(said.NOT_DENSE.format(wanted=percent(found.rules.density)))
    notes += [said.FEW_CASES] if found.few else []
    sides = table(said.LIMIT_COLUMNS, bodies, kind="limits") if bodies else ""
    return sides + paragraph(" ".join(notes), "note")


def optimism_text(found: Discovery) -> list[str]:
    """Return what boxes cannot say, and by how much the density of the first is too high; nothing where not known."""
    optimism = found.boxes[0].stability.optimism if found.boxes else None
    if optimism is None:
        return []
    return [said.BOX_LIMITS.format(optimism=f"{fixed_text(optimism, 1, scale=100)} percentage points")]


def side_cells(found: Discovery, box: DiscoveredBox, side: Any) -> Sequence[str]:
    """Return one side of a box, and how sure it is."""
    factor, held = found.cases.factors[side.factor], box.stability
    again = [by[side.factor] for by in (held.by_coverage, held.by_density) if by is not None]
    limit = side_text(factor, side, box.figures.box.limits[side.factor])
    return [
        f"<code>{break_at_dots(factor.path)}</code> {escape(limit)}",
        escape(limit_text(factor, found.whole.limits[side.factor])),
        escape(unit_of_factor(factor.path)),
        plain_text(percent(side.density_without)),
        *(escape(small_text(p)) if p is not None else shared.TOO_FEW for p in (side.quasi_p, side.resampled_p)),
        plain_text(", ".join(f"{fixed_text(share, 0, scale=100)} %" for share in again) or shared.TOO_FEW),
    ]


def tree_html(found: Discovery) -> str:
    """Return the parts of the tree."""
    rows = [
        [escape(leaf_text(found, leaf)), *(f"{getattr(leaf, name):.2f}" for name in ("density", "coverage", "mass"))]
        for leaf in found.leaves
    ]
    return paragraph(said.TREE_NOTE) + table(said.TREE_COLUMNS, [("", rows)])


def discovery_provenance(held: DiscoveryPage, manifest: Manifest) -> str:
    """Return how the discovery was made and how it is repeated."""
    plan = held.swept.plan
    parts = [worlds_text(held.cases), f"seed {plan.seed}", engine_text(manifest)]
    more = [
        (said.SWEEP_COMMAND, str(plan.provenance.get("command", ""))),
        (said.ROWS_HASH, str(manifest.get("sweep_hash") or "")),
    ]
    shas = {held.name: held.sha}
    return provenance_html(manifest, "; ".join(filter(None, parts)), shas, [pair for pair in more if pair[1]])
