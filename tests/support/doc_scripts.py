"""Blocks of the documentation that are no commands: with fewer worlds; those that another test follows, and which."""

import re
from pathlib import Path

FEW = 4
SMALLER = {  # in a block -> in its stead
    r"\bworlds=\d+": f"worlds={FEW}",
    r'"worlds": \d+': '"worlds": 1',
    r"WORLDS, VOTE = (.*), 2000, 55": rf"WORLDS, VOTE = \1, {3 * FEW}, 55",
    r"\b400\b": str(3 * FEW),
    r'"scenarios/pace_grid.yaml", "results/pace", seed=1, .*\)': '"little.yaml", "results/python", engine="inline")',
}
SAVED = {  # page -> a file that its reader has, and what is in it
    "docs/how-to/check_a_scenario.md": (
        "faulty.yaml",
        "extends: baseline.yaml\nus:\n  tactic:\n\n    timed:\n      bta: 0.3\n",
    ),
}
GIVEN = {  # page -> what its reader has by then
    "docs/how-to/figures_for_a_paper.md": """
import sim
from sim.analysis.compare import ComparedRun
sides = [ComparedRun.of(sim.run(name, worlds=20, seed=1)) for name in ("baseline", "no_election")]
""",
}
FILES = {  # (page, kind) -> the name under which the page's reader saves such a block
    ("docs/how-to/judge_the_bills.md", "csv"): "bills.csv",
    ("docs/explanation/theory/run_it.md", "json"): "my.json",
    ("docs/how-to/exchange_domains.md", "json"): "delivery.json",
}
GROWING = ("docs/new_case.md",)  # pages whose blocks of YAML are parts of a file
FILE_NAME = re.compile(r"# (\w+\.yaml)\b")  # how a block begins that begins a file
COPIED, READ = "tests/system/test_how_to.py", "tests/analysis/test_take_results_elsewhere.py"
MESA = "tests/model/test_mesa_page.py"
ELSEWHERE = {  # (page, kind) -> the test that follows such blocks of the page, one after the other
    ("docs/how-to/add_a_tactic.md", "python"): COPIED,
    ("docs/how-to/add_a_figure.md", "python"): COPIED,
    ("docs/how-to/add_a_flow_rule.md", "python"): COPIED,
    ("docs/how-to/add_a_flow_rule.md", "yaml"): COPIED,
    ("docs/how-to/add_a_result_column.md", "python"): COPIED,
    ("docs/how-to/take_results_elsewhere.md", "python"): READ,
    ("docs/explanation/for_mesa_users.md", "python"): MESA,
}
REPORTS = {"docs/how-to/hand_on_a_report.md": "results/vote/report.html"}  # page -> from what its texts are taken
SHOWN = {  # (page, how a text that is no code begins) -> the test that holds it to what the program says
    ("docs/how-to/add_a_tactic.md", "sim.core.errors.UserError"): "tests/tactics/test_own_tactics.py",
    ("docs/how-to/hold_a_class.md", "room "): "tests/classroom/test_room_going_on.py",
    ("docs/explanation/for_mesa_users.md", "signed, in each"): MESA,
    ("docs/explanation/for_mesa_users.md", "Administration"): MESA,
    ("docs/explanation/for_mesa_users.md", "run 0, seed 1"): MESA,
    ("docs/explanation/for_mesa_users.md", "  0% a week"): MESA,
    ("docs/how-to/take_results_elsewhere.md", "winner"): READ,
    ("docs/how-to/take_results_elsewhere.md", "<xarray.DataArray"): READ,
}


def smaller(code: str) -> str:
    """Return Python with fewer worlds to play."""
    for held, stated in SMALLER.items():
        code = re.sub(held, stated, code)
    return code


def put_part(text: str, place: Path, files: list[Path]) -> None:
    """Write a part of a file: a block that begins with its name begins it, and the others go on with the last one."""
    named = FILE_NAME.match(text)
    if named:
        files.append(place / named[1])
    with files[-1].open("w" if named else "a", encoding="utf-8") as file:
        file.write(text)
