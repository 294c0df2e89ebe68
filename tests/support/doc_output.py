"""What a page shows under a command, held to what the command prints.

A command that is followed as it stands must print every line that is shown, digit by digit.  One that plays fewer
worlds than the page prints other numbers: then lines are compared without their numbers.
"""

import re
from collections.abc import Sequence

LEFT_OUT = "..."
WIDTH = 120  # of a page, letters
PLAIN = (  # where things are served, and words by chance: of no two starts the same
    (re.compile(r"https?://\S+"), "<address>"),
    (re.compile(r"\b[\w.-]{20,}\b(?= \()"), "<secret>"),
)
NUMBERS = (
    re.compile(r"\[[^\]]*\]"),
    re.compile(r"[^\W\d_]*\d\w*"),
    re.compile(r"[^\w\s]|\b\w\b|\bto\b"),
)  # intervals too


def likened(line: str, exact: bool) -> str:
    """Return a line by which it is compared: single blanks, no addresses; words alone, unless exact."""
    for found, stated in PLAIN:
        line = found.sub(stated, line)
    for found in () if exact else NUMBERS:
        line = found.sub(" ", line)
    return " ".join(line.split())


def missing_lines(shown: Sequence[str], printed: str, exact: bool) -> list[str]:
    """Return the lines shown that are not printed; `...` at the end of one stands for its rest.

    A line that is printed longer than a page is wide may be broken on the page.  Exact lines stand in the order shown.
    """
    return (missing_exactly if exact else missing_by_words)([line for line in shown if line.strip()], printed)


def missing_exactly(shown: Sequence[str], printed: str) -> list[str]:
    """Return the lines shown that are not printed after those shown above them."""
    lines = [likened(line, True) for line in printed.splitlines()]
    wide = " ".join(line for line in lines if len(line) > WIDTH)
    missing, after = [], 0
    for line in shown:
        at = next((at for at in range(after, len(lines)) if is_same(line, lines[at], True)), None)
        if at is not None:
            after = at + 1
        elif likened(line, True) not in wide:
            missing.append(line)
    return missing


def missing_by_words(shown: Sequence[str], printed: str) -> list[str]:
    """Return the lines shown whose words nothing printed has, of a row of figures the words that it begins with."""
    lines = printed.splitlines()
    whole, begins = [likened(line, False) for line in lines], {first_words(line) for line in lines}
    wide = " ".join(line for line in whole if len(line) > WIDTH)
    missing = []
    for line in shown:
        is_row = bool(re.search(r"\d", line)) and first_words(line) in begins
        if not (is_row or likened(line, False) in wide or any(is_same(line, other, False) for other in whole)):
            missing.append(line)
    return missing


def first_words(line: str) -> str:
    """Return the words with which a row of a table begins, up to its first column of figures."""
    return likened(re.split(r" {2,}", line.strip())[0], False)


def is_same(shown: str, line: str, exact: bool) -> bool:
    """Return whether a line, likened, is the one shown, or begins with it where its rest is left out."""
    if shown.rstrip().endswith(LEFT_OUT):
        return line.startswith(likened(shown.rstrip().removesuffix(LEFT_OUT), exact))
    return line == likened(shown, exact)
