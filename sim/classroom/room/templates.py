"""The pages as HTML: Jinja2 fills the words in, and escapes whatever it is given."""

from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from starlette.responses import HTMLResponse

from sim.classroom.party_idioms import fill_words
from sim.classroom.room.words import ENGLISH, PARTIES
from sim.scenario.party_words import PartyWords

PAGES = Path(__file__).parent / "pages"


@cache
def environment() -> Environment:
    """Return what reads the templates."""
    loader = FileSystemLoader(PAGES)
    return Environment(loader=loader, autoescape=select_autoescape(default=True), undefined=StrictUndefined)


def html_page(name: str, said: PartyWords | None = None, **held: Any) -> HTMLResponse:
    """Return a page; `words` are those of its own name, beside those of all pages; parties are named as `said`."""
    words: dict[str, Any] = {**ENGLISH["all"], **ENGLISH.get(name, {})}
    if said is not None:
        words = said.data(fill_words({**PARTIES, **words}, words["language"], said))
    text = environment().get_template(f"{name}.html").render(words=words, **held)
    return HTMLResponse(text, held.get("status", 200))
