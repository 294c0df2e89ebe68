"""The page: Mesa's SolaraViz steps, plays and resets the talks; beside its sliders stand the panels of the day.

Solara runs `Page` for everybody who opens it.  Figures are drawn anew only where what they show has changed.
"""

from base64 import b64encode
from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import Any

import solara
from mesa.visualization import SolaraViz
from mesa.visualization.utils import update_counter

from sim.classroom.dashboard.levers import levers_of
from sim.classroom.dashboard.parameters import model_parameters, scenarios_to_choose, starting_values
from sim.classroom.dashboard.sections import beside_name, day_html, diary_html, played_text, settings_html, terms_html
from sim.classroom.dashboard.shown_talks import ShownTalks
from sim.classroom.dashboard.so_far import deal_axes, deals_so_far, last_day, maker_lines, world_so_far
from sim.classroom.dashboard.start import scenario_to_begin_with
from sim.classroom.dashboard.words import ENGLISH as WORDS
from sim.core.errors import UserError
from sim.model.talks import Talks
from sim.reporting.figures.day_deals import deals_figure
from sim.reporting.figures.day_lines import makers_figure, polls_figure
from sim.reporting.figures.day_offers import day_png, offers_figure
from sim.reporting.figures.one_world import OneWorld
from sim.reporting.run_text import title
from sim.scenario.kept import load_kept

HERE = Path(__file__).parent
STYLE = (HERE / "page.css").read_text(encoding="utf-8")
PLAY_INTERVAL = 51  # milliseconds between two days, beside what a day and its figures take


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
    Panels(model)


@solara.component
def Panels(model: solara.Reactive[ShownTalks]) -> None:
    """Show the day, offers, terms, deals, diary, carmakers and polls."""
    update_counter.get()  # which Mesa raises after each step
    talks = model.value
    with solara.Div(classes=["nd-panels"]):
        Section(day_html(talks, what_is_played(talks)), "nd-day")
        told = {"": talks} if talks.other is None else {"": talks, f": {beside_name(talks.request)}": talks.other}
        worlds = {more: (held, world_so_far(held, talks.request)) for more, held in told.items()}
        for more, (held, world) in worlds.items():
            OffersPanel(held, world, WORDS["offers"] + more)
        DealsPanel(talks, talks.steps)
        for more, (_, world) in worlds.items():
            Section(terms_html(world, WORDS["terms"] + more))
        Section(diary_html(talks))
        MakersPanel(talks, talks.steps)
        if talks.polls:
            PollsPanel(talks, talks.steps)
        Section(settings_html(levers_of(talks.request.base)), "nd-day")


def what_is_played(talks: ShownTalks) -> str:
    """Return the settings that are played, in words."""
    vote, levers = talks.request.base.scenario.election, levers_of(talks.request.base)
    is_refused = talks.request.loaded is talks.request.base
    return played_text(levers, {} if is_refused else talks.asked, "" if vote is None else vote.date.isoformat())


@solara.component
def Section(html: str, kind: str = "") -> None:
    """Show a section of the page."""
    solara.HTML(tag="section", unsafe_innerHTML=html, classes=["nd-card", kind])


@solara.component
def Drawn(heading: str, draw: Callable[[], Any], seen: Any) -> None:
    """Show a figure below its heading; it is drawn again where what is seen of it is not what it was."""

    def html() -> str:
        figure = draw()
        image = b64encode(day_png(figure)).decode()
        alternative = escape(str(figure.get_label()))
        return f'<h2>{escape(heading)}</h2><img alt="{alternative}" src="data:image/png;base64,{image}">'

    Section(solara.use_memo(html, [seen]))


@solara.component
def OffersPanel(talks: Talks, world: OneWorld, heading: str) -> None:
    """Show the offers of a world; the figure moves when something happens."""
    Drawn(heading, lambda: offers_figure(world), (talks, len(world.log)))


@solara.component
def DealsPanel(talks: ShownTalks, steps: int) -> None:
    """Show the deals in all worlds after so many steps; what is handed the same again is not shown anew."""
    held = [deals_so_far(talks, WORDS["with_settings"])]
    if talks.other is not None:
        held.append(deals_so_far(talks.other, beside_name(talks.request)))
    axes, seen = deal_axes(talks), tuple((each.days.tobytes(), each.levels.tobytes()) for each in held)
    Drawn(WORDS["deals"], lambda: deals_figure(held, axes), (talks, *seen))


@solara.component
def MakersPanel(talks: ShownTalks, steps: int) -> None:
    """Show the carmakers of the shown world after so many steps."""
    stock, duty = (maker_lines(talks, talks.request, what) for what in ("stock", "duty"))
    pause, last = talks.setting.calendar.pause, last_day(talks)
    Drawn(WORDS["makers"], lambda: makers_figure(pause, last, stock, duty), (talks, talks.day))


@solara.component
def PollsPanel(talks: ShownTalks, steps: int) -> None:
    """Show the polls published in the shown world after so many steps."""
    polls = {title(name): [*held] for name, held in talks.polls.items()}
    pause, last = talks.setting.calendar.pause, talks.government.day_of_vote or 0
    seen = (talks, max(len(held) for held in polls.values()))
    Drawn(WORDS["polls"], lambda: polls_figure(pause, last, polls), seen)
