"""The report on a comparison: before, after, and the difference with its interval, one row a measure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

from sim.analysis.bootstrap import FEWEST, FEWEST_DIFFERENT
from sim.analysis.compare import ComparedRun, Difference, measures
from sim.analysis.example_world import pair_nearest
from sim.analysis.where_events_happen import EventDifference
from sim.core.party_columns import name_by_key
from sim.reporting.comparison_text import comparison_paragraph
from sim.reporting.event_text import event_head
from sim.reporting.report import comparison_words as said
from sim.reporting.report import words as shared
from sim.reporting.report.assumptions import assumptions_table, main_assumptions
from sim.reporting.report.baseline_words import baseline_differences
from sim.reporting.report.government_words import and_list
from sim.reporting.report.key_numbers import NOTHING
from sim.reporting.report.measures import (
    fixed_weights_text,
    interval_words,
    measure_column,
    measure_figure,
    measure_meaning,
    measure_name,
    measure_rule,
    measure_unit,
    named_levels,
    weights_html,
)
from sim.reporting.report.page import PageSection, Report, report_page
from sim.reporting.report.parts import break_at_dots, paragraph, plain_text, table
from sim.reporting.report.picture import Picture, figures_html
from sim.reporting.report.provenance import Manifest, engine_text, provenance_html
from sim.reporting.report.run_report import worlds_text
from sim.reporting.report.sides import SideSource, side_hashes, side_origins, side_rows, sides_differences, sides_html
from sim.reporting.report.validity import patterns_of_2025, validity_text
from sim.reporting.words import fixed_text
from sim.scenario.party_words import words_of

MOST_OTHERS = 3  # in the brief
Found = Mapping[str, Sequence[Difference]]


@dataclass(frozen=True)
class ComparisonPage:
    """What the report on a comparison is made of.

    sides      the runs, the reference first, with where each comes from
    found      what differs, by the name of the other run
    events     the same where an event happens
    brief      figures of the brief; `pictures` those of the appendix
    """

    sides: Sequence[ComparedRun]
    sources: Sequence[SideSource]
    found: Found
    events: Mapping[str, Sequence[EventDifference]]
    brief: Mapping[str, Picture]
    pictures: Mapping[str, Picture]
    place: Path

    @property
    def names(self) -> str:
        """The names of all runs."""
        return and_list([side.name for side in self.sides])

    @property
    def question(self) -> str:
        """That of the only other scenario, where it asks another one than the reference; else what differs."""
        asked = {side.scenario.question for side in self.sides[1:]} - {self.sides[0].scenario.question}
        only = len(self.sides) == 2 and len(asked) == 1
        return asked.pop() if only else said.COMPARISON_QUESTION.format(names=self.names)


def comparison_report(held: ComparisonPage, manifest: Manifest) -> str:
    """Return the page, given how the comparison was made."""
    first = held.sides[0]
    worlds = worlds_text(first.table.num_rows)
    answer = [comparison_paragraph(first.name, name, found) for name, found in held.found.items()]
    return report_page(
        Report(
            title=held.names,
            question=held.question,
            kind=said.COMPARISON_KIND.format(names=held.names, worlds=worlds, seed=first.seed),
            answer=answer[:MOST_OTHERS],
            brief=comparison_brief(held, manifest),
            appendix=comparison_appendix(held),
        ),
        words_of(first.scenario),
    )


def comparison_brief(held: ComparisonPage, manifest: Manifest) -> list[PageSection]:
    """Return the parts of the brief."""
    spec = held.sides[0].scenario
    return [
        PageSection("scenario", shared.SCENARIO, sides_html(held.sides)),
        PageSection("numbers", shared.NUMBERS, brief_tables(held)),
        PageSection("held-against", shared.HELD_AGAINST, paragraph(validity_text(spec))),
        PageSection("figures", shared.FIGURES, figures_html(held.brief)),
        PageSection("main-assumptions", shared.MAIN_ASSUMPTIONS, main_assumptions(spec)),
        PageSection("provenance", shared.PROVENANCE, comparison_provenance(held, manifest)),
    ]


def comparison_appendix(held: ComparisonPage) -> list[PageSection]:
    """Return the parts of the appendix."""
    first, told = held.sides[0], said.COMPARISON_ORIGIN.format(place=held.place, where=shared.WHERE_ROWS)
    origin = side_origins(told, held.sides, held.sources)
    origins = [origin_table(held, name, found) for name, found in held.found.items()]
    every = [difference_table(held, name, found) for name, found in held.found.items()] if len(held.found) > 1 else []
    return [
        PageSection("origins", shared.ORIGINS, "\n".join([origin, *origins])),
        PageSection("all-measures", shared.ALL_MEASURES, "\n".join(every)),
        PageSection("events", said.EVENTS, "\n".join(event_tables(held))),
        PageSection("more-figures", shared.MORE_FIGURES, figures_html(held.pictures)),
        PageSection("values", shared.HOW_VALUED, weights_html(first.scenario)),
        PageSection("patterns", shared.PATTERNS_OF_2025, patterns_of_2025(first.scenario)),
        PageSection("differences", shared.DIFFERENCES_OF_SIDES, sides_differences(held.sides)),
        PageSection("from-baseline", shared.DIFFERENCES, baseline_differences(first.name, first.data)),
        PageSection("assumptions", shared.ALL_ASSUMPTIONS, assumptions_table(first.scenario)),
    ]


def brief_tables(held: ComparisonPage) -> str:
    """Return the tables of the brief: all measures of one other run, or the main ones of a few."""
    if len(held.found) == 1:
        ((name, found),) = held.found.items()
        tables = [difference_table(held, name, found)]
    else:
        shown = list(held.found.items())[:MOST_OTHERS]
        tables = [difference_table(held, name, [d for d in f if d.measure in said.MAIN_MEASURES]) for name, f in shown]
    left = len(held.found) - MOST_OTHERS
    more = paragraph(said.MORE_OTHERS.format(count=left)) if left > 0 else ""
    levels = named_levels(side.scenario for side in held.sides)
    notes = [
        said.PAIRED,
        shared.NUMBER_LEADS,
        said.IN_BOTH.format(fewest=FEWEST, differ=FEWEST_DIFFERENT),
        fixed_weights_text(held.sides[0].scenario),
        shared.SAMPLING,
        f"{levels[:1].upper()}{levels[1:]}." if levels else "",
    ]
    return "\n".join([*tables, more, paragraph(" ".join(filter(None, notes)), "note")])


def difference_table(held: ComparisonPage, name: str, found: Sequence[Difference]) -> str:
    """Return one row a measure: before, after, difference, interval, unit."""
    columns = [text.format(reference=held.sides[0].name, other=name) for text in said.COMPARISON_COLUMNS]
    numbers = {d.measure: number for number, d in enumerate(held.found[name], first_number(held, name))}
    rows = [difference_cells(held, d, numbers[d.measure]) for d in found]
    return table(columns, [("", rows)], kind="numbers paired")


def difference_cells(held: ComparisonPage, d: Difference, number: int) -> list[str]:
    """Return a measure's row; bold where the interval leaves out 0."""
    between = plain_text(measure_figure(d.difference, d.unit, "+")) or NOTHING
    meaning = measure_meaning(d.measure, d.meaning, held.sides[0].scenario)
    interval = (
        said.NO_WORLD if d.difference is None else shared.TOO_FEW if d.few else interval_words(d.low, d.high, d.unit)
    )
    return [
        f"{plain_text(measure_name(d.measure))}<small>{plain_text(meaning)}</small>",
        measure_figure(d.reference, d.unit) or NOTHING,
        measure_figure(d.other, d.unit) or NOTHING,
        f"<b>{between}</b>" if d.excludes_zero else between,
        plain_text(interval),
        escape(measure_unit(d.unit)),
        f'<a href="#from-{number}">{number}</a>',
    ]


def first_number(held: ComparisonPage, name: str) -> int:
    """Return the number of the first measure of a run: numbers run on from one run to the next."""
    before = list(held.found)[: list(held.found).index(name)]
    return 1 + sum(len(held.found[other]) for other in before)


def origin_table(held: ComparisonPage, name: str, found: Sequence[Difference]) -> str:
    """Return how each measure of one other run is made, and a world like its mean."""
    reference = held.sides[0]
    other = next(side for side in held.sides if side.name == name)
    known = {measure.name: measure for measure in measures(*(side.scenario for side in held.sides))}
    rows = []
    for number, d in enumerate(found, first_number(held, name)):
        world = None if d.difference is None else pair_nearest(reference, other, known[d.measure], d.difference)
        rows.append(
            [
                f'<a id="from-{number}">{number}</a> {plain_text(measure_name(d.measure))}',
                f"<code>{break_at_dots(name_by_key(measure_column(d.measure), reference.scenario.keys))}</code>",
                plain_text(measure_rule(d, known[d.measure].deals)),
                f"{d.worlds:,}",
                NOTHING if d.moved is None else plain_text(f"{fixed_text(d.moved, 0, scale=100)} %"),
                NOTHING if world is None else f"{world}",
            ]
        )
    return table(said.COMPARISON_ORIGIN_COLUMNS, [("", rows)], f"{reference.name}, {name}")


def event_tables(held: ComparisonPage) -> list[str]:
    """Return what differs where an event happens, beside what differs in all worlds."""
    tables = []
    for name, events in held.events.items():
        in_all = {d.measure: d for d in held.found[name]}
        for event in events:
            rows = [event_cells(d, in_all[d.measure]) for d in event.differences if d.difference is not None]
            tables.append(table(said.EVENT_COLUMNS, [("", rows)], f"{name}: {event_head(event)}"))
    return tables


def event_cells(d: Difference, in_all: Difference) -> list[str]:
    """Return a measure's difference in all worlds and where the event happens."""
    told = [
        f"{measure_figure(one.difference, one.unit, '+')} "
        + (f"({shared.TOO_FEW})" if one.few else interval_words(one.low, one.high, one.unit))
        for one in (in_all, d)
    ]
    return [plain_text(measure_name(d.measure)), *map(plain_text, told), f"{d.worlds:,}", escape(measure_unit(d.unit))]


def comparison_provenance(held: ComparisonPage, manifest: Manifest) -> str:
    """Return how the comparison was made and how it is repeated."""
    first = held.sides[0]
    parts = [worlds_text(first.table.num_rows), f"seed {first.seed}", engine_text(manifest)]
    more = [(shared.WORDS["numbers"], f"sim show {held.place} --json"), *side_rows(held.sides, held.sources)]
    return provenance_html(manifest, "; ".join(filter(None, parts)), side_hashes(held.sides, manifest), more)
