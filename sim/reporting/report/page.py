"""A report as one page of HTML: the analyst's brief, which prints on two A4 pages, and behind it the appendix.

The page is self-contained: pictures and style are inside it, nothing is fetched, sources are plain text.  The caller
draws the pictures and writes the file.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from html import escape
from pathlib import Path

from sim.reporting.report.parts import paragraph
from sim.reporting.report.words import A_WORLD, APPENDIX, CONTENTS
from sim.scenario.party_words import PartyWords

STYLE = Path(__file__).parent / "page.css"
POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"  # the page may fetch nothing


@dataclass(frozen=True)
class PageSection:
    """A part of a report: its name within the page, its heading, and what stands below it, as HTML."""

    name: str
    title: str
    body: str


@dataclass(frozen=True)
class Report:
    """What a report says.

    kind      what it reports on, in one line
    answer    the first paragraphs, as plain text
    brief     what prints on two pages
    appendix  all else
    """

    title: str
    question: str
    kind: str
    answer: Sequence[str]
    brief: Sequence[PageSection]
    appendix: Sequence[PageSection]


def report_page(report: Report, words: PartyWords) -> str:
    """Return the page, in the words for the parties of its scenario."""
    answer = "\n".join(paragraph(text) for text in report.answer)
    page = f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="{POLICY}">
<title>{escape(report.title)}: {escape(report.question)}</title>
<style>
{page_style()}
</style>
</head>
<body>
<main>
<div class="brief">
<p class="kind">{escape(report.kind)}</p>
<h1>{escape(report.question)}</h1>
{contents(report)}
{paragraph(A_WORLD, "note")}
{answer}
{sections(report.brief)}
</div>
<div class="appendix">
<h2>{escape(APPENDIX)}</h2>
{sections(report.appendix, level=3)}
</div>
</main>
</body>
</html>
"""
    return replace(words, words={name: escape(word) for name, word in words.words.items()}).text(page)


@cache
def page_style() -> str:
    """Return the style of all reports."""
    return STYLE.read_text(encoding="utf-8").strip()


def sections(held: Sequence[PageSection], level: int = 2) -> str:
    """Return sections one below the other; one without anything is left out."""
    return "\n".join(section(part, level) for part in held if part.body)


def section(held: PageSection, level: int) -> str:
    """Return a section with its heading."""
    head = f'<h{level} id="{held.name}-title">{escape(held.title)}</h{level}>'
    return f'<section id="{held.name}" aria-labelledby="{held.name}-title">\n{head}\n{held.body}\n</section>'


def contents(report: Report) -> str:
    """Return the links to all sections, which a print leaves out."""
    links = [
        f'<li><a href="#{part.name}">{escape(part.title)}</a></li>'
        for part in (*report.brief, *report.appendix)
        if part.body
    ]
    return f'<nav aria-label="{escape(CONTENTS)}">\n<ul>\n{chr(10).join(links)}\n</ul>\n</nav>'
