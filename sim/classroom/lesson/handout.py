"""The handout of a role: the brief of a game, as Markdown for the documentation and as a page of HTML for print.

A brief holds what one side may know on the first day at the table, and nothing of the other's; see
`sim.classroom.game.brief`.
"""

from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any

from sim.classroom.game.game import PersonsGame
from sim.classroom.game.words import LANGUAGES
from sim.classroom.lesson.slide_words import HANDOUT_SOURCES
from sim.scenario.loading import LoadedScenario

STYLE = """
body { font: 1rem/1.45 system-ui, sans-serif; color: #1a1a1a; background: #fff; }
body { max-width: 60rem; margin: 0 auto; padding: 1rem; }
h1 { font-size: 1.4rem; }
h2 { font-size: 1.1rem; margin: 1.4rem 0 .4rem; }
p { margin: .4rem 0; }
.tables { display: flex; flex-wrap: wrap; gap: .6rem 1.6rem; align-items: flex-start; }
table { border-collapse: collapse; font-size: .85rem; margin: .4rem 0; max-width: 100%; }
caption { text-align: left; font-weight: bold; padding: .2rem 0; max-width: 18rem; }
th, td { text-align: left; vertical-align: top; padding: .1rem .5rem .1rem 0; border-bottom: 1px solid #ccc; }
@media print { body { font-size: 9pt; padding: 0; } table { break-inside: avoid; } }
""".strip()

Brief = Mapping[str, Any]


def role_briefs(loaded: LoadedScenario, seed: int, world: int) -> dict[tuple[str, str], Brief]:
    """Return the briefs of one world by role and language, each with a line that says of what it is made."""
    chairs = loaded.scenario.keys
    game = PersonsGame(loaded, seed, world, chairs)
    made = {"scenario": Path(loaded.name).stem, "seed": seed, "world": world}
    return {
        (side, language): {**game.brief(side, language), "source": HANDOUT_SOURCES[language].format(**made)}
        for side in chairs
        for language in LANGUAGES
    }


def handout_markdown(brief: Brief) -> str:
    """Return a handout as Markdown."""
    blocks = [f"# {brief['title']}", f"*{brief['notice']}*"]
    for part in brief["sections"]:
        blocks += [f"## {part['title']}", *part["paragraphs"], *map(table_markdown, part["tables"])]
    return "\n\n".join([*blocks, f"*{brief['source']}*"]) + "\n"


def table_markdown(table: Brief) -> str:
    """Return a table as Markdown, its title in bold above."""
    lines = [table["head"], ["---"] * len(table["head"]), *table["rows"]]
    return f"**{table['title']}**\n\n" + "\n".join(f"| {' | '.join(map(str, cells))} |" for cells in lines)


def handout_html(brief: Brief) -> str:
    """Return a handout as a page of its own, to be printed; no script, nothing is fetched."""
    title = escape(brief["title"])
    parts = "\n".join(section_html(part) for part in brief["sections"])
    return (
        f'<!doctype html>\n<html lang="{brief["language"]}">\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>\n{STYLE}\n</style>\n<main>\n<h1>{title}</h1>\n"
        f"<p><em>{escape(brief['notice'])}</em></p>\n{parts}\n"
        f"<p><small>{escape(brief['source'])}</small></p>\n</main>\n</html>\n"
    )


def section_html(part: Brief) -> str:
    """Return a section of a brief as HTML."""
    texts = "\n".join(f"<p>{escape(text)}</p>" for text in part["paragraphs"])
    tables = "\n".join(map(table_html, part["tables"]))
    return f"<h2>{escape(part['title'])}</h2>\n{texts}\n" + (
        f'<div class="tables">\n{tables}\n</div>' if tables else ""
    )


def table_html(table: Brief) -> str:
    """Return a table of a brief as HTML."""
    head = "".join(f'<th scope="col">{escape(str(cell))}</th>' for cell in table["head"])
    rows = "\n".join(row_html(row) for row in table["rows"])
    return f"<table><caption>{escape(table['title'])}</caption>\n<tr>{head}</tr>\n{rows}\n</table>"


def row_html(row: Sequence[Any]) -> str:
    """Return a row of a table, its first cell as its heading."""
    first, *others = (escape(str(cell)) for cell in row)
    return f'<tr><th scope="row">{first}</th>' + "".join(f"<td>{cell}</td>" for cell in others) + "</tr>"
