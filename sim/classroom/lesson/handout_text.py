"""A handout as text: Markdown for the documentation, and a page of HTML for print, in every language of its words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from html import escape
from typing import Any

from sim.classroom.lesson.handout import IssueValues, RoleHandout, first_daily_meeting
from sim.classroom.lesson.handout_words import LANGUAGES

MINUS = "\N{MINUS SIGN}"
STYLE = """
body { font: 1rem/1.45 system-ui, sans-serif; color: #1a1a1a; background: #fff; }
body { max-width: 48rem; margin: 0 auto; padding: 1rem; }
h1 { font-size: 1.4rem; } h2 { font-size: 1.1rem; margin: 1.4rem 0 .4rem; } p { margin: .4rem 0; }
div { overflow-x: auto; margin: .6rem 0; } table { border-collapse: collapse; font-size: .85rem; }
caption { text-align: left; font-weight: bold; padding: .2rem 0; }
th, td { text-align: right; padding: .15rem .5rem; border-bottom: 1px solid #ccc; white-space: nowrap; }
th[scope="row"] { text-align: left; font-weight: normal; }
@media print { body { font-size: 10pt; padding: 0; } div { break-inside: avoid; } }
""".strip()


@dataclass(frozen=True)
class HandoutSource:
    """Whose figures a handout has: scenario, seed and world."""

    scenario: str
    seed: int
    world: int


@dataclass(frozen=True)
class ValueRow:
    """An issue in words: its name and unit, where it stands, its levels and their values."""

    name: str
    stands: str
    levels: tuple[str, ...]
    values: tuple[str, ...]


Section = tuple[str, list[str]]


def day_in_words(day: date, language: str) -> str:
    """Return a date in words."""
    return f"{day.year}년 {day.month}월 {day.day}일" if language == "ko" else day.strftime("%-d %B %Y")


def amount(value: float) -> str:
    """Return a value in bn USD a year, to a tenth, with a true minus and without one before 0."""
    return f"{value:z.1f}".replace("-", MINUS)


def level_in_words(level: float | str, words: Mapping[str, Any]) -> str:
    """Return a level: a number without needless digits, or its name."""
    return str(words["names"].get(level, level)) if isinstance(level, str) else f"{level:g}"


def with_unit(level: float | str, unit: str, words: Mapping[str, Any]) -> str:
    """Return a level with its unit."""
    said = words["units"].get(unit, unit)
    between = "" if said in {"", "%"} else " "
    return f"{level_in_words(level, words)}{between}{said}"


def value_row(issue: IssueValues, words: Mapping[str, Any]) -> ValueRow:
    """Return an issue in words."""
    unit = words["units"].get(issue.unit, issue.unit)
    stands = words["stands_always" if issue.now == issue.lapsed else "stands"]
    now, lapsed = (with_unit(level, issue.unit, words) for level in (issue.now, issue.lapsed))
    named = words["issues"].get(issue.name, issue.name.replace("_", " "))
    return ValueRow(
        name=f"{named} ({unit})" if unit else named,
        stands=stands.format(now=now, lapsed=lapsed),
        levels=tuple(level_in_words(level, words) for level in issue.levels),
        values=tuple(amount(value) for value in issue.values),
    )


def figures_of(handout: RoleHandout, language: str) -> dict[str, str]:
    """Return what stands in the braces of the words."""
    tariffs = {issue.name: issue for issue in handout.issues}
    cars, goods = (tariffs[name] for name in ("auto_tariff", "reciprocal_tariff"))
    days = {"pause": handout.pause, "talks": handout.talks, "deadline": handout.deadline}
    days |= {"daily_from": first_daily_meeting(handout)} | ({"vote": handout.vote} if handout.vote else {})
    levels = {"cars": cars.now, "goods_now": goods.now, "goods_lapsed": goods.lapsed}
    return {
        **{name: day_in_words(day, language) for name, day in days.items()},
        **{name: level_in_words(level, LANGUAGES[language]) for name, level in levels.items()},
        "every": str(handout.every),
        "no_deal": amount(handout.no_deal),
        "floor": amount(handout.floor),
    }


def sections(handout: RoleHandout, language: str) -> tuple[list[Section], list[Section]]:
    """Return the sections before and after the tables of values, each a heading and its paragraphs."""
    words, figures = LANGUAGES[language], figures_of(handout, language)
    situation = [*words["situation_text"], *([words["vote_text"]] if handout.vote else [])]
    limit = words["floor_text" if handout.is_bound else "free_text"]
    before = [
        (words["situation"], situation),
        (words["wants"], words["wants_text"][handout.side]),
        (words["values"], [words["values_text"]]),
    ]
    after = [
        (words["limits"], [words["no_deal_text"], limit]),
        (words["unknown"], [words["unknown_text"][handout.side]]),
    ]
    first, last = (
        [(heading.format(**figures), [text.format(**figures) for text in texts]) for heading, texts in part]
        for part in (before, after)
    )
    return first, last


def handout_markdown(handout: RoleHandout, source: HandoutSource, language: str) -> str:
    """Return a handout as Markdown."""
    words = LANGUAGES[language]
    before, after = sections(handout, language)
    blocks = [f"# {words['title'][handout.side]}", f"*{words['confidential']}*"]
    for heading, texts in before:
        blocks += [f"## {heading}", *texts]
    blocks += [table_markdown(value_row(issue, words), words) for issue in handout.issues]
    for heading, texts in after:
        blocks += [f"## {heading}", *texts]
    return "\n\n".join([*blocks, f"*{words['source'].format(**vars(source))}*"]) + "\n"


def table_markdown(row: ValueRow, words: Mapping[str, Any]) -> str:
    """Return an issue's values as a Markdown table."""
    rule = ["---", *["--:"] * len(row.levels)]
    lines = [[words["level"], *row.levels], rule, [words["worth"], *row.values]]
    table = "\n".join(f"| {' | '.join(cells)} |" for cells in lines)
    return f"**{row.name}**: {row.stands}\n\n{table}"


def handout_html(handout: RoleHandout, source: HandoutSource, language: str) -> str:
    """Return a handout as a page of its own, to be printed."""
    words = LANGUAGES[language]
    before, after = sections(handout, language)
    title = escape(words["title"][handout.side])
    tables = "\n".join(table_html(value_row(issue, words), words) for issue in handout.issues)
    return (
        f'<!doctype html>\n<html lang="{words["language"]}">\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>\n{STYLE}\n</style>\n<main>\n<h1>{title}</h1>\n"
        f"<p><em>{escape(words['confidential'])}</em></p>\n{sections_html(before)}\n{tables}\n{sections_html(after)}\n"
        f"<p><small>{escape(words['source'].format(**vars(source)))}</small></p>\n</main>\n</html>\n"
    )


def sections_html(parts: list[Section]) -> str:
    """Return sections as HTML."""
    return "\n".join(
        f"<h2>{escape(heading)}</h2>\n" + "\n".join(f"<p>{escape(text)}</p>" for text in texts)
        for heading, texts in parts
    )


def table_html(row: ValueRow, words: Mapping[str, Any]) -> str:
    """Return an issue's values as an HTML table that scrolls by itself where it is wider than the page."""
    name, first, second = escape(row.name), escape(words["level"]), escape(words["worth"])
    levels = "".join(f'<th scope="col">{escape(level)}</th>' for level in row.levels)
    values = "".join(f"<td>{value}</td>" for value in row.values)
    return (
        f'<div role="region" tabindex="0" aria-label="{name}"><table><caption>{name}: {escape(row.stands)}</caption>'
        f'<tr><th scope="row">{first}</th>{levels}</tr><tr><th scope="row">{second}</th>{values}</tr></table></div>'
    )
