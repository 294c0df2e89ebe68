"""Which commit of the program made a result: as git itself says."""

import subprocess

from sim.runs.provenance import program_commit


def git(tree, *words):
    named = ("-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    done = subprocess.run(["git", "-C", str(tree), *named, *words], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_outside_a_repository_nothing_is_known(tmp_path):
    assert program_commit(tmp_path) == {"id": None, "clean": None}


def test_before_the_first_commit_there_is_none(tmp_path):
    git(tmp_path, "init", "-q")
    assert program_commit(tmp_path) == {"id": None, "clean": True}


def test_commit_is_that_of_git_and_a_tree_with_a_new_or_changed_file_is_not_clean(tmp_path):
    git(tmp_path, "init", "-q")
    (tmp_path / "rule.py").write_text("rate = 1\n")
    assert not program_commit(tmp_path)["clean"]
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-q", "-m", "first")
    made = git(tmp_path, "rev-parse", "HEAD")
    assert program_commit(tmp_path) == {"id": made, "clean": True}
    (tmp_path / "rule.py").write_text("rate = 2\n")
    assert program_commit(tmp_path) == {"id": made, "clean": False}
