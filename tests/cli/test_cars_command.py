"""`sim cars` as a user meets it: tariff cases of the market, and the carmakers' quarters."""

import json
import signal
from functools import cache

import pytest
from places import DATA, ROOT, SCENARIOS
from typer.testing import CliRunner

from sim.cli.output import run_guarded
from sim.cli.verbs import make_app
from sim.economy.market.tariff_cases import CASES, COLUMNS
from sim.scenario.loading import load

EXPECTED = json.loads((DATA / "cars_expected.json").read_text(encoding="utf-8"))
PHIS = ("0", "0.25", "0.5", "1")
TARIFFS = {  # Korea, others, USMCA as they are typed
    "baseline": ("0", "2.5", "0"),
    "KR25_others25": ("25", "25", "25"),
    "KR15_others25": ("15", "25", "25"),
    "KR25_others15": ("25", "15", "25"),
    "KR15_others15": ("15", "15", "25"),
    "KR10_others15": ("10", "15", "25"),
    "KR0_others15": ("0", "15", "25"),
    "KR25_only": ("25", "2.5", "0"),
    "KR15_only": ("15", "2.5", "0"),
}
PNG = b"\x89PNG\r\n\x1a\n"


@cache
def known(file, settings):
    return load(file, settings)


@pytest.fixture(autouse=True)
def read_once(monkeypatch):
    """Read each scenario once: reading takes longer than a case."""
    monkeypatch.setattr("sim.scenario.loading.load", lambda file, settings=(): known(file, tuple(settings)))


@cache
def answered(*words):
    """Return what `sim cars` prints."""
    done = CliRunner().invoke(make_app(["cars"]), ["cars", "--scenario", str(SCENARIOS / "baseline.yaml"), *words])
    assert done.exit_code == 0, done.stderr or done.exception
    assert not done.stderr
    return done.stdout


def figures(*words):
    return json.loads(answered(*words, "--json"))


def refused(capsys, monkeypatch, *words):
    """Return exit status and message of a command that the user is refused, as `main` would end it."""
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    with pytest.raises(SystemExit) as ended:
        run_guarded(lambda: make_app(["cars"])(["cars", *words]))
    said = capsys.readouterr()
    assert not said.out
    return ended.value.code, said.err.strip()


def test_the_help_has_examples_and_the_readme_names_the_verb():
    said = CliRunner().invoke(make_app(["cars"]), ["cars", "--help"]).stdout
    assert "Example" in said
    assert "sim cars --partner 15" in said
    assert "sim cars" in (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("phi", PHIS)
@pytest.mark.parametrize("case", TARIFFS)
def test_every_case_is_what_was_worked_out_elsewhere(case, phi):
    party_b, others, usmca = TARIFFS[case]
    found = figures("--phi", phi, "--korea", party_b, "--others", others, "--usmca", usmca)
    assert found == pytest.approx(EXPECTED[f"phi{float(phi)}"][case], abs=1e-6)
    assert list(found) == list(COLUMNS)


def test_without_tariffs_all_nine_cases_are_told():
    found = figures("--phi", "0.5")
    assert list(found) == list(CASES) == list(TARIFFS)
    for name, expected in EXPECTED["phi0.5"].items():
        assert found[name] == pytest.approx(expected, abs=1e-6), name


def test_the_table_has_a_line_for_each_figure_and_a_head_for_each_case():
    lines = answered().split("\n")
    heads = ["0/2.5/0", "25/27.5/25", "15/27.5/25", "25/15/25", "15/15/25", "10/15/25", "0/15/25", "25/2.5/0"]
    assert "0.36 of their way" in lines[0]
    assert lines[2].split() == [*heads, "15/2.5/0"]
    rows = [line.split() for line in lines[3 : 3 + len(COLUMNS)]]
    assert [row[0] for row in rows] == list(COLUMNS)
    assert all(len(row) == 1 + len(CASES) for row in rows)
    assert "-0.00" not in answered().split()


def test_the_table_says_what_json_says():
    (line,) = (line for line in answered().split("\n") if line.startswith("us_net_bn"))
    told = [float(cell) for cell in line.split()[1:]]
    assert told == pytest.approx([case["us_net_bn"] for case in figures().values()], abs=0.00501)


def test_a_table_of_one_case_has_one_column():
    lines = answered("--korea", "15").split("\n")
    assert lines[2].split() == ["15/27.5/25"]
    assert all(len(line.split()) == 2 for line in lines[3 : 3 + len(COLUMNS)])


@pytest.mark.parametrize(
    ("others", "in_all"), [("0", "2.5"), ("2.5", "2.5"), ("15", "15"), ("24", "24"), ("25", "27.5"), ("30", "32.5")]
)
def test_tariffs_on_others_from_25_on_come_on_top_of_the_base_and_lower_ones_are_in_all(others, in_all):
    assert answered("--others", others).split("\n")[2].split() == [f"25/{in_all}/25"]


def test_no_tariff_on_others_leaves_them_the_base():
    assert figures("--others", "0") == figures("--others", "2.5")


@pytest.mark.parametrize("left", [("--korea", "25"), ("--others", "25"), ("--usmca", "25")])
def test_tariffs_that_are_left_out_are_25(left):
    assert figures(*left) == figures("--korea", "25", "--others", "25", "--usmca", "25")
    assert figures(*left) == figures()["KR25_others25"]


def test_three_nests_change_who_loses():
    one, three = (figures("--korea", "25", "--nests", nests) for nests in ("one", "three"))
    assert one == figures("--korea", "25")
    assert abs(one["detroit_profit_chg_bn"] - three["detroit_profit_chg_bn"]) > 0.1
    assert abs(one["kr_units_pct"] - three["kr_units_pct"]) > 0.1


def test_nests_in_the_scenario_are_obeyed():
    assert figures("--korea", "25", "--set", "market.nests=three") == figures("--korea", "25", "--nests", "three")


@pytest.mark.parametrize(
    ("words", "status", "message"),
    [
        (("--nests", "two"), 2, "must be one or three; found two"),
        (("--phi", "1.5"), 2, "--phi"),
        (("--phi", "-0.1"), 2, "--phi"),
        (("--korea", "-1"), 2, "--korea"),
        (("--others", "101"), 2, "--others"),
        (("--quarters", "--then", "15"), 2, "--then and --on go together"),
        (("--quarters", "--on", "2025-08-07"), 2, "--then and --on go together"),
        (("--quarters", "--then", "15", "--on", "soon"), 2, "--on"),
        (("--then", "15", "--on", "2025-08-07"), 2, "go with --quarters"),
        (("--figure", "a.png"), 2, "go with --quarters"),
        (("--until", "2026-03-31"), 2, "go with --quarters"),
        (("--quarters", "--phi", "0.5"), 2, "--phi goes with cases"),
        (("--worlds", "5"), 2, "go with --quarters"),
        (("--seed", "5"), 2, "go with --quarters"),
        (("--reported", "bills.csv"), 2, "go with --quarters"),
        (("--quarters", "--in-force", "2025-11-01"), 2, "--in-force goes with --then and --on"),
    ],
)
def test_a_command_that_makes_no_sense_is_refused(capsys, monkeypatch, words, status, message):
    code, said = refused(capsys, monkeypatch, *words)
    assert code == status
    assert message in said


@pytest.mark.parametrize("more", [(), ("--quarters",)])
def test_a_scenario_that_is_not_there_is_told_plainly(capsys, monkeypatch, more):
    code, said = refused(capsys, monkeypatch, "--scenario", "nowhere.yaml", *more)
    assert code == 1
    assert said.startswith("nowhere.yaml: 1 fault; nothing was run")
    assert "no such file. `sim list scenarios` names those there are" in said


def test_a_figure_that_is_no_png_is_refused(capsys, monkeypatch, tmp_path):
    file = tmp_path / "x.txt"
    words = ("--quarters", "--worlds", "2", "--scenario", str(SCENARIOS / "baseline.yaml"))
    code, said = refused(capsys, monkeypatch, *words, "--figure", str(file))
    assert (code, said) == (1, f"--figure must name a PNG, SVG or PDF file; found {file}; nothing was run")
    assert not file.exists()


def test_a_figure_that_cannot_be_written_is_told(capsys, monkeypatch, tmp_path):
    file = tmp_path / "nowhere" / "x.png"
    words = ("--quarters", "--worlds", "2", "--scenario", str(SCENARIOS / "baseline.yaml"))
    code, said = refused(capsys, monkeypatch, *words, "--figure", str(file))
    assert (code, said) == (1, f"--figure: no such folder: {file.parent}; nothing was run")


def test_a_last_day_outside_the_calendar_is_refused(capsys, monkeypatch):
    words = ("--quarters", "--worlds", "2", "--scenario", str(SCENARIOS / "baseline.yaml"))
    code, said = refused(capsys, monkeypatch, *words, "--until", "2025-04-08")
    assert code == 1
    assert said.startswith("--until must be from 2025-04-09 to 2029-01-20")


def test_quarters_are_told_for_each_maker_and_in_all():
    found = figures("--quarters", "--worlds", "50")
    spans = ["2025q2", "2025q3", "2025q4", "2025q2 to 2025q4"]
    assert [(part["maker"], part["quarter"]) for part in found] == [
        (maker, span) for maker in ("hyundai", "kia", "gm_korea") for span in spans
    ]
    rows = ("duty", "other duty", "all duties", "of it parts", "profit")
    for part in found:
        assert list(part) == ["maker", "quarter", *rows, "reported", "pit"]
        for row in rows:
            assert part[row]["q10"] <= part[row]["q50"] <= part[row]["q90"]
    reported = {part["maker"]: part["reported"] for part in found if part["reported"] is not None}
    assert reported == {"hyundai": 828.2, "kia": 786}


def test_quarters_are_the_same_again_and_others_with_another_seed():
    words = ("--quarters", "--worlds", "20", "--json")
    answered.cache_clear()
    first = answered(*words, "--seed", "3")
    answered.cache_clear()
    assert answered(*words, "--seed", "3") == first
    assert answered(*words, "--seed", "4") != first


def test_one_quarter_has_no_sum():
    found = figures("--quarters", "--worlds", "5", "--until", "2025-06-30")
    assert [part["quarter"] for part in found] == ["2025q2"] * 3


def test_a_table_of_quarters_says_what_was_asked():
    words = ("--quarters", "--worlds", "20", "--then", "15", "--on", "2025-11-01", "--seed", "2")
    lines = answered(*words).split("\n")
    assert lines[0] == (
        "Tariff on Korean cars 25 % from 3 April 2025, then 15 % from 1 November 2025; 20 worlds, seed 2"
    )
    assert lines[4].startswith("Hyundai, 2025q2")
    assert lines[3].split()[-2:] == ["reported", "PIT"]
    assert lines[4].split()[-2] == "828"
    assert len([line for line in lines if "2025q" in line]) == 12


def test_lower_tariffs_on_others_cost_the_makers_profit():
    profits = [
        {part["maker"]: part["profit"]["q50"] for part in figures("--quarters", "--worlds", "20", *more)}
        for more in ((), ("--others", "15"))
    ]
    assert all(profits[1][maker] < profits[0][maker] for maker in profits[0])


def test_a_figure_of_the_quarters_is_drawn(tmp_path):
    file = tmp_path / "quarters.png"
    said = answered("--quarters", "--worlds", "5", "--figure", str(file))
    assert said.strip().endswith(f"drawn       {file}")
    assert file.read_bytes().startswith(PNG)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--then", "15", "--on", "2025-01-01"), "--on must be after 2025-04-03"),
        (("--then", "15", "--on", "2026-02-01"), "not after 2025-12-31"),
        (("--until", "2030-01-01"), "--until must be from 2025-04-09 to 2029-01-20"),
        (("--figure", "nowhere/at/all.png"), "no such folder"),
    ],
)
def test_what_makes_no_sense_is_refused_before_anything_is_played(words, message, capsys, monkeypatch):
    code, said = refused(capsys, monkeypatch, "--quarters", "--scenario", str(SCENARIOS / "baseline.yaml"), *words)
    assert code == 1
    assert message in said
    assert said.endswith("nothing was run")


# --- bills reported, and cars by month ------------------------------------------------------------


def test_a_bill_that_the_user_gives_stands_beside_the_models_with_its_pit(tmp_path):
    file = tmp_path / "bills.csv"
    file.write_text("maker,quarter,bn_krw\nhyundai,2025q3,0\nkia,2025q3,1e6\nkia,2025q2 to 2025q4,3000\n")
    found = {
        (part["maker"], part["quarter"]): part
        for part in figures("--quarters", "--worlds", "40", "--reported", str(file))
    }
    assert (found["hyundai", "2025q3"]["reported"], found["hyundai", "2025q3"]["pit"]) == (0, 0)
    assert found["kia", "2025q3"]["pit"] == 1
    assert found["kia", "2025q2 to 2025q4"]["reported"] == 3000
    assert found["hyundai", "2025q2"]["reported"] == 828.2  # the scenario's own
    assert 0 <= found["hyundai", "2025q2"]["pit"] <= 1
    assert found["hyundai", "2025q4"]["pit"] is None


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("maker,quarter,bn_krw\nseat,2025q3,1\n", "line 2: must hold maker (hyundai, kia, gm_korea)"),
        ("maker,quarter,bn_krw\nkia,2025q3,1\nkia,2025q4,soon\n", "line 3"),
        ("maker,bn_krw\nkia,1\n", "line 2"),
    ],
)
def test_bills_that_cannot_be_read_are_refused_before_anything_is_played(text, message, capsys, monkeypatch, tmp_path):
    file = tmp_path / "bills.csv"
    file.write_text(text)
    words = ("--quarters", "--scenario", str(SCENARIOS / "baseline.yaml"), "--reported", str(file))
    code, said = refused(capsys, monkeypatch, *words)
    assert code == 1
    assert message in said
    assert said.endswith("nothing was run")


def test_a_file_of_bills_that_is_not_there_is_refused(capsys, monkeypatch):
    words = ("--quarters", "--scenario", str(SCENARIOS / "baseline.yaml"), "--reported", "nowhere.csv")
    code, said = refused(capsys, monkeypatch, *words)
    assert code == 1
    assert said.startswith("--reported: nowhere.csv cannot be read")


def test_cars_by_month_are_told_with_the_exports_that_were_reported():
    found = figures("--months", "--worlds", "20", "--until", "2025-07-31")
    assert [entry["month"] for entry in found] == ["2025-04", "2025-05", "2025-06", "2025-07"]
    for entry in found:
        assert list(entry) == ["month", "shipped", "landed", "exports reported"]
        assert entry["landed"]["q10"] <= entry["landed"]["q50"] <= entry["landed"]["q90"]
    lines = answered("--months", "--worlds", "20", "--until", "2025-07-31").split("\n")
    assert lines[3].split() == ["month", "shipped", "landed", "exports", "reported"]


def test_a_tariff_from_a_day_gone_by_needs_lots(capsys, monkeypatch):
    words = (
        "--quarters",
        "--worlds",
        "2",
        "--scenario",
        str(SCENARIOS / "baseline.yaml"),
        "--set",
        "industry.stock=untaxed_only",
    )
    late = ("--then", "15", "--on", "2025-12-04", "--in-force", "2025-11-01")
    code, said = refused(capsys, monkeypatch, *words, *late)
    assert code == 1
    assert said.startswith("--in-force needs industry.stock: lots")


# --- one path against another ---------------------------------------------------------------------

AGAINST = ("--quarters", "--worlds", "40", "--then", "15", "--on", "2025-11-01")


def test_a_path_against_another_says_what_differs_in_won_and_in_dollars():
    found = figures(*AGAINST, "--against", "25")
    assert [list(entry) for entry in found[:1]] == [["maker", "quarter", "bn KRW", "bn USD"]]
    at = {(entry["maker"], entry["quarter"]): entry for entry in found}
    assert at["hyundai", "2025q3"]["bn KRW"]["all duties"]["difference"] == 0
    for unit in ("bn KRW", "bn USD"):
        assert at["hyundai", "2025q4"][unit]["all duties"]["high"] < 0
        assert at["hyundai", "2025q4"][unit]["profit"]["low"] > 0
    lines = answered(*AGAINST, "--against", "25").split("\n")
    assert lines[0] == "Tariff on Korean cars 25 % from 3 April 2025, then 15 % from 1 November 2025,"
    assert lines[1] == "against tariff on Korean cars 25 % from 3 April 2025; 40 worlds, seed 1"
    assert sum(line.startswith("Kia, 2025q4 ") for line in lines) == 2


def test_a_path_with_days_is_the_one_of_then_and_on():
    found = figures(*AGAINST, "--against", "25,15@2025-11-01")
    assert {cell["difference"] for entry in found for cell in entry["bn USD"].values()} == {0}
    assert figures("--quarters", "--worlds", "40", "--against", "25,15@2025-11-01")[2]["bn KRW"]["duty"]["low"] > 0


def test_others_tariffs_by_date_hold_on_both_sides_unless_another_path_is_stated():
    others = ("--others", "25", "--others-then", "15", "--others-on", "2025-09-16")
    lines = answered(*AGAINST, *others, "--against", "25").split("\n")
    said = "on those of Japan, the EU and others 25 % from 3 April 2025, then 15 % from 16 September 2025"
    assert said in lines[0]
    assert said in lines[1]
    alone = ("--quarters", "--worlds", "40", *others)
    found = {(e["maker"], e["quarter"]): e["bn KRW"] for e in figures(*alone, "--against-others", "25")}
    assert found["hyundai", "2025q2"]["profit"]["difference"] == 0
    assert found["hyundai", "2025q4"]["duty"]["high"] < 0  # fewer cars are sold
    other_way = figures("--quarters", "--worlds", "40", "--others", "25", "--against-others", "25,15@2025-09-16")
    assert other_way[2]["bn KRW"]["duty"]["low"] == pytest.approx(-found["hyundai", "2025q4"]["duty"]["high"])


@pytest.mark.parametrize(
    ("words", "status", "message"),
    [
        (("--against", "25"), 2, "go with --quarters"),
        (("--quarters", "--others-then", "15"), 2, "--others-then and --others-on go together"),
        (("--months", "--against", "25"), 2, "leave out --months, --figure and --reported"),
        (("--quarters", "--against", "25", "--figure", "a.png"), 2, "leave out --months, --figure and --reported"),
        (("--quarters", "--against", "25;15"), 2, "as 25 or 25,15@2025-11-01; found 25;15"),
        (("--quarters", "--against", "25,15"), 2, "as 25 or 25,15@2025-11-01; found 15"),
        (("--quarters", "--against", "125"), 2, "are percent, from 0 to 100; found 125"),
        (("--quarters", "--against", "nan"), 2, "are percent, from 0 to 100; found nan"),
        (("--quarters", "--against", "25,15@2025-11-01,10@2025-10-01"), 2, "the days of --against must rise"),
        (("--quarters", "--against", "25,15@2026-02-01"), 1, "the days of --against must be after 2025-04-03"),
        (("--quarters", "--against-others", "25,15@2025-04-09"), 1, "the days of --against-others must be after"),
        (("--quarters", "--others-then", "15", "--others-on", "2025-04-08"), 1, "--others-on must be after 2025-04-09"),
    ],
)
def test_a_path_that_makes_no_sense_is_refused(words, status, message, capsys, monkeypatch):
    code, said = refused(capsys, monkeypatch, "--scenario", str(SCENARIOS / "baseline.yaml"), *words)
    assert code == status
    assert message in " ".join(said.replace("│", " ").split())
