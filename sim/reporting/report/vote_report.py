"""The report on deals before and after a vote: how many there are, and three answers to how they differ."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

from sim.analysis.before_after_vote import Contrast, VoteEffect, first_signed_before, signed_before_after
from sim.analysis.bootstrap import FEWEST
from sim.analysis.compare import ComparedRun
from sim.core.worlds import Flags
from sim.reporting.report import comparison_words as said
from sim.reporting.report import words as shared
from sim.reporting.report.assumptions import assumptions_table, main_assumptions
from sim.reporting.report.key_numbers import KeyNumber, NumberGroup, number_table, origin_table
from sim.reporting.report.measures import (
    interval_words,
    measure_figure,
    measure_meaning,
    measure_name,
    measure_unit,
    named_levels,
)
from sim.reporting.report.page import PageSection, Report, report_page
from sim.reporting.report.parts import bullets, paragraph, plain_text, table
from sim.reporting.report.picture import Picture, figures_html
from sim.reporting.report.provenance import Manifest, engine_text, provenance_html
from sim.reporting.report.run_numbers import share_interval, share_text
from sim.reporting.report.run_report import worlds_text
from sim.reporting.report.scenario_words import baseline_differences, day_text, scenario_html
from sim.reporting.report.sides import SideSource, side_hashes, side_rows, sides_differences
from sim.reporting.report.vote_origins import answers_origin, vote_commands, worth_text
from sim.reporting.vote_text import contrast_paragraph
from sim.scenario.party_words import words_of


@dataclass(frozen=True)
class VotePage:
    """What the report on deals before and after a vote is made of.

    plain, free  the scenario as it is, and with a signature that is free and sure to hold
    sources      where both come from
    found        the answers, a contrast for each measure
    """

    plain: ComparedRun
    free: ComparedRun
    sources: Sequence[SideSource]
    found: Sequence[Contrast]
    brief: Mapping[str, Picture]
    pictures: Mapping[str, Picture]
    place: Path

    @property
    def sides(self) -> Sequence[ComparedRun]:
        """Both runs."""
        return (self.plain, self.free)


def vote_report(held: VotePage, manifest: Manifest) -> str:
    """Return the page, given how the contrasts were made."""
    spec = held.plain.scenario
    worlds = worlds_text(held.plain.table.num_rows)
    asked = said.VOTE_ASKED.format(date=day_text(spec.election.date)) if spec.election else ""
    return report_page(
        Report(
            title=held.plain.name,
            question=spec.question,
            kind=said.VOTE_KIND.format(name=held.plain.name, worlds=worlds, seed=held.plain.seed),
            answer=[asked, contrast_paragraph(held.found, held.plain.name)],
            brief=vote_brief(held, manifest),
            appendix=vote_appendix(held),
        ),
        words_of(spec),
    )


def vote_brief(held: VotePage, manifest: Manifest) -> list[PageSection]:
    """Return the parts of the brief."""
    spec = held.plain.scenario
    return [
        PageSection("scenario", shared.SCENARIO, scenario_html(spec, held.plain.data)),
        PageSection("numbers", shared.NUMBERS, vote_numbers(held)),
        PageSection("held-against", shared.HELD_AGAINST, paragraph(shared.VALIDITY)),
        PageSection("figures", shared.FIGURES, figures_html(held.brief) + paragraph(said.FREE_CAPTION, "note")),
        PageSection("main-assumptions", shared.MAIN_ASSUMPTIONS, main_assumptions(spec)),
        PageSection("provenance", shared.PROVENANCE, vote_provenance(held, manifest)),
    ]


def vote_appendix(held: VotePage) -> list[PageSection]:
    """Return the parts of the appendix."""
    plain = held.plain
    names = {"name": plain.name, "free": held.free.name}
    answers = answers_origin(held.found, first_measure(held), str(held.place), names)
    origin = [origin_table(count_groups(held)), answers, vote_commands(held.sides, held.sources)]
    figures = figures_html(held.pictures) or paragraph(said.NO_VOTE_FIGURE)
    return [
        PageSection("origins", shared.ORIGINS, "\n".join(origin)),
        PageSection("more-figures", shared.MORE_FIGURES, figures),
        PageSection("differences", shared.DIFFERENCES_OF_SIDES, sides_differences(held.sides)),
        PageSection("from-baseline", shared.DIFFERENCES, baseline_differences(plain.name, plain.data)),
        PageSection("assumptions", shared.ALL_ASSUMPTIONS, assumptions_table(held.plain.scenario)),
    ]


def vote_numbers(held: VotePage) -> str:
    """Return how many deals there are on each side of the vote, and the table of answers with what each means."""
    levels = named_levels([held.plain.scenario])
    notes = [shared.A_WORLD, said.VOTE_FEW.format(fewest=FEWEST), said.FIXED_WEIGHTS, shared.SAMPLING]
    notes += [f"{levels[:1].upper()}{levels[1:]}."] if levels else []
    return "\n".join(
        [
            number_table(count_groups(held)),
            answer_table(held),
            bullets(answer_sentences(held.found[-1])),
            paragraph(" ".join(notes), "note"),
        ]
    )


def count_groups(held: VotePage) -> list[NumberGroup]:
    """Return the shares of worlds that sign before the vote, after it, and not at all."""
    before, after = signed_before_after(held.plain)
    sides = {"before": before, "after": after, "none": ~(before | after)}
    return [NumberGroup(said.VOTE_COUNTS, [count_number(held, name, flags) for name, flags in sides.items()])]


def first_measure(held: VotePage) -> int:
    """Return the number of the first measure on the page: it comes behind those of the shares."""
    return 1 + sum(len(group.numbers) for group in count_groups(held))


def count_number(held: VotePage, name: str, among: Flags) -> KeyNumber:
    """Return the share of worlds on one side of the vote, (worlds,), with how many these are and the first of them."""
    worlds, count = held.plain.table.num_rows, int(among.sum())
    world = held.plain.table.column("world")[int(among.argmax())].as_py() if count else None
    play = held.sources[0].world(held.plain.seed)
    title, meaning, measure = said.VOTE_NUMBERS[name]
    return KeyNumber(
        name=f"{title}: {worlds_text(count)} of {worlds:,}",
        value=share_text(count / worlds),
        interval=share_interval(count / worlds, worlds),
        unit=shared.OF_WORLDS,
        meaning=meaning.format(first=first_text(held, count)) if name == "before" else meaning,
        column="phase",
        rule=said.VOTE_RULES[name],
        key=said.VOTE_JSON.format(measure=measure),
        example="" if world is None else play.replace("--first N", f"--first {world}"),
    )


def first_text(held: VotePage, in_force: int) -> str:
    """Return in how many worlds a first signature comes before the vote, where that is not the number in force."""
    first = first_signed_before(held.plain)
    return "" if first == in_force else said.FIRST_SIGNED.format(count=f"{first:,}", voided=f"{first - in_force:,}")


def answer_table(held: VotePage) -> str:
    """Return one row a measure: mean before, mean after, and the three answers."""
    rows = [answer_cells(held, number, found) for number, found in enumerate(held.found, first_measure(held))]
    return table(said.VOTE_COLUMNS, [("", rows)], said.VOTE_TABLE, "answers")


def answer_cells(held: VotePage, number: int, found: Contrast) -> list[str]:
    """Return a measure's row: its name with what it means, both means, the answers, and the way to its rows."""
    unit, meaning = found.unit, measure_meaning(found.measure, "", held.plain.scenario)
    answers = [answer_cell(found, name) for name in said.VOTE_ANSWERS]
    means = [measure_figure(mean, unit) or said.NOT_KNOWN for mean in (found.raw.mean_before, found.raw.mean_after)]
    name = f'<span id="number-{number}">{plain_text(measure_name(found.measure))}</span>'
    link = f'<a href="#from-{number}">{number}</a>'
    return [f"{name}<small>{plain_text(meaning)}</small>", *means, *answers, escape(measure_unit(unit)), link]


def answer_cell(found: Contrast, name: str) -> str:
    """Return one answer with its interval; bold where that leaves out 0."""
    answer: VoteEffect = getattr(found, name)
    if answer.difference is None:
        return said.NOT_KNOWN
    between = plain_text(measure_figure(answer.difference, found.unit, "+"))
    if found.few[name] or answer.low is None or answer.high is None:
        return f"{between}<small>{plain_text(shared.TOO_FEW)}</small>"
    clear = answer.low > 0 or answer.high < 0
    interval = plain_text(interval_words(answer.low, answer.high, found.unit))
    return f"{f'<b>{between}</b>' if clear else between}<small>{interval}</small>"


def answer_sentences(last: Contrast) -> list[str]:
    """Return what each answer means, and on how many worlds it rests."""
    rests = "" if last.effective is None else said.RESTS.format(worth=worth_text(last.effective))
    count = f"{last.same_worlds.before:,}"
    return [text.format(rests=rests, count=count) for text in said.VOTE_ANSWERS.values()]


def vote_provenance(held: VotePage, manifest: Manifest) -> str:
    """Return how the contrasts were made and how they are repeated."""
    parts = [f"2 x {worlds_text(held.plain.table.num_rows)}", f"seed {held.plain.seed}", engine_text(manifest)]
    more = [(shared.WORDS["changes"], f"sim show {held.place} --json"), *side_rows(held.sides, held.sources)]
    return provenance_html(manifest, "; ".join(filter(None, parts)), side_hashes(held.sides, manifest), more)
