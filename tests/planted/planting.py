"""Plant a bug in a copy of the program, run the tests that watch over the rule, and say which of them fails.

A bug is a text put in the place of another in one module (bugs.toml).  The tests are ordinary ones: they state what a
rule must do by theory or by hand and know nothing of the bug.  Digests of old results (tests/system/test_old_rules.py)
are left out, as any change at all turns them.

    python tests/planted/planting.py                 all bugs; exit 1 if one is missed, or if the control fails
    python tests/planted/planting.py floor lots      those whose name holds one of the words
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
import tomllib
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
COPIED = ("sim", "tests", "scenarios", "data", "docs", "notebooks", "pyproject.toml", "README.md", "CHANGELOG.md")
LONGEST = 900  # seconds after which a bug that makes a test run for ever counts as caught


@dataclass(frozen=True)
class Bug:
    """One bug: its name, the module, what stands there, what is put in its place, the tests that watch over it."""

    name: str
    path: str
    old: str
    new: str
    tests: tuple[str, ...]

    def planted_in(self, source):
        """Return the source of the module with the bug in it; ValueError if its place is not found, or twice."""
        found = source.count(self.old)
        if found != 1:
            raise ValueError(f"{self.name}: the text to replace stands {found} times in {self.path}, not once")
        return source.replace(self.old, self.new)


def known_bugs():
    """Return all bugs of bugs.toml."""
    rows = tomllib.loads(Path(__file__).with_name("bugs.toml").read_text(encoding="utf-8"))["bug"]
    return [Bug(**{**row, "tests": tuple(row["tests"])}) for row in rows]


def copy_program(place):
    """Copy what tests read into an empty folder, without anything compiled."""
    for name in COPIED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, place / name, ignore=shutil.ignore_patterns("__pycache__", ".ipynb_checkpoints"))
        elif source.exists():
            shutil.copy2(source, place / name)


def backend_for(bug):
    """Return the backend under which a bug is looked for: a kernel does not know of one in its rule."""
    return "numba" if bug.path.startswith("sim/kernels/") else "numpy"


def failing_test(place, tests, backend):
    """Run tests in a copy up to the first that fails; return its name, `too long`, or None if all pass."""
    words = [sys.executable, "-B", "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", "--hypothesis-seed=0", *tests]
    try:
        ran = subprocess.run(
            words,
            cwd=place,
            env=environment(place, backend),
            capture_output=True,
            text=True,
            check=False,
            timeout=LONGEST,
        )
    except subprocess.TimeoutExpired:
        return "too long"
    if ran.returncode == 0:
        return None
    said = [row for row in ran.stdout.splitlines() if row.startswith(("FAILED", "ERROR"))]
    return said[0].partition(" - ")[0] if said else f"pytest ended with {ran.returncode}: {ran.stdout[-300:]}"


def environment(place, backend):
    """Return the environment of a run in a copy: its own `sim` comes before an installed one."""
    return {**os.environ, "PYTHONPATH": str(place), "PYTHONDONTWRITEBYTECODE": "1", "NINETY_DAYS_BACKEND": backend}


def caught_by(bug, place):
    """Return the test that catches a bug in a copy, None if it is missed; the copy is put right again."""
    module = place / bug.path
    right = module.read_text(encoding="utf-8")
    module.write_text(bug.planted_in(right), encoding="utf-8")
    try:
        return failing_test(place, bug.tests, backend_for(bug))
    finally:
        module.write_text(right, encoding="utf-8")


def main(words):
    """Plant bugs, print which test catches each, and return the exit status."""
    chosen = [bug for bug in known_bugs() if not words or any(word in bug.name for word in words)]
    with tempfile.TemporaryDirectory(prefix="planted-") as folder:
        place = Path(folder)
        copy_program(place)
        for backend in sorted({backend_for(bug) for bug in chosen}):
            tests = sorted({test for bug in chosen if backend_for(bug) == backend for test in bug.tests})
            if broken := failing_test(place, tests, backend):
                print(f"without any bug this fails already: {broken}")
                return 1
        missed = 0
        for bug in chosen:
            begun = time.perf_counter()
            test = caught_by(bug, place)
            missed += test is None
            took, end = time.perf_counter() - begun, "MISSED" if test is None else "caught"
            print(f"{end} {took:5.0f} s  {bug.name}  {test or ''}", flush=True)
    print(f"{len(chosen) - missed} of {len(chosen)} bugs caught")
    return int(missed > 0 or not chosen)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
