"""`sim dashboard` refuses what it cannot serve before it starts anything."""

import os
import socket
import subprocess
import sys
from importlib.metadata import PackageNotFoundError

import pytest
from places import BASELINE, ROOT
from typer.testing import CliRunner

from sim.classroom.dashboard import start
from sim.classroom.dashboard.request import read_request
from sim.classroom.dashboard.words import NOTHING
from sim.cli.verbs import make_app
from sim.core.errors import UserError


@pytest.fixture
def complete(monkeypatch):
    """Return versions as if the extra were installed, to be changed at will."""
    versions = dict.fromkeys(start.NEEDED, "1.0")

    def version(name):
        if name not in versions:
            raise PackageNotFoundError(name)
        return versions[name]

    monkeypatch.setattr(start, "version", version)
    return versions


@pytest.mark.parametrize("name", start.NEEDED)
def test_a_missing_part_of_the_extra_is_named_in_one_line(complete, name):
    del complete[name]
    with pytest.raises(UserError) as found:
        start.require_extra()
    assert str(found.value) == (
        f"the dashboard needs {name}, which is not installed. Install it: pip install 'ninety-days[app]'"
    )


def test_a_front_end_with_which_the_page_stays_blank_is_refused(complete):
    complete["ipyvuetify"] = "3.0.1"
    with pytest.raises(UserError, match=r"needs ipyvuetify below 3; found 3\.0\.1"):
        start.require_extra()
    complete["ipyvuetify"] = "1.12.0"
    start.require_extra()


def test_a_port_that_is_taken_is_said(complete):
    with socket.socket() as held:
        held.bind((start.HOST, 0))
        held.listen()
        port = held.getsockname()[1]
        with pytest.raises(UserError, match=rf"port {port} of 127\.0\.0\.1 cannot be had: .*--port {port + 1}"):
            start.require_port(port)


def test_a_scenario_at_fault_is_told_and_nothing_is_served(complete, tmp_path, monkeypatch):
    monkeypatch.setattr(start, "serve_page", lambda *words: pytest.fail("served"))
    file = tmp_path / "odd.yaml"
    file.write_text(f"extends: {BASELINE}\nworlds: -3\n", encoding="utf-8")
    found = CliRunner().invoke(make_app(["dashboard"]), ["dashboard", str(file), "--no-browser"])
    assert isinstance(found.exception, UserError)
    assert "worlds" in str(found.exception)


def test_the_address_is_told_once_the_page_is_served_and_a_browser_opened_unless_told_otherwise(complete, monkeypatch):
    opened = []
    monkeypatch.setattr("webbrowser.open", opened.append)
    monkeypatch.setattr(start, "require_port", lambda port: None)
    monkeypatch.setattr(start, "serve_page", lambda scenario, port, tell: tell(f"http://127.0.0.1:{port}"))
    for more in ([], ["--no-browser"]):
        found = CliRunner().invoke(make_app(["dashboard"]), ["dashboard", str(BASELINE), "--port", "9001", *more])
        assert found.output == "dashboard   http://127.0.0.1:9001 (this machine only; Ctrl-C ends it)\nended\n"
    assert opened == ["http://127.0.0.1:9001"]


def test_a_sweep_in_a_file_is_said_to_be_passed_over(complete, monkeypatch, ended):
    monkeypatch.setattr(start, "require_port", lambda port: None)
    monkeypatch.setattr(start, "serve_page", lambda *given: None)
    status, _, err = ended("dashboard", "scenarios/pace_grid.yaml", "--no-browser")
    line = "scenarios/pace_grid.yaml: the sweep in it is passed over, as `sim run` does; `sim sweep` plays it\n"
    assert (status, err) == (0, line)
    notes = read_request("scenarios/pace_grid.yaml", ("1", "0"), 1, NOTHING, {}).notes
    assert notes == ["The sweep in scenarios/pace_grid.yaml is passed over, as `sim run` does."]


def test_what_the_page_is_told_reaches_it_by_the_environment(monkeypatch):
    monkeypatch.setenv(start.SCENARIO, "early_japan")
    assert start.scenario_to_begin_with() == "early_japan"
    monkeypatch.delenv(start.SCENARIO)
    assert start.scenario_to_begin_with() == "baseline"


def test_solara_is_not_imported_before_its_settings_stand():
    code = "import sys; from sim.classroom.dashboard.start import require_extra, UserError\n"
    code += "try:\n    require_extra()\nexcept UserError:\n    pass\nprint('solara' in sys.modules)"
    known = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", code], env=known, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
