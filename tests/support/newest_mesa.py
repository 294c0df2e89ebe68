"""Try the tests of Mesa's idioms with the newest Mesa, one before its release too: `make mesa`.

It makes an environment of its own beside the others, `.venv-mesa`, with what the program needs and Mesa from 4.0.0a0
on, which wants Python 3.12; an interpreter is looked for under the usual names and among those of pyenv.  The last
line says what came out.  Nothing is wrong with this program where a version before release fails: who runs it for
every change takes note and goes on.
"""

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from shutil import which

from places import ROOT, TESTS

FOLDER = ROOT / ".venv-mesa"
MESA = "mesa[network]>=4.0.0a0"  # a version before release that is named lets others in, of Mesa alone
LEAST = (3, 12)
NEEDLESS = ("mesa", "matplotlib", "salib")  # of what the program needs: these tests draw nothing and sweep nothing


def find_python() -> str | None:
    """Return an interpreter that Mesa can be installed for, None if there is none here."""
    names = [sys.executable, *(which(f"python3.{minor}") for minor in range(20, LEAST[1] - 1, -1))]
    held = sorted(Path.home().glob(".pyenv/versions/3.*/bin/python"), reverse=True)
    return next((str(name) for name in [*names, *held] if name and is_new_enough(str(name))), None)


def is_new_enough(python: str) -> bool:
    """Return whether an interpreter runs, and is of the least version or later."""
    asked = [python, "-c", f"import sys, venv, ensurepip; sys.exit(sys.version_info < {LEAST})"]
    return subprocess.run(asked, capture_output=True, check=False).returncode == 0


def packages() -> list[str]:
    """Return what is to be installed, as pip takes it."""
    stated = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    needed = [one for one in stated if re.split(r"[\[<>=]", one)[0] not in NEEDLESS]
    return [MESA, *needed, "pytest>=8", "hypothesis>=6.100"]


def set_up(python: str) -> Path:
    """Return the interpreter of the environment, made if it is not there yet."""
    own = FOLDER / "bin" / "python"
    if not (FOLDER / "done").exists():
        subprocess.run([python, "-m", "venv", FOLDER], check=True)
        install = [own, "-m", "pip", "--disable-pip-version-check", "--quiet", "install", "--no-compile"]
        subprocess.run([*install, *packages()], check=True)
        (FOLDER / "done").touch()
    return own


def main() -> int:
    """Set up, run the tests, and say what came out."""
    python = find_python()
    if python is None:
        print("newest Mesa: not tried, as it wants Python 3.12 or later, which is not here")
        return 0
    own = set_up(python)
    report = run_tests(own)
    asked = "import mesa, platform; print('Mesa', mesa.__version__, 'on Python', platform.python_version(), end='')"
    versions = subprocess.run([own, "-c", asked], check=True, capture_output=True, text=True).stdout
    found = [line for line in report.stdout.splitlines() if re.search(r"\d (passed|failed|error)", line)]
    print(report.stdout if report.returncode else "", end="")
    print(f"newest Mesa: {versions}: {found[-1] if found else 'no test was run'}")
    return report.returncode


def run_tests(python: Path) -> "subprocess.CompletedProcess[str]":
    """Run the tests of Mesa's idioms with an interpreter."""
    tests = sorted((TESTS / "model").glob("test_mesa_*.py"))
    known = {**os.environ, "PYTHONPATH": str(ROOT), "NINETY_DAYS_BACKEND": "numpy", "PYTHONDONTWRITEBYTECODE": "1"}
    words = [python, "-m", "pytest", "--color", "no", "-p", "no:cacheprovider", *tests]
    return subprocess.run(words, cwd=ROOT, env=known, check=False, text=True, stdout=subprocess.PIPE)


if __name__ == "__main__":
    sys.exit(main())
