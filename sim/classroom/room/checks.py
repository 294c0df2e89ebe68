"""What is typed or sent, checked: numbers and packages."""

from typing import Any

from sim.classroom.room.records import MoveRecord
from sim.classroom.room.refusals import BAD, Refusal

KINDS = ("offer", "accept", "reject", "wait")
MOST_ISSUES, MOST_LEVELS = 100, 1000  # of a package: what is longer is no package


def whole_number(name: str, typed: Any, most: int) -> int:
    """Return a whole number from 0 to `most`; Refusal for anything else."""
    text = typed.strip() if isinstance(typed, str) else typed
    is_text = isinstance(text, str) and text.isascii() and text.isdigit() and len(text) < 20
    number = int(text) if is_text or (isinstance(text, int) and not isinstance(text, bool)) else -1
    if not 0 <= number <= most:
        raise Refusal(BAD, f"{name} must be a whole number from 0 to {most:,}; found {str(typed)[:40]!r}")
    return number


def plain_package(sent: Any) -> tuple[int, ...]:
    """Return a package as level numbers; Refusal for what cannot be one. Whether it is on the grid says the game."""
    fits = isinstance(sent, list) and 1 <= len(sent) <= MOST_ISSUES
    if not fits or not all(type(level) is int and 0 <= level < MOST_LEVELS for level in sent):
        raise Refusal(BAD, "a package is a list of whole numbers, the level of each issue")
    return tuple(sent)


def plain_move(sent: dict[str, Any], game: int, side: str) -> MoveRecord:
    """Return a move as it was sent; Refusal for what cannot be one."""
    kind = sent.get("kind")
    if kind not in KINDS:
        raise Refusal(BAD, f"kind is one of {', '.join(KINDS)}")
    turn = whole_number("turn", sent.get("turn"), 10**6)
    if (kind == "offer") != ("package" in sent and sent["package"] is not None):
        raise Refusal(BAD, "an offer has a package, and nothing else has")
    package = plain_package(sent["package"]) if kind == "offer" else None
    binding = sent.get("binding", True)
    if not isinstance(binding, bool):
        raise Refusal(BAD, "binding is true or false")
    return MoveRecord(game, turn, side, str(kind), package, binding=binding)
