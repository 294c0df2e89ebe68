"""Whether a figure of a scenario is assumed, by what stands beside it as its note and its source."""

from sim.scenario.schema.quantity import Quantity

ASSUMED = "assumed"


def is_assumed(source: str | None) -> bool:
    """Return whether a block's source says first of all that its figures are assumed; so does none."""
    return not source or source.strip().lower().startswith(ASSUMED)


def is_figure_assumed(quantity: Quantity, source: str | None) -> bool:
    """Return whether a figure is assumed: by its own note or source where it has one, else by its block's source."""
    own = " ".join(filter(None, (quantity.note, quantity.source)))
    return ASSUMED in own.lower() if own else is_assumed(source)


def opening_of(source: str | None) -> str:
    """Return the first statement of a source, up to its first semicolon; nothing of none."""
    return (source or "").split(";")[0].strip().rstrip(".")
