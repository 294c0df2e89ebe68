"""The report on deals before and after a vote: how many there are, and three answers to how they differ."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

from sim.analysis.before_after_vote import Contrast, VoteEffect, signed_before_after
from sim.analysis.bootstrap import FEWEST
from sim.analysis.compare import ComparedRun
from sim.analysis.example_world import world_at_level
from sim.analysis.signed_means import SignedMeans, signed_means
from sim.reporting.report import comparison_words as said
from sim.reporting.report import words as shared
from sim.reporting.report.assumptions import assumptions_table, main_assumptions
from sim.reporting.report.key_numbers import KeyNumber, NumberGroup, number_table, origin_table
from sim.reporting.report.measures import interval_words, measure_figure, measure_name, measure_unit, named_levels
from sim.reporting.report.page import PageSection, Report, report_page
from sim.reporting.report.parts import bullets, paragraph, plain_text, table
from sim.reporting.report.picture import Picture, figures_html
from sim.reporting.report.provenance import Manifest, engine_text, provenance_html
from sim.reporting.report.run_numbers import share_interval, share_text
from sim.reporting.report.run_report import worlds_text
from sim.reporting.report.scenario_words import day_text, scenario_html
from sim.reporting.report.sides import SideSource, side_facts, side_hashes, side_origins, sides_differences
from sim.reporting.vote_text import contrast_paragraph

PHASES = {"before": "before_election", "after": "after_election", "none": "none"}  # of an example world


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
        )
    )


def vote_brief(held: VotePage, manifest: Manifest) -> list[PageSection]:
    """Return the parts of the brief."""
    spec = held.plain.scenario
    return [
        PageSection("scenario", shared.SCENARIO, scenario_html(spec, held.plain.data)),
        PageSection("numbers", shared.NUMBERS, vote_numbers(held)),
        PageSection("held-against", shared.HELD_AGAINST, paragraph(shared.VALIDITY)),
        PageSection("figures", shared.FIGURES, figures_html(held.brief) + paragraph(said.FREE_CAPTION, "note")),
        PageSection(
            "main-assumptions", shared.MAIN_ASSUMPTIONS, main_assumptions(spec) + paragraph(shared.ASSUMED, "note")
        ),
        PageSection("provenance", shared.PROVENANCE, vote_provenance(held, manifest)),
    ]


def vote_appendix(held: VotePage) -> list[PageSection]:
    """Return the parts of the appendix."""
    origin = side_origins(said.VOTE_ORIGIN.format(place=held.place), held.sides, held.sources)
    return [
        PageSection("origins", shared.ORIGINS, origin + origin_table(count_groups(held))),
        PageSection("more-figures", shared.MORE_FIGURES, figures_html(held.pictures)),
        PageSection("differences", shared.DIFFERENCES_OF_SIDES, sides_differences(held.sides)),
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
    worlds = held.plain.table.num_rows
    counts = {"before": int(before.sum()), "after": int(after.sum())}
    counts["none"] = worlds - sum(counts.values())
    return [NumberGroup(said.VOTE_COUNTS, [count_number(held, name, count) for name, count in counts.items()])]


def count_number(held: VotePage, name: str, count: int) -> KeyNumber:
    """Return a share of worlds, with how many these are."""
    worlds = held.plain.table.num_rows
    world = world_at_level(held.plain.table, "phase", PHASES[name])
    play = held.sources[0].world(held.plain.seed)
    title, meaning = said.VOTE_NUMBERS[name]
    return KeyNumber(
        name=f"{title}: {worlds_text(count)} of {worlds:,}",
        value=share_text(count / worlds),
        interval=share_interval(count / worlds, worlds),
        unit=shared.OF_WORLDS,
        meaning=meaning,
        column="phase",
        rule=said.VOTE_RULES[name],
        example="" if world is None else play.replace("--first N", f"--first {world}"),
    )


def answer_table(held: VotePage) -> str:
    """Return one row a measure: mean before, mean after, and the three answers."""
    means = {mean.measure: mean for mean in signed_means(held.plain)}
    rows = [answer_cells(contrast, means[contrast.measure]) for contrast in held.found]
    return table(said.VOTE_COLUMNS, [("", rows)], said.VOTE_TABLE, "answers")


def answer_cells(found: Contrast, mean: SignedMeans) -> list[str]:
    """Return a measure's row."""
    unit = found.unit
    answers = [answer_cell(found, name) for name in said.VOTE_ANSWERS]
    means = [measure_figure(mean.before, unit), measure_figure(mean.after, unit)]
    name = f"{plain_text(measure_name(found.measure))}<small><code>{found.measure}</code></small>"
    return [name, *means, *answers, escape(measure_unit(unit))]


def answer_cell(found: Contrast, name: str) -> str:
    """Return one answer with its interval; bold where that leaves out 0."""
    answer: VoteEffect = getattr(found, name)
    if answer.difference is None:
        return said.NOT_KNOWN
    between = plain_text(measure_figure(answer.difference, found.unit, "+"))
    if found.few[name] or answer.low is None or answer.high is None:
        return f"{between}<small>{plain_text(said.TOO_FEW)}</small>"
    clear = answer.low > 0 or answer.high < 0
    interval = plain_text(f"95 %: {interval_words(answer.low, answer.high, found.unit)}")
    return f"{f'<b>{between}</b>' if clear else between}<small>{interval}</small>"


def answer_sentences(last: Contrast) -> list[str]:
    """Return what each answer means, and on how many worlds it rests."""
    rests = "" if last.effective is None else said.RESTS.format(count=last.effective)
    count = f"{last.same_worlds.before:,}"
    return [text.format(rests=rests, count=count) for text in said.VOTE_ANSWERS.values()]


def vote_provenance(held: VotePage, manifest: Manifest) -> str:
    """Return how the contrasts were made and how they are repeated."""
    parts = [f"2 x {worlds_text(held.plain.table.num_rows)}", f"seed {held.plain.seed}", engine_text(manifest)]
    more = [(shared.WORDS["changes"], f"sim show {held.place} --json"), *side_facts(held.sides, held.sources)]
    return provenance_html(manifest, "; ".join(filter(None, parts)), side_hashes(held.sides, manifest), more)
