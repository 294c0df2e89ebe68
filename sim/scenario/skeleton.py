"""The text of a new scenario: two parties and a few issues with flows by table, which checks and plays as it stands.

What the issues are worth goes round in threes, so that there is something to trade.  Half of an issue, against none,

    the first    brings party A 30 and costs party B 10
    the second   brings party B 40 and costs party A 20
    the third    brings party A 10 and costs party B 10

and beyond half the first two cost more than they bring.  Half of each of three is worth 20 to both, the Nash point.
"""

from collections.abc import Sequence
from pathlib import PurePath

from pydantic import TypeAdapter, ValidationError

from sim.core.errors import UserError
from sim.scenario.schema.fields import Name
from sim.scenario.schema.party_key_rules import PARTIES

USUAL_PARTIES = ("buyer", "seller")
USUAL_ISSUES = ("price", "delivery", "warranty")
FEWEST_ISSUES, MOST_ISSUES = 2, 8  # one alone is worth nothing to a side; more are better written by hand
WORTH = (  # of half and of all of it, to party A and to party B
    ((30, 35), (-10, -40)),
    ((-20, -60), (40, 45)),
    ((10, 20), (-10, -20)),
)
READ_OTHERWISE = {"on", "off", "yes", "no", "true", "false", "null", "y", "n"}  # by YAML
NAME = TypeAdapter[str](Name)

HEAD = """\
# {file}: two parties and {count} issues, which plays as it stands.  Change it line by line: `sim check {file}`
# tells what is wrong, `sim list keys` what a key means.  All figures are placeholders: say where yours are from.
question: What do {a} and {b} agree on, and when?
worlds: 1000  # histories played side by side, each with figures drawn anew
seed: 1

parties:  # the keys of the parties' blocks below, and what each is called in text
  {a}: {{name: the {a_words}}}
  {b}: {{name: the {b_words}}}

value_unit: bn USD a year  # of what issues are worth, below and in results

calendar:
  talks: 2026-01-05  # the talks open
  deadline: 2026-03-06  # without a deal by then they end, see `deadline`
  horizon: 2027-03-06  # a deal pays until then
  meetings: {{every: 7, daily_in_last: 7}}  # days between meetings; daily in a deadline's last days
  proposer: {{coin: 0.5}}  # chance that {a} tables the offer at a meeting
  source: assumed

deadline: firm  # it is never moved; `sim list keys deadline` says how it could be

issues:"""

ISSUE = """
  {issue}:
    meaning: {words}
    unit: percent
    levels: [0, 25, 50, 75, 100]  # what can be agreed
    now: 0  # what there is without a deal
    source: assumed
    flows:
      table:  # in value_unit, against no deal; straight lines between the levels
        levels: [0, 50, 100]
        components:
          worth_to_{a}: [0, {first}]
          worth_to_{b}: [0, {second}]
"""

PARTY = """
{key}:
  source: assumed
  weights:
    worth_to_{key}: {{uniform: [0.8, 1.2], range: [0, 2]}}  # drawn once in each world
  tactic: {{timed: {{beta: {{uniform: [0.3, 1.5], range: [0.05, 5]}}}}}}  # below 1 it gives way late, above 1 early
  opponent: {{frequency: {{step: 0.2}}}}  # learns from offers what the other side cares about
  acceptance: next  # accepts what is at least as good as its own next offer
  opening: own_best  # begins with what is best for itself
"""


def skeleton(file: str, parties: Sequence[str] = USUAL_PARTIES, issues: Sequence[str] = USUAL_ISSUES) -> str:
    """Return the text of a scenario of two parties and a few issues, by their keys; UserError for what is no key."""
    refuse_keys("--parties", parties, PARTIES, PARTIES)
    refuse_keys("--issues", issues, FEWEST_ISSUES, MOST_ISSUES)
    if both := sorted({*parties} & {*issues}):
        raise UserError(
            f"{both[0]} is named as a party and as an issue; nothing was written. Give each a name of its own"
        )
    a, b = parties
    said = {"a": a, "b": b, "a_words": in_words(a), "b_words": in_words(b)}
    head = HEAD.format(file=PurePath(file).name, count=len(issues), **said)
    blocks = [
        ISSUE.format(issue=issue, words=in_words(issue), first=comma_list(first), second=comma_list(second), **said)
        for issue, (first, second) in zip(issues, WORTH * MOST_ISSUES, strict=False)
    ]
    return "".join([head, *blocks, *(PARTY.format(key=key) for key in parties)])


def comma_list(figures: Sequence[int]) -> str:
    """Return figures with commas between."""
    return ", ".join(map(str, figures))


def in_words(key: str) -> str:
    """Return a key as words."""
    return key.replace("_", " ")


def refuse_keys(option: str, keys: Sequence[str], fewest: int, most: int) -> None:
    """Raise UserError for too few or too many names, for one that stands twice or is no name."""
    if not fewest <= len(keys) <= most:
        number = str(fewest) if fewest == most else f"{fewest} to {most}"
        raise UserError(f"{option} takes {number} names with commas between; found {len(keys)}; nothing was written")
    for key in keys:
        try:
            NAME.validate_python(key)
        except ValidationError:
            rule = "a name has letters, digits and underscores and begins with a letter"
            raise UserError(f"{option}: {rule}; found {key!r}; nothing was written") from None
        if key.lower() in READ_OTHERWISE:
            raise UserError(
                f"{option}: YAML may take {key} for true, false or nothing; nothing was written. Choose another"
            )
        if list(keys).count(key) > 1:
            raise UserError(f"{option}: {key} stands twice; nothing was written")
