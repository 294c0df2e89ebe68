"""Figures show the numbers of the outcome, name every axis with its unit, and stay inside their frame."""

from collections.abc import Iterator
from functools import cache
from itertools import combinations, pairwise, product

import numpy as np
import pytest
import runs
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from places import ROOT

from sim.bargaining.frontier import frontier
from sim.bargaining.sides import SIDES
from sim.bargaining.solutions import BargainingProblem, kalai_smorodinsky, nash
from sim.reporting.figures import FIGURES, captions, draw_run, png
from sim.reporting.figures.marks import rows
from sim.reporting.figures.terms import stack_long_names
from sim.reporting.one_world import pick_world
from sim.runs.run import Outcome

WHO = ("us", "korea", *(f"korea.governments.{name}" for name in ("lee_jae_myung", "kim_moon_soo", "lee_jun_seok")))
HARD = tuple(f"{who}.tactic={{hardliner: {{}}}}" for who in WHO)
OUTCOMES = {
    "some worlds": ("baseline", 40, ()),
    "one world": ("baseline", 1, ()),
    "no agreement": ("no_extension", 6, HARD),
    "no election": ("no_election", 30, ()),
}
CROWDED = {"marks close together": ("early_deadline", 20, ())}  # the deadline comes five days before the vote
ACCOUNTS = ("stock", "rise", "sold", "duty", "pressure", "index")  # panels of `carmakers`, in their order
CASES = list(product(OUTCOMES, FIGURES))


@cache
def played(case: str) -> Outcome:
    name, worlds, settings = (OUTCOMES | CROWDED)[case]
    return runs.played(name, *settings, worlds=worlds)


@cache
def drawn(case: str, name: str) -> Figure:
    figure = FIGURES[name](played(case))
    FigureCanvasAgg(figure).draw()
    return figure


def values_of(figure: Figure, label: str, panel: int = 0) -> np.ndarray:
    """Return the points, (points, 2), that were drawn under a label."""
    axes = figure.axes[panel]
    for artist in (*axes.lines, *axes.collections):
        if artist.get_label() == label:
            return np.asarray(artist.get_offsets() if hasattr(artist, "get_offsets") else artist.get_xydata())
    raise AssertionError(f"nothing was drawn as {label!r}")


def test_there_are_hard_cases():
    assert not played("no agreement").column("agreed").any()
    assert played("one world").worlds.num_rows == 1


@pytest.mark.parametrize(("case", "name"), CASES)
def test_every_axis_has_a_label_with_a_unit(case, name):
    for axes in drawn(case, name).axes:
        for label in (axes.get_xlabel(), axes.get_ylabel()):
            assert "(" in label
            assert label.endswith(")")


@pytest.mark.parametrize(("case", "name"), CASES)
def test_nothing_is_cut_off(case, name):
    figure = drawn(case, name)
    tight = figure.get_tightbbox()
    width, height = figure.get_size_inches()
    assert tight.x0 >= 0
    assert tight.y0 >= 0
    assert tight.x1 <= width
    assert tight.y1 <= height


@pytest.mark.parametrize(("case", "name"), [*CASES, *product(CROWDED, ["deals", "offers"])])
def test_words_do_not_overlap(case, name):
    figure = drawn(case, name)
    words = [*figure.texts]
    for axes in figure.axes:
        words += [axes.title, axes._left_title, axes.xaxis.label, axes.yaxis.label, *axes.texts]
        words += [label for axis in (axes.xaxis, axes.yaxis) for label in shown(axis)]
        words += axes.get_legend().get_texts() if axes.get_legend() else []
    words += [text for legend in figure.legends for text in legend.get_texts()]
    boxes = [(word.get_text(), word.get_window_extent()) for word in words if word.get_visible() and word.get_text()]
    met = [(a, b) for (a, one), (b, other) in combinations(boxes, 2) if one.padded(-0.5).overlaps(other.padded(-0.5))]
    assert met == []


@pytest.mark.parametrize("name", ["deals", "offers"])
def test_no_line_crosses_the_label_of_another(name):
    axes = drawn("marks close together", name).axes[0]
    stems = [note.arrow_patch.get_window_extent() for note in axes.texts if note.arrow_patch]
    labels = [note.get_window_extent() for note in axes.texts if note.get_text()]
    assert len(stems) == len(labels) >= 3
    assert not any(stem.overlaps(label) for stem in stems for label in labels)


def shown(axis) -> Iterator:
    low, high = sorted(axis.get_view_interval())
    ticks = axis.get_major_ticks()
    places = axis.get_majorticklocs()
    for tick, place in zip(ticks, places, strict=False):
        if low <= place <= high and tick.label1.get_visible():
            yield tick.label1


@pytest.mark.parametrize("case", OUTCOMES)
def test_a_figure_is_a_png_and_the_same_every_time(case):
    images = [png(FIGURES["deals"](played(case))) for _ in range(2)]
    assert images[0].startswith(b"\x89PNG")
    assert images[0] == images[1]


def test_figures_leave_no_global_state():
    assert all("pyplot" not in path.read_text() for path in (ROOT / "sim" / "reporting" / "figures").glob("*.py"))
    assert all("rcParams" not in path.read_text() for path in (ROOT / "sim" / "reporting" / "figures").glob("*.py"))


# --- the numbers ----------------------------------------------------------------------------------


@pytest.mark.parametrize("case", OUTCOMES)
def test_bars_of_deals_add_up_to_the_share_agreed(case):
    outcome = played(case)
    bars = [bar for held in drawn(case, "deals").axes[0].containers for bar in held]
    assert sum(bar.get_height() for bar in bars) == pytest.approx(100 * outcome.column("agreed").mean())


def test_each_phase_of_deals_has_its_share_and_each_deal_its_bar():
    outcome = played("some worlds")
    axes = drawn("some worlds", "deals").axes[0]
    phase = np.array(outcome.worlds.column("phase").to_pylist())
    shares = sorted(sum(bar.get_height() for bar in held) for held in axes.containers)
    counted = sorted(100 * np.mean(phase == name) for name in set(phase) - {"none"})
    assert shares == pytest.approx(counted)
    edges = [
        (bar.get_x(), bar.get_x() + bar.get_width()) for held in axes.containers for bar in held if bar.get_height()
    ]
    epoch = np.datetime64("1970-01-01")
    for when in outcome.worlds.column("date").drop_null().to_numpy():
        day = (when - epoch).astype(int)
        assert any(low < day < high for low, high in edges)


@pytest.mark.parametrize("case", OUTCOMES)
def test_bars_of_terms_are_the_shares_of_levels(case):
    outcome, figure = played(case), drawn(case, "terms")
    issues = [issue for issue in outcome.agenda.issues if issue.on_table]
    assert len(figure.axes) == len(issues)
    for issue, axes in zip(issues, figure.axes, strict=True):
        held = [level for level in outcome.worlds.column(issue.name).to_pylist() if level is not None]
        heights = [bar.get_height() for bar in axes.containers[0]]
        assert heights == pytest.approx([100 * held.count(level) / max(len(held), 1) for level in issue.levels])
        assert issue.unit in axes.get_xlabel() or issue.unit == "level"
        assert list(axes.lines[0].get_xdata()) == [issue.now, issue.now]


@pytest.mark.parametrize("case", OUTCOMES)
def test_the_frontier_drawn_is_the_exact_one(case):
    world = pick_world(played(case))
    tables = [
        [
            world.scene[party][k, : len(issue.levels)] if issue.on_table else world.scene[party][k, [issue.now]]
            for k, issue in enumerate(world.agenda.issues)
        ]
        for party in SIDES
    ]
    points = frontier(*tables)[0]
    figure = drawn(case, "values")
    np.testing.assert_allclose(values_of(figure, "Pareto frontier"), points)
    problem = BargainingProblem(points, world.reserves)
    np.testing.assert_allclose(values_of(figure, "Nash solution")[0], nash(problem))
    np.testing.assert_allclose(values_of(figure, "Kalai-Smorodinsky solution")[0], kalai_smorodinsky(problem))
    np.testing.assert_allclose(values_of(figure, "no deal (reserves, dotted)")[0], world.reserves)


@pytest.mark.parametrize("case", ["some worlds", "one world", "no election"])
def test_the_deal_drawn_is_that_of_the_first_world_that_agreed(case):
    outcome = played(case)
    place = int(outcome.column("agreed").argmax())
    world = pick_world(outcome)
    assert world.world == place
    deal = [outcome.column("us_value")[place], outcome.column("korea_value")[place]]
    np.testing.assert_allclose(values_of(drawn(case, "values"), "deal")[0], deal)
    np.testing.assert_allclose(world.package_values(world.entries("signature")[-1]["package"]), deal)


def test_all_deals_are_in_the_cloud():
    outcome = played("some worlds")
    cloud = np.concatenate([held.get_offsets() for held in drawn("some worlds", "values").axes[1].collections])
    pairs = np.column_stack([outcome.column("us_value"), outcome.column("korea_value")])
    pairs = pairs[np.isfinite(pairs).all(axis=1)]
    np.testing.assert_allclose(sorted(map(tuple, cloud)), sorted(map(tuple, pairs)))


@pytest.mark.parametrize("case", OUTCOMES)
def test_offers_drawn_are_those_of_the_log(case):
    world, figure = pick_world(played(case)), drawn(case, "offers")
    for panel, party in enumerate(SIDES):
        for side, label in zip(SIDES, ("offers of the U.S.", "offers of Korea"), strict=True):
            made = [entry[f"{party}_value"] for entry in world.entries("offer") if entry["side"] == side]
            np.testing.assert_allclose(values_of(figure, label, panel)[:, 1], made)
        if world.row["agreed"]:
            assert values_of(figure, "accepted", panel)[-1, 1] == pytest.approx(world.row[f"{party}_value"])


@pytest.mark.parametrize("case", OUTCOMES)
def test_duty_drawn_ends_at_the_mean_of_the_accounts(case):
    outcome = played(case)
    for name, label in (("hyundai", "Hyundai"), ("kia", "Kia"), ("gm_korea", "GM Korea")):
        duty = values_of(drawn(case, "carmakers"), label, ACCOUNTS.index("duty"))[:, 1]
        assert duty[-1] == pytest.approx(outcome.column(f"{name}_duty").mean(), rel=1e-5)
        assert all(later >= earlier for earlier, later in pairwise(duty))


@pytest.mark.parametrize("case", OUTCOMES)
def test_every_panel_of_carmakers_shows_each_maker_in_the_unit_of_its_axis(case):
    outcome, figure = played(case), drawn(case, "carmakers")
    assert len(figure.axes) == len(ACCOUNTS)
    shown = {"stock": (1e-3, "thousand vehicles"), "rise": (100, "percent"), "sold": (1, "vehicles a day")}
    for panel, what in enumerate(ACCOUNTS):
        times, unit = shown.get(what, (1, ""))
        assert figure.axes[panel].get_ylabel().endswith(f"{unit})")
        for name, label in (("hyundai", "Hyundai"), ("kia", "Kia"), ("gm_korea", "GM Korea")):
            line = values_of(figure, label, panel)[:, 1]
            means = times * outcome.series[f"{name}_{what}"].mean(axis=1)
            np.testing.assert_allclose(line, means[: len(line)], rtol=1e-4, atol=1e-4)


def test_cars_built_in_us_plants_are_part_of_the_sales_drawn():
    figure, panel = drawn("some worlds", "carmakers"), ACCOUNTS.index("sold")
    made = values_of(figure, "Hyundai, built in U.S. plants", panel)[:, 1]
    means = played("some worlds").series["hyundai_made"].mean(axis=1)
    np.testing.assert_allclose(made, means[: len(made)], rtol=1e-4)
    assert all(made < values_of(figure, "Hyundai", panel)[:, 1])
    with pytest.raises(AssertionError, match="nothing was drawn"):
        values_of(figure, "GM Korea, built in U.S. plants", panel)


@pytest.mark.parametrize("case", OUTCOMES)
def test_panels_of_carmakers_share_dates_and_quarters_and_one_legend(case):
    figure = drawn(case, "carmakers")
    assert len(figure.legends) == 1
    assert not any(axes.get_legend() for axes in figure.axes)
    assert len({axes.get_xlim() for axes in figure.axes}) == 1
    epoch = np.datetime64("1970-01-01")
    starts = {float((np.datetime64(day) - epoch).astype(int)) for day in ("2025-07-01", "2025-10-01")}
    for axes in figure.axes:
        upright = {line.get_xdata()[0] for line in axes.lines if tuple(line.get_ydata()) == (0, 1)}
        assert starts <= upright


def test_one_carmaker_has_every_panel_to_itself():
    alone = tuple(f"carmakers.{name}=null" for name in ("hyundai", "gm_korea"))
    outcome = runs.played("baseline", *alone, worlds=10)
    figure = FIGURES["carmakers"](outcome)
    assert len(figure.axes) == len(ACCOUNTS)
    assert all(len(values_of(figure, "Kia", panel)) for panel in range(len(ACCOUNTS)))
    assert [text.get_text() for text in figure.legends[0].get_texts()][:2] == ["Kia", "middle 80 % of worlds"]
    assert "Kia" in captions(outcome)["carmakers"]


def test_labels_of_close_days_go_to_different_rows():
    starts, widths = [0.0, 1.0, 2.0, 9.0], [3.0, 3.0, 3.0, 3.0]
    assert rows(starts, widths) == [2, 1, 0, 0]


# --- captions --------------------------------------------------------------------------


@pytest.mark.parametrize("case", OUTCOMES)
def test_every_figure_has_a_caption_of_one_sentence(case):
    said = captions(played(case))
    assert set(said) == set(FIGURES)
    for caption in said.values():
        assert caption.endswith(".")
        assert "\n" not in caption
        assert "nan" not in caption


def test_every_figure_says_what_it_shows_to_who_does_not_see_it():
    pictures = draw_run(played("one world"))
    assert list(pictures) == list(FIGURES)
    assert all(picture.image.startswith(b"\x89PNG") for picture in pictures.values())
    assert len({picture.alternative for picture in pictures.values()}) == len(FIGURES)
    for picture in pictures.values():
        assert picture.alternative[0].isupper()
        assert picture.alternative not in picture.caption


def test_the_caption_of_deals_gives_the_share_agreed():
    outcome = played("some worlds")
    assert f"{100 * outcome.column('agreed').mean():.1f} %" in captions(outcome)["deals"]
    assert "election" not in captions(played("no election"))["deals"]
    assert "none agrees" in captions(played("no agreement"))["deals"]


def test_long_names_of_levels_are_stacked_where_one_has_no_room():
    assert stack_long_names(["none", "notice", "retraining", "no dismissals"])[-1] == "no\ndismissals"
    assert stack_long_names(["none", "partial", "full"]) == ["none", "partial", "full"]
    assert stack_long_names([]) == []
