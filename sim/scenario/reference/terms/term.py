"""A term of the glossary."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Term:
    """What a word means here, and what the field calls it, with a source, where that differs or helps."""

    meaning: str
    field: str = ""
