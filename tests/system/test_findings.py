"""The scripts of findings/ say what they show, on which versions, and use nothing of this program.

They install from the network, so they are run by hand and not here.
"""

import os
import re
import subprocess

import pytest
from places import ROOT

FOLDER = ROOT / "findings"
SCRIPTS = sorted(FOLDER.glob("*.sh"))
HEADINGS = ("Versions", "Behaviour", "A good engineer would expect", "Documentation", "Output seen")


def header_of(script):
    lines = script.read_text(encoding="utf-8").splitlines()
    return [line for line in lines[: lines.index("set -euo pipefail")] if line.startswith("#")]


def pins_of(script):
    wanted = re.search(r"pip install (.*?)\nvenv/bin", script.read_text(encoding="utf-8"), re.DOTALL).group(1)
    return [word for word in wanted.replace("\\\n", " ").split() if not word.startswith("--")]


def test_there_are_six_or_more_and_all_are_in_the_table_and_no_others():
    assert len(SCRIPTS) >= 6
    table = (FOLDER / "README.md").read_text(encoding="utf-8")
    assert sorted(re.findall(r"\]\((\w+\.sh)\)", table)) == [script.name for script in SCRIPTS]


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.stem)
def test_a_finding_says_what_it_shows_and_compares_with_the_output_in_its_header(script):
    assert os.access(script, os.X_OK)
    header, text = header_of(script), script.read_text(encoding="utf-8")
    for heading in HEADINGS:
        assert any(line.startswith(f"# {heading}: ") or line == f"# {heading}:" for line in header), heading
    seen = [line for line in header if line.startswith("#   | ")]
    assert len(seen) >= 2
    assert "pending" not in "".join(seen)
    assert "sed -n 's/^#   | //p' \"$script\" | diff - seen.txt ||" in text
    assert subprocess.run(["bash", "-n", script], check=False).returncode == 0


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.stem)
def test_a_finding_pins_what_it_installs_and_names_these_versions(script):
    said = " ".join(line[2:] for line in header_of(script))
    assert pins_of(script)
    for pin in pins_of(script):
        assert re.fullmatch(r"[\w\[\]-]+==\d[\w.]*", pin), pin
        assert pin.split("==")[1] in said, pin


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.stem)
def test_a_finding_knows_nothing_of_this_program_and_leaves_no_folder(script):
    text = script.read_text(encoding="utf-8")
    assert not re.search(r"\bsim\b|ninety[-_]days|https?://|--index-url|--find-links|/tmp", text)
    assert "folder=$(mktemp -d)\ntrap 'rm -rf \"$folder\"' EXIT\n" in text


def test_findings_are_no_part_of_what_is_run_on_every_change():
    """Each needs the network; a release of a library is no reason for tests to fail."""
    for place in (ROOT / "Makefile", *(ROOT / ".ci").glob("*")):
        assert "findings" not in place.read_text(encoding="utf-8"), place
