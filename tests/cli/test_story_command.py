"""`--story`: the diary of a run's first world, as it is played and from its folder."""

import runs

BASELINE = str(runs.SCENARIOS / "baseline.yaml")


def test_the_folder_holds_the_story_that_was_told(told, tmp_path):
    folder = tmp_path / "r"
    said = told("run", BASELINE, "--worlds", 2, "--story", "--no-figures", "--out", folder)
    shown = told("show", folder, "--story")
    assert shown == (folder / "story.md").read_text(encoding="utf-8")
    dated = [line.split("  ", 1)[1] for line in said.splitlines() if line[:1].isdigit() and "  " in line]
    assert len(dated) > 30
    assert all(f": {line}\n" in shown for line in dated)
    assert said.splitlines()[0] in shown


def test_a_folder_without_a_story_says_how_to_get_one(told, ended, tmp_path):
    folder = tmp_path / "r"
    told("run", BASELINE, "--worlds", 1, "--no-figures", "--out", folder)
    (folder / "story.md").unlink()
    status, out, err = ended("show", folder, "--story")
    assert (status, out) == (1, "")
    assert f"{folder} has no story.md" in err
    assert f"sim run --from {folder}" in err


def test_a_story_is_told_alone(ended, tmp_path):
    status, _, err = ended("show", tmp_path, "--story", "--hash")
    assert status == 2
    assert "leave out --hash and --json" in " ".join(err.split())
