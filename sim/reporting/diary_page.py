"""The story of a world as a page: the diary with its headlines, as Markdown for a folder and as HTML for a report.

None of a run of which no world was kept in full.
"""

from collections.abc import Iterator
from html import escape

from sim.bargaining.sides import SIDES
from sim.reporting.diary import diary_lines, first_world, title_line
from sim.reporting.diary_end import end_sentences
from sim.reporting.diary_headlines import Week, weeks
from sim.reporting.diary_words import date_text
from sim.runs.run import Outcome

END = "What came of it"


def story_markdown(outcome: Outcome) -> str | None:
    """Return the story of the first world as Markdown; None if it was not kept in full."""
    world = first_world(outcome)
    if world not in outcome.scenes:
        return None
    said = [f"# {title_line(outcome, world)}", ""]
    for week in weeks(outcome, diary_lines(outcome, world)):
        said += [f"## {week.title(outcome)}", ""]
        said += [f"- {date_text(outcome, line.day)}: {line.text}" for line in week.lines]
        said += [""]
    return "\n".join([*said, f"## {END}", "", " ".join(end_sentences(outcome, world, SIDES)), ""])


def story_html(outcome: Outcome) -> str:
    """Return the story of the first world as a part of a page; nothing if it was not kept in full."""
    world = first_world(outcome)
    if world not in outcome.scenes:
        return ""
    told = "\n".join(part for week in weeks(outcome, diary_lines(outcome, world)) for part in week_html(week, outcome))
    end = f"<h4>{END}</h4>\n<p>{unbroken(' '.join(end_sentences(outcome, world, SIDES)))}</p>"
    return f"<p>{escape(title_line(outcome, world))}.</p>\n{told}\n{end}"


def week_html(week: Week, outcome: Outcome) -> Iterator[str]:
    """Yield a week's headline and its days."""
    yield f"<h4>{escape(week.title(outcome))}</h4>"
    yield "<ul>"
    yield from (f"<li>{date_text(outcome, line.day)}: {unbroken(line.text)}</li>" for line in week.lines)
    yield "</ul>"


def unbroken(text: str) -> str:
    """Return a text for a page, in which no line breaks before a percent sign."""
    return escape(text).replace(" %", "&nbsp;%")
