"""Ticks and sizes of words, kept while a figure is laid out and drawn.

Matplotlib finds the ticks of each axis about thirty times to lay a figure out and draw it, and the size of each word
five times.  Ticks follow from the limits of an axis and its length, a size from the words and the angle: while these
are as they were, what was found is given again.  A version of matplotlib that finds them otherwise does so.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from matplotlib.axis import Axis
from matplotlib.figure import Figure
from matplotlib.text import Text

TICKS, SIZE = "_update_ticks", "_get_layout"  # methods of an axis and of words


@contextmanager
def layout_memory(figure: Figure) -> Iterator[None]:
    """Keep ticks and sizes for a while."""
    changed: list[tuple[Any, str]] = []
    keep_sizes(figure.findobj(Text), changed)
    for axes in figure.axes:
        for axis in (axes.xaxis, axes.yaxis):
            keep_ticks(axis, changed)
    try:
        yield
    finally:
        for held, method in changed:
            vars(held).pop(method, None)


def keep_ticks(axis: Axis, changed: list[tuple[Any, str]]) -> None:
    """Have an axis keep its ticks, and these the sizes of their labels."""
    find = getattr(axis, TICKS, None)
    if find is None:
        return
    axes: Any = axis.axes

    def find_ticks() -> Any:
        ticks = find()
        keep_sizes((label for tick in ticks for label in (tick.label1, tick.label2)), changed)
        return ticks

    def state() -> Hashable:
        return (*axis.get_view_interval(), *axes.bbox.size, axes.figure.dpi)

    remember(axis, TICKS, find_ticks, lambda *_: state(), changed)


def keep_sizes(words: Iterable[Text], changed: list[tuple[Any, str]]) -> None:
    """Have words keep their size."""
    for text in words:
        find = getattr(text, SIZE, None)
        if find is not None and SIZE not in vars(text):
            remember(text, SIZE, find, size_state(text), changed)


def size_state(text: Text) -> Callable[[Any], Hashable]:
    """Return what says from what the size of some words follows, given a renderer."""
    return lambda renderer: (text.get_text(), text.get_rotation(), id(renderer), renderer.dpi)


def remember(
    held: Any, method: str, find: Callable[..., Any], state: Callable[..., Hashable], changed: list[tuple[Any, str]]
) -> None:
    """Have a method of an object give what it gave last, while the state is what it was."""
    last: list[Any] = []

    def give(*given: Any) -> Any:
        now = state(*given)
        if not last or last[0] != now:
            last[:] = [now, find(*given)]
        return last[1]

    setattr(held, method, give)
    changed.append((held, method))
