"""Rules that what a part names is there."""

from collections.abc import Iterable, Iterator

from sim.scenario.faults import KeyPath, closest_word, suggestion

Findings = Iterator[tuple[KeyPath, str]]

PRECEDENT_COMPONENTS = ("contagion", "parity")
NEAR = 0.85  # of two names, one of which may be a slip for the other


def unknown_name_faults(path: KeyPath, names: Iterable[str], known: Iterable[str], what: str) -> Findings:
    """Yield a fault for each name below a path that is not known."""
    held = list(dict.fromkeys(known))
    yield from (((*path, name), f"{what}. {suggestion(name, held)}") for name in names if name not in held)


def misspelt_weights(weights: Iterable[str], names: Iterable[str]) -> list[str]:
    """Return the weights of components that no issue has, where another is meant: one whose name is near.

    A weight that nothing asks for changes nothing, so that scenarios may share a party's block (see `unused_weights`).
    """
    known = sorted({*names, *PRECEDENT_COMPONENTS})
    return [weight for weight in weights if weight not in known and closest_word(weight, known, NEAR)]
