"""What a bare word of a scenario means: a number, a date, true or false, nothing, or text.

YAML 1.1, which most readers follow, takes `on` and `no` for true and false, `010` for 8, `12:30`
for 750, and `1e5` for text.  Here each of these is a fault with its cure.
"""

import datetime as dt
import math
import re
from functools import lru_cache
from typing import Any

INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]*)")
DECIMAL = re.compile(r"[-+]?([0-9]+\.[0-9]*|\.[0-9]+)")
DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
SHORT = 40  # letters of a word that is kept with what it means
WORDS = {"true": True, "false": False, "null": None, "~": None, "": None}
DIGITS = 1000  # Python itself refuses to read whole numbers of more than 4,300

AMBIGUOUS_FORMS = [
    (
        re.compile(r"[-+]?[0-9]*\.?[0-9]+\.?[eE][-+]?[0-9]+"),
        "{text} is ambiguous: YAML takes it for a number or for text, depending on its form. Write {plain}",
    ),
    (re.compile(r"[-+]?0[0-9]+"), "{text} is ambiguous: YAML takes a leading 0 for octal. Write {plain}"),
    (re.compile(r"[-+]?0[xob][0-9a-fA-F_]+"), "{text} is ambiguous: write the number with decimal digits"),
    (re.compile(r"[-+]?[0-9][0-9_.]*_[0-9_.]*"), "{text} is ambiguous: write the number without underscores"),
    (
        re.compile(r"[-+]?[0-9]+(:[0-5]?[0-9])+(\.[0-9]*)?"),
        "{text} is ambiguous: YAML takes it for a number to base 60. "
        "Write a plain number, or put it in quotes if it is text",
    ),
    (re.compile(r"[-+]?\.?(inf|nan)", re.IGNORECASE), "must be finite; found {text}"),
    (
        re.compile(r"on|off|yes|no|y|n|true|false|null", re.IGNORECASE),
        "{text} is ambiguous: YAML may take it for true, false or nothing. "
        "Write true or false, or put it in quotes if it is text",
    ),
]


def plain_number_text(text: str) -> str:
    """Return a number as it should be written."""
    try:
        value = float(text)
    except ValueError:
        return "a plain number"
    return f"{value:.10f}".rstrip("0").rstrip(".") if 1e-10 < abs(value) < 1e15 else "a plain number"


def parse_scalar(text: str) -> Any:
    """Return what a bare word means; ValueError with the cure where YAML would surprise."""
    return parse_short_scalar(text) if len(text) <= SHORT else parse_any_scalar(text)


@lru_cache(maxsize=4096)
def parse_short_scalar(text: str) -> Any:
    """Return what a short word means, which may well stand in a scenario more than once."""
    return parse_any_scalar(text)


def parse_any_scalar(text: str) -> Any:
    """Return what a word of any length means."""
    if text in WORDS:
        return WORDS[text]
    if INTEGER.fullmatch(text) or DECIMAL.fullmatch(text):
        return parse_number(text)
    if DATE.fullmatch(text):
        return parse_date(text)
    if len(text) > DIGITS:
        return text
    for pattern, cure in AMBIGUOUS_FORMS:
        if pattern.fullmatch(text):
            raise ValueError(cure.format(text=text, plain=plain_number_text(text)))
    return text


def parse_number(text: str) -> int | float:
    """Return a number; ValueError for one that no machine holds."""
    if len(text) > DIGITS or not math.isfinite(float(text)):
        raise ValueError(f"must be finite; found a number of {len(text)} digits")
    return int(text) if INTEGER.fullmatch(text) else float(text)


def parse_date(text: str) -> dt.date:
    """Return a date; ValueError for a day that is in no calendar."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"{text} is no date: the calendar has no such day. Write year-month-day") from None
