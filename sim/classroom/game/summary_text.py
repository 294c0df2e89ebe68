"""A summary in words: paragraphs, facts and tables that a page shows as they are, in any language of `words`."""

from datetime import date
from typing import Any

from sim.bargaining.sides import SIDES
from sim.classroom.game.words import amount_text, begin, date_text, figure_text, issue_text, package_text, value_text
from sim.classroom.party_idioms import with_particles

PLACES = dict(zip(("first", "second"), SIDES, strict=True))  # what figures of the two are called in texts
MOST_WANTED = 3  # issues that are named as those that mattered most
Table = dict[str, Any]


def summary_text(found: dict[str, Any], words: dict[str, Any]) -> dict[str, Any]:
    """Return the text of a summary; `found`, its figures."""
    return {
        "paragraphs": [*ending(found, words), *texts_of_wishes(found, words), equilibrium(found, words)],
        "facts": facts(found, words),
        "tables": [
            fair_table(found, words),
            *weeks_tables(found, words),
            *wanted_tables(found, words),
            path(found, words),
        ],
    }


def ending(found: dict[str, Any], words: dict[str, Any]) -> list[str]:
    """Return how it ended, and how good that is."""
    said = words["summary"]
    if not found["agreed"]:
        return [str(said["breakdown"])]
    told = [said["agreed"].format(date=iso_text(words, found["date"]), terms=package_text(words, found["terms"]))]
    for side, gain in found["gains"].items():
        line = "gain" if gain >= 0 else "loss"
        text = said[line].format(side=begin(words["sides"][side]), gain=amount_text(words, gain))
        told.append(with_particles(text))
    if found["shares"] is not None:
        shares = {name: words["share"].format(value=100 * found["shares"][side]) for name, side in PLACES.items()}
        told.append(said["share"].format(**shares))
    left = round(found["left_on_table"], 1)
    told.append(said["left"].format(left=amount_text(words, left)) if left > 0 else said["nothing_left"])
    return [" ".join(told)]


def iso_text(words: dict[str, Any], iso: str) -> str:
    """Return a date, given as ISO, in words."""
    return date_text(words, date.fromisoformat(iso))


def texts_of_wishes(found: dict[str, Any], words: dict[str, Any]) -> list[str]:
    """Return what the other side, or each, wanted."""
    told = []
    for side, held in found["wanted"].items():
        names = [issue_text(words, issue["name"]) for issue in held["issues"][:MOST_WANTED]]
        figures = {"issues": ", ".join(names), "no_deal": value_text(words, held["no_deal"])}
        line = words["summary"]["wanted"].format(side=words["sides"][side], **figures)
        if held["last_demand"] is not None:
            demand = value_text(words, held["last_demand"])
            line += " " + words["summary"]["demand"].format(demand=demand)
        told.append(str(line))
    return told


def equilibrium(found: dict[str, Any], words: dict[str, Any]) -> str:
    """Return what the equilibrium would have been."""
    held, said = found["equilibrium"], words["summary"]
    if held is None:
        return str(said["no_equilibrium"])
    values = {name: value_text(words, held["values"][side]) for name, side in PLACES.items()}
    terms = package_text(words, held["terms"])
    return str(said["equilibrium"].format(date=iso_text(words, held["date"]), terms=terms, **values))


def facts(found: dict[str, Any], words: dict[str, Any]) -> list[list[str]]:
    """Return the figures that matter, each with what it is."""
    said = words["summary"]["facts"]
    deal = [[said[side], value_text(words, found["values"][side])] for side in SIDES] if found["agreed"] else []
    told = [*deal, *([said[f"{side}_no_deal"], value_text(words, found["no_deal"][side])] for side in SIDES)]
    if found["nash_ratio"] is not None:
        told.append([said["nash_ratio"], words["share"].format(value=100 * found["nash_ratio"])])
    return told


# --- tables --------------------------------------------------------------------------------------------


def both(words: dict[str, Any], values: dict[str, float]) -> list[str]:
    """Return the values to both sides as figures of a table."""
    return [figure_text(words, values[side]) for side in SIDES]


def fair_table(found: dict[str, Any], words: dict[str, Any]) -> Table:
    """Return the deals that the classic solutions pick."""
    said = words["summary"]
    rows = [
        [said["rules"][rule], *both(words, found[rule]["values"]), package_text(words, found[rule]["terms"])]
        for rule in said["rules"]
        if found[rule] is not None
    ]
    return {"title": said["fair"], "head": said["fair_head"], "rows": rows or [[said["no_fair"], "", "", ""]]}


def weeks_tables(found: dict[str, Any], words: dict[str, Any]) -> list[Table]:
    """Return what signing in each week would have been worth, for each chair that is told."""
    said = words["summary"]
    return [
        {
            "title": said["weeks"].format(side=words["sides"][side]),
            "head": said["weeks_head"],
            "rows": fold_terms([week_row(week, words) for week in weeks], 1, words),
        }
        for side, weeks in found["weeks"].items()
    ]


def week_row(week: dict[str, Any], words: dict[str, Any]) -> list[str]:
    """Return a week's line."""
    said, number = words["summary"], str(week["week"])
    if week["offer"] is None:
        return [number, said["no_offer"], "", "", ""]
    could = said["yes" if week["could_be_signed"] else "no"]
    return [number, package_text(words, week["offer"]["terms"]), *both(words, week["values"]), could]


def fold_terms(rows: list[list[str]], place: int, words: dict[str, Any]) -> list[list[str]]:
    """Return rows with terms that stand in the row before as well said shortly; `place`, that of the terms."""
    pairs = zip([None, *rows], rows, strict=False)
    same, nothing = words["summary"]["same"], words["summary"]["no_offer"]
    return [
        [*row[:place], same, *row[place + 1 :]]
        if before is not None and before[place] == row[place] != nothing
        else row
        for before, row in pairs
    ]


def wanted_tables(found: dict[str, Any], words: dict[str, Any]) -> list[Table]:
    """Return what issues were worth to a side, least and most."""
    said = words["summary"]
    return [
        {
            "title": said["values_of"].format(side=words["sides"][side]),
            "head": said["values_head"],
            "rows": [
                [
                    issue_text(words, issue["name"]),
                    *(figure_text(words, pick(issue["values"])) for pick in (min, max)),
                    figure_text(words, issue["at_stake"]),
                ]
                for issue in held["issues"]
            ],
        }
        for side, held in found["wanted"].items()
    ]


def path(found: dict[str, Any], words: dict[str, Any]) -> Table:
    """Return the path of offers; of one that a side repeats, that it does."""
    said, last = words["summary"], dict[str, list[int]]()
    rows = []
    for offer in found["offers"]:
        same = last.get(offer["side"]) == offer["package"]
        terms = said["same"] if same else package_text(words, offer["terms"])
        rows.append([offer["date"], words["sides"][offer["side"]], *both(words, offer["place"]), terms])
        last[offer["side"]] = offer["package"]
    return {"title": said["offers"], "head": said["offers_head"], "rows": rows}
