"""What moves each main measure of a sweep: a small table for the brief, and all indices for the appendix."""

from collections.abc import Mapping, Sequence

from sim.analysis.sensitivity.factor_sample import DUMMY
from sim.analysis.sensitivity.method import IndexEstimate
from sim.analysis.sensitivity.sweep_sensitivity import MethodIndices, OutcomeSensitivity
from sim.core.party_columns import Keys
from sim.reporting.report import sweep_words as said
from sim.reporting.report.key_numbers import NOTHING
from sim.reporting.report.measures import column_name
from sim.reporting.report.parts import break_at_dots, paragraph, plain_text, table
from sim.reporting.report.words import TOO_FEW
from sim.reporting.sensitivity_text import figure, rank_factors
from sim.reporting.words import percent

Indices = Mapping[str, OutcomeSensitivity | str]  # measure -> what moves it, or why that is not told


def indices_html(found: Indices, keys: Keys) -> str:
    """Return the index by which factors are ranked, a column for each main measure; and why some have none.

    keys   of the parties, which the names of measures bear
    """
    known = {name: held for name, held in found.items() if not isinstance(held, str)}
    reasons = [reason_text(name, held, keys) for name, held in found.items() if isinstance(held, str)]
    missing = paragraph(" ".join(reasons), "note")
    return leading_table(known, keys) + missing if known else missing


def reason_text(measure: str, reason: str, keys: Keys) -> str:
    """Return why a measure has no index."""
    told = reason.removeprefix(f"{measure}: ").removeprefix(f"{measure} ")
    return said.NO_INDICES.format(measure=column_name(measure, keys), reason=told)


def leading_table(known: Mapping[str, OutcomeSensitivity], keys: Keys) -> str:
    """Return a row a factor, ranked by the first measure, and in the last row the share of variance of points."""
    methods = {name: held.methods[0] for name, held in known.items()}
    first = next(iter(methods.values()))
    factors = rank_factors([e for e in first.estimates if e.other is None], first.leading)
    rows = [
        [factor_html(path), *(index_text(estimate_of(method, path)) for method in methods.values())] for path in factors
    ]
    rows.append([plain_text(said.BETWEEN_POINTS), *(plain_text(percent(held.assumptions)) for held in known.values())])
    note = said.INDEX_NOTE.format(index=first.leading, method=first.method, says=first.says.rstrip("."))
    heads = (said.INDEX_COLUMN, *(column_name(name, keys) for name in methods))
    return table(heads, [("", rows)], kind="indices") + paragraph(note, "note")


def factor_html(path: str) -> str:
    """Return a factor's path; the dummy input is explained in the note."""
    return plain_text(said.DUMMY) if path == DUMMY else f"<code>{break_at_dots(path)}</code>"


def estimate_of(method: MethodIndices, path: str) -> IndexEstimate | None:
    """Return the leading index of a factor by itself."""
    return next(
        (e for e in method.estimates if (e.factor, e.other, e.index) == (path, None, method.leading)),
        None,
    )


def all_indices_html(found: Indices, keys: Keys) -> str:
    """Return for each main measure all its indices of single factors."""
    known = {name: held for name, held in found.items() if not isinstance(held, str)}
    return "\n".join(measure_table(column_name(name, keys), held.methods[0]) for name, held in known.items())


def measure_table(title: str, method: MethodIndices) -> str:
    """Return the indices of one measure, a row a factor, under its name."""
    single = [estimate for estimate in method.estimates if estimate.other is None]
    names: Sequence[str] = list(dict.fromkeys(estimate.index for estimate in single))
    by = {(estimate.factor, estimate.index): estimate for estimate in single}
    rows = [
        [factor_html(path), *(index_text(by.get((path, name))) for name in names)]
        for path in rank_factors(single, method.leading)
    ]
    return table((said.INDEX_COLUMN, *names), [("", rows)], title, "indices")


def index_text(estimate: IndexEstimate | None) -> str:
    """Return an index with its interval."""
    if estimate is None:
        return NOTHING
    if estimate.low is None or estimate.high is None:
        return f"{figure(estimate.value)} ({TOO_FEW})"
    return f"{figure(estimate.value)} ({figure(estimate.low)} to {figure(estimate.high)})"
