"""Deals before the vote against deals after it, in a table, in one paragraph and as plain data."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sim.analysis.before_after_vote import Contrast, VoteEffect
from sim.analysis.bootstrap import FEWEST
from sim.analysis.compare import ComparedRun
from sim.analysis.overlap_weights import DrawGaps
from sim.bargaining.sides import SIDES
from sim.reporting.comparison_text import signed_figure
from sim.reporting.words import SAMPLING_NOTE
from sim.scenario.party_words import usual_words, words_of

LIGHT = 100  # equal worlds below which a weighted mean is said to be uncertain
MANY = "early_deadline_livable"  # shipped scenario in which many sign on both sides of the vote
VALUE = "_value_fixed"  # ends the name of the last measure, behind its party
MORE_EARLY = (
    f", or scenarios/{MANY}.yaml, in which many sign before it and after it (in that file neither party's first demand "
    "is more than the other could accept)"
)
ANSWERS = ("raw", "comparable", "same_worlds")


def contrast_data(found: Contrast) -> dict[str, Any]:
    """Return a contrast as plain data; `few` says which answers rest on too few worlds.

    `effective_worlds` is what the weights of `comparable` are worth, as in a saved result.
    """
    told = {
        name: vars(value) if isinstance(value, VoteEffect | DrawGaps) else value for name, value in vars(found).items()
    }
    return {**told, "effective_worlds": found.effective, "few": found.few}


def contrast_text(found: Sequence[Contrast], plain: ComparedRun) -> str:
    """Return the table of all contrasts and the paragraph, below what run they are of."""
    head = f"{plain.name}: deals signed before the vote less those signed after it"
    head += f"; {plain.table.num_rows:,} worlds, seed {plain.seed}"
    words = words_of(plain.scenario)
    named = [replace(contrast, measure=words.text(contrast.measure)) for contrast in found]
    paragraph = words.text(contrast_paragraph(found, plain.name, MORE_EARLY if has_usual_parties(plain) else ""))
    return "\n".join([head, "", *contrast_lines(named), "", paragraph])


def contrast_lines(found: Sequence[Contrast]) -> list[str]:
    """Return the table; a star marks an interval that leaves out 0; what rests on too few worlds has none."""
    wide = max(len(c.measure) for c in found) + 1
    head = "".join(f"{name.replace('_', ' '):>27}" for name in ANSWERS)
    return [
        f"{'':{wide}}{head}",
        *(f"{c.measure:{wide}}{''.join(estimate_text(c, name) for name in ANSWERS)}  {c.unit}" for c in found),
        "before less after [95 % interval], * where it leaves out 0; comparable: weighted toward the same means of all",
        f"draws{gap_text(found[-1])}; same worlds: those that sign",
        "before once a signature is free and sure to hold, what they sign then less what they sign after the vote;",
        f"? fewer than {FEWEST} worlds in a group, or weights worth fewer: no interval",
        SAMPLING_NOTE,
    ]


def gap_text(found: Contrast) -> str:
    """Return in brackets how far the weighted means of a draw are apart at most; nothing where nothing was weighted."""
    if found.gap is None:
        return ""
    return f" (largest gap left: {found.gap.largest:.2f} standard deviations, before {found.gap.before:.2f})"


def estimate_text(found: Contrast, name: str) -> str:
    """Return one answer of a contrast."""
    answer: VoteEffect = getattr(found, name)
    if answer.difference is None:
        return f"{'-':>27}"
    if answer.low is None or answer.high is None or found.few[name]:
        return f"{signed_figure(answer.difference)} ?".rjust(27)
    clear = "*" if answer.low > 0 or answer.high < 0 else " "
    interval = f"[{signed_figure(answer.low)} to {signed_figure(answer.high)}]"
    return f"{signed_figure(answer.difference)} {interval}{clear}".rjust(27)


def has_usual_parties(side: ComparedRun) -> bool:
    """Return whether the parties of a run are those of the shipped scenarios on one pair."""
    return side.scenario.keys == usual_words().keys


def contrast_paragraph(found: Sequence[Contrast], name: str = "", more: str | None = None) -> str:
    """Return one paragraph: how many deals, what they seem worth, and what is left in the same worlds.

    name   of the scenario
    more   where more deals before a vote are to be found, behind "play more worlds"; None, in a shipped scenario
    """
    last = found[-1]
    said = [
        counts_sentence(last, "" if name == MANY else MORE_EARLY if more is None else more),
        raw_sentence(last),
        comparable_sentence(last),
        same_worlds_sentence(last),
    ]
    if not last.few["raw"] and not last.few["same_worlds"]:
        said.append(
            "What the first figure has beyond the last is who signs early, and the floor that an early signature has "
            "to pass."
        )
    unit = "" if last.few["raw"] and last.few["same_worlds"] else " (bn USD a year at the reference weights.)"
    return " ".join(sentence for sentence in said if sentence) + unit


def counts_sentence(last: Contrast, more: str) -> str:
    """Return how many deals are signed on each side of the vote; where that is too few, what would have more."""
    said = f"{last.raw.before:,} deals are signed before the vote and {last.raw.after:,} after it."
    if not last.few["raw"]:
        return said
    return f"{said} Fewer than {FEWEST} in one group are too few to say how they differ: play more worlds{more}."


def raw_sentence(last: Contrast) -> str:
    """Return what the deals before the vote seem worth; nothing where they are too few."""
    if last.few["raw"]:
        return ""
    return f"Seen from outside, those before it are worth {more_or_less(last.raw)} to {party_worth(last)}."


def comparable_sentence(last: Contrast) -> str:
    """Return what is left among worlds that look alike, and on how many that rests; nothing where deals are few."""
    if last.few["raw"] or last.effective is None:
        return ""
    rests = f"rests on the equivalent of only {last.effective:.0f} worlds"
    if last.few["comparable"]:
        return f"How worlds differ that look alike in what was drawn for them cannot be said: it {rests}."
    light = f", which {rests}" if last.effective < LIGHT else ""
    return f"Weighted so that both look alike in what was drawn for them, {more_or_less(last.comparable)}{light}."


def same_worlds_sentence(last: Contrast) -> str:
    """Return what signing before the vote changes in the same worlds, or that these are too few."""
    answer, free = last.same_worlds, "before it once a signature is free and sure to hold"
    if last.few["same_worlds"]:
        count = f"only {answer.before}" if answer.before else "none"
        said = f"What signing early does in the same worlds cannot be said: {count} of those that sign after the vote"
        return f"{said} sign {free}."
    said = f"In the {answer.before:,} worlds that sign after the vote, but {free}"
    return f"{said}, signing before rather than after is worth {more_or_less(answer)} to {party_worth(last)}."


def party_worth(last: Contrast) -> str:
    """Return whose value a contrast is of: a token where it goes by its side, else a name, if none is known its key."""
    key = last.measure.removesuffix(VALUE)
    words = usual_words()
    return "{b}" if key == SIDES[1] else dict(zip(words.keys, words.names, strict=True)).get(key, key)


def more_or_less(answer: VoteEffect) -> str:
    """Return a difference of values in words."""
    if answer.difference is None or answer.low is None or answer.high is None:
        return "not known"
    if answer.low <= 0 <= answer.high:
        return f"about as much ({signed_figure(answer.difference)})"
    return f"{abs(answer.difference):.2f} {'more' if answer.difference > 0 else 'less'}"
