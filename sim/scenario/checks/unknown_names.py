"""The rule that what a part names is there."""

from collections.abc import Iterable, Iterator

from sim.scenario.faults import KeyPath, suggestion

Findings = Iterator[tuple[KeyPath, str]]


def unknown_name_faults(path: KeyPath, names: Iterable[str], known: Iterable[str], what: str) -> Findings:
    """Yield a fault for each name below a path that is not known."""
    held = list(dict.fromkeys(known))
    yield from (((*path, name), f"{what}. {suggestion(name, held)}") for name in names if name not in held)
