"""What the dashboard is asked to play: texts and sliders of a page, made what a model needs.

Nothing that a page can say stops it: what cannot be used is told, and the scenario's own is played in its place.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sim.classroom.dashboard.settings import settings_of
from sim.classroom.dashboard.words import AS_STATED, ENGLISH, NOTHING
from sim.core.errors import UserError
from sim.core.held_quantities import NUMBER_LIMIT
from sim.scenario.kept import load_kept
from sim.scenario.loading import LoadedScenario, load

WORLDS = 300  # played at once: enough for shares within 6 points, and a day of them takes hundredths of a second
MOST_DIGITS = 18  # of a number that may be below its limit


@dataclass(kw_only=True)
class Request:
    """What is to be played.

    base     the scenario as it is stated; loaded, with the settings of the page
    beside   what is laid beside it; None, nothing
    first    number of the first of `worlds` worlds, of which `world` is shown, in place `place`
    notes    what of the page could not be used, and what is played in its place
    """

    base: LoadedScenario
    loaded: LoadedScenario
    seed: int
    world: int
    worlds: int
    beside: LoadedScenario | None = None
    notes: list[str] = field(default_factory=list)

    @property
    def first(self) -> int:
        """Number of the first world: the shown one is among the first `worlds`, or among as many further on."""
        return self.world // self.worlds * self.worlds

    @property
    def place(self) -> int:
        """Place of the shown world among those played."""
        return self.world - self.first


def read_request(
    file: str, texts: tuple[object, object], worlds: int, beside: str, values: Mapping[str, Any]
) -> Request:
    """Return what is to be played; UserError where the scenario itself cannot be read.

    texts   seed and number of the world shown, as they stand in their boxes
    values  where the levers stand, see `settings_of`
    """
    base, notes = load_kept(file), list[str]()
    seed = whole_number(ENGLISH["seed"], texts[0], base.scenario.seed, notes)
    world = whole_number(ENGLISH["world"], texts[1], 0, notes)
    if base.scenario.sweep is not None:
        notes.append(ENGLISH["sweep"].format(scenario=base.shown))
    found = Request(base=base, loaded=base, seed=seed, world=world, worlds=worlds, notes=notes)
    try:
        if settings := settings_of(base, values):
            found.loaded = load(file, settings)
    except UserError as wrong:
        notes.append(ENGLISH["refused"].format(why=in_one_line(wrong)))
    try:
        found.beside = {NOTHING: None, AS_STATED: base}[beside] if beside in (NOTHING, AS_STATED) else load_kept(beside)
    except UserError as wrong:
        notes.append(ENGLISH["beside_refused"].format(scenario=beside, why=in_one_line(wrong)))
    return found


def whole_number(what: str, text: object, otherwise: int, notes: list[str]) -> int:
    """Return the whole number in a box, which gives text; if there is none, another, and take note of it.

    An empty box asks for the other one.
    """
    said = str(text).strip().replace(",", "") or str(otherwise)
    if said.isascii() and said.isdigit() and len(said.lstrip("0")) <= MOST_DIGITS and int(said) < NUMBER_LIMIT:
        return int(said)
    most = NUMBER_LIMIT - 1
    notes.append(ENGLISH["not_number"].format(what=what, most=most, found=str(text), used=f"{otherwise:,}"))
    return otherwise


def in_one_line(wrong: UserError) -> str:
    """Return a message without its line breaks."""
    return " ".join(str(wrong).split())
