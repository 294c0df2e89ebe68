"""One picture of talks that are being played: everything the panels show, taken at once, between two days.

The talks go on while it is drawn, in another thread; so it holds copies, and looks at the talks no more.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from sim.classroom.dashboard.sections import beside_name, day_html, diary_html, played_text, settings_html, terms_html
from sim.classroom.dashboard.shown_talks import ShownTalks
from sim.classroom.dashboard.so_far import deal_axes, deals_so_far, last_day, maker_lines, world_so_far
from sim.classroom.dashboard.words import ENGLISH as WORDS
from sim.classroom.dashboard.words import words_for
from sim.model.talks import Talks
from sim.reporting.figures.day_deals import deals_figure
from sim.reporting.figures.day_lines import makers_figure, polls_figure
from sim.reporting.figures.day_offers import offers_figure
from sim.reporting.figures.named_figure import name_parties
from sim.reporting.one_world import OneWorld
from sim.reporting.run_text import title
from sim.scenario.party_words import words_of

DAYS_PER_WEEK = 7


@dataclass(frozen=True, kw_only=True)
class TextPart:
    """A part in words, as HTML; a wide one has the whole width."""

    html: str
    is_wide: bool = False


@dataclass(frozen=True, kw_only=True)
class FigurePart:
    """A figure below a heading; it need not be drawn again while what is `seen` of it is what it was."""

    heading: str
    draw: Callable[[], Any]
    seen: tuple[Any, ...]


Part = TextPart | FigurePart


def frame_of(talks: ShownTalks) -> list[Part]:
    """Return the parts of the page as the talks stand, in their order; a day that is being lived ends first."""
    with talks.between_days:
        return [*parts_of(talks)]


def parts_of(talks: ShownTalks) -> Iterator[Part]:
    """Yield the parts of the page."""
    told: dict[str, Talks] = {"": talks}
    words = words_for(talks.spec)
    if talks.other is not None:
        told[f": {beside_name(talks.request)}"] = talks.other
    worlds = {more: world_so_far(held, talks.request) for more, held in told.items()}
    yield TextPart(html=day_html(talks, what_is_played(talks)), is_wide=True)
    for more, world in worlds.items():
        seen = (talks, more, len(world.log))
        yield FigurePart(heading=WORDS["offers"] + more, draw=partial(draw_offers, told[more], world), seen=seen)
    yield deals_part(talks)
    yield from (TextPart(html=terms_html(world, WORDS["terms"] + more, words)) for more, world in worlds.items())
    yield TextPart(html=diary_html(talks))
    if talks.makers:
        yield makers_part(talks)
    if talks.polls:
        yield polls_part(talks)
    yield TextPart(html=settings_html(talks.levers, words), is_wide=True)


def draw_offers(talks: Talks, world: OneWorld) -> Any:
    """Return the offers of a world, with the names of its parties."""
    return name_parties(offers_figure(world), words_of(talks.spec))


def what_is_played(talks: ShownTalks) -> str:
    """Return the settings that are played, in words."""
    base, vote = talks.request.base, talks.request.base.scenario.main_election
    asked = {} if talks.request.loaded is base else talks.asked
    return played_text(talks.levers, asked, "" if vote is None else vote.date.isoformat(), words_for(talks.spec))


def deals_part(talks: ShownTalks) -> FigurePart:
    """Return the deals so far in all worlds."""
    held, axes = [deals_so_far(talks, WORDS["with_settings"])], deal_axes(talks)
    if talks.other is not None:
        held.append(deals_so_far(talks.other, beside_name(talks.request)))
    seen = [figures.tobytes() for each in held for figures in (each.days, each.levels)]
    return FigurePart(heading=WORDS["deals"], draw=partial(deals_figure, held, axes), seen=(talks, *seen))


def makers_part(talks: ShownTalks) -> FigurePart:
    """Return the carmakers of the shown world."""
    pause, last = talks.setting.calendar.pause, last_day(talks)
    stock, duty = (maker_lines(talks, talks.request, what) for what in ("stock", "duty"))
    seen = (talks, weeks(talks, talks.day))
    return FigurePart(heading=WORDS["makers"], draw=partial(makers_figure, pause, last, stock, duty), seen=seen)


def polls_part(talks: ShownTalks) -> FigurePart:
    """Return the polls published in the shown world."""
    polls = {title(name): [*held] for name, held in talks.polls.items()}
    pause, last = talks.setting.calendar.pause, talks.state.voting.day_of_vote or 0
    seen = (talks, weeks(talks, max(map(len, polls.values()))))
    return FigurePart(heading=WORDS["polls"], draw=partial(polls_figure, pause, last, polls), seen=seen)


def weeks(talks: ShownTalks, days: int) -> tuple[int, bool]:
    """Return what changes week by week, and at the end: a figure takes a hundred times as long as a day."""
    return days // DAYS_PER_WEEK, talks.running
