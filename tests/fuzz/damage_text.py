"""Damage to the text of a scenario: lines, numbers, words and indents, as a slip of the hand or a program makes it."""

import re
from collections.abc import Callable
from random import Random

NUMBER = re.compile(r"(?<![\w.-])-?\d+(?:\.\d+)?(?![\w.-])")
WORD = re.compile(r"[A-Za-z_]{3,}")
NUMBERS = (
    "0", "-1", "1", "2", "0.5", "1.0000001", "100", "101", "-0.0", "1e5", "1e-3", "1E400", ".inf", "-.inf", ".nan",
    "nan", "inf", "010", "0x1F", "1_000", "12:30", "9" * 30, "9" * 400, "0." + "0" * 40 + "1", "2147483648",
    "9223372036854775808",
    "1000000000000000", "0.000000000001", "'5'", '"0.5"',
)  # fmt: skip
TOKENS = (
    "null", "~", "", "true", "false", "yes", "no", "on", "none", "[]", "{}", "[[]]", "[1, 2]", "[3, 2, 1]", "{a: 1}",
    "''",
    "2025-02-30", "2025-04-09", "1900-01-01", "9999-12-31", "0001-01-01", "&a x", "*a", "!!python/object:os.system x",
    "!!str 5", "<<", "? x", "| \n", "> \n", "x: y", "- 1", "'", '"', "%", "@", "`", "{triangular: [3, 2, 1]}",
    "{uniform: [0, 0]}", "{normal: {mean: 0, sd: 1}}", "{lognormal: {median: 1, sigma: 5}}", "{value: null}",
    "baseline.yaml", "../x.yaml", "/dev/null", ".", "\u00e9\u4e2d\U0001f600", "\u2028", "\u200b", "\ufeff", "a" * 300,
)  # fmt: skip
SIGNS = "\t:-[]{},#&*!|>'\"%@`?~ \r\u0085\u2028\u00a0\x07\x1b\ud7ff"

Damage = Callable[[Random, list[str]], None]  # in place


def some_line(luck: Random, lines: list[str]) -> int:
    """Return the place of a line that says something, if there is one."""
    said = [place for place, line in enumerate(lines) if line.strip() and not line.lstrip().startswith("#")]
    return luck.choice(said or list(range(len(lines))))


def delete_line(luck: Random, lines: list[str]) -> None:
    """Take out a line."""
    del lines[some_line(luck, lines)]


def delete_block(luck: Random, lines: list[str]) -> None:
    """Take out some lines in a row."""
    place = some_line(luck, lines)
    del lines[place : place + luck.randint(2, 6)]


def repeat_line(luck: Random, lines: list[str]) -> None:
    """Write a line a second time, beside it or elsewhere."""
    place = some_line(luck, lines)
    lines.insert(luck.choice([place, some_line(luck, lines)]), lines[place])


def swap_lines(luck: Random, lines: list[str]) -> None:
    """Let two lines change places."""
    one, other = some_line(luck, lines), some_line(luck, lines)
    lines[one], lines[other] = lines[other], lines[one]


def replace_number(luck: Random, lines: list[str]) -> None:
    """Put another number, or what some take for one, in the place of a number."""
    able = [place for place, line in enumerate(lines) if NUMBER.search(line)]
    if able:
        place = luck.choice(able)
        found = luck.choice(list(NUMBER.finditer(lines[place])))
        new = luck.choice(NUMBERS) if luck.random() < 0.6 else near_number(luck, found[0])
        lines[place] = lines[place][: found.start()] + new + lines[place][found.end() :]


def near_number(luck: Random, text: str) -> str:
    """Return a number that is like another: its negative, a multiple, one more."""
    value = float(text)
    new = luck.choice([-value, value * 10, value / 10, value * 100, value + 1, value - 1, value * luck.uniform(0.5, 2)])
    return f"{new:.10f}".rstrip("0").rstrip(".")


def misspell_word(luck: Random, lines: list[str]) -> None:
    """Change a letter of a word, or put another word of the text in its place."""
    able = [place for place, line in enumerate(lines) if WORD.search(line)]
    if able:
        place = luck.choice(able)
        found = luck.choice(list(WORD.finditer(lines[place])))
        at = luck.randrange(len(found[0]))
        other = WORD.search(lines[luck.choice(able)])
        new = luck.choice(
            [found[0][:at] + found[0][at + 1 :], found[0][:at] + "q" + found[0][at:], other[0] if other else ""]
        )
        lines[place] = lines[place][: found.start()] + new + lines[place][found.end() :]


def replace_value(luck: Random, lines: list[str]) -> None:
    """Put something else behind a colon."""
    able = [place for place, line in enumerate(lines) if ": " in line and not line.lstrip().startswith("#")]
    if able:
        place = luck.choice(able)
        at = luck.choice([found.end() for found in re.finditer(": ", lines[place])])
        end = luck.choice(
            [len(lines[place]), min(lines[place].find(sign, at) % 10**6 for sign in ",}") % (len(lines[place]) + 1)]
        )
        lines[place] = lines[place][:at] + luck.choice(TOKENS) + lines[place][max(at, end) :]


def shift_indent(luck: Random, lines: list[str]) -> None:
    """Indent a line, or some in a row, otherwise."""
    first, more = some_line(luck, lines), luck.choice([1, 2, 4, -1, -2])
    for place in range(first, min(len(lines), first + luck.choice([1, 1, 3]))):
        stripped = lines[place].lstrip(" ")
        lines[place] = " " * max(0, len(lines[place]) - len(stripped) + more) + stripped


def cut_off(luck: Random, lines: list[str]) -> None:
    """End the text somewhere."""
    place = luck.randrange(len(lines))
    lines[place] = lines[place][: luck.randint(0, len(lines[place]))]
    del lines[place + 1 :]


def insert_sign(luck: Random, lines: list[str]) -> None:
    """Put a sign somewhere, or take one out."""
    place = some_line(luck, lines)
    at = luck.randint(0, len(lines[place]))
    lines[place] = lines[place][:at] + luck.choice(SIGNS) + lines[place][at + luck.choice([0, 1]) :]


DAMAGE: tuple[Damage, ...] = (
    delete_line, delete_block, repeat_line, swap_lines, replace_number, replace_number, replace_number, misspell_word,
    replace_value, replace_value, shift_indent, cut_off, insert_sign,
)  # fmt: skip


def damaged_text(luck: Random, text: str, times: int) -> str:
    """Return a text damaged some times."""
    lines = text.split("\n")
    for _ in range(times):
        luck.choice(DAMAGE)(luck, lines)
        lines = lines or [""]
    return "\n".join(lines)
