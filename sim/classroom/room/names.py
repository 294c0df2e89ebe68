"""Names of persons and codes of rooms, as they are typed."""

import secrets
import unicodedata

from sim.classroom.room.refusals import BAD, Refusal

LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # without those that look alike
CODE_LENGTH = 6  # a billion codes
LONGEST_NAME = 40  # characters


def new_code() -> str:
    """Return a code that nobody can guess."""
    return "".join(secrets.choice(LETTERS) for _ in range(CODE_LENGTH))


def plain_code(typed: object) -> str:
    """Return a code as it is kept; Refusal for what cannot be one."""
    code = "".join(str(typed).split()).upper() if isinstance(typed, str) else ""
    if len(code) != CODE_LENGTH or set(code) - set(LETTERS):
        raise Refusal(BAD, f"a room's code is {CODE_LENGTH} letters and figures, as on the board")
    return code


def plain_name(typed: object) -> str:
    """Return a name of 1 to 40 characters with single blanks; Refusal for any other.

    What cannot be seen, or turns the direction of writing, is refused; signs of HTML are allowed and are shown as text.
    """
    if not isinstance(typed, str):
        raise Refusal(BAD, "a name is a text")
    name = " ".join(unicodedata.normalize("NFC", typed[: 4 * LONGEST_NAME]).split())
    if not 1 <= len(name) <= LONGEST_NAME:
        raise Refusal(BAD, f"a name has 1 to {LONGEST_NAME} characters; found {len(name)}")
    if any(unicodedata.category(letter).startswith("C") for letter in name):
        raise Refusal(BAD, "a name has no characters that cannot be seen")
    return name
