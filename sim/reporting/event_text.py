"""What differs in the worlds in which an event happens, beside what differs in all."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sim.analysis.compare import Difference, measures_by_key
from sim.analysis.where_events_happen import EventDifference
from sim.reporting.comparison_text import signed_figure
from sim.scenario.party_words import PartyWords, usual_words

NOTE = "* the interval leaves out 0; ? too few worlds for one; whether it happens is drawn before the talks begin"


def event_blocks(
    found: Sequence[EventDifference], in_all: Sequence[Difference], words: PartyWords | None = None
) -> list[str]:
    """Return a table for each event that happens in some worlds only, in the words for the parties."""
    said = words or usual_words()
    by = {difference.measure: difference for difference in measures_by_key(in_all, said)}
    named = [replace(event, differences=measures_by_key(event.differences, said)) for event in found]
    return ["\n".join([event_head(event), "", *event_lines(event, by), NOTE]) for event in named]


def event_head(found: EventDifference) -> str:
    """Return which worlds a table is of."""
    what = "happens in one alone, or otherwise" if found.in_both else "happens"
    return f"In the {found.worlds:,} of {found.of:,} worlds in which {found.event} {what}:"


def event_lines(found: EventDifference, in_all: Mapping[str, Difference]) -> list[str]:
    """Return the lines of the table: each measure that either has, in all worlds and in those with the event."""
    told = [d for d in found.differences if d.difference is not None or in_all[d.measure].difference is not None]
    wide = max((len(d.measure) for d in told), default=0) + 1
    head = f"{'':{wide}}{'difference in all worlds':>31}{'where it ' + ('differs' if found.in_both else 'happens'):>31}"
    lines = [
        f"{d.measure:{wide}}{difference_text(in_all[d.measure])}{difference_text(d)}{d.worlds:8,}  {d.unit}"
        for d in told
    ]
    return [f"{head}  worlds", *lines]


def difference_text(d: Difference) -> str:
    """Return a difference with its interval, a star where that leaves out 0."""
    if d.difference is None:
        return f"{'-':>31}"
    interval = "?" if d.few else f"[{signed_figure(d.low)} to {signed_figure(d.high)}]{'*' if d.excludes_zero else ' '}"
    return f"{signed_figure(d.difference)} {interval}".rjust(31)
