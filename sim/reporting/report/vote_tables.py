"""The key numbers of the report on a vote: how many deals there are, and three answers to how they differ."""

from collections.abc import Iterator, Sequence
from html import escape

from sim.analysis.before_after_vote import Contrast, VoteEffect, signed_before_after
from sim.analysis.bootstrap import FEWEST
from sim.analysis.compare import ComparedRun
from sim.analysis.overlap_weights import DrawGaps
from sim.core.worlds import Flags
from sim.reporting.report import vote_words as said
from sim.reporting.report import words as shared
from sim.reporting.report.government_words import and_list
from sim.reporting.report.key_numbers import NOTHING, KeyNumber, NumberGroup
from sim.reporting.report.measures import interval_words, measure_figure, measure_meaning, measure_name, measure_unit
from sim.reporting.report.parts import plain_text, table
from sim.reporting.report.run_numbers import share_interval, share_text
from sim.reporting.report.run_report import worlds_text
from sim.reporting.report.scenario_words import level_text
from sim.reporting.report.sides import SideSource
from sim.reporting.report.vote_origins import worth_text
from sim.scenario.schema.scenario import Scenario

PLACES = 2  # of the shares of worlds


def count_groups(plain: ComparedRun, source: SideSource) -> list[NumberGroup]:
    """Return the shares of worlds that sign before the vote, after it, and not at all."""
    before, after = signed_before_after(plain)
    sides = {"before": before, "after": after, "none": ~(before | after)}
    return [NumberGroup(said.VOTE_COUNTS, [count_number(plain, source, *held) for held in sides.items()])]


def count_number(plain: ComparedRun, source: SideSource, name: str, among: Flags) -> KeyNumber:
    """Return the share of worlds on one side of the vote, (worlds,), with how many these are and the first of them."""
    worlds, count = plain.table.num_rows, int(among.sum())
    world = plain.table.column("world")[int(among.argmax())].as_py() if count else None
    title, meaning, measure = said.VOTE_NUMBERS[name]
    return KeyNumber(
        name=f"{title}: {worlds_text(count)} of {worlds:,}",
        value=count_share(count, worlds),
        interval=share_interval(count / worlds, worlds, PLACES),
        unit=shared.OF_WORLDS,
        meaning=meaning,
        column="phase",
        rule=said.VOTE_RULES[name],
        key=said.VOTE_JSON.format(measure=measure),
        example="" if world is None else source.world(plain.seed).replace("--first N", f"--first {world}"),
    )


def count_share(count: int, worlds: int) -> str:
    """Return a count of worlds as a percentage, with so many places that three of them mostly add up."""
    return share_text(count / worlds, PLACES)


def rounding_note(plain: ComparedRun) -> str:
    """Return that the shares are rounded, where as printed they do not add to 100; else nothing."""
    before, after = (int(among.sum()) for among in signed_before_after(plain))
    worlds = plain.table.num_rows
    cents = [round(100 * float(count_share(count, worlds))) for count in (before, after, worlds - before - after)]
    return "" if sum(cents) == 10_000 else said.SHARES_ADD


def first_measure(groups: Sequence[NumberGroup]) -> int:
    """Return the number of the first measure on the page: it comes behind those of the shares."""
    return 1 + sum(len(group.numbers) for group in groups)


def answer_table(found: Sequence[Contrast], first: int, spec: Scenario) -> str:
    """Return one row a measure: of each answer both means and what they differ by, from the number `first` on."""
    columns = [column for name in said.VOTE_COLUMNS for column in shown_columns(found, name)]
    rows = [answer_cells(found, number, contrast, spec) for number, contrast in enumerate(found, first)]
    intervals = said.WITH_INTERVALS if any_interval(found) else said.NO_INTERVALS
    caption = said.VOTE_TABLE.format(intervals=intervals, count=said.COUNT_WORDS[len(said.VOTE_COLUMNS)])
    return table([said.MEASURE, *columns, said.NUMBER], [("", rows)], caption, "answers")


def shown_columns(found: Sequence[Contrast], name: str) -> Sequence[str]:
    """Return the columns of an answer: two means and their difference, the last alone where no world has it."""
    columns = said.VOTE_COLUMNS[name]
    known = any(getattr(contrast, name).difference is not None for contrast in found)
    return columns if known else columns[-1:]


def any_interval(found: Sequence[Contrast]) -> bool:
    """Return whether any difference has an interval."""
    answers = [(contrast, name) for contrast in found for name in said.VOTE_COLUMNS]
    return any(not contrast.few[name] and getattr(contrast, name).low is not None for contrast, name in answers)


def answer_cells(every: Sequence[Contrast], number: int, found: Contrast, spec: Scenario) -> list[str]:
    """Return a measure's row: its name with what it means, the answers, and the way to its rows."""
    name = f'<span id="number-{number}">{plain_text(measure_name(found.measure))}</span>'
    meaning = f"<small>{plain_text(row_meaning(found, spec))}</small>"
    answers = [cell for answer in said.VOTE_COLUMNS for cell in cells_of(every, found, answer)]
    return [f"{name}{meaning}", *answers, f'<a href="#from-{number}">{number}</a>']


def row_meaning(found: Contrast, spec: Scenario) -> str:
    """Return what a measure means, its unit, and the level without a deal where that is not none."""
    part, told = spec.issues.get(found.measure), [measure_unit(found.unit)]
    if part is not None and isinstance(part.levels[0], str):
        told = [", ".join(f"{place}: {level_text(level)}" for place, level in enumerate(part.levels))]
    elif part is not None and part.lapsed:
        without = said.NO_DEAL if spec.has_pause and part.lapsed != part.now else said.NO_DEAL_AFTER
        told.append(without.format(level=level_text(part.lapsed)))
    return "; ".join([measure_meaning(found.measure, "", spec), *told])


def cells_of(every: Sequence[Contrast], found: Contrast, name: str) -> list[str]:
    """Return the cells of one answer."""
    answer: VoteEffect = getattr(found, name)
    means = [measure_figure(mean, found.unit) or NOTHING for mean in (answer.mean_before, answer.mean_after)]
    return [*(means if len(shown_columns(every, name)) > 1 else []), answer_cell(found, name)]


def answer_cell(found: Contrast, name: str) -> str:
    """Return one answer with its interval, bold where that leaves out 0; no figure where worlds are too few for one."""
    answer: VoteEffect = getattr(found, name)
    if answer.difference is None:
        return said.NOT_KNOWN
    if found.few[name] or answer.low is None or answer.high is None:
        return plain_text(shared.TOO_FEW)
    between = plain_text(measure_figure(answer.difference, found.unit, "+"))
    clear = answer.low > 0 or answer.high < 0
    interval = escape(interval_words(answer.low, answer.high, found.unit))
    return f"{f'<b>{between}</b>' if clear else between}<small>{interval}</small>"


def answer_sentences(last: Contrast) -> list[str]:
    """Return what each answer means, and on how many worlds it rests."""
    rests = "" if last.effective is None else said.RESTS.format(worth=worth_text(last.effective))
    gap = "" if last.gap is None else gap_text(last.gap)
    count = f"{last.same_worlds.before:,}"
    return [text.format(rests=rests, gap=gap, count=count) for text in said.VOTE_ANSWERS.values()]


def gap_text(gap: DrawGaps) -> str:
    """Return how far apart the weighted means of draws are still, in brackets."""
    more = said.MORE_GAPS.format(count=gap.above, draws=gap.draws) if gap.above else ""
    return said.GAP.format(gap=f"{gap.largest:.2f}", draw=gap.draw, before=f"{gap.before:.2f}", more=more)


def answer_notes(found: Sequence[Contrast], last_number: int) -> Iterator[str]:
    """Yield what the table needs to be read: what is too few, bold, of opposite signs, and where its rows are."""
    if any(few and getattr(one, name).difference is not None for one in found for name, few in one.few.items()):
        yield said.VOTE_FEW.format(fewest=FEWEST)
    if any_interval(found):
        yield f"{said.VOTE_INTERVALS} {said.VOTE_BOLD}"
    opposite = [measure_name(one.measure) for one in found if signs_differ(one)]
    if opposite:
        yield said.SIGNS_DIFFER.format(names=and_list(opposite))
    yield said.ROUNDED
    yield said.VOTE_ROWS.format(last=last_number)


def signs_differ(found: Contrast) -> bool:
    """Return whether the raw and the comparable difference, both shown, have opposite signs."""
    one, other = found.raw.difference, found.comparable.difference
    return (
        not (found.few["raw"] or found.few["comparable"]) and one is not None and other is not None and one * other < 0
    )
