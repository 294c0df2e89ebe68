"""A comparison in a table and in one paragraph, both made from its numbers."""

from collections.abc import Mapping, Sequence

from sim.analysis.compare import DEAL_VALUE, LEVEL_AGREED, TALKS_VALUE, Difference, measures_by_key
from sim.reporting.words import SAMPLING_NOTE, fixed_text, label
from sim.scenario.party_words import PartyWords, usual_words

Found = Sequence[Difference]
NOTE = (
    "* the interval leaves out 0; ? too few for one: under 30 worlds, or under 6 that differ; effect, in standard\n"
    "deviations of the paired differences; changed, share of worlds"
)

SET = " with "  # between the name of a scenario and what is set in it


def signed_figure(value: float | None, digits: int = 2) -> str:
    """Return a difference with its sign, or a dash."""
    return "-" if value is None else f"{value:+.{digits}f}"


def comparison_block(reference: str, other: str, found: Found, words: PartyWords | None = None) -> str:
    """Return one comparison as table and paragraph, in the words for the parties, at first those of 2025."""
    said = words or usual_words()
    lines = comparison_lines(reference, other, measures_by_key(found, said))
    paragraph = said.text(comparison_paragraph(reference, other, found))
    return "\n".join([*lines, NOTE, SAMPLING_NOTE, "", paragraph])


def comparison_lines(reference: str, other: str, found: Found) -> list[str]:
    """Return the table of a comparison; a star marks an interval that leaves out 0."""
    wide = max(len(d.measure) for d in found) + 1
    names = "".join(f"{short_name(name):>{column_width(name)}}" for name in (reference, other))
    head = f"{'':{wide}}{names}  difference [95 % interval]     effect  changed  worlds"
    return [head, *(difference_line(d, wide, column_width(reference), column_width(other)) for d in found)]


def short_name(name: str) -> str:
    """Return the name of a run, of a long one its beginning and its end, or the end of what is set in it."""
    if len(name) > 24 and SET in name:
        return f"{SET.strip()} ..{name[-18:]}"
    return name if len(name) <= 24 else f"{name[:12]}..{name[-10:]}"


def column_width(name: str) -> int:
    """Return how wide the column of a run is."""
    return max(15, len(short_name(name)) + 1)


def difference_line(d: Difference, wide: int, first: int, second: int) -> str:
    """Return one measure as a line, given how wide its name and the two columns are."""
    if d.difference is None:
        return f"{d.measure:{wide}}{'-':>{first}}{'-':>{second}}  no world has it in both, in the same unit"
    interval = "?" if d.few else f"[{signed_figure(d.low)} to {signed_figure(d.high)}]{'*' if d.excludes_zero else ' '}"
    between = f"{signed_figure(d.difference)} {interval}"
    figures = f"{d.reference:{first}.2f}{d.other:{second}.2f}  {between:29s}"
    return f"{d.measure:{wide}}{figures}{signed_figure(d.effect):>7}{d.moved:9.0%}{d.worlds:8,}  {d.unit}"


def comparison_paragraph(reference: str, other: str, found: Found) -> str:
    """Return one paragraph: deals, when, terms, values, carmakers."""
    by = {d.measure: d for d in found}
    said = [
        agreement_sentence(reference, other, by),
        timing_sentence(by),
        terms_sentence(by),
        value_sentence(by),
        carmaker_sentence(by),
    ]
    return " ".join(sentence for sentence in said if sentence)


def agreement_sentence(reference: str, other: str, by: Mapping[str, Difference]) -> str:
    """Return how many worlds end with a deal, and how often the caretaker signs."""
    agreed, early = by["agreed"], by.get("caretaker_signed")
    if agreed.difference is None or agreed.reference is None or agreed.other is None:
        return "No world can be compared."
    said = (
        f"Of {agreed.worlds:,} paired worlds {share_text(agreed.reference)} end with a deal in {reference} and "
        f"{share_text(agreed.other)} in {other} ({points_text(agreed)})."
    )
    if early is not None and early.reference is not None and early.other is not None:
        shares = f"{share_text(early.reference)} and {share_text(early.other)}"
        said += f" The government that opens the talks signs in {shares}."
    return said


def share_text(share: float) -> str:
    """Return a share as a percentage, as the sentence has it."""
    return f"{fixed_text(share, 1, scale=100)}%"


def points_text(d: Difference) -> str:
    """Return a difference of shares in points, with its interval."""
    if d.difference is None or d.low is None or d.high is None:
        return "too few to tell"
    between, low, high = (fixed_text(value, 1, "+", 100) for value in (d.difference, d.low, d.high))
    said = f"{between} points, 95 % interval {low} to {high}"
    return said if d.excludes_zero else f"{said}: not clearly different"


def timing_sentence(by: Mapping[str, Difference]) -> str:
    """Return by how much the deal moves in the worlds that have one in both."""
    d = by["day"]
    if d.difference is None or d.moved is None:
        return "No world ends with a deal in both."
    if not d.excludes_zero:
        return (
            f"In the {d.worlds:,} worlds with a deal in both its day does not clearly move ({d.difference:+.1f} days)."
        )
    way = "earlier" if d.difference < 0 else "later"
    return (
        f"In the {d.worlds:,} worlds with a deal in both it comes {abs(d.difference):.1f} days {way} on average, "
        f"and on another day in {d.moved:.0%} of them."
    )


def terms_sentence(by: Mapping[str, Difference]) -> str:
    """Return the issues whose level clearly moves."""
    issues = [d for d in by.values() if d.meaning == LEVEL_AGREED and d.difference is not None]
    clear = [f"{label(d.measure)} {signed_figure(d.difference)} ({d.unit})" for d in issues if d.excludes_zero]
    if not issues:
        return ""
    return f"Terms that clearly move: {', '.join(clear)}." if clear else "No term of the deal clearly moves."


def value_sentence(by: Mapping[str, Difference]) -> str:
    """Return what the deals are worth at the reference weights, and what the talks are, no deal counted as 0."""
    parts = []
    for meaning, said in (
        (DEAL_VALUE, "A deal made in both is worth"),
        (TALKS_VALUE, "Counting no deal as 0, the talks are worth"),
    ):
        held = values_to_parties(by, meaning)
        told = [f"{value_change_text(d)} to {name}" for name, d in held.items() if d.difference is not None]
        if told:
            parts.append(f"{said} {' and '.join(told)}.")
    return " ".join(parts) + (" (bn USD a year at the reference weights.)" if parts else "")


def values_to_parties(by: Mapping[str, Difference], meaning: str) -> dict[str, Difference]:
    """Return the measures of one meaning by the party that it names, whatever they are called after it."""
    before, after = meaning.split("{}")
    return {
        d.meaning.removeprefix(before).removesuffix(after): d
        for d in by.values()
        if d.meaning.startswith(before) and d.meaning.endswith(after)
    }


def value_change_text(d: Difference) -> str:
    """Return a difference of values in words."""
    if d.difference is None or not d.excludes_zero:
        return "about as much"
    return f"{abs(d.difference):.2f} {'more' if d.difference > 0 else 'less'}"


def carmaker_sentence(by: Mapping[str, Difference]) -> str:
    """Return what happens to the carmakers' profits."""
    held = [d for d in by.values() if d.measure.endswith("_profit_change") and d.difference is not None]
    clear = [
        f"{label(d.measure.removesuffix('_profit_change'))} {signed_figure(d.difference)}"
        for d in held
        if d.excludes_zero
    ]
    if not held:
        return ""
    return (
        f"Carmakers' profits change by {', '.join(clear)} bn USD."
        if clear
        else "Carmakers' profits do not clearly change."
    )
