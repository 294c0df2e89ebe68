"""What is drawn of a sweep: a heat map over two factors, and indices as bars."""

from types import SimpleNamespace

import numpy as np
import pyarrow as pa
from known_indices import KNOWN, design_of, with_luck
from places import SCENARIOS

from sim.analysis.sensitivity.method import IndexEstimate
from sim.analysis.sensitivity.no_deal import OutcomeGaps
from sim.analysis.sensitivity.registry import METHODS
from sim.analysis.sensitivity.sobol_index import SobolIndex, rank_indices
from sim.analysis.sensitivity.sweep_sensitivity import SweepSensitivity, outcome_sensitivity
from sim.reporting.figures import index_bars
from sim.reporting.figures.style import png
from sim.reporting.figures.sweeps import bars, cells, heat_map, over_cells
from sim.reporting.sensitivity_text import sensitivity_lines
from sim.sweeps.designs.registry import design_from_data

PATHS = ("us.weights.headline", "korea.weights.farm_loss")


def swept(laid_out, values):
    """Return what stands in for an opened sweep: a mean at each point, of ten worlds each."""
    plan = SimpleNamespace(design=laid_out, seed=1, worlds=10, name="ishigami")
    found = pa.table({"y_mean": pa.array(values, from_pandas=True), "y_count": np.where(np.isfinite(values), 10, 0)})
    return SimpleNamespace(plan=plan, points=lambda measures: found)


def grid():
    block = {"design": "grid", "over": {path: {"values": [0.5, 1.0]} for path in PATHS}}
    return design_from_data(block, SCENARIOS / "baseline.yaml", 1)


def test_values_of_a_grid_have_a_cell_each_and_others_share():
    edges, place = cells(np.array([0.1, 0.3, 0.1, 0.2]))
    np.testing.assert_allclose(edges, [0.05, 0.15, 0.25, 0.35])
    assert place.tolist() == [0, 2, 0, 1]
    edges, place = cells(np.linspace(0, 1, 101))
    assert len(edges) == 9
    assert np.bincount(place).min() >= 12


def test_a_cell_holds_the_mean_of_the_worlds_in_it():
    points = grid()
    across, up, values = over_cells(swept(points, np.array([1.0, 2.0, 3.0, np.nan])), *PATHS, "y")
    assert len(across) == len(up) == 3
    by_point = {
        (a, b): v for a, b, v in zip(points.numbers(PATHS[0]), points.numbers(PATHS[1]), [1, 2, 3, None], strict=True)
    }
    for row, b in enumerate((0.5, 1.0)):
        for column, a in enumerate((0.5, 1.0)):
            expected = by_point[(a, b)]
            assert np.isnan(values[row, column]) if expected is None else values[row, column] == expected


def test_a_heat_map_names_its_factors_and_its_outcome():
    held = swept(grid(), np.arange(4.0))
    drawn = heat_map(held, PATHS, "y", ("headline, factor", "farm loss, factor", "y, units"), "y over two")
    assert [drawn.axes[0].get_xlabel(), drawn.axes[1].get_ylabel()] == ["headline, factor", "y, units"]
    assert png(drawn)[:4] == b"\x89PNG"


def test_bars_have_a_row_each_the_largest_on_top_and_uneven_intervals():
    found = [
        SobolIndex(PATHS[0], 0.2, 0.1, 0.5, 0.4, 0.3, 0.5),
        SobolIndex(PATHS[1], 0.6, 0.5, 0.7, 0.7, None, None),
    ]
    assert [index.factor for index in rank_indices(found)] == [PATHS[1], PATHS[0]]
    drawn = bars(swept(grid(), np.arange(4.0)), found, {PATHS[0]: "headline"}, "What moves y")
    axes = drawn.axes[0]
    assert [label.get_text() for label in axes.get_yticklabels()] == [PATHS[1], "headline"]
    assert "4 points, 10 worlds a point, seed 1" in drawn.texts[1].get_text()
    ends = [tuple(segment[:, 0]) for held in axes.collections for segment in held.get_segments()]
    np.testing.assert_allclose(sorted(ends), [(0.1, 0.5), (0.3, 0.5), (0.5, 0.7)])


def study(method, kind, **keys):
    """Return what moves a known function, as the command has it."""
    known = KNOWN["ishigami"]
    design = design_of(kind, known.factors, 1, **keys)
    gaps = OutcomeGaps(worlds=1000, no_deal=12, other=3, failed=1, rule="of-deals", stands=None)
    found = outcome_sensitivity(with_luck(known, design, 1), gaps, design, [METHODS[method]])
    report = SweepSensitivity("a/b.yaml", kind, design.points, 40, 40, 1, 0.95, tuple(design.paths), (found, found))
    return swept(design, np.arange(float(design.points))), report


def test_indices_of_any_method_are_drawn_and_told():
    for method, kind, keys in (
        ("sobol", "sobol", {"base": 128, "second_order": True}),
        ("morris", "morris", {"trajectories": 8}),
    ):
        held, report = study(method, kind, **keys)
        drawn = index_bars.figure(held, report)
        assert len(drawn.axes) == 2
        assert drawn.axes[0].get_yticklabels()[0].get_text() == "dummy input"
        assert png(drawn)[:4] == b"\x89PNG"
        lines = sensitivity_lines(report)
        assert lines[0].startswith(f"b: {kind} design")
        assert "12 of 1,000 worlds end without a deal and have no value: means are of deals" in lines
        assert "3 of 1,000 worlds have no value for another reason: left out" in lines
        assert "1 worlds could not be played: left out" in lines
        assert any("with" in line and "[" in line for line in lines) is (method == "sobol")
        assert ("what to find out next: not given, as it needs 200 points" in "\n".join(lines)) is (method == "morris")
        assert not any("-0.00" in line for line in lines)


def test_an_index_without_an_interval_is_a_number_alone():
    from sim.reporting.sensitivity_text import cell

    assert cell(IndexEstimate("first order", "x1", None, 0.5, None, None, None)).split() == ["0.50", "-"]
