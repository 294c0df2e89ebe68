"""The class picture as a file, drawn as the figures of a run are."""

from sim.classroom.room.class_picture import class_picture
from sim.classroom.room.records import Room
from sim.classroom.room.rooms import Rooms
from sim.classroom.room.words import ENGLISH
from sim.reporting.figures.class_values import class_figure
from sim.reporting.figures.formats import encode_figure


def picture_file(rooms: Rooms, room: Room, form: str) -> bytes:
    """Return the class picture as PNG or SVG; it names nobody."""
    held = class_picture(rooms, room, names=False)
    words = ENGLISH["picture"]["groups" if held["vote"] else "no_vote"]
    return encode_figure(class_figure(held, words, room.said), form)
