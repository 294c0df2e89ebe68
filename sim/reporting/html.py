"""One page on a run: question, figures, one world day by day, settings, and every assumption with its source.

The page is self-contained: pictures are inside it, nothing is fetched, sources are plain text.  The
caller draws the pictures and writes the file.
"""

from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from itertools import groupby
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from sim.reporting.diary_page import story_html
from sim.runs.run import Outcome
from sim.scenario.schema.block import declaration_of, number_text, sourced_quantities
from sim.scenario.schema.quantity import Quantity

PathSteps = tuple[str | int, ...]

COLUMNS = ("Path", "Figure", "Unit", "Range", "Note and source")
STYLE = """
:root { color-scheme: light; }
body { font: 1rem/1.5 system-ui, sans-serif; color: #1a1a1a; background: #fff; }
body { max-width: 66rem; margin: 0 auto; padding: 1rem; }
h1 { font-size: 1.5rem; line-height: 1.25; }
h2 { font-size: 1.2rem; margin-top: 2.5rem; }
pre, .picture { overflow-x: auto; }
pre { background: #f3f3f3; padding: .75rem; font-size: .8rem; line-height: 1.45; }
figure { margin: 1.5rem 0 2rem; }
img { display: block; width: 100%; height: auto; }
figcaption { margin-top: .4rem; }
table { border-collapse: collapse; font-size: .85rem; }
caption { text-align: left; padding: .4rem 0; }
th, td { text-align: left; vertical-align: top; padding: .3rem .6rem; border-bottom: 1px solid #d0d0d0; }
td { overflow-wrap: break-word; }
tbody th { background: #f3f3f3; }
@media (max-width: 40rem) {
  img { min-width: 40rem; }
  .wide table, .wide caption, .wide tbody, .wide tr, .wide th, .wide td { display: block; }
  .wide thead { display: none; }
  .wide tr { border-bottom: 1px solid #d0d0d0; padding: .3rem 0; }
  .wide td { border: 0; padding: .1rem .3rem; }
  .wide td:empty { display: none; }
  .wide td::before { content: attr(data-column) ": "; font-weight: bold; }
}
""".strip()
POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"  # the page may fetch nothing


@dataclass(frozen=True)
class Picture:
    """A figure as it stands in a page: a PNG image, the sentence below it, and what is read where it is not seen."""

    image: bytes
    caption: str
    alternative: str


def html_report(outcome: Outcome, pictures: Mapping[str, Picture], summary: str) -> str:
    """Return the page, given its figures by name and the summary as text."""
    question = escape(outcome.loaded.scenario.question)
    figures = "\n".join(figure(name, picture) for name, picture in pictures.items())
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="{POLICY}">
<title>{escape(scenario_name(outcome))}: {question}</title>
<style>
{STYLE}
</style>
</head>
<body>
<main>
<h1>{question}</h1>
<h2 id="summary">Summary</h2>
<pre tabindex="0" aria-labelledby="summary">{escape(summary)}</pre>
<h2>Figures</h2>
{figures}
{story_html(outcome)}
<h2>Settings</h2>
{settings(outcome)}
<h2 id="assumptions">Assumptions</h2>
{assumptions(outcome)}
</main>
</body>
</html>
"""


def scenario_name(outcome: Outcome) -> str:
    """Return the scenario's name without folder and ending."""
    return Path(outcome.loaded.name).stem


def figure(name: str, picture: Picture) -> str:
    """Return one figure with its picture inside."""
    data = b64encode(picture.image).decode("ascii")
    image = f'<img src="data:image/png;base64,{data}" alt="{escape(picture.alternative)}">'
    frame = f'<div class="picture" tabindex="0">{image}</div>'
    return f'<figure id="{escape(name)}">\n{frame}\n<figcaption>{escape(picture.caption)}</figcaption>\n</figure>'


def settings(outcome: Outcome) -> str:
    """Return the table of what was run."""
    held = {
        "Scenario": scenario_name(outcome),
        "Worlds": f"{outcome.settings.worlds:,}",
        "First world": str(outcome.settings.first),
        "Seed": str(outcome.settings.seed),
    }
    rows = "\n".join(f'<tr><th scope="row">{key}</th><td>{escape(value)}</td></tr>' for key, value in held.items())
    return f"<table>\n{rows}\n</table>"


def assumptions(outcome: Outcome) -> str:
    """Return the table of all quantities of the scenario, grouped by its parts."""
    found = list(sourced_quantities(outcome.loaded.scenario))
    head = "".join(f'<th scope="col">{name}</th>' for name in COLUMNS)
    bodies = []
    for part, held in groupby(found, key=lambda entry: entry[0][0]):
        title = f'<tr><th colspan="{len(COLUMNS)}" scope="rowgroup">{escape(str(part))}</th></tr>'
        rows = [row(outcome, *entry) for entry in held]
        bodies.append("\n".join(["<tbody>", title, *rows, "</tbody>"]))
    caption = f"{len(found)} quantities; a distribution is drawn once per world, a range is how far it may be set"
    inside = "\n".join([f"<caption>{caption}</caption>", f"<thead><tr>{head}</tr></thead>", *bodies])
    frame = '<div class="wide">'
    return f"{frame}\n<table>\n{inside}\n</table>\n</div>"


def row(outcome: Outcome, path: PathSteps, quantity: Quantity, source: str | None) -> str:
    """Return one quantity's row."""
    span = "" if quantity.range is None else " to ".join(number_text(end) for end in quantity.range)
    cells = (
        escape(dotted_path(path)).replace(".", ".<wbr>"),
        escape(quantity_text(quantity)),
        escape(unit(outcome.loaded.scenario, path)),
        escape(span),
        "<br>".join(escape(said) for said in (quantity.note, source) if said),
    )
    held = zip(COLUMNS, cells, strict=True)
    return "<tr>" + "".join(f'<td data-column="{column}">{cell}</td>' for column, cell in held) + "</tr>"


def dotted_path(path: PathSteps) -> str:
    """Return a path as a scenario writes it."""
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path).lstrip(".")


def quantity_text(quantity: Quantity) -> str:
    """Return a number, or the distribution with its parameters."""
    held = [number_text(value) for value in quantity.parameters]
    return held[0] if quantity.shape == "value" else f"{quantity.shape} {', '.join(held)}"


def unit(scenario: BaseModel, path: PathSteps) -> str:
    """Return the unit of the quantity at a path: that of the last field on the way to it."""
    held: Any = scenario
    found = ""
    for step in path:
        if isinstance(held, BaseModel):
            found = str(declaration_of(type(held).model_fields[str(step)]).get("unit", ""))
            held = getattr(held, str(step))
        else:
            held = held[step]
    return found
