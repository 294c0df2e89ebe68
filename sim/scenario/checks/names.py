"""Names that a part of a scenario uses and another one declares."""

from collections.abc import Iterable, Iterator

from sim.scenario.faults import KeyPath, suggestion


def unknown_name_faults(
    path: KeyPath, names: Iterable[str], known: Iterable[str], what: str
) -> Iterator[tuple[KeyPath, str]]:
    """Yield a fault for each name below a path that is not known."""
    held = list(dict.fromkeys(known))
    yield from (((*path, name), f"{what}. {suggestion(name, held)}") for name in names if name not in held)
