"""The score of a campaign: the share of mutants that a test catches, with its interval, by folder and in all.

A folder whose mutants were all played has no interval.  Of the others a share was drawn module by module: the interval
is Wilson's (1927), 95 %, as for a plain draw, which is a little too wide for a stratified one.  In all, folders count
by the number of their mutants, and half-widths add up by their squares.
"""

import json
import tomllib
from collections import Counter
from math import sqrt
from pathlib import Path

Z = 1.959963984540054  # of a normal, 97.5 %
KEPT = Path(__file__).with_name("equivalent.toml")


def wilson(caught, played):
    """Return Wilson's interval for a share, 95 %."""
    share, n = caught / played, played
    middle = (share + Z * Z / (2 * n)) / (1 + Z * Z / n)
    half = Z / (1 + Z * Z / n) * sqrt(share * (1 - share) / n + Z * Z / (4 * n * n))
    return middle - half, middle + half


def folder_of(path):
    """Return the folder that a module's mutants are counted under."""
    return "/".join(path.split("/")[:2])


def equivalents():
    """Return the mutants that nobody could tell from the program, (module, line before, line after)."""
    rows = tomllib.loads(KEPT.read_text(encoding="utf-8"))["mutant"]
    return {(row["path"], row["before"], row["after"]) for row in rows}


def answers(place):
    """Return how each mutant ended, with its module; the last answer counts."""
    rows = [json.loads(row) for row in (place / "answers.jsonl").read_text().splitlines()]
    return list({row["name"]: row | {"path": row["name"].partition(":")[0]} for row in rows}.values())


def folder_row(folder, size, own, same):
    """Return the line of a folder, its raw score, its score and the half-width of that; own, its answers."""
    alive = [row for row in own if row["end"] == "alive"]
    equal = sum(known(row, same) for row in alive)
    caught, judged = len(own) - len(alive), len(own) - equal
    low, high = (caught / judged,) * 2 if len(own) >= size else wilson(caught, judged)
    counts = f"{folder:16} {size:8} {len(own):7} {len(alive):6} {equal:6}"
    line = f"{counts} {caught / len(own):6.1%} {caught / judged:7.1%}  {low:.1%} to {high:.1%}"
    return line, caught / len(own), caught / judged, (high - low) / 2


def known(row, same):
    """Return whether an answer is of a mutant that is listed as equal to the program."""
    return (row["path"], row["before"], row["after"]) in same


def report(place):
    """Return the score as lines of text, and each mutant that is left alive."""
    sizes = Counter()
    for path, count in json.loads((place / "modules.json").read_text()).items():
        sizes[folder_of(path)] += count
    rows, same, whole = answers(place), equivalents(), sum(sizes.values())
    lines = [f"{'folder':16} {'mutants':>8} {'played':>7} {'alive':>6} {'equal':>6} {'raw':>6} {'score':>7}  95 %"]
    raw = score = spread = 0.0
    for folder, size in sorted(sizes.items()):
        own = [row for row in rows if folder_of(row["path"]) == folder]
        if not own:
            return f"no mutant of {folder} has been played"
        line, own_raw, own_score, half = folder_row(folder, size, own, same)
        lines.append(line)
        raw += size / whole * own_raw
        score += size / whole * own_score
        spread += (size / whole * half) ** 2
    lines.append(f"{'in all':16} {whole:8} {len(rows):7} {'':13} {raw:6.1%} {score:7.1%}  +- {sqrt(spread):.1%}")
    left = [row for row in rows if row["end"] == "alive" and not known(row, same)]
    lines += [f"alive  {row['name']}\n         {row['before']}\n      -> {row['after']}" for row in left]
    return "\n".join(lines)
