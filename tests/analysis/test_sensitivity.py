"""Sobol' indices of a sweep, against a function whose indices are known, and what is drawn of them."""

from types import SimpleNamespace

import numpy as np
import pyarrow as pa
import pytest
from places import SCENARIOS

from sim.analysis.sensitivity import rank_indices, sobol
from sim.core.errors import UserError
from sim.reporting.figures.style import png
from sim.reporting.figures.sweeps import bars, cells, heat_map, over_cells
from sim.sweeps.designs.registry import design_from_data

PATHS = ("us.weights.headline", "korea.weights.farm_loss", "precedent.believed_rate")
SPANS = ((0.0, 2.0), (0.0, 2.0), (0.0, 25.0))
ISHIGAMI = (0.3139, 0.4424, 0.0)  # first order, a = 7, b = .1: T. Ishigami and T. Homma (1990)
TOTAL = (0.5576, 0.4424, 0.2437)


def laid(kind="sobol", **more):
    block = {"design": kind, "over": dict(zip(PATHS, map(list, SPANS), strict=True)), **more}
    return design_from_data(block, SCENARIOS / "baseline.yaml", 1)


def swept(laid_out, values):
    """Return what stands in for an opened sweep: a mean at each point, of ten worlds each."""
    plan = SimpleNamespace(design=laid_out, seed=1, worlds=10, name="ishigami")
    found = pa.table({"y_mean": pa.array(values, from_pandas=True), "y_count": np.where(np.isfinite(values), 10, 0)})
    return SimpleNamespace(plan=plan, points=lambda measures: found)


def ishigami(laid_out):
    x = np.pi * (2 * np.stack([laid_out.numbers(p) / high for p, (_, high) in zip(PATHS, SPANS, strict=True)]) - 1)
    return np.sin(x[0]) + 7 * np.sin(x[1]) ** 2 + 0.1 * x[2] ** 4 * np.sin(x[0])


@pytest.mark.parametrize("second_order", [False, True])
def test_indices_of_a_known_function_lie_in_their_intervals(second_order):
    points = laid(base=2048, second_order=second_order)
    found = sobol(swept(points, ishigami(points)), "y")
    assert [index.factor for index in found] == list(PATHS)
    for index, first, total in zip(found, ISHIGAMI, TOTAL, strict=True):
        assert abs(index.first - first) < max(1.5 * index.first_half, 0.01)
        assert abs(index.total - total) < max(1.5 * index.total_half, 0.01)
        assert 0 < index.first_half < 0.12
    assert [index.factor for index in rank_indices(found)] == [PATHS[1], PATHS[0], PATHS[2]]


def test_the_same_sweep_has_the_same_intervals():
    points = laid(base=64)
    held = swept(points, ishigami(points))
    assert sobol(held, "y") == sobol(held, "y")


def test_other_designs_have_no_such_indices():
    points = laid("random", points=8)
    with pytest.raises(UserError, match="design: sobol and a base"):
        sobol(swept(points, np.arange(8.0)), "y")


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        (lambda y: np.where(np.arange(len(y)) == 3, np.nan, y), "has no mean at 1 of 320 points"),
        (lambda y: np.ones_like(y), "the same at all points"),
    ],
)
def test_an_outcome_that_has_no_indices_is_refused(values, reason):
    points = laid(base=64)
    with pytest.raises(UserError, match=reason):
        sobol(swept(points, values(ishigami(points))), "y")


def test_values_of_a_grid_have_a_cell_each_and_others_share():
    edges, place = cells(np.array([0.1, 0.3, 0.1, 0.2]))
    np.testing.assert_allclose(edges, [0.05, 0.15, 0.25, 0.35])
    assert place.tolist() == [0, 2, 0, 1]
    edges, place = cells(np.linspace(0, 1, 101))
    assert len(edges) == 9
    assert np.bincount(place).min() >= 12


def test_a_cell_holds_the_mean_of_the_worlds_in_it():
    points = design_from_data(
        {"design": "grid", "over": {path: {"values": [0.5, 1.0]} for path in PATHS[:2]}}, SCENARIOS / "baseline.yaml", 1
    )
    across, up, values = over_cells(swept(points, np.array([1.0, 2.0, 3.0, np.nan])), *PATHS[:2], "y")
    assert len(across) == len(up) == 3
    by_point = {
        (a, b): v for a, b, v in zip(points.numbers(PATHS[0]), points.numbers(PATHS[1]), [1, 2, 3, None], strict=True)
    }
    for row, b in enumerate((0.5, 1.0)):
        for column, a in enumerate((0.5, 1.0)):
            expected = by_point[(a, b)]
            assert np.isnan(values[row, column]) if expected is None else values[row, column] == expected


def test_figures_are_drawn_with_what_they_show():
    points = laid(base=64)
    held = swept(points, ishigami(points))
    drawn = bars(held, sobol(held, "y"), {PATHS[0]: "headline"}, "What moves y")
    labels = [label.get_text() for label in drawn.axes[0].get_yticklabels()]
    assert sorted(labels) == sorted(["headline", *PATHS[1:]])
    assert "320 points, 10 worlds a point, seed 1" in drawn.texts[1].get_text()
    assert png(drawn)[:4] == b"\x89PNG"
    map_of = heat_map(held, PATHS[:2], "y", ("headline, factor", "farm loss, factor", "y, units"), "y over two")
    assert [map_of.axes[0].get_xlabel(), map_of.axes[1].get_ylabel()] == ["headline, factor", "y, units"]
    assert png(map_of)[:4] == b"\x89PNG"
