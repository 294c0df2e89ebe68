"""What was seen in fact, by every kind of slip: one located fault each; the same in a case file of `sim score`."""

import pytest
from places import SCENARIOS

from sim.analysis.score.case_file import read_case
from sim.analysis.tariff_bills import read_reported
from sim.core.errors import UserError
from sim.scenario.faults import ScenarioError
from sim.scenario.loading import load

HEAD = f"extends: {SCENARIOS}/baseline.yaml\nquestion: q\n"
SPAN = "spans: {%s: {low: %s, high: %s, source: s}}"
MOVE = "moves: [{date: 2025-05-01, side: us, issue: %s, level: %s, kind: demand, source: s}]"
SLIPS = [  # what stands under `actual`, where the fault is, and what it says
    ("terms: {investment: hello}", "terms.investment", "must be a number, a level of investment: 0, 50"),
    ("terms: {lng: true}", "terms.lng", "must be a number or a name; found true"),
    ("terms: {shipbuilding: 2025-01-01}", "terms.shipbuilding", "must be a number or a name; found 2025-01-01"),
    ("terms: {auto_tariff: 15.0000001}", "terms.auto_tariff", "found 15.0000001"),
    ("terms: {farm_access: 3}", "terms.farm_access", "must be a name, a level of farm_access: none, partial, full"),
    ("terms: {farm_access: None}", "terms.farm_access", "Did you mean none?"),
    ("terms: {Investment: 200}", "terms.Investment", "no such issue: Investment. Did you mean investment?"),
    (SPAN % ("lng", -5, 14), "spans.lng.low", "must be at least 0; found -5"),
    (SPAN % ("lng", "a", 14), "spans.lng.low", "The unit is that of the issue"),
    (SPAN % ("lng", 20, 14), "spans.lng.high", "must not be below low, 20; found 14"),
    (SPAN % ("lng", 0.1, 0.2), "spans.lng", "must hold a level of lng, as only these can be signed: 0, 2, 4"),
    (SPAN % ("shipbuildng", 0, 14), "spans.shipbuildng", "Did you mean shipbuilding?"),
    (SPAN % ("investment", 0, 300), "spans.investment", "stands under terms too"),
    ("bills: {hyundia: {2025q2: 800}}", "bills.hyundia", "no such carmaker: hyundia. Did you mean hyundai?"),
    ("bills: {kia: {2025q5: 800}}", "bills.kia.2025q5", "must be under a quarter such as 2025q2; found 2025q5"),
    ("bills: {kia: {2025q2: -1}}", "bills.kia.2025q2", "must be at least 0; found -1"),
    ("bills: {kia: {2025q2: much}}", "bills.kia.2025q2", "must be a number; found 'much'"),
    ("date: soon", "date", "must be a date such as 2025-07-08"),
    ("date: 2025-04-08", "date", "must be from 2025-04-09 to horizon"),  # the day before the pause
    (
        MOVE % ("investment", "hello"),
        "moves[0].level",
        "must be a number, as the levels of investment are; found hello",
    ),
    (MOVE % ("farm_access", "3"), "moves[0].level", "must be a level of farm_access: none, partial, full; found 3"),
    (MOVE % ("farm_access", "fulll"), "moves[0].level", "found fulll. Did you mean full?"),
]


@pytest.mark.parametrize(("block", "path", "said"), SLIPS)
def test_one_fault_with_its_line(tmp_path, block, path, said):
    file = tmp_path / "b.yaml"
    file.write_text(f"{HEAD}actual:\n  {block}\n", encoding="utf-8")
    with pytest.raises(ScenarioError) as wrong:
        load(file)
    assert f"b.yaml: 1 fault; nothing was run\n\n  line 4  actual.{path}\n      " in str(wrong.value)
    assert said in str(wrong.value)


@pytest.mark.parametrize(("block", "path", "said"), [slip for slip in SLIPS if not slip[0].startswith("date")])
def test_the_same_in_a_case_file_without_playing_anything(tmp_path, block, path, said):
    spec, file = load(SCENARIOS / "baseline.yaml").scenario, tmp_path / "case.yaml"
    beside = "" if block.startswith("terms") else "terms: {auto_tariff: 15, investment: 200}\n"
    file.write_text(f"{block}\ndate: 2025-07-30\n{beside}", encoding="utf-8")
    with pytest.raises(ScenarioError) as wrong:
        read_case(file, spec)
    assert f"case.yaml: 1 fault; nothing was run\n\n  line 1  {path}\n      " in str(wrong.value)
    assert said in str(wrong.value)


def test_a_span_of_levels_with_names_is_refused(tmp_path):
    file = tmp_path / "b.yaml"
    file.write_text(f"{HEAD}actual: {{terms: {{farm_access: null}}, {SPAN % ('farm_access', 0, 1)}}}\n", "utf-8")
    with pytest.raises(ScenarioError, match="levels with names: state one of them under terms: none, partial, full"):
        load(file)


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        ("carmakers.kia.reported={2025q0: 5}", "must be under a quarter such as 2025q2; found 2025q0"),
        ("carmakers.kia.reported={2025q1: -5}", "must be at least 0; found -5"),
        ("industry.reported_exports={2025-13: 5}", "must be under a month such as 2025-04; found 2025-13"),
    ],
)
def test_what_was_reported_is_by_quarter_or_month(setting, said):
    with pytest.raises(ScenarioError) as wrong:
        load(SCENARIOS / "baseline.yaml", [setting])
    assert said in str(wrong.value)


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("", "holds no row"),
        ("maker,quarter,bn_krw\n", "holds no row"),
        ("maker,quarter,bn_krw\nkia,2025q9,5\n", "line 2: must hold"),
        ("maker,quarter,bn_krw\nkia,2025q2,-5\n", "line 2: must hold"),
        ("maker,quarter,bn_krw\nkia,2025q2,nan\n", "line 2: must hold"),
        ("maker,quarter,bn_krw\nkia,2025q2,5\nkia,2025q2,6\n", "line 3: kia 2025q2 stands twice"),
    ],
)
def test_reported_bills_of_a_file_are_held_to_the_same(tmp_path, rows, said):
    (tmp_path / "r.csv").write_text(rows, encoding="utf-8")
    with pytest.raises(UserError, match=said):
        read_reported(tmp_path / "r.csv", ["hyundai", "kia"])
