"""What the page says of talks so far, as HTML: the day, the diary, the terms, and what each setting means.

Every text is escaped.
"""

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any

import numpy as np

from sim.classroom.dashboard.levers import Lever
from sim.classroom.dashboard.request import Request
from sim.classroom.dashboard.shown_talks import ShownTalks
from sim.classroom.dashboard.so_far import diary_so_far
from sim.classroom.dashboard.words import ENGLISH as WORDS
from sim.classroom.dashboard.words import words_for
from sim.model.talks import Talks
from sim.reporting.one_world import OneWorld
from sim.reporting.package_text import in_words
from sim.reporting.run_text import date_text, title
from sim.reporting.words import label, percent, with_unit
from sim.scenario.schema.block import number_text

Words = Mapping[str, Any]  # in which the parties have their names


def paragraphs(texts: Iterable[str], kind: str = "") -> str:
    """Return texts as paragraphs."""
    opens = f'<p class="{kind}">' if kind else "<p>"
    return "".join(f"{opens}{escape(text)}</p>" for text in texts)


# --- the day ----------------------------------------------------------------------------------------


def day_html(talks: ShownTalks, what: str) -> str:
    """Return the day and how the shown world stands, what is played, and how all worlds stand."""
    request = talks.request
    told = [state_text(talks), governs_text(talks)]
    counted = [WORDS["counts"].format(**counts(talks), **worlds_of(request))]
    if talks.other is not None and request.beside is not None:
        counted.append(WORDS["counts_beside"].format(name=beside_name(request), **counts(talks.other)))
    lines = paragraphs([" ".join(filter(None, told)), *counted, WORDS["played"].format(what=what)])
    notes = f'<div role="alert">{paragraphs(request.notes, "nd-note")}</div>' if request.notes else ""
    return f'<h1 id="nd-day">{escape(day_text(talks))}</h1>{lines}{notes}'


def day_text(talks: Talks) -> str:
    """Return the day that was lived last."""
    calendar, day = talks.setting.calendar, talks.day - 1
    said = {"date": date_text(calendar.pause, max(day, 0)), "day": day, "length": calendar.deadline}
    word = "before" if day < 0 else "day_of" if day <= calendar.deadline else "day_after"
    return str(WORDS[word].format(later=day - calendar.deadline, **said))


def state_text(talks: ShownTalks) -> str:
    """Return how the shown world stands."""
    ledger, place, calendar = talks.ledger, talks.request.place, talks.setting.calendar
    pause = calendar.pause
    if ledger.live[place]:
        word = "lapsed" if ledger.lapsed[place] else "talking" if talks.day > calendar.talks else "early"
    elif ledger.agreed[place]:
        word = "signed" if ledger.pending[place] else "holds"
    else:
        word = "broken"
    days = {"deadline": float(ledger.end[place]), "signed": int(ledger.day[place]), "talks": calendar.talks}
    said = {name: date_text(pause, day) for name, day in days.items()}
    over = "" if talks.running else f" {WORDS['state']['over']}"
    told = words_for(talks.spec)["state"][word].format(**said)
    return str(WORDS["world_shown"].format(world=talks.request.world, what=told)) + over


def governs_text(talks: ShownTalks) -> str:
    """Return who governs the party that votes in the shown world, and whether with authority."""
    house, place = talks.state.voting, talks.request.place
    acting = "" if house.may_sign()[place] else WORDS["acting"]
    return str(
        words_for(talks.spec)["governs"].format(who=title(house.names[int(house.governing[place])]), acting=acting)
    )


def counts(talks: Talks) -> dict[str, str]:
    """Return the shares of worlds with a deal, still talking, and without a deal."""
    ledger = talks.ledger
    agreed, talking = float(np.mean(ledger.agreed)), float(np.mean(ledger.live))
    broken = float(np.mean(~ledger.agreed & ~ledger.live))
    return {"agreed": percent(agreed), "talking": percent(talking), "broken": percent(broken)}


def worlds_of(request: Request) -> dict[str, int]:
    """Return how many worlds are played, from which to which."""
    return {"worlds": request.worlds, "first": request.first, "last": request.first + request.worlds - 1}


def beside_name(request: Request) -> str:
    """Return the name of what is laid beside it."""
    if request.beside is None or request.beside is request.base:
        return str(WORDS["unchanged"])
    return Path(request.beside.name).stem


# --- settings ---------------------------------------------------------------------------------------


def played_text(levers: Mapping[str, Lever], asked: Mapping[str, Any], vote: str, words: Words) -> str:
    """Return which settings are played, in words; `vote`, the scenario's own day."""
    said = [
        WORDS["changed"].format(
            words=lever_words(lever, words),
            value=number_text(asked[name]),
            start=number_text(lever.start),
            unit=unit_of(lever),
        )
        for name, lever in levers.items()
        if name in asked and lever.is_moved(float(asked[name]))
    ]
    if asked.get("election", vote) != vote:
        election = words["levers"]["election"]
        said.append(WORDS["changed_day"].format(words=election, value=asked["election"], start=vote))
    return "; ".join(said) or str(WORDS["unchanged"])


def lever_words(lever: Lever, words: Words) -> str:
    """Return what a lever is called."""
    return str(words["levers"][lever.name].format(event=label(lever.event)))


def lever_label(lever: Lever, words: Words) -> str:
    """Return what stands beside a slider: its name, ends, unit, and whether its figure is assumed."""
    source = WORDS["assumed"] if "assumed" in lever.source.lower() else WORDS["sourced"]
    if lever.name == "pause_days":
        source = WORDS["range_assumed"]
    low, high = number_text(lever.low), number_text(lever.high)
    return str(
        WORDS["label"].format(words=lever_words(lever, words), low=low, high=high, unit=unit_of(lever), source=source)
    )


def unit_of(lever: Lever) -> str:
    """Return the unit of a lever in words."""
    return str(WORDS["units"].get(lever.unit, lever.unit))


def settings_html(levers: Mapping[str, Lever], words: Words) -> str:
    """Return what each setting means, and where its figure is from."""
    said = [
        WORDS["setting"].format(
            words=lever_words(lever, words),
            meaning=words["meanings"][name],
            start=number_text(lever.start),
            unit=unit_of(lever),
            source=lever.source.rstrip("."),
        )
        for name, lever in levers.items()
    ]
    return f"<details><summary>{escape(WORDS['settings'])}</summary>{paragraphs(said)}</details>"


# --- the shown world --------------------------------------------------------------------------------


def diary_html(talks: ShownTalks) -> str:
    """Return what has happened in the shown world, the latest first."""
    told = list(diary_so_far(talks, talks.request.loaded, talks.request))[::-1]
    items = "".join(f"<li><b>{escape(when)}</b> {escape(sentence)}</li>" for when, sentence in told)
    held = f"<ol>{items}</ol>" if items else paragraphs([WORDS["nothing"]])
    heading = escape(WORDS["diary"].format(world=talks.request.world))
    region = f'<div class="nd-scroll" tabindex="0" role="region" aria-label="{heading}">{held}</div>'
    return f"<h2>{heading}</h2>{paragraphs([words_for(talks.spec)['diary_note']])}{region}"


def terms_html(world: OneWorld, heading: str, words: Words) -> str:
    """Return the level of each issue on the table: in force, last offered by either side, and signed."""
    last = {entry["side"]: entry["package"] for entry in world.entries("offer")}
    signed = world.entries("signature")[-1]["package"] if world.row["agreed"] else None
    heads = [WORDS["issue"], WORDS["pause_terms"], *words["offers_of"].values(), WORDS["deal"]]
    packages = [world.agenda.now, last.get("party_a"), last.get("party_b"), signed]
    rows = [
        [with_unit(label(issue.name), issue.unit), *(level_text(world, place, package) for package in packages)]
        for place, issue in enumerate(world.agenda.issues)
        if issue.on_table
    ]
    return f"<h2>{escape(heading)}</h2>{table_html(heading, WORDS['terms_caption'], heads, rows)}"


def level_text(world: OneWorld, place: int, package: Any) -> str:
    """Return the level of an issue in a package, if there is one."""
    held = None if package is None else world.agenda.issues[place].level_at(int(package[place]))
    return str(WORDS["none"]) if held is None else in_words(held, "").strip()


def table_html(heading: str, caption: str, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a table below a heading, the first cell of each row as its head."""
    top = "".join(f'<th scope="col">{escape(head)}</th>' for head in heads)
    body = "".join(
        f'<tr><th scope="row">{escape(row[0])}</th>{"".join(f"<td>{escape(cell)}</td>" for cell in row[1:])}</tr>'
        for row in rows
    )
    inner = f"<caption>{escape(caption)}</caption><thead><tr>{top}</tr></thead><tbody>{body}</tbody>"
    return (
        f'<div class="nd-wide" tabindex="0" role="region" aria-label="{escape(heading)}"><table>{inner}</table></div>'
    )
