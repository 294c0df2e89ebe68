"""A case from nothing, as the page makes it: short, sound, played, and worth what the page counts by hand."""

import re

import doc_scripts
import numpy as np
import pytest
from places import DOCS

from sim.bargaining.payoffs import package_value
from sim.interop.agenda_of_day import agenda_of_day
from sim.interop.solved import solve_domain
from sim.runs.chunk import RunSettings
from sim.runs.run import run
from sim.scenario.loading import load

MOST_LINES = 80  # of YAML: fewer
PAGE = DOCS / "new_case.md"
BY_HAND = {  # package -> what it is worth to either side by the figures of the page, mn USD a year
    (6, 10, 50): (-20 - 15 + 50, 35 + 30 - 50),
    (8, 20, 100): (-40 - 30 + 100, 70 + 60 - 100),
    (10, 20, 120): (-60 - 30 + 120, 75 + 60 - 120),
    (12, 40, 0): (-80 - 80, 80 + 80),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The files of the page, as its reader has them at its end."""
    place, files = tmp_path_factory.mktemp("page"), []
    for text in re.findall(r"^```yaml\n(.*?)^```", PAGE.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE):
        doc_scripts.put_part(text, place, files)
    return place


@pytest.fixture(scope="module")
def river(folder):
    return load(folder / "river.yaml")


def test_the_case_is_short_and_the_page_says_how_short(folder):
    lines = (folder / "river.yaml").read_text(encoding="utf-8").splitlines()
    assert len(lines) < MOST_LINES
    assert f"{len(lines)} lines" in PAGE.read_text(encoding="utf-8")
    assert f"in {len(lines)} lines of YAML" in (DOCS / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("package", BY_HAND)
def test_packages_are_worth_what_is_counted_by_hand(river, package):
    agenda = agenda_of_day(river, RunSettings(1, 1), 0)
    places = np.array([[issue.levels.index(level) for issue, level in zip(agenda.issues, package, strict=True)]])
    values = [package_value(agenda.domain.values[side], places)[0] for side in (0, 1)]
    assert values == pytest.approx(BY_HAND[package])


def test_the_nash_point_is_the_one_counted_by_hand(river):
    nash = solve_domain(agenda_of_day(river, RunSettings(1, 1), 0)).points["nash"]
    assert (nash.package, nash.values) == ((8, 20, 100), (30, 30))


def test_it_is_played_to_efficient_deals_that_share_sixty(river):
    table = run(river, 60, 1).worlds.to_pandas()
    deals = table[table["agreed"]]
    assert len(deals) > 50
    best = deals[(deals["filling"] == 8) & (deals["release"] == 20)]
    assert len(best) > 0.9 * len(deals)
    np.testing.assert_allclose(best["upstream_value"], best["payment"] - 70)
    np.testing.assert_allclose(best["upstream_value"] + best["downstream_value"], 60)


def test_its_variant_changes_one_figure_alone(folder, river):
    old, new = river.scenario, load(folder / "unsure.yaml").scenario
    changed = {name for name in type(old).model_fields if getattr(old, name) != getattr(new, name)}
    assert changed == {"question", "issues"}
    assert [name for name in old.issues if old.issues[name] != new.issues[name]] == ["filling"]
