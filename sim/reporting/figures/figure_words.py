"""A figure in words: its title, and what is read where it is not seen."""

from matplotlib.figure import Figure


def title_of(drawn: Figure) -> str:
    """Return a figure's title in one line."""
    named = [*(text.get_text() for text in drawn.texts), ""]
    return " ".join(named[0].split())


def alternative_of(drawn: Figure) -> str:
    """Return what is read where a figure is not seen: its own words, or its title and what each panel shows."""
    own = str(drawn.get_label())
    if own:
        return own
    told = [" ".join(text.get_text().split()) for text in drawn.texts]
    panels = [" over ".join(filter(None, (axes.get_ylabel(), axes.get_xlabel()))) for axes in drawn.axes]
    shown = "; ".join(dict.fromkeys(" ".join(panel.split()) for panel in panels if panel))
    return ". ".join([*filter(None, told), *([f"Panels: {shown}"] if shown else [])]) + "."
