"""What `sim compare SCENARIO --vote` does: deals before the vote against deals after it."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sim.analysis.before_after_vote import Contrast, VoteEffect, contrasts, costless_signature_settings
from sim.analysis.compare import ComparedRun
from sim.cli.output import as_json, say
from sim.core.errors import UserError
from sim.reporting.comparison_text import signed_figure

FEW = 100  # equal worlds below which a weighted mean is said to be uncertain


def compare_vote(path: Path, worlds: int | None, seed: int | None, settings: Sequence[str], json: bool) -> None:
    """Play a scenario as it is and with a free and certain signature, and print the three answers."""
    from sim.cli.progress import ProgressBar
    from sim.runs.run import run as played
    from sim.scenario.loading import load

    if path.is_dir():
        raise UserError(f"{path} is a saved run: --vote plays a scenario twice, so give its file")
    loaded = load(path, settings)
    free = load(path, [*settings, *costless_signature_settings(loaded)])
    count = worlds or loaded.scenario.worlds
    with ProgressBar(2 * count) as tick:
        plain = ComparedRun.of(played(loaded, count, seed, tick=lambda share: tick(share / 2), workers=None))
        sure = ComparedRun.of(played(free, count, seed, tick=lambda share: tick((1 + share) / 2), workers=None))
    found = contrasts(plain, sure)
    if json:
        say(as_json([as_data(c) for c in found]))
        return
    head = f"{path.stem}: deals signed before the vote less those signed after it; {count:,} worlds, seed {plain.seed}"
    say("\n".join([head, "", *contrast_lines(found), "", contrast_paragraph(found)]))


def as_data(found: Contrast) -> dict[str, Any]:
    """Return a contrast as plain data."""
    return {k: vars(v) if isinstance(v, VoteEffect) else v for k, v in vars(found).items()}


def contrast_lines(found: Sequence[Contrast]) -> list[str]:
    """Return the table; a star marks an interval that leaves out 0."""
    wide = max(len(c.measure) for c in found) + 1
    head = "".join(f"{title:>26}" for title in ("raw", "comparable", "same worlds"))
    return [
        f"{'':{wide}}{head}",
        *(
            f"{c.measure:{wide}}{''.join(map(estimate_text, (c.raw, c.comparable, c.same_worlds)))}  {c.unit}"
            for c in found
        ),
        "before less after [95 % interval], * where it leaves out 0; comparable: both weighted to have the same means",
        "of all draws; same worlds: those that sign before once a signature is free and sure to hold, what they sign",
        "then less what they sign after the vote",
    ]


def estimate_text(answer: VoteEffect) -> str:
    """Return one answer."""
    if answer.difference is None or answer.low is None or answer.high is None:
        return f"{'-':>26}"
    clear = "*" if answer.low > 0 or answer.high < 0 else " "
    interval = f"[{signed_figure(answer.low)} to {signed_figure(answer.high)}]"
    return f"{signed_figure(answer.difference)} {interval}{clear}".rjust(26)


def contrast_paragraph(found: Sequence[Contrast]) -> str:
    """Return one paragraph: how many deals, what they seem worth, and what is left in the same worlds."""
    last = found[-1]
    said = [f"{last.raw.before:,} deals are signed before the vote and {last.raw.after:,} after it."]
    if last.raw.difference is not None:
        said.append(f"Seen from outside, those before it are worth {more_or_less(last.raw)} to Korea.")
    if last.comparable.difference is not None and last.effective is not None:
        few = f", which rests on the equivalent of only {last.effective:.0f} worlds" if last.effective < FEW else ""
        said.append(
            f"Weighted so that both look alike in what was drawn for them, {more_or_less(last.comparable)}{few}."
        )
    if last.same_worlds.difference is not None:
        said.append(
            f"In the {last.same_worlds.before:,} worlds that sign after the vote, but before it once a signature is "
            "free and sure to hold, signing before is worth "
            f"{more_or_less(last.same_worlds)} to Korea than signing after."
        )
    if last.raw.difference is not None and last.same_worlds.difference is not None:
        said.append(
            "What the first figure has beyond the last is who signs early, and the floor that an early signature has "
            "to pass."
        )
    return " ".join(said) + " (bn USD a year at fixed weights.)"


def more_or_less(answer: VoteEffect) -> str:
    """Return a difference of values in words."""
    if answer.difference is None or answer.low is None or answer.high is None:
        return "not known"
    if answer.low <= 0 <= answer.high:
        return f"about as much ({signed_figure(answer.difference)})"
    return f"{abs(answer.difference):.2f} {'more' if answer.difference > 0 else 'less'}"
