"""Numbers of foreign files, kept exact until they are put into tables.

Weights and evaluations are products of decimal figures.  They are multiplied as fractions and rounded once, so that
what was written as weight and share comes back to the last digit.
"""

from decimal import Context, Decimal, InvalidOperation
from fractions import Fraction

LARGEST = 10**12  # of a number in a domain; beyond it sums of values lose digits that matter
MOST_DIGITS = 1_000  # of a number as it is written
SMALLEST_EXPONENT = -400  # of ten: what is smaller is 0 in every program
DIGITS = (6, 12, 17, 20, 30, 45)  # significant ones, tried in this order


def exact_number(text: str) -> Fraction | None:
    """Return the number of a text as it stands; None if it is none, or no finite one, or too large."""
    if len(text) > MOST_DIGITS or "_" in text:
        return None
    try:
        number = Decimal(text.strip())
    except InvalidOperation:
        return None
    if not number.is_finite():
        return None
    if number and not SMALLEST_EXPONENT < number.adjusted() < len(str(LARGEST)):
        return Fraction(0) if number.adjusted() <= SMALLEST_EXPONENT else None
    exact = Fraction(number)
    return exact if abs(exact) <= LARGEST else None


def number_text(number: float) -> str:
    """Return a number as it is written in names of values: whole ones without a point."""
    return str(int(number)) if number == int(number) and abs(number) < 2**53 else repr(number)


def level_of(text: str) -> float | str:
    """Return the level that a name stands for: a number if it is written as this module writes one, else the name."""
    number = exact_number(text)
    if number is not None and number_text(float(number)) == text:
        return float(number)
    return text


def level_text(level: float | str) -> str:
    """Return the name of a level."""
    return level if isinstance(level, str) else number_text(level)


def share_text(value: float, weight: Fraction) -> str:
    """Return the shortest decimal that gives a value when it is multiplied by a weight and rounded once."""
    if not weight:
        return "0"
    for digits in DIGITS:
        share = Context(prec=digits).divide(Decimal(value), Decimal(weight.numerator) / Decimal(weight.denominator))
        if float(Fraction(share) * weight) == value:
            return plain(share)
    raise ValueError(f"no decimal gives {value!r} by the weight {weight}")


def plain(number: Decimal) -> str:
    """Return a decimal without an exponent and without zeros at its end."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
