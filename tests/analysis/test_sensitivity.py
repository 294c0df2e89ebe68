"""Indices against known functions and against SALib, with luck and without; what is refused."""

from types import SimpleNamespace

import numpy as np
import pyarrow as pa
import pytest
from known_indices import G_OF, KNOWN, design_of, g_function, grid_of, with_luck, without_luck
from scipy.special import ndtri

from sim.analysis.point_worlds import PointWorlds
from sim.analysis.sensitivity.cross_worlds import products_of_resamples, world_products
from sim.analysis.sensitivity.factor_sample import DUMMY, complete_values, factor_sample
from sim.analysis.sensitivity.information import ANSWER, INFORMATION, NORMAL_CASE, SHRINKAGE, WIDTH
from sim.analysis.sensitivity.method import IndexEstimate
from sim.analysis.sensitivity.morris import ABSOLUTE, SIGNED, SPREAD_OF_EFFECTS
from sim.analysis.sensitivity.no_deal import OutcomeGaps
from sim.analysis.sensitivity.pawn import MAXIMUM, MEDIAN
from sim.analysis.sensitivity.rare import warn_of_rare
from sim.analysis.sensitivity.registry import METHODS, chosen_methods
from sim.analysis.sensitivity.regression import COEFFICIENT, LINE, R_SQUARED
from sim.analysis.sensitivity.resampling import draw_counts, estimate_indices, first_half
from sim.analysis.sensitivity.sobol import FIRST, SECOND, TOTAL
from sim.analysis.sensitivity.sweep_sensitivity import outcome_sensitivity
from sim.core.errors import UserError

MAXIMAL = 1e-12


def sample_of(name, kind, seed=1, luck=None, **keys):
    """Return a known function at the points of a design as a sample."""
    known = KNOWN[name]
    design = design_of(kind, known.factors, seed, **keys)
    outcome = without_luck(known, design) if luck is None else luck(known, design, seed)
    return factor_sample(outcome, design), design


def values_of(method, sample):
    """Return the indices of a method, by index and factor, without intervals."""
    held = METHODS[method].prepare(sample)
    once = np.ones((1, held.units)), np.ones((1, held.values.shape[1]))
    return dict(zip(METHODS[method].labels(held), METHODS[method].estimate(held, *once)[0], strict=True))


def row(found, index, names):
    """Return one index of all factors."""
    return np.array([value for label, value in found.items() if label.index == index and label.factor in names])


# --- products over different worlds ---------------------------------------------------------------


def test_no_world_is_multiplied_by_itself_however_often_it_is_drawn():
    draw = np.random.default_rng(1)
    one, other = draw.normal(size=(2, 3, 5))
    drawn = [0, 0, 2, 3, 3]  # worlds, as drawn
    counts = np.bincount(drawn, minlength=5).astype(float)[None, :]
    pairs = [(v, w) for v in drawn for w in drawn if v != w]
    expected = np.mean([one[:, v] * other[:, w] for v, w in pairs], axis=0)
    np.testing.assert_allclose(world_products(one, other, counts)[:, 0], expected, rtol=1e-13)
    square = np.mean([one[0, v] * one[0, w] for v, w in pairs])
    assert products_of_resamples(one[:1], counts)[0] == pytest.approx(square, rel=1e-13)


def test_one_world_is_a_function_without_luck():
    one = np.array([[2.0], [3.0]])
    assert world_products(one, one, np.ones((1, 1))).tolist() == [[4.0], [9.0]]


def test_gaps_leave_the_mean_and_the_error_of_a_ratio():
    values = np.array([[1.0, np.nan, 3.0, 5.0], [2.0, 2.0, 4.0, 0.0]])
    held = complete_values(PointWorlds("y", values, True))
    np.testing.assert_allclose(held.mean(axis=1), [3.0, 2.0])
    np.testing.assert_allclose(held[1], values[1])
    left = (np.array([1.0, 3.0, 3.0, 5.0]) - 3) / 0.75  # d (f - m) / mean of d
    np.testing.assert_allclose(held[0] - 3, left)


# --- SALib, at one world --------------------------------------------------------------------------


@pytest.mark.parametrize("second_order", [False, True])
def test_sobol_is_salibs_where_there_is_no_luck(second_order):
    from SALib.analyze import sobol as analyser

    sample, design = sample_of("g", "sobol", base=64, second_order=second_order)
    theirs = analyser.analyze(
        design.problem, sample.values[:, 0], calc_second_order=second_order, num_resamples=2, seed=1
    )
    found = values_of("sobol", sample)
    np.testing.assert_allclose(row(found, FIRST, sample.names), theirs["S1"], atol=MAXIMAL)
    np.testing.assert_allclose(row(found, TOTAL, sample.names), theirs["ST"], atol=MAXIMAL)
    if second_order:
        pairs = theirs["S2"][np.triu_indices(len(G_OF), 1)]
        np.testing.assert_allclose(row(found, SECOND, sample.names), pairs, atol=MAXIMAL)


def test_morris_is_salibs_where_there_is_no_luck():
    from SALib.analyze import morris as analyser

    sample, design = sample_of("ishigami", "morris", trajectories=20, levels=6)
    theirs = analyser.analyze(design.problem, design.unit, sample.values[:, 0], num_levels=6, num_resamples=2, seed=1)
    found = values_of("morris", sample)
    for index, name in ((ABSOLUTE, "mu_star"), (SIGNED, "mu"), (SPREAD_OF_EFFECTS, "sigma")):
        np.testing.assert_allclose(row(found, index, sample.names), theirs[name], rtol=1e-11)
    assert row(found, ABSOLUTE, [DUMMY]) == 0


@pytest.mark.filterwarnings("ignore:FAST confidence")
def test_fast_is_salibs_where_there_is_no_luck():
    from SALib.analyze import fast as analyser

    sample, design = sample_of("g", "fast", base=201)
    theirs = analyser.analyze(design.problem, sample.values[:, 0], num_resamples=2, seed=1)
    found = values_of("fast", sample)
    np.testing.assert_allclose(row(found, FIRST, sample.names), theirs["S1"], atol=MAXIMAL)
    np.testing.assert_allclose(row(found, TOTAL, sample.names), theirs["ST"], atol=MAXIMAL)


def test_rbd_fast_needs_more_points_than_half_of_them_have_powers():
    """Half of 40 points have 20 powers, which are all that the first 10 harmonics take; of 42 one is left."""
    with pytest.raises(UserError, match="rbd_fast needs 42 points"):
        values_of("rbd_fast", sample_of("ishigami", "latin_hypercube", points=40)[0])
    assert len(values_of("rbd_fast", sample_of("ishigami", "latin_hypercube", points=42)[0])) > 0


@pytest.mark.parametrize("points", [200, 301])
def test_rbd_fast_and_pawn_are_salibs_where_there_is_no_luck(points):
    from SALib.analyze import pawn, rbd_fast

    sample, design = sample_of("ishigami", "latin_hypercube", points=points)
    arguments = design.problem, design.unit, sample.values[:, 0]
    theirs = rbd_fast.analyze(*arguments, num_resamples=2, seed=1)
    np.testing.assert_allclose(row(values_of("rbd_fast", sample), FIRST, sample.names), theirs["S1"], atol=MAXIMAL)
    theirs = pawn.analyze(*arguments)
    found = values_of("pawn", sample)
    np.testing.assert_allclose(row(found, MEDIAN, sample.names), theirs["median"], atol=MAXIMAL)
    np.testing.assert_allclose(row(found, MAXIMUM, sample.names), theirs["maximum"], atol=MAXIMAL)


def test_delta_is_near_the_known_value_and_its_dummy_near_zero():
    sample, _ = sample_of("ishigami", "latin_hypercube", points=300)
    found = {one.factor: one for one in estimate_indices(METHODS["delta"], sample)}
    known = (0.21, 0.39, 0.15)  # E. Plischke, E. Borgonovo, C. L. Smith (2013); estimates of few points are lower
    assert [abs(found[name].value - value) < 0.2 for name, value in zip(sample.names, known, strict=True)] == [True] * 3
    assert found[DUMMY].low - 0.02 < 0.0 < found["x2"].low


def test_regression_is_least_squares():
    sample, design = sample_of("g", "random", points=80)
    found = values_of("regression", sample)
    held = sample.add_dummy()
    inputs = (held.unit - held.unit.mean(axis=0)) / held.unit.std(axis=0)
    y = sample.values[:, 0]
    slopes, left, *_ = np.linalg.lstsq(np.column_stack([np.ones(80), inputs]), y, rcond=None)
    np.testing.assert_allclose(row(found, COEFFICIENT, held.names), slopes[1:] / y.std(), rtol=1e-9)
    assert row(found, R_SQUARED, [LINE])[0] == pytest.approx(1 - left[0] / y.var() / 80)
    assert design.points == 80


# --- luck -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("crossed", [True, False])
@pytest.mark.parametrize(("method", "keys"), [("sobol", {"base": 64}), ("fast", {"base": 129})])
def test_luck_neither_adds_to_an_index_nor_takes_from_it(method, keys, crossed):
    """In the mean over seeds, to 3.5 standard errors, where the plain means of ten worlds are off by five and more."""
    known, ours, plain = KNOWN["line"], [], []
    for seed in range(1, 41):
        design = design_of(method, known.factors, seed, **keys)
        outcome = with_luck(known, design, seed, worlds=10, crossed=crossed)
        lasting, short, mean = (
            row(values_of(method, factor_sample(held, design)), TOTAL, design.paths)
            for held in (without_luck(known, design), outcome, PointWorlds("y", outcome.means()[:, None], True))
        )
        ours.append(short - lasting)
        plain.append(mean - lasting)
    off, plainly = (
        np.abs(np.mean(found, axis=0)) / np.std(found, axis=0) * np.sqrt(len(found)) for found in (ours, plain)
    )
    assert off.max() < 3.5
    assert plainly.max() > 5


def test_worlds_in_another_order_give_the_same_index():
    sample, design = sample_of("ishigami", "sobol", luck=with_luck, base=64)
    turned = factor_sample(PointWorlds("y", sample.values[:, ::-1], True), design)
    for method in ("sobol", "rbd_fast", "regression", "pawn"):
        one, other = (np.array(list(values_of(method, held).values())) for held in (sample, turned))
        np.testing.assert_allclose(one, other, atol=1e-9)


def test_where_points_stay_worlds_alone_are_drawn_and_where_lucks_are_own_points_alone():
    sample, _ = sample_of("line", "fast", luck=with_luck, base=65)
    units, worlds = next(draw_counts(METHODS["fast"], sample))
    assert (units == 1).all()
    assert (worlds.sum(axis=1) == 40).all()
    assert worlds.std() > 0.5
    known, design = KNOWN["line"], design_of("sobol", 5, 1, base=32)
    own = factor_sample(with_luck(known, design, 1, crossed=False), design)
    units, worlds = next(draw_counts(METHODS["sobol"], own))
    assert (worlds == 1).all()
    assert units.std() > 0.5


# --- convergence, dummy, what is worth knowing ----------------------------------------------------


def test_half_is_the_index_of_the_first_half_of_the_points():
    sample, _ = sample_of("g", "random", points=90)
    found = estimate_indices(METHODS["regression"], sample)
    held = sample.add_dummy()
    inputs, y = held.unit[:45], sample.values[:45, 0]
    slopes = np.linalg.lstsq(np.column_stack([np.ones(45), inputs]), y, rcond=None)[0][1:]
    expected = slopes * inputs.std(axis=0) / y.std()
    np.testing.assert_allclose([one.half for one in found[:-1]], expected, rtol=1e-9)
    assert first_half(sample).sum() == 45


@pytest.mark.parametrize("method", ["sobol", "rbd_fast", "regression"])
def test_the_interval_of_the_dummy_input_holds_zero(method):
    sample, _ = sample_of("g", "sobol", base=128)
    dummies = [one for one in estimate_indices(METHODS[method], sample) if one.factor == DUMMY]
    assert dummies
    assert all(one.low < 0 < one.high for one in dummies)


def small_luck(known, design, seed):
    return with_luck(known, design, seed, size=0.3)


def information(function, factors, luck=None, points=800):
    design = design_of("latin_hypercube", factors, 3, points=points)
    known = SimpleNamespace(function=function)
    outcome = without_luck(known, design) if luck is None else luck(known, design, 3)
    return {(one.index, one.factor): one for one in estimate_indices(INFORMATION, factor_sample(outcome, design))}


def holds(one: IndexEstimate, value, room=0.02):
    return one.low - room < value < one.high + room


@pytest.mark.parametrize("luck", [None, small_luck])
def test_of_normal_figures_an_interval_shrinks_by_the_normal_case(luck):
    found = information(lambda u: 2 * ndtri(u[:, 0]) + ndtri(u[:, 1]), 2, luck)
    for name, share in (("x1", 0.8), ("x2", 0.2), (DUMMY, 0.0)):
        expected = 1 - np.sqrt(1 - share)
        assert holds(found[SHRINKAGE, name], expected)
        assert holds(found[NORMAL_CASE, name], expected)
        assert found[SHRINKAGE, name].value == pytest.approx(expected, abs=0.08)


def test_of_two_uniform_figures_it_shrinks_as_worked_out_by_hand():
    """Of 3 U + V the tenth is sqrt(.6), the ninetieth 4 less that; with U known .8 is left, with V known 2.4."""
    found = information(lambda u: 3 * u[:, 0] + u[:, 1], 2)
    width = 4 - 2 * np.sqrt(0.6)
    assert found[WIDTH, ANSWER].value == pytest.approx(width, abs=0.07)
    assert found[SHRINKAGE, "x1"].value == pytest.approx(1 - 0.8 / width, abs=0.03)
    assert found[SHRINKAGE, "x2"].value == pytest.approx(1 - 2.4 / width, abs=0.03)


def test_a_choice_is_known_by_its_values():
    design = design_of("random", 2, 5, points=900)
    outcome = PointWorlds("y", (np.floor(design.unit[:, 0] * 3) + 0.3 * design.unit[:, 1])[:, None], True)
    sample = factor_sample(outcome, design)
    chosen = type(sample)(**{**vars(sample), "choices": (3, 0)})
    found = {(one.index, one.factor): one.value for one in estimate_indices(INFORMATION, chosen)}
    width = found[WIDTH, ANSWER]
    assert found[SHRINKAGE, "x1"] == pytest.approx(1 - 0.24 / width, abs=0.02)
    distances = row(values_of("pawn", chosen), MAXIMUM, ["x1"])
    assert distances[0] == pytest.approx(2 / 3, abs=0.05)


# --- refusals -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "keys", "own", "others"),
    [
        ("sobol", {"base": 8}, "sobol", {"rbd_fast", "regression", "delta", "pawn"}),
        ("sobol", {"points": 8}, "rbd_fast", {"regression", "delta", "pawn"}),
        ("latin_hypercube", {"points": 8}, "rbd_fast", {"regression", "delta", "pawn"}),
        ("morris", {"trajectories": 4}, "morris", set()),
        ("fast", {"base": 65}, "fast", set()),
    ],
)
def test_a_design_has_its_own_method_and_names_what_fits(kind, keys, own, others):
    design = design_of(kind, 3, 1, **keys)
    assert [method.name for method in chosen_methods(design)] == [own]
    for name in METHODS:
        if name == own or name in others:
            assert chosen_methods(design, [name])[0].name == name
        else:
            with pytest.raises(UserError, match=rf"{name} does not fit the design {kind}.*What fits: .*{own}"):
                chosen_methods(design, [name])
    with pytest.raises(UserError, match="no method shapley; there are sobol, morris"):
        chosen_methods(design, ["shapley"])


def test_a_grid_takes_a_line_and_one_at_a_time_takes_nothing():
    design = grid_of(5, 2)
    assert [method.name for method in chosen_methods(design)] == ["regression"]
    sample = factor_sample(PointWorlds("y", (design.numbers("x1") * 2)[:, None], True), design)
    found = values_of("regression", sample)
    np.testing.assert_allclose(row(found, COEFFICIENT, sample.names), [1, 0], atol=1e-9)
    alone = type(design)("one_at_a_time", design.factors, design.table)
    with pytest.raises(UserError, match="no method of sensitivity fits"):
        chosen_methods(alone)


def test_what_is_the_same_at_all_points_is_refused_dust_of_rounding_too():
    design = design_of("random", 2, 1, points=50)
    dust = np.where(np.arange(50) % 2, 0.3, 0.1 + 0.2)[:, None]
    assert np.ptp(dust) > 0
    with pytest.raises(UserError, match=r"y is 0\.3 at all points"):
        factor_sample(PointWorlds("y", dust, True), design)


def test_a_point_without_any_value_is_refused_with_a_cure():
    design = design_of("random", 2, 1, points=50)
    values = np.tile(design.unit[:, :1], (1, 4))
    values[7] = np.nan
    with pytest.raises(UserError, match=r"no world has a value at 1 of 50 points.*--no-deal counted"):
        factor_sample(PointWorlds("y", values, True), design)


@pytest.mark.parametrize(("differing", "told"), [(20, "refused"), (40, "20 points"), (200, "")])
def test_rare_outcomes_are_refused_or_told(differing, told):
    design = design_of("random", 2, 1, points=1000)
    values = np.zeros((1000, 40))
    values[:differing, :10] = 1
    sample = factor_sample(PointWorlds("y", values, True), design)
    if told == "refused":
        with pytest.raises(UserError, match="20 of 1000 points differ from 0 in any world; indices need 30"):
            warn_of_rare(sample)
    else:
        assert bool(warn_of_rare(sample)) is bool(told)


def test_an_outcome_that_differs_in_few_lucks_is_refused():
    design = design_of("random", 2, 1, points=100)
    values = np.zeros((100, 40))
    values[:60, :3] = 1
    with pytest.raises(UserError, match="differs from 0 in 3 of 40 sets of random draws only"):
        warn_of_rare(factor_sample(PointWorlds("y", values, True), design))


def test_an_outcome_that_luck_alone_moves_is_refused_and_one_hardly_more_has_no_interval():
    design = design_of("sobol", 2, 1, base=64)
    luck = np.random.default_rng(3).normal(size=(design.points, 40))
    turned = luck - luck.mean(axis=1, keepdims=True)  # no point differs from another in the mean, but by dust
    alone = PointWorlds("y", turned + 1e-6 * design.unit[:, :1], True)
    with pytest.raises(UserError, match="no more than random draws make it"):
        outcome_sensitivity(alone, OutcomeGaps(1, 0, 0, 0, "of-deals", None), design, [METHODS["sobol"]])
    faint = 0.05 * design.unit[:, :1] + luck
    sample = factor_sample(PointWorlds("y", faint, True), design)
    assert all(one.low is None for one in estimate_indices(METHODS["sobol"], sample) if one.index == FIRST)


def test_choices_are_told_from_numbers_in_a_table():
    design = design_of("random", 1, 1, points=6)
    table = pa.table({"t": ["a", "b", "a", "c", "b", "a"], "n": [1.0, 3.0, 2.0, 1.0, 5.0, 1.0]})
    factor = type(design.factors[0])
    listed = type(design)("table", (factor("t", None, ("a", "b", "c")), factor("n", None, (1.0, 2.0, 3.0, 5.0))), table)
    sample = factor_sample(PointWorlds("y", np.arange(6.0)[:, None], True), listed)
    assert sample.choices == (3, 0)
    np.testing.assert_allclose(sample.unit[:, 0], [0, 0.5, 0, 1, 0.5, 0])
    np.testing.assert_allclose(sample.unit[:, 1], [0, 0.5, 0.25, 0, 1, 0])
    with pytest.raises(UserError, match="some are choices"):
        chosen_methods(listed)


def test_the_g_function_has_its_mean():
    assert g_function(design_of("sobol", 5, 1, points=4096).unit).mean() == pytest.approx(1.0, abs=0.01)
