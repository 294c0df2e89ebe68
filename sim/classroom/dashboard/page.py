"""The page: Mesa's SolaraViz steps, plays and resets the talks; beside its sliders stand the panels of the day.

Solara runs `Page` for everybody who opens it.  Mesa plays in a thread of its own and does not ask whether a day was
drawn before it lives the next; where drawing takes longer, Solara begins again and again and shows nothing until the
talks are over.  So here a day waits until the one before is on the page.
"""

from base64 import b64encode
from html import escape
from pathlib import Path
from typing import Any

import solara
from mesa.visualization import SolaraViz
from mesa.visualization.utils import update_counter

from sim.classroom.dashboard.frame import FigurePart, frame_of
from sim.classroom.dashboard.parameters import model_parameters, scenarios_to_choose, starting_values
from sim.classroom.dashboard.shown_talks import ShownTalks
from sim.classroom.dashboard.start import scenario_to_begin_with
from sim.classroom.dashboard.words import ENGLISH as WORDS
from sim.core.errors import UserError
from sim.reporting.figures.day_offers import day_png
from sim.scenario.kept import load_kept

HERE = Path(__file__).parent
STYLE = (HERE / "page.css").read_text(encoding="utf-8")
PLAY_INTERVAL = 51  # milliseconds between two days, beside what they take; Mesa's slider has places for 1, 11, 21 ...


@solara.component
def Page() -> None:
    """Show the page: a list of scenarios, and the talks of the chosen one."""
    first = scenario_to_begin_with()
    names = solara.use_memo(lambda: scenarios_to_choose(first), [])
    file, choose_file = solara.use_state(first)
    solara.Style(STYLE)
    with solara.Sidebar(), solara.Card():
        solara.Select(WORDS["scenario"], values=names, value=file, on_value=choose_file)
        solara.Text(WORDS["about"])
    TalksOfScenario(file, names).key(file)
    PageLabels(words=WORDS["of_page"])


@solara.component_vue(str(HERE / "labels.html"))
def PageLabels(words: dict[str, str]) -> None:
    """Say in which language the page is, and give names to the buttons of Solara and Mesa that have none."""


@solara.component
def TalksOfScenario(file: str, names: list[str]) -> None:
    """Show the talks of one scenario, or why it cannot be played."""
    found = solara.use_memo(lambda: read_scenario(file, names), [])
    if isinstance(found, str):
        solara.Title(WORDS["name"])
        solara.Error(found)
    else:
        PlayedTalks(*found)


def read_scenario(file: str, names: list[str]) -> tuple[dict[str, Any], ShownTalks] | str:
    """Return parameters and model to begin with, or what is wrong with the scenario."""
    try:
        parameters = model_parameters(load_kept(file), file, names)
        return parameters, ShownTalks(**starting_values(parameters))
    except UserError as wrong:
        return str(wrong)


@solara.component
def PlayedTalks(parameters: dict[str, Any], first: ShownTalks) -> None:
    """Show Mesa's controls, and the panels of whichever model is played."""
    model = solara.use_reactive(first)
    SolaraViz(model, components=[], model_params=parameters, play_interval=PLAY_INTERVAL, name=WORDS["name"])
    Panels(model.value)


@solara.component
def Panels(talks: ShownTalks) -> None:
    """Show the talks as they stand, and again whenever Mesa says that days were lived; no day is begun until it is."""
    shown, show = solara.use_state(0)

    def show_again(count: int) -> None:
        """Ask for a new picture."""
        talks.is_shown.clear()
        show(count)

    solara.use_effect(lambda: update_counter.subscribe(show_again), [talks])
    solara.use_effect(talks.is_shown.set, [talks, shown])
    with solara.Div(classes=["nd-panels"]):
        for part in frame_of(talks):
            if isinstance(part, FigurePart):
                Drawn(part)
            else:
                Section(part.html, "nd-day" if part.is_wide else "")


@solara.component
def Section(html: str, kind: str = "") -> None:
    """Show a section of the page."""
    solara.HTML(tag="section", unsafe_innerHTML=html, classes=["nd-card", kind])


@solara.component
def Drawn(part: FigurePart) -> None:
    """Show a figure below its heading; it is drawn again where what is seen of it is not what it was."""

    def html() -> str:
        figure = part.draw()
        image = b64encode(day_png(figure)).decode()
        alternative = escape(str(figure.get_label()))
        return f'<h2>{escape(part.heading)}</h2><img alt="{alternative}" src="data:image/png;base64,{image}">'

    Section(solara.use_memo(html, [*part.seen]))
