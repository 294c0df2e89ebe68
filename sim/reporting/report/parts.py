"""The parts that pages are made of: paragraphs, facts, tables, commands; each takes plain text and returns HTML."""

import re
from collections.abc import Iterable, Sequence
from html import escape

CODE = re.compile("`([^`]+)`")
OPTION = re.compile(r"--[a-z][a-z-]*(?: (?!--)\S+)?")
TableBody = tuple[str, Sequence[Sequence[str]]]  # a heading, "" for none, and rows of cells


def plain_text(text: str) -> str:
    """Return a text for a page: no line breaks before a percent sign, and what stands between backticks is code."""
    return CODE.sub(lambda found: f"<code>{unbroken(found[1])}</code>", escape(text)).replace(" %", "&nbsp;%")


def unbroken(text: str) -> str:
    """Return code so that an option and its value stand on one line, unless both are longer than that."""
    return OPTION.sub(lambda found: f'<span class="option">{found[0]}</span>', text)


def paragraph(text: str, kind: str = "") -> str:
    """Return a paragraph, of a class if one is named; nothing of an empty text."""
    named = f' class="{kind}"' if kind else ""
    return f"<p{named}>{plain_text(text)}</p>" if text else ""


def bullets(texts: Iterable[str]) -> str:
    """Return a list; nothing of no texts."""
    items = "\n".join(f"<li>{plain_text(text)}</li>" for text in texts)
    return f"<ul>\n{items}\n</ul>" if items else ""


def command(text: str) -> str:
    """Return a command, or the name of a column or file."""
    return f"<code>{unbroken(escape(text))}</code>"


def break_at_dots(path: str) -> str:
    """Return a dotted path that may break behind a dot, and a name without dots behind an underscore."""
    return escape(path).replace(".", ".<wbr>") if "." in path else escape(path).replace("_", "_<wbr>")


def facts(pairs: Iterable[tuple[str, str]]) -> str:
    """Return names with what is known of each; the second of a pair is HTML."""
    rows = "\n".join(f"<dt>{escape(name)}</dt><dd>{held}</dd>" for name, held in pairs if held)
    return f'<dl class="facts">\n{rows}\n</dl>'


def table(columns: Sequence[str], bodies: Iterable[TableBody], caption: str = "", kind: str = "") -> str:
    """Return a table, of a class if one is named; cells are HTML, and the first of a row is its name."""
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in columns)
    inside = [f"<caption>{escape(caption)}</caption>"] if caption else []
    inside += [f"<thead><tr>{head}</tr></thead>", *(table_body(columns, *body) for body in bodies)]
    named = f' class="{kind}"' if kind else ""
    return "\n".join([f"<table{named}>", *inside, "</table>"])


def table_body(columns: Sequence[str], title: str, rows: Sequence[Sequence[str]]) -> str:
    """Return a part of a table below its heading."""
    head = [f'<tr><th colspan="{len(columns)}" scope="rowgroup">{escape(title)}</th></tr>'] if title else []
    return "\n".join(["<tbody>", *head, *(table_row(columns, row) for row in rows), "</tbody>"])


def table_row(columns: Sequence[str], cells: Sequence[str]) -> str:
    """Return a row; each cell says its column, which a narrow screen shows in place of a head."""
    told = [
        f'<td{" class=" + chr(34) + "name" + chr(34) if not place else ""} data-column="{escape(column)}">{cell}</td>'
        for place, (column, cell) in enumerate(zip(columns, cells, strict=True))
    ]
    return f"<tr>{''.join(told)}</tr>"
