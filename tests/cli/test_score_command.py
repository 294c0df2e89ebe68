"""The verb `score`, and the day of knowledge in other verbs."""

import json

from command import command as sim
from places import ROOT

BASELINE = ROOT / "scenarios" / "baseline.yaml"
CASE = ROOT / "scenarios" / "cases" / "korea_2025_07_30.yaml"


def test_a_score_is_told_saved_and_drawn(tmp_path):
    words = ("score", BASELINE, "--as-known-on", "2025-05-15", "--case", CASE, "--worlds", 30, "--out", tmp_path / "a")
    done = sim(*words)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("baseline as known on 15 May 2025")
    assert "* knows what was known only after that day" in done.stdout
    assert (tmp_path / "a" / "score.png").read_bytes()[:4] == b"\x89PNG"
    held = json.loads((tmp_path / "a" / "score.json").read_text())
    model = held["forecasts"][0]
    terms = [one["name"] for one in held["outcomes"] if one["group"] == "terms"]
    assert abs(model["totals"]["terms"] - sum(model["scores"][name] for name in terms)) < 1e-9
    assert {one["path"] for one in held["replaced"]} >= {"events.japan_deal", "precedent.price.share"}


def test_what_was_known_already_and_a_bad_date_are_refused():
    known = sim("score", BASELINE, "--as-known-on", "2025-08-01", "--worlds", 2)
    assert (known.returncode, "was known on 2025-08-01" in known.stderr) == (1, True)
    bad = sim("score", BASELINE, "--as-known-on", "May")
    assert (bad.returncode, "--as-known-on" in bad.stderr) == (2, True)


def test_check_lists_what_was_not_yet_known():
    done = sim("check", BASELINE, "--as-known-on", "2025-05-15")
    assert "events.japan_deal" in done.stdout
    assert "known by 2025-07-22" in done.stdout
    later = sim("check", BASELINE, "--as-known-on", "2026-01-01")
    assert "all of it was known on that day" in later.stdout


def test_a_run_keeps_what_gave_way_in_its_manifest_and_repeats_it(tmp_path):
    first, again = tmp_path / "a", tmp_path / "b"
    done = sim("run", BASELINE, "--as-known-on", "2025-05-15", "--worlds", 4, "--no-figures", "--out", first)
    assert "parts were not yet known" in done.stdout
    assert sim("run", "--from", first, "--no-figures", "--out", again).returncode == 0
    manifests = [json.loads((folder / "manifest.json").read_text()) for folder in (first, again)]
    assert manifests[0]["replaced"] == manifests[1]["replaced"] != []
    assert (first / "worlds.parquet").read_bytes() == (again / "worlds.parquet").read_bytes()


def test_a_sweep_plays_priors_and_what_it_sets_itself(tmp_path):
    file = tmp_path / "s.yaml"
    over = "precedent.price.share: {values: [0.2, 0.7]}"
    file.write_text(f"extends: {BASELINE}\nsweep: {{design: grid, worlds_per_point: 3, over: {{{over}}}}}\n")
    done = sim("sweep", file, "--as-known-on", "2025-05-15", "--out", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    assert "6" in done.stdout
    assert "prior; the figure was known by 2025-07-31" in (tmp_path / "out" / "scenario.yaml").read_text()
