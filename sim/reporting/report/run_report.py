"""The report on a run."""

import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from sim.analysis.validation.patterns import QUICK, Pattern
from sim.analysis.validation.patterns.timing import COUNTED, DAYS
from sim.reporting.diary_page import story_html
from sim.reporting.pattern_text import short_figure
from sim.reporting.report import run_words as said
from sim.reporting.report import words as shared
from sim.reporting.report.assumptions import assumptions_table, main_assumptions
from sim.reporting.report.baseline_words import baseline_differences, has_own_parties
from sim.reporting.report.key_numbers import NOTHING, NumberGroup, number_table, origin_table
from sim.reporting.report.page import PageSection, Report, report_page
from sim.reporting.report.parts import facts, paragraph, plain_text, table
from sim.reporting.report.picture import Picture, figures_html
from sim.reporting.report.provenance import Manifest, engine_text, provenance_html
from sim.reporting.report.run_numbers import RunNumbers, ends_text, run_groups, short_date
from sim.reporting.report.scenario_words import scenario_html
from sim.reporting.report.validity import patterns_of_2025, validity_text
from sim.reporting.run_text import date_text
from sim.reporting.words import percent
from sim.runs.run import Outcome
from sim.scenario.party_words import words_of


@dataclass(frozen=True)
class RunPage:
    """What the report on a run is made of.

    figures   those of its summary (`run_figures`)
    pictures  drawn figures, by name
    brief     those of the brief, by name
    place     its result folder
    """

    outcome: Outcome
    figures: dict[str, Any]
    pictures: Mapping[str, Picture]
    brief: Mapping[str, Picture]
    place: Path

    @property
    def name(self) -> str:
        """The scenario's name, without folder and ending."""
        return Path(self.outcome.loaded.name).stem

    @property
    def worlds(self) -> str:
        """How many worlds there are, in words."""
        return worlds_text(self.outcome.settings.worlds)

    @property
    def folder(self) -> str:
        """The result folder as a shell takes it."""
        return shlex.quote(str(self.place))

    @property
    def play(self) -> str:
        """The command that plays one world, with `{world}` in its place."""
        file = shlex.quote(str(self.place / "scenario.yaml")).replace("{", "{{").replace("}", "}}")
        return f"sim run {file} --first {{world}} --worlds 1 --seed {self.outcome.settings.seed} --story"


def worlds_text(count: int) -> str:
    """Return how many worlds there are, in words."""
    return f"{count:,} world{'' if count == 1 else 's'}"


def run_report(held: RunPage, manifest: Manifest) -> str:
    """Return the page, given how the run was made."""
    outcome = held.outcome
    groups = run_groups(RunNumbers(outcome, held.figures, held.play))
    return report_page(
        Report(
            title=held.name,
            question=outcome.loaded.scenario.question,
            kind=said.RUN_KIND.format(name=held.name, worlds=held.worlds, seed=outcome.settings.seed),
            answer=[run_answer(held)],
            brief=run_brief(held, groups, manifest),
            appendix=run_appendix(held, groups),
        ),
        words_of(outcome.loaded.scenario),
    )


def run_answer(held: RunPage) -> str:
    """Return the answer in a sentence or two."""
    if not held.figures["agreed"]:
        return said.NO_DEALS.format(worlds=held.worlds)
    day = date_text(held.outcome.loaded.scenario.calendar.pause, held.figures["day"]["q50"])
    return said.RUN_ANSWER.format(worlds=held.worlds, agreed=percent(held.figures["agreed"]), day=day)


def run_brief(held: RunPage, groups: Sequence[NumberGroup], manifest: Manifest) -> list[PageSection]:
    """Return the parts of the brief."""
    loaded = held.outcome.loaded
    asked = {number.meaning for group in groups for number in group.numbers}
    walking = [said.WALKING_AWAY] if any(meaning.endswith("*") for meaning in asked) else []
    notes = " ".join((*walking, shared.SAMPLING, shared.SPREAD, shared.COLUMN))
    return [
        PageSection("scenario", shared.SCENARIO, scenario_html(loaded.scenario, loaded.data)),
        PageSection("numbers", shared.NUMBERS, number_table(groups) + paragraph(notes, "note")),
        PageSection("main-assumptions", shared.MAIN_ASSUMPTIONS, assumptions_html(held.outcome)),
        PageSection("held-against", shared.HELD_AGAINST, run_patterns_html(held)),
        PageSection("figures", shared.FIGURES, figures_html(held.brief)),
        PageSection("provenance", shared.PROVENANCE, run_provenance(held, manifest)),
    ]


def run_appendix(held: RunPage, groups: Sequence[NumberGroup]) -> list[PageSection]:
    """Return the parts of the appendix."""
    loaded = held.outcome.loaded
    files = shared.WHERE_EXPORT.format(files=said.RUN_FILES)
    origin = paragraph(said.RUN_ORIGIN.format(place=held.place, files=files)) + origin_table(groups)
    return [
        PageSection("origins", shared.ORIGINS, origin),
        PageSection("more-figures", shared.MORE_FIGURES, figures_html(held.pictures)),
        PageSection("story", shared.STORY, story_html(held.outcome)),
        PageSection("settings", shared.SETTINGS, run_settings(held)),
        PageSection("patterns", shared.PATTERNS_OF_2025, patterns_of_2025(loaded.scenario)),
        PageSection("differences", shared.DIFFERENCES, baseline_differences(held.name, loaded.data)),
        PageSection("assumptions", shared.ALL_ASSUMPTIONS, assumptions_table(loaded.scenario)),
    ]


def run_patterns(outcome: Outcome) -> list[Pattern]:
    """Return the patterns that the run alone can answer at once, by number."""
    found = [pattern for measure in QUICK for pattern in measure(outcome)]
    return sorted(found, key=lambda pattern: pattern.number)


def run_patterns_html(held: RunPage) -> str:
    """Return what was observed in 2025 beside the run; nothing where its parties are others than the baseline's."""
    data = held.outcome.loaded.data
    return "" if data and has_own_parties(data) else patterns_html(run_patterns(held.outcome), held)


def patterns_html(found: Sequence[Pattern], held: RunPage) -> str:
    """Return the patterns beside their ranges, which are not among them, and where more is said."""
    tested = [pattern for pattern in found if not pattern.put_in and pattern.value is not None]
    head = said.PATTERNS.format(held=sum(pattern.ok for pattern in tested), tested=len(tested))
    pause, scenario = held.outcome.loaded.scenario.calendar.pause, shlex.quote(str(held.place / "scenario.yaml"))
    rows = [pattern_cells(pattern, pause) for pattern in found]
    return "\n".join(
        [
            paragraph(f"{head} {pattern_note(held.outcome)} {said.OTHER_PATTERNS.format(scenario=scenario)}"),
            table(shared.PATTERN_COLUMNS, [("", rows)], kind="patterns"),
            paragraph(validity_text(held.outcome.loaded.scenario), "note"),
        ]
    )


def pattern_note(outcome: Outcome) -> str:
    """Return how ranges and counts of worlds are to be read."""
    daily, worlds = outcome.settings.daily, outcome.settings.worlds
    return said.PATTERN_NOTE.format(daily=said.DAILY.format(count=f"{daily:,}") if daily < worlds else "")


def pattern_cells(pattern: Pattern, pause: date) -> list[str]:
    """Return a pattern's name with what it is made of, value with interval, range and verdict; days as dates."""
    value, low, high = pattern.value, pattern.low95, pattern.high95
    text, wanted = short_figure, pattern.range_text
    if pattern.unit == DAYS:
        text = partial(short_date, pause)
        wanted = " to ".join(text(end) for end in (pattern.low, pattern.high) if end is not None)
    here = NOTHING if value is None else text(value)
    if value is not None:
        told = shared.TOO_FEW if low is None or high is None else f"95 %: {ends_text(text(low), text(high))}"
        here += f" ({told}; {pattern.worlds:,})"
    verdict = (
        said.CANNOT if value is None else said.PUT_IN if pattern.put_in else said.HOLDS if pattern.ok else said.FAILS
    )
    title = f"({pattern.number}) {pattern.name.removesuffix(COUNTED) if pattern.unit == DAYS else pattern.name}"
    name = f"{plain_text(title)}{f'<small>{plain_text(pattern.detail)}</small>' if pattern.detail else ''}"
    return [name, *map(plain_text, (here, wanted, verdict))]


def assumptions_html(outcome: Outcome) -> str:
    """Return the main assumptions, and what is said of them."""
    return main_assumptions(outcome.loaded.scenario)


def run_provenance(held: RunPage, manifest: Manifest) -> str:
    """Return how the run was made and how it is repeated."""
    settings = held.outcome.settings
    last = settings.first + settings.worlds - 1
    parts = [f"{held.worlds}, numbers {settings.first} to {last}", f"seed {settings.seed}", engine_text(manifest)]
    more = [
        (shared.WORDS["repeat"], f"sim run --from {held.folder}"),
        (shared.WORDS["numbers"], f"sim show {held.folder} --json"),
        (shared.WORDS["rows"], f"sim export {held.folder} --csv"),
    ]
    shas = {held.name: str(manifest.get("scenario_sha256", ""))}
    return provenance_html(manifest, "; ".join(filter(None, parts)), shas, more)


def run_settings(held: RunPage) -> str:
    """Return what was run."""
    settings = held.outcome.settings
    numbers = {"Scenario": held.name, "Worlds": f"{settings.worlds:,}", "First world": f"{settings.first}"}
    return facts((name, plain_text(text)) for name, text in (numbers | {"Seed": f"{settings.seed}"}).items())
