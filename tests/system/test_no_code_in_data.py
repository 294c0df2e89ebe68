"""Reading runs no code: nothing is unpickled or evaluated, YAML has no tags, and temporary files are private."""

import ast
import io
import json
import os
import pickle
import shutil
import stat
import tomllib
import warnings

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from places import ROOT, SIM

from sim.runs.folder import ResultError, prepare_folder, put_in_place
from sim.sweeps.storage.folder import read_plan
from sim.sweeps.storage.parts import write_synced

MAY_UNPICKLE = {"scenario/transport", "scenario/kept", "cli/short_run"}  # of our own processes, and never in a file
MAY_UNPACK = {"runs/run", "sweeps/chunks/chunk", "scenario/transport"}
CODE_FROM_DATA = {"pickle", "marshal", "shelve", "dill", "cloudpickle", "joblib", "jsonpickle", "code", "runpy", "imp"}
EVALUATED = {"eval", "exec", "compile", "__import__", "execfile"}
SHELLS = {"system", "popen", "getoutput", "getstatusoutput"}
SAFE_YAML = {
    *("SafeLoader", "CSafeLoader", "SafeDumper", "AliasEvent", "MappingNode", "SequenceNode", "ScalarNode"),
    *("YAMLError", "MarkedYAMLError", "composer", "reader", "dump", "__with_libyaml__"),
}


@pytest.fixture(scope="module")
def trees():
    return {
        str(path.relative_to(SIM).with_suffix("")): ast.parse(path.read_text(encoding="utf-8"))
        for path in SIM.rglob("*.py")
    }


def imported(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        if isinstance(node, ast.ImportFrom) and not node.level:
            yield (node.module or "").split(".")[0]


def calls(tree):
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def test_only_what_goes_to_own_processes_is_unpickled(trees):
    found = {name: set(imported(tree)) & CODE_FROM_DATA for name, tree in trees.items()}
    assert {name: used for name, used in found.items() if used} == {name: {"pickle"} for name in MAY_UNPICKLE}


def test_what_is_unpacked_was_packed_in_this_program(trees):
    users = {
        name
        for name, tree in trees.items()
        for node in ast.walk(tree)
        if (isinstance(node, ast.Name) and node.id == "unpack_scenario")
        or (isinstance(node, ast.FunctionDef) and node.name == "unpack_scenario")
    }
    assert users == MAY_UNPACK


def test_nothing_is_evaluated_and_no_shell_is_asked(trees):
    for name, tree in trees.items():
        for call in calls(tree):
            if isinstance(call.func, ast.Name):
                assert call.func.id not in EVALUATED, (name, call.lineno)
            if isinstance(call.func, ast.Attribute) and ast.unparse(call.func.value) in ("os", "subprocess"):
                assert call.func.attr not in SHELLS, (name, call.lineno)
            stated = {word.arg: getattr(word.value, "value", None) for word in call.keywords}
            assert not stated.get("shell"), (name, call.lineno)
            assert not stated.get("allow_pickle"), (name, call.lineno)


def test_yaml_is_read_by_safe_loaders_alone(trees):
    used = {
        node.attr
        for tree in trees.values()
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "yaml"
    }
    assert used <= SAFE_YAML, used - SAFE_YAML


def test_arrow_types_of_foreign_files_do_not_run_code():
    """Below 14.0.1 pyarrow unpickles extension types that a file names (CVE-2023-47248)."""
    stated = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    assert any(
        line.startswith("pyarrow>=") and int(line.removeprefix("pyarrow>=").split(".")[0]) >= 15 for line in stated
    )


class Trap:
    """What would leave a mark if it were unpickled."""

    def __reduce__(self):
        return os.mkdir, ("unpickled",)


def test_a_parquet_file_with_a_pickled_type_is_read_as_plain_data(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    held = {b"ARROW:extension:name": b"arrow.py_extension_type", b"ARROW:extension:metadata": pickle.dumps(Trap())}
    schema = pa.schema([pa.field("world", pa.int64(), metadata=held)])
    file = io.BytesIO()
    pq.write_table(pa.table({"world": [1, 2]}, schema=schema), file)
    with warnings.catch_warnings(action="ignore"):  # some versions warn of the type
        table = pq.read_table(io.BytesIO(file.getvalue()))
    assert table.column("world").to_pylist() == [1, 2]
    assert not (tmp_path / "unpickled").exists()


# --- folders --------------------------------------------------------------------------------------


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


def test_a_result_in_the_making_is_private_and_its_name_cannot_be_foreseen(tmp_path):
    before = os.umask(0o022)
    try:
        one, other = (prepare_folder(tmp_path / "new", force=False) for _ in range(2))
        assert one != other
        assert one.parent == other.parent == tmp_path
        assert mode(one) == 0o700
        (one / "worlds.parquet").write_bytes(b"")
        assert put_in_place(one, tmp_path / "new", force=False, any_number=False) == tmp_path / "new"
        assert mode(tmp_path / "new") == 0o755
        assert [file.name for file in (tmp_path / "new").iterdir()] == ["worlds.parquet"]
    finally:
        os.umask(before)


def test_no_link_is_followed_in_writing(tmp_path):
    (tmp_path / "mine").write_text("mine")
    (tmp_path / "plan").symlink_to(tmp_path / "mine")
    write_synced(tmp_path / "plan", b"new")
    assert (tmp_path / "mine").read_text() == "mine"
    assert (tmp_path / "plan").read_bytes() == b"new"
    assert not (tmp_path / "plan").is_symlink()


@pytest.mark.parametrize("name", ["../mine", "/tmp/mine", "", "a\\b"])
def test_the_name_of_a_plan_leads_nowhere(tmp_path, name):
    shutil.copytree(ROOT / "results/reference/pace_grid", tmp_path / "swept")
    plan = tmp_path / "swept/plan.json"
    held = json.loads(plan.read_text(encoding="utf-8"))
    plan.write_text(json.dumps(held | {"name": name}), encoding="utf-8")
    with pytest.raises(ResultError, match="may not lead into another folder"):
        read_plan(tmp_path / "swept")


def test_no_module_names_a_place_of_the_system():
    for path in SIM.rglob("*.py"):
        assert "/tmp" not in path.read_text(encoding="utf-8"), path
