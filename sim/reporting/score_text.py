"""Scores of a scenario and of simple rules beside it, as the table that is printed."""

from sim.analysis.score.measures import COVERAGES
from sim.analysis.score.outcomes import GROUPS
from sim.analysis.score.scoring import USUAL, ForecastScore, Scores
from sim.reporting.words import label

TITLES = {"agreed": "a deal", "date": "its date", "bills": "bills"}


def score_lines(found: Scores, name: str) -> list[str]:
    """Return the table of scores, outcome by outcome, then the model's places, then the verdict."""
    known = f" as known on {found.on:%-d %B %Y}" if found.on else ""
    replaced = f"; {found.replaced} parts gave way to priors" if found.replaced else ""
    return [
        f"{name}{known}: log scores of what happened, nats; the higher the better, 0 is certainty",
        f"{found.worlds:,} worlds, seed {found.seed}, {found.deals:,} deals{replaced}; every row of every forecast is",
        f"smoothed alike: sd {USUAL.width:g} of the grid, {USUAL.floor:g} spread evenly (assumed)",
        "",
        *table_lines(found),
        "",
        *place_lines(found),
        "",
        *verdict_lines(found),
    ]


def table_lines(found: Scores) -> list[str]:
    """Return a row for each outcome and total, a column for each forecast."""
    heads = [heading(one) for one in found.forecasts]
    wide = max(len(one.name) for one in found.outcomes) + 2
    lines = [f"{'':{wide}}{'observed':>13}" + "".join(f"{head:>12}" for head in heads)]
    for one in found.outcomes:
        cells = "".join(f"{each.scores[one.name]:12.2f}" for each in found.forecasts)
        lines.append(f"{label(one.name):{wide}}{one.shown:>13}{cells}")
    totals = [
        ("terms, summed", "terms"),
        *((f"{TITLES[group]}, summed", group) for group in GROUPS if group == "bills"),
    ]
    for words, group in totals:
        if any(one.group == group for one in found.outcomes):
            cells = "".join(f"{found.total(each, group):12.2f}" for each in found.forecasts)
            lines.append(f"{words:{wide + 13}}{cells}")
    joint = "".join(f"{each.joint:12.2f}" for each in found.forecasts)
    halves = "".join(f"{half_text(each.joint_half):>12}" for each in found.forecasts)
    whole = "".join(f"{found.total(each):12.2f}" for each in found.forecasts)
    return [
        *lines,
        f"{'terms, at once':{wide + 13}}{joint}",
        f"{'  (half of its interval)':{wide + 13}}{halves}",
        f"{'all, summed':{wide + 13}}{whole}",
    ]


def half_text(half: float | None) -> str:
    """Return half of an interval as it stands below its score; a mark where too few worlds are behind it."""
    return "(?)" if half is None else f"(±{half:.2f})"


def heading(found: ForecastScore) -> str:
    """Return a forecast's name as it heads a column; a star: it knows what was known only later."""
    return f"{found.name.split(',')[0]}{'*' if found.knows_later else ''}"


def place_lines(found: Scores) -> list[str]:
    """Return where what happened lies in the model's distribution: PIT and central intervals."""
    wide = max(len(one.name) for one in found.outcomes) + 2
    lines = [f"{'the model':{wide}}{'observed':>13}{'PIT':>16}" + "".join(f"{f'in {c:.0%}':>9}" for c in COVERAGES)]
    for one in found.outcomes:
        low, high = found.model.pit[one.name]
        held = "".join(f"{'yes' if found.model.covered[one.name][c] else 'no':>9}" for c in COVERAGES)
        lines.append(f"{label(one.name):{wide}}{one.shown:>13}{f'{low:.2f} to {high:.2f}':>16}{held}")
    shares = [sum(found.model.covered[one.name][c] for one in found.outcomes) / len(found.outcomes) for c in COVERAGES]
    return [*lines, f"{'share held':{wide + 29}}" + "".join(f"{share:9.0%}" for share in shares)]


def verdict_lines(found: Scores) -> list[str]:
    """Return which rules score above the model on the terms, and whether another smoothing says otherwise."""
    own = found.total(found.model, "terms")
    above = [one for one in found.forecasts[1:] if found.total(one, "terms") >= own]
    lines = ["the model scores above every rule on the terms, summed"] if not above else [
        f"on the terms, summed, {one.name} scores above the model, by {found.total(one, 'terms') - own:.2f} nats"
        for one in above
    ]  # fmt: skip
    joint = [one.name for one in found.forecasts[1:] if one.joint >= found.model.joint]
    lines.append(f"on the terms at once above the model: {', '.join(joint) or 'none'}")
    for width, total in found.model.terms_by_width.items():
        better = [one.name for one in found.forecasts[1:] if one.terms_by_width[width] >= total]
        lines.append(
            f"with sd {width:g} of the grid, terms {total:.2f}; above the model: {', '.join(better) or 'none'}"
        )
    if any(one.knows_later for one in found.forecasts):
        lines.append("* knows what was known only after that day")
    return lines
