"""A figure whose texts name the parties of a scenario in the place of tokens, see `sim.scenario.party_words`."""

from matplotlib.figure import Figure
from matplotlib.text import Text

from sim.scenario.party_words import PartyWords


def name_parties(drawn: Figure, said: PartyWords) -> Figure:
    """Fill the names of the parties into every text of a figure, and into what is read where it is not seen."""
    for text in drawn.findobj(Text):
        if "{" in text.get_text():
            text.set_text(said.text(text.get_text()))
    drawn.set_label(said.text(str(drawn.get_label())))
    return drawn
