"""The report on deals before and after a vote: how many there are, and three answers to how they differ."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import numpy as np

from sim.analysis.before_after_vote import Contrast, first_signed_before, signed_before_after
from sim.analysis.compare import ComparedRun
from sim.analysis.signature_doubt import demands_less_under_doubt
from sim.reporting.report import vote_words as said
from sim.reporting.report import words as shared
from sim.reporting.report.assumptions import assumptions_table, main_assumptions
from sim.reporting.report.baseline_words import baseline_differences
from sim.reporting.report.government_words import and_list, day_text
from sim.reporting.report.key_numbers import number_table, origin_table
from sim.reporting.report.lapses_text import lapses_text
from sim.reporting.report.measures import fixed_weights_text, weights_html
from sim.reporting.report.page import PageSection, Report, report_page
from sim.reporting.report.parts import bullets, paragraph
from sim.reporting.report.picture import Picture, figures_html
from sim.reporting.report.provenance import Manifest, engine_text, provenance_html
from sim.reporting.report.run_report import worlds_text
from sim.reporting.report.scenario_words import scenario_html
from sim.reporting.report.sides import SideSource, side_hashes, side_rows, sides_differences
from sim.reporting.report.validity import patterns_of_2025, validity_text
from sim.reporting.report.vote_origins import answers_origin, vote_commands
from sim.reporting.report.vote_tables import (
    answer_notes,
    answer_sentences,
    answer_table,
    count_groups,
    first_measure,
    rounding_note,
)
from sim.reporting.vote_text import MORE_EARLY, contrast_paragraph, has_usual_parties
from sim.runs.summary import float_column
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
    return report_page(
        Report(
            title=held.plain.name,
            question=spec.question,
            kind=said.VOTE_KIND.format(name=held.plain.name, worlds=worlds, seed=held.plain.seed),
            answer=vote_lead(held),
            brief=vote_brief(held),
            appendix=vote_appendix(held, manifest),
        ),
        words_of(spec),
    )


def vote_brief(held: VotePage) -> list[PageSection]:
    """Return the parts of the brief."""
    spec = held.plain.scenario
    return [
        PageSection("scenario", shared.SCENARIO, scenario_html(spec, held.plain.data, wins_text(held.plain))),
        PageSection("numbers", shared.NUMBERS, vote_numbers(held)),
        PageSection("held-against", shared.HELD_AGAINST, paragraph(validity_text(spec))),
        PageSection("figures", shared.FIGURES, figures_html(held.brief)),
        PageSection("main-assumptions", shared.MAIN_ASSUMPTIONS, main_assumptions(spec)),
    ]


def vote_appendix(held: VotePage, manifest: Manifest) -> list[PageSection]:
    """Return the parts of the appendix, at its head how all was made, for which the brief has no room."""
    plain = held.plain
    names = {"name": plain.name, "free": held.free.name}
    groups = count_groups(plain, held.sources[0])
    answers = answers_origin(held.found, first_measure(groups), str(held.place), names)
    origin = [origin_table(groups), answers, vote_commands(held.sides, held.sources)]
    figures = figures_html(held.pictures) or paragraph(said.NO_VOTE_FIGURE)
    return [
        PageSection("provenance", shared.PROVENANCE, vote_provenance(held, manifest)),
        PageSection("origins", shared.ORIGINS, "\n".join(origin)),
        PageSection("values", shared.HOW_VALUED, weights_html(plain.scenario)),
        PageSection("lapses", said.HOW_IT_ENDS, paragraph(lapses_text(held.sides))),
        PageSection("patterns", shared.PATTERNS_OF_2025, patterns_of_2025(plain.scenario)),
        PageSection("more-figures", shared.MORE_FIGURES, figures),
        PageSection("differences", shared.DIFFERENCES_OF_SIDES, sides_differences(held.sides)),
        PageSection("from-baseline", shared.DIFFERENCES, baseline_differences(plain.name, plain.data)),
        PageSection("assumptions", shared.ALL_ASSUMPTIONS, assumptions_table(held.plain.scenario)),
    ]


def vote_numbers(held: VotePage) -> str:
    """Return how many deals there are on each side of the vote, and the table of answers with what each means."""
    groups, spec = count_groups(held.plain, held.sources[0]), held.plain.scenario
    first = first_measure(groups)
    notes = [
        rounding_note(held.plain),
        *answer_notes(held.found, first + len(held.found) - 1),
        fixed_weights_text(spec),
        said.SHARE_INTERVALS,
        shared.SAMPLING,
    ]
    return "\n".join(
        [
            number_table(groups),
            answer_table(held.found, first, spec),
            bullets([*answer_sentences(held.found[-1])]),
            paragraph(" ".join(filter(None, notes)), "note"),
        ]
    )


def vote_lead(held: VotePage) -> list[str]:
    """Return what is asked, the answer, what is counted, and how many sign early with a free signature."""
    spec, first = held.plain.scenario, first_signed_before(held.plain)
    asked = said.VOTE_ASKED.format(date=day_text(spec.main_election.date)) if spec.main_election else ""
    in_force = int(signed_before_after(held.plain)[0].sum())
    counted = said.IN_FORCE_ONLY.format(last=last_signed(held.plain))
    if first != in_force:
        counted += "; " + said.FIRST_SIGNED.format(count=f"{first:,}", voided=f"{first - in_force:,}")
    more = MORE_EARLY if has_usual_parties(held.plain) else ""
    return [asked, contrast_paragraph(held.found, held.plain.name, more), f"{counted}.", free_signs(held)]


def last_signed(side: ComparedRun) -> str:
    """Return on which day the last deal in force is signed; nothing where none is."""
    days = float_column(side.table, "day")
    if not np.isfinite(days).any():
        return ""
    at = int(np.nanargmax(days))
    last = side.scenario.calendar.pause + timedelta(days=int(days[at]))
    voided = said.AFTER_VOIDED if float_column(side.table, "reopened")[at] == 1 else ""
    return said.LAST_SIGNED.format(date=day_text(last), voided=voided)


def wins_text(side: ComparedRun) -> str:
    """Return in how many worlds each candidate wins the vote, in their order; nothing without a vote."""
    if side.scenario.main_election is None:
        return ""
    won = side.table.column("winner").to_pylist()
    counts = and_list([f"{won.count(name):,}" for name in side.scenario.main_election.candidates])
    return shared.WINS.format(counts=counts, worlds=f"{side.table.num_rows:,}")


def free_signs(held: VotePage) -> str:
    """Return how many sign before the vote with a free signature, and why these are fewer where they are."""
    first, then = (first_signed_before(side) for side in held.sides)
    told = said.FREE_SIGNS.format(free=f"{then:,}", plain=f"{first:,}")
    if then >= first:
        return told
    spec = held.plain.scenario
    known = demands_less_under_doubt(spec)
    path = f"{spec.keys[1 - spec.voting_place]}.doubt.vote"
    return told + (said.FREE_SIGNS_FEWER.format(path=path) if known else said.FREE_SIGNS_UNKNOWN)


def vote_provenance(held: VotePage, manifest: Manifest) -> str:
    """Return how the contrasts were made and how they are repeated."""
    parts = [f"2 x {worlds_text(held.plain.table.num_rows)}", f"seed {held.plain.seed}", engine_text(manifest)]
    more = [(shared.WORDS["changes"], f"sim show {held.place} --json"), *side_rows(held.sides, held.sources)]
    return provenance_html(manifest, "; ".join(filter(None, parts)), side_hashes(held.sides, manifest), more)
