"""Every sentence of the diary is made from recorded numbers: read back out of the text, they are those of the run."""

import re
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from runs import loaded, played

from sim.reporting.diary import diary_lines, end_lines
from sim.reporting.diary_headlines import weeks
from sim.reporting.one_world import row_of
from sim.runs.polls import published_polls
from sim.runs.results import offer_table

WORLD = 0  # of the baseline with seed 1: a deal of 1 August by the new government, after Japan's
PAUSE = date(2025, 4, 9)
NUMBER = r"([+-]?\d+(?:\.\d+)?)"
KEYS = {"party_a": "us", "party_b": "korea"}  # of the scenario, as its tables have them
COUNTS = {"Two": 2, "Three": 3, "Four": 4, "Five": 5, "Six": 6, "Seven": 7, "Eight": 8, "Nine": 9, "Ten": 10}


@pytest.fixture(scope="module")
def outcome():
    return played("baseline", worlds=20)


@pytest.fixture(scope="module")
def row(outcome):
    return row_of(outcome, WORLD)


@pytest.fixture(scope="module")
def lines(outcome):
    return diary_lines(outcome, WORLD)


@pytest.fixture(scope="module")
def text(lines):
    return "\n".join(line.text for line in lines)


@pytest.fixture(scope="module")
def ending(outcome):
    return " ".join(line.text for line in end_lines(outcome, WORLD, ("party_a", "party_b"), 200))


def figures(pattern, told):
    """Return the numbers in the first place where a pattern stands in a text."""
    found = re.search(pattern, told)
    assert found, pattern
    return [float(part.replace(",", "")) for part in found.groups()]


def about(value, places):
    """Return what a figure printed with so many places may be of."""
    return pytest.approx(value, abs=0.51 * 10**-places)


def day_of(words):
    """Return the day of the pause of a date in words."""
    day, month = words.split()
    number = {"April": 4, "May": 5, "June": 6, "July": 7, "August": 8, "September": 9}[month]
    return (date(2025, number, int(day)) - PAUSE).days


def test_the_terms_signed_are_those_of_the_row(row, text):
    (said,) = re.findall(r"A deal is signed on the offer of Korea: (.*)\.", text)
    names = {"auto tariff": "auto_tariff", "reciprocal tariff": "reciprocal_tariff", "LNG": "lng"}
    names |= {"shipbuilding": "shipbuilding", "investment": "investment", "farm access": "farm_access"}
    terms = re.split(r", | and ", said)
    assert len(terms) == len(names)
    for term in terms:
        name = next(one for one in names if term.startswith(one))
        level = term.removeprefix(f"{name} ").split(" ")[0]
        held = row[names[name]]
        assert (level if isinstance(held, str) else float(level)) == held


def test_the_accepted_offer_is_worth_what_the_row_says(row, text):
    (worth, _) = figures(
        rf"The U.S. accepts: the terms are worth {NUMBER} bn USD a year to it, and it demanded {NUMBER}", text
    )
    assert worth == about(row["party_a_value"], 1)


def test_the_end_says_what_the_row_says(row, ending):
    party_a, party_b = figures(rf"the deal is worth {NUMBER} bn USD a year to the U.S. and {NUMBER} to Korea", ending)
    assert (party_a, party_b) == (about(row["party_a_value"], 1), about(row["party_b_value"], 1))
    assert figures(rf"The U.S. takes {NUMBER} % of what both gain", ending)[0] == about(100 * row["party_a_share"], 0)
    left, nash = figures(rf"Both could have had {NUMBER} bn.*their gains is {NUMBER} % of the largest", ending)
    assert (left, nash) == (about(row["frontier_distance"], 2), about(100 * row["nash_ratio"], 0))
    party_a, party_b = figures(rf"has brought the U.S. {NUMBER} bn USD and Korea {NUMBER} bn USD", ending)
    assert (party_a, party_b) == (about(row["party_a_waiting"], 1), about(row["party_b_waiting"], 1))


def test_the_duty_of_all_is_the_sum_of_the_makers(row, ending):
    total, *parts = figures(rf"{NUMBER} bn USD: Hyundai {NUMBER}, Kia {NUMBER} and GM Korea {NUMBER}", ending)
    assert parts == [about(row[f"{name}_duty"], 2) for name in ("hyundai", "kia", "gm_korea")]
    assert total == about(row["hyundai_duty"] + row["kia_duty"] + row["gm_korea_duty"], 2)


def test_what_was_nearest_is_counted_in_days(row, ending):
    assert row["days_left"] == 0
    said = figures(
        r"was the deadline \(the same day\), then came Japan's deal \((\d+) days before\) and the vote \((\d+)", ending
    )
    japan, vote = (date(2025, 7, 22) - PAUSE).days, (date(2025, 6, 3) - PAUSE).days  # of the scenario
    assert said == [row["day"] - japan, row["day"] - vote]


def test_the_floor_is_that_of_the_draws(row, text):
    """By the rule of `sim.politics.authority`: reserve + cost * share against - ambition, by hand."""
    floor, against = figures(rf"no less than {NUMBER} bn USD a year: {NUMBER} % of the public", text)
    (reserve,) = figures(rf"Korea opens.* no deal is worth {NUMBER} to it", text)
    cost, ambition = (row[f"korea.governments.caretaker.{name}"] for name in ("audience_cost", "ambition"))
    assert floor == pytest.approx(reserve + cost * against / 100 - ambition, abs=0.11)


def test_demands_are_those_of_the_daily_series(outcome, lines):
    told = 0
    for line in lines:
        for who, side in (("The U.S.", "party_a"), ("Korea", "party_b")):
            found = re.search(rf"{re.escape(who)} declines.*and it demands {NUMBER}\.", line.text)
            if found and "Its caretaker" not in line.text:
                target = outcome.series[f"{side}_target"][line.day, WORLD]
                assert float(found[1]) == about(target, 1), line
                told += 1
    assert told > 10


def test_changed_terms_are_those_of_the_table_of_offers(outcome, lines):
    offers = offer_table(outcome).to_pandas()
    offers, told = offers[offers.world == WORLD], 0
    for line in lines:
        for side, who in (("party_a", "The U.S."), ("party_b", "Korea")):
            found = re.search(
                rf"^{re.escape(who)} gives ground: .*?investment {NUMBER} bn USD \(was {NUMBER}\)", line.text
            )
            if found:
                made = offers[(offers.proposer == KEYS[side]) & (offers.day <= line.day)].investment.tolist()
                assert [float(found[1]), float(found[2])] == [made[-1], made[-2]]
                told += 1
    assert told >= 5


def test_every_meeting_is_told_once(row, lines):
    """Those told one by one and those told together are as many as the row counts."""
    alone = [
        line for line in lines if re.match(r"(Korea|The U\.S\.) (opens|gives|withdraws|takes back|tables)", line.text)
    ]
    folded = [re.match(r"(\w+) meetings since", line.text) for line in lines if line.kind == "repeats"]
    together = sum(COUNTS[found[1]] for found in folded if found)
    assert len(alone) + together == row["party_a_offers"] + row["party_b_offers"] == row["rounds"]


def test_stock_and_duty_are_those_of_the_daily_series(outcome, lines):
    stock = next(line for line in lines if "is down by half: Kia" in line.text)
    (left,) = figures(r"Kia \(([\d,]+) cars left\)", stock.text)
    held = outcome.series["kia_stock"][:, WORLD]
    assert left == about(held[stock.day], 0)
    assert held[stock.day] < 0.5 * held[0] <= held[stock.day - 1]
    for line in [one for one in lines if "of duty so far" in one.text]:
        total, *parts = figures(
            rf"paid {NUMBER} bn USD.*Hyundai {NUMBER}, Kia {NUMBER} and GM Korea {NUMBER}", line.text
        )
        paid = [outcome.series[f"{name}_duty"][line.day, WORLD] for name in ("hyundai", "kia", "gm_korea")]
        assert parts == [about(one, 2) for one in paid]
        assert total == about(sum(paid), 2)


def test_pressure_is_told_on_the_day_it_passes(outcome, lines):
    told = [line for line in lines if line.text.startswith("Kia presses")]
    assert len(told) >= 2
    for line in told:
        (part,) = figures(rf"have reached {NUMBER} %", line.text)
        felt = outcome.series["kia_pressure"][:, WORLD]
        assert felt[line.day - 1] < part / 100 <= felt[line.day]


def test_what_was_learnt_is_told_with_the_weight_it_has(outcome, lines):
    told = [line for line in lines if "the weight that is commonly supposed" in line.text]
    assert told
    log = [entry for entry in outcome.log if entry["world"] == WORLD]
    for line in told:
        (weight,) = figures(rf"gives auto tariff {NUMBER} times", line.text)
        made = log[int(line.place)]
        heard = [one for one in log[: int(line.place)] if one["kind"] == "offer" and one["side"] != made["side"]]
        assert weight == about(heard[-1]["learnt"].max(), 1)
        assert int(heard[-1]["learnt"].argmax()) == 0


def test_polls_are_those_published(lines):
    polls = published_polls(loaded("baseline"), 1, WORLD)
    told = [line for line in lines if line.kind == "poll"]
    for line in told:
        shares = figures(rf"Lee Jae Myung {NUMBER} %.*Kim Moon Soo {NUMBER} %.*Lee Jun Seok {NUMBER} %", line.text)
        assert shares == [about(100 * held[line.day], 0) for held in polls.values()]
    assert told


def test_the_winner_and_the_day_of_authority_are_those_of_the_row(row, text):
    found = re.search(r"Korea votes: (.*) wins\. Nobody can sign for Korea until its government stands on (.*)\.", text)
    assert found[1].lower().replace(" ", "_") == row["winner"]
    assert day_of(found[2]) == row["handover"]


def test_the_deadline_moves_by_the_days_of_the_scenario(row, text):
    spec = loaded("baseline").scenario
    found = re.search(r"the U\.S\. moves it to (\d+ \w+)", text)
    assert day_of(found[1]) == (spec.calendar.deadline - PAUSE).days + spec.deadline.extension_days
    assert row["extensions"] == 1


def test_withdrawn_offers_are_named_and_cost_the_other_side(outcome, lines):
    """Named where the proposer asks for more by its own table of the day: then it is worth no less to itself."""
    told = [line for line in lines if "withdraws its offer of" in line.text]
    assert len(told) == 2
    log = [entry for entry in outcome.log if entry["world"] == WORLD]
    for line in told:
        entry = log[int(line.place)]
        assert np.nansum(entry[f"{entry['side']}_gain"]) > 0
        since = day_of(re.search(r"withdraws its offer of (\d+ \w+)", line.text)[1])
        made = [one["day"] for one in log if one["kind"] == "offer" and one["side"] == entry["side"]]
        assert since == max(day for day in made if day < line.day)


def test_each_week_has_one_headline_of_its_own_days(outcome, lines):
    held = list(weeks(outcome, lines))
    assert [week.number for week in held] == sorted({week.number for week in held})
    told = {week.number: week.headline for week in held}
    assert told[14 - 1] == "Japan signs: 15 %"
    assert told[15] == "Deal: auto tariff 15 %, reciprocal tariff 17.5 %"
    for week in held:
        assert {(line.day - outcome.calendar.talks) // 7 + 1 for line in week.lines} == {week.number}
    assert PAUSE + timedelta(days=held[0].begins) == date(2025, 4, 24)


PRIVATE = ("value", "reserve", "floor", "demand", "elapsed", "holds", "compared", "signs")


def disturbed(entry, sides):
    """Return an entry of the log in which all that some sides alone know is another."""
    if entry["kind"] in ("offer", "text_offer"):
        changed = {f"{side}_{name}": -77.7 for side in sides for name in PRIVATE if f"{side}_{name}" in entry}
        gains = {f"{side}_gain": -entry[f"{side}_gain"] for side in sides if f"{side}_gain" in entry}
        alone = {"pressed": 9.9, "against": 0.99} if "party_b" in sides else {}
        heard = {"party_b": "party_a", "party_a": "party_b"}[entry["side"]]
        learnt = {"learnt": entry["learnt"][::-1] * 3} if heard in sides and "learnt" in entry else {}
        own = {"met": False} if entry["side"] in sides else {}
        return entry | changed | gains | alone | learnt | own
    if entry["kind"] == "vote" and "party_b" in sides:
        return entry | {"gain": 7.7, "decisive_gain": 7.7}
    return entry


@pytest.mark.parametrize("name", ["baseline", "two_stages_ruling"])
@pytest.mark.parametrize("view", [("party_a",), ("party_b",), ()])
def test_a_view_does_not_change_with_what_it_is_not_told(name, view):
    outcome = played(name, worlds=20)
    others = [side for side in ("party_a", "party_b") if side not in view]
    series = {
        key: held * (0.5 if "pressure" in key and "party_b" in others else 1) for key, held in outcome.series.items()
    }
    other = replace(outcome, log=[disturbed(entry, others) for entry in outcome.log], series=series)
    for world in range(6):
        assert diary_lines(other, world, view) == diary_lines(outcome, world, view)
    everything = [diary_lines(one, 0, ("party_a", "party_b")) for one in (outcome, other)]
    assert everything[0] != everything[1]
