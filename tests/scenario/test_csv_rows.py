"""Rows in a CSV file: where it is sought, how it is read, and that a scenario is the same with its rows written out."""

import re
from pathlib import Path

import pytest
from places import SCENARIOS

from sim.scenario.faults import ScenarioError, path_text
from sim.scenario.loading import load
from sim.scenario.reading.yaml_data import to_yaml

BASELINE = SCENARIOS / "baseline.yaml"
SHIPPED = SCENARIOS / "data" / "us_car_market_2024.csv"
HEAD, *ROWS = [line for line in SHIPPED.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def variant(folder, rows, head=HEAD):
    """Write a CSV file, and beside it a scenario that differs from the baseline in naming it."""
    text = rows if isinstance(rows, bytes) else "\n".join([head, *rows]).encode()
    (folder / "cars.csv").write_bytes(text)
    (folder / "mine.yaml").write_text(f"extends: {BASELINE}\nmarket: {{cars: cars.csv}}\n", encoding="utf-8")
    return folder / "mine.yaml"


def cars(file, *settings):
    return load(file, settings).scenario.market.cars


def faults(file, *settings):
    with pytest.raises(ScenarioError) as caught:
        load(file, settings)
    return [(Path(fault.file).name, fault.line, path_text(fault.path), fault.message) for fault in caught.value.found]


def dearer(row, price):
    """Return a row with another price."""
    cells = row.split(",")
    return ",".join([*cells[:4], str(price), *cells[5:]])


# --- how it is read -----------------------------------------------------------------------------


def test_the_shipped_file_is_read_as_it_is_written():
    held = cars(BASELINE)
    assert len(held) == len(ROWS)
    for line, row in zip(held, ROWS, strict=True):
        assert [str(value) for value in line.model_dump().values()] == [
            *row.split(",")[:3],
            *(str(float(word)) for word in row.split(",")[3:7]),
            row.split(",")[7],
        ]


def test_numbers_are_read_as_numbers_and_words_as_words():
    first = load(BASELINE).data["market"]["cars"][4]
    assert first == {
        "brand": "Kia",
        "pricing_firm": "HMG",
        "plant_region": "KR",
        "us_sales_thousand": 371,
        "average_price_thousand_usd": 34,
        "customs_value_share_of_price": 0.74,
        "base_tariff_2024": 0.0,
        "nest": 0,
    }
    assert {name: type(value) for name, value in first.items()} == {
        **dict.fromkeys(("brand", "pricing_firm", "plant_region"), str),
        **dict.fromkeys(("us_sales_thousand", "average_price_thousand_usd", "nest"), int),
        **dict.fromkeys(("customs_value_share_of_price", "base_tariff_2024"), float),
    }


@pytest.mark.parametrize("name", ["911", "1e5", "inf", "nan", "on", "2025-04-03", "null", "Citroën"])
def test_a_brand_is_text_whatever_it_looks_like(tmp_path, name):
    file = variant(tmp_path, [f"{name},Other,EU,1,60,0.75,0.025,2", *ROWS])
    assert cars(file)[0].brand == name
    (tmp_path / "again.yaml").write_text(to_yaml(load(file).data), encoding="utf-8")
    assert cars(tmp_path / "again.yaml")[0].brand == name


def test_columns_may_come_in_any_order(tmp_path):
    order = [7, 2, 0, 1, 6, 5, 4, 3]
    turned = [",".join(row.split(",")[place] for place in order) for row in (HEAD, *ROWS)]
    assert cars(variant(tmp_path, turned[1:], turned[0])) == cars(BASELINE)


def test_comments_and_blank_lines_are_skipped_but_counted(tmp_path):
    rows = ['# a comment, with commas, and one " quote', "", "   ", ",,,,,,,", *ROWS[:3], '  "# quoted"', "", *ROWS[3:]]
    file = variant(tmp_path, ["# first", "", HEAD, *rows], head="#")
    assert cars(file) == cars(BASELINE)
    assert faults(file, "market.cars.2.nest=-1")[0][:2] == ("--set", 0)
    lines = file.with_name("cars.csv").read_text().replace(ROWS[4], dearer(ROWS[4], -1))
    file.with_name("cars.csv").write_text(lines)
    rule = "must be above 0; found -1. The unit is thousand USD"
    assert lines.split("\n")[14] == dearer(ROWS[4], -1)
    assert faults(file) == [("cars.csv", 15, "market.cars[4].average_price_thousand_usd", rule)]


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_line_ends_and_a_byte_order_mark_change_nothing(tmp_path, ending, mark):
    text = ending.join([HEAD, *ROWS[:4], dearer(ROWS[4], "dear"), *ROWS[5:], ""])
    file = variant(tmp_path, mark + text.encode())
    assert [(name, line) for name, line, _, _ in faults(file)] == [("cars.csv", 6)]
    variant(tmp_path, mark + text.replace("dear", "34").encode())
    assert cars(file) == cars(BASELINE)


@pytest.mark.parametrize("separator", ["\x0b", "\x0c", "\x1c", "\x85", "\u2028"])
def test_only_line_ends_end_a_line(tmp_path, separator):
    file = variant(tmp_path, [f"# a{separator}b", *ROWS[:1], dearer(ROWS[1], "dear"), *ROWS[2:]])
    assert [(name, line) for name, line, _, _ in faults(file)] == [("cars.csv", 4)]


def test_spaces_around_cells_change_nothing(tmp_path):
    spaced = ["  " + " , ".join(row.split(",")) + "\t " for row in (HEAD, *ROWS)]
    assert cars(variant(tmp_path, spaced[1:], spaced[0])) == cars(BASELINE)


def test_a_cell_in_quotes_may_hold_a_comma(tmp_path):
    file = variant(tmp_path, [*ROWS, ' "Mini, Ltd." , "B ""M"" W", "EU", "5","40",0.75,0.025,2'])
    last = cars(file)[-1]
    assert (last.brand, last.pricing_firm, last.us_sales_thousand) == ("Mini, Ltd.", 'B "M" W', 5)


def test_no_line_need_end_the_file(tmp_path):
    assert cars(variant(tmp_path, "\n".join([HEAD, *ROWS]).encode())) == cars(BASELINE)
    assert cars(variant(tmp_path, "\n".join([HEAD, *ROWS, "", ""]).encode())) == cars(BASELINE)


@pytest.mark.parametrize(
    ("word", "rule"),
    [
        ("1e2", "must be a number; found '1e2'. Write the figure alone. The unit is thousand USD"),
        ("1_000", "must be a number; found '1_000'. Write the figure alone. The unit is thousand USD"),
        ("nan", "must be a number; found 'nan'. Write the figure alone. The unit is thousand USD"),
        ("inf", "must be a number; found 'inf'. Write the figure alone. The unit is thousand USD"),
        ("034", "must be a number; found '034'. Write the figure alone. The unit is thousand USD"),
        ("٣٤", "must be a number; found '٣٤'. Write the figure alone. The unit is thousand USD"),
        ("34 k", "must be a number; found '34 k'. Write the figure alone. The unit is thousand USD"),
        ("true", "must be a number; found 'true'. Write the figure alone. The unit is thousand USD"),
        ("", "must be a number; found ''. Write the figure alone. The unit is thousand USD"),
        ("9" * 5000, "must be finite; found a number of 5000 digits"),
        ("9" * 400, "must be finite; found a number of 400 digits"),
        ("1001", "must be at most 1000; found 1001. The unit is thousand USD"),
        ("0", "must be above 0; found 0. The unit is thousand USD"),
    ],
)
def test_a_number_is_written_plainly(tmp_path, word, rule):
    file = variant(tmp_path, [*ROWS[:4], dearer(ROWS[4], word), *ROWS[5:]])
    assert faults(file) == [("cars.csv", 6, "market.cars[4].average_price_thousand_usd", rule)]


@pytest.mark.parametrize(
    ("content", "line", "rule"),
    [
        (b"", 1, "is empty. Begin with a line of column names: brand, pricing_firm, "),
        (b"\xef\xbb\xbf\r\n \r\n", 1, "is empty. Begin with a line of column names: brand, pricing_firm, "),
        (b"brand\n\0\n", 2, "not a text file: it holds a zero byte"),
        (HEAD.encode("utf-16"), 1, "not a text file in UTF-8. Save it in that encoding"),
        (HEAD.replace(",", "\t").encode(), 1, "commas must stand between the cells; found tabs"),
        (f"{HEAD}\n{'x' * 140_000}".encode(), 2, "not a CSV file: field larger than field limit"),
        (f"{HEAD}\n{ROWS[0]},\n{ROWS[1]},".encode(), 1, "names 8 columns, but every line has 9 cells: name each once"),
        ("\n".join(ROWS).encode(), 1, "the first line must name the columns brand, pricing_firm, "),
        (f"{HEAD},\n{ROWS[0]},".encode(), 1, "column 9 has no name: name it, or take it out of every line"),
        (f"{HEAD},,\n{ROWS[0]},,".encode(), 1, "column 9 has no name: name it, or take it out of every line"),
    ],
)
def test_a_file_that_is_no_table_gives_one_fault_at_its_line(tmp_path, content, line, rule):
    ((name, at, path, message),) = faults(variant(tmp_path, content))
    assert (name, at, path) == ("cars.csv", line, "market.cars")
    assert message.startswith(rule)


def test_column_names_in_the_middle_give_one_fault(tmp_path):
    file = variant(tmp_path, [*ROWS[:3], HEAD, *ROWS[3:]])
    assert faults(file) == [("cars.csv", 5, "market.cars[3]", "names the columns again: delete this line")]


def test_a_market_without_cars_from_korea_gives_one_fault(tmp_path):
    rows = [row for row in ROWS if ",KR," not in row]
    rule = "no cars are built in KR: there would be nothing to negotiate"
    assert faults(variant(tmp_path, rows)) == [("mine.yaml", 2, "market.cars", rule)]


def test_a_file_too_large_is_told_where_it_is_named(tmp_path):
    file = variant(tmp_path, b"#" * 1_000_001)
    assert faults(file) == [("mine.yaml", 2, "market.cars", "cars.csv: larger than 1,000,000 bytes: no scenario is")]


# --- where it is sought -------------------------------------------------------------------------


def copied(folder):
    folder.mkdir(exist_ok=True)
    (folder / "copy.yaml").write_text(BASELINE.read_text(encoding="utf-8"), encoding="utf-8")
    return folder / "copy.yaml"


def test_a_scenario_copied_elsewhere_finds_the_shipped_file(tmp_path):
    assert load(copied(tmp_path / "there")).scenario == load(BASELINE).scenario


def test_a_file_beside_a_copied_scenario_wins_over_the_shipped_one(tmp_path):
    file = copied(tmp_path / "there")
    (file.parent / "data").mkdir()
    (file.parent / "data" / SHIPPED.name).write_text("\n".join([HEAD, dearer(ROWS[0], 36.5), *ROWS[1:]]))
    assert cars(file)[0].average_price_thousand_usd == 36.5
    assert cars(file)[1:] == cars(BASELINE)[1:]


def test_a_file_in_the_working_directory_does_not_win_over_one_beside_the_scenario(tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / SHIPPED.name).write_text("\n".join([HEAD, dearer(ROWS[0], 36.5), *ROWS[1:]]))
    assert load(BASELINE).scenario == load(copied(tmp_path / "there")).scenario


def test_a_file_named_in_a_chain_is_sought_beside_the_one_that_names_it(tmp_path):
    (tmp_path / "below").mkdir()
    variant(tmp_path / "below", [dearer(ROWS[0], 36.5), *ROWS[1:]])
    (tmp_path / "top.yaml").write_text("extends: below/mine.yaml\nseed: 5\n")
    assert cars(tmp_path / "top.yaml")[0].average_price_thousand_usd == 36.5


def test_a_file_may_be_named_in_full(tmp_path):
    (tmp_path / "mine.yaml").write_text(f"extends: {BASELINE}\nmarket: {{cars: {SHIPPED}}}\n")
    assert load(tmp_path / "mine.yaml").scenario == load(BASELINE).scenario


def test_a_file_named_in_a_setting_is_sought_from_the_working_directory(tmp_path):
    variant(tmp_path, [dearer(ROWS[0], 36.5), *ROWS[1:]])
    assert cars(BASELINE, "market.cars=cars.csv")[0].average_price_thousand_usd == 36.5
    assert load(BASELINE, [f"market.cars={SHIPPED.relative_to(SCENARIOS)}"]).scenario == load(BASELINE).scenario


def test_a_fault_in_a_file_named_in_a_setting_is_told_at_its_line(tmp_path):
    variant(tmp_path, [dearer(ROWS[0], "dear"), *ROWS[1:]])
    assert [fault[:3] for fault in faults(BASELINE, "market.cars=cars.csv")] == [
        ("cars.csv", 2, "market.cars[0].average_price_thousand_usd")
    ]


@pytest.mark.parametrize("name", ["car.csv", "data", "''", "/dev/null", "x" * 300, "x" * 300 + "/cars.csv", '"a\\0b"'])
def test_a_file_that_is_nowhere_is_told_on_the_command_line_with_what_there_is(tmp_path, name):
    variant(tmp_path, ROWS)
    ((file, line, path, message),) = faults(BASELINE, f"market.cars={name}")
    assert (file, line, path) == ("--set", 0, "market.cars")
    assert re.match(
        rf"no such CSV file: '.*', sought in this folder and in {SCENARIOS}\. (Did you mean|Known:) ", message
    )


def test_a_block_set_whole_names_its_file_too():
    setting = "market={cars: nowhere.csv}"
    ((file, line, path, message),) = faults(BASELINE, setting)
    assert (file, line, path) == ("--set", 0, "market.cars")
    assert message.startswith("no such CSV file: 'nowhere.csv'")


# --- settings and saved rows --------------------------------------------------------------------


def test_a_figure_of_the_market_can_be_set():
    margin = load(BASELINE, ["market.margin=0.22"]).scenario.market.margin
    assert (margin.value, margin.range, margin.source) == (0.22, (0.1, 0.3), "set on the command line")


def test_one_cell_can_be_set_by_the_number_of_its_row():
    held = cars(BASELINE, "market.cars.1.average_price_thousand_usd=40")
    assert held[1].average_price_thousand_usd == 40
    assert held[1].model_copy(update={"average_price_thousand_usd": 37}) == cars(BASELINE)[1]
    assert [*held[:1], *held[2:]] == [*cars(BASELINE)[:1], *cars(BASELINE)[2:]]


def test_a_cell_of_a_file_named_in_a_setting_can_be_set_too(tmp_path):
    variant(tmp_path, ROWS[::-1])
    held = cars(BASELINE, "market.cars=cars.csv", "market.cars.0.average_price_thousand_usd=61")
    assert (held[0].brand, held[0].average_price_thousand_usd) == ("Other", 61)


@pytest.mark.parametrize(
    ("setting", "path", "rule"),
    [
        ("market.cars.1.price=40", "market.cars.1.price", "no such key: price. Known: "),
        ("market.cars.41.nest=0", "market.cars.41.nest", "no such item: 41. Items count from 0 to 40"),
        (
            "market.cars=41",
            "market.cars",
            "must be a list of lines, or the name of a CSV file that holds them; found 41",
        ),
        ("market.cars.1.nest=x", "market.cars[1].nest", "must be a whole number; found 'x'"),
    ],
)
def test_a_bad_setting_of_a_row_is_told_as_one_of_the_command_line(setting, path, rule):
    ((file, line, at, message),) = faults(BASELINE, setting)
    assert (file, line, at) == ("--set", 0, path)
    assert message.startswith(rule)


@pytest.mark.parametrize("settings", [(), ("market.cars.1.average_price_thousand_usd=40.25", "market.margin=0.22")])
def test_a_scenario_with_its_rows_written_out_is_the_same(tmp_path, settings):
    loaded = load(BASELINE, settings)
    (tmp_path / "scenario.yaml").write_text(to_yaml(loaded.data), encoding="utf-8")
    assert SHIPPED.name not in (tmp_path / "scenario.yaml").read_text(encoding="utf-8")
    again = load(tmp_path / "scenario.yaml")
    assert again.scenario == loaded.scenario
    assert again.data == loaded.data


def test_a_scenario_with_its_rows_written_out_needs_no_file(tmp_path, monkeypatch):
    (tmp_path / "scenario.yaml").write_text(to_yaml(load(BASELINE).data), encoding="utf-8")
    expected = load(BASELINE).scenario
    monkeypatch.setattr("sim.scenario.shipped.shipped_folder", lambda: tmp_path / "nowhere")
    assert load(tmp_path / "scenario.yaml").scenario == expected
