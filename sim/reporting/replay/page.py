"""The page of a replay: one HTML file that holds its data, its style and its script, and fetches nothing."""

import json
from collections.abc import Sequence
from html import escape
from pathlib import Path
from string import Template
from typing import Any

from sim.reporting.replay.words import ENGLISH

HERE = Path(__file__).parent


def replay_page(worlds: Sequence[dict[str, Any]], words: dict[str, Any] = ENGLISH) -> str:
    """Return the page of one world, or of two side by side; see `world_data` for what is known of each."""
    style, script = ((HERE / f"page.{ending}").read_text(encoding="utf-8").strip() for ending in ("css", "js"))
    said = {name: escape(text) for name, text in words.items() if isinstance(text, str)}
    data = embedded_json({"words": words | {"views": words["views"] | views_of(worlds)}, "worlds": list(worlds)})
    template = Template((HERE / "page.html").read_text(encoding="utf-8"))
    return template.substitute(said, style=style, script=script, data=data)


def views_of(worlds: Sequence[dict[str, Any]]) -> dict[str, str]:
    """Return the views of the parties, by the keys of the first world; names of both worlds where they differ."""
    named = [[world["words"]["of_sides"][key] for key in world["words"]["parties"]] for world in worlds]
    told = [" / ".join(dict.fromkeys(names)) for names in zip(*named, strict=True)]
    return dict(zip(worlds[0]["words"]["parties"], told, strict=True))


def embedded_json(data: Any) -> str:
    """Return data as JSON that may stand in a page: no tag and no comment can begin in it."""
    text = json.dumps(data, allow_nan=False, ensure_ascii=False, separators=(",", ":"))
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")
