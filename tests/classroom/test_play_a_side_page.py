"""The page on playing a side: its code prints what it shows, and its figures are those of the run."""

import re

import pytest
from places import DOCS, ROOT

from sim.runs.run import run

PAGE = (DOCS / "how-to" / "play_a_side.md").read_text(encoding="utf-8")


def test_the_code_of_the_page_prints_what_the_page_shows(monkeypatch, capsys):
    code, shown = re.search(r"```python\n(.*?)```\n\n((?:    [^\n]*\n)+)", PAGE, re.DOTALL).groups()
    monkeypatch.chdir(ROOT)
    exec(code, {})
    assert capsys.readouterr().out == re.sub(r"^    ", "", shown, flags=re.MULTILINE)


def test_what_the_page_says_of_the_tactic_is_the_row_of_the_run():
    row = run(ROOT / "scenarios" / "baseline.yaml", 1, 1, first=16).worlds.to_pylist()[0]
    assert row["date"].isoformat() == "2025-08-01"
    names = ("auto_tariff", "reciprocal_tariff", "lng", "investment")
    assert [row[name] for name in names] == [15, 20, 20, 100]
    assert row["korea_value"] - row["korea_reserve"] == pytest.approx(3.2, abs=0.05)
