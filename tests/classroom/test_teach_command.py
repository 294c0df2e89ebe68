"""`sim teach`, as a teacher meets it, and the commands of the lesson as written."""

import json
import re
import shlex
from datetime import timedelta
from itertools import pairwise
from pathlib import PurePath

import numpy as np
import pytest
from lesson_measures import VOTE, Between, Shown, outcome
from places import DOCS

from sim.classroom.lesson import lesson_runs
from sim.classroom.lesson.lesson_folder import FORMS, LessonSettings
from sim.classroom.lesson.lesson_runs import LESSON_RUNS, SEED, WORLD, WORLDS, play_lesson, play_world
from sim.classroom.lesson.lesson_table import lesson_table
from sim.classroom.lesson.slide_words import ENGLISH_RUNS, ENGLISH_SLIDES
from sim.classroom.lesson.slides import SLIDES, WORLD_RUN
from sim.cli.verbs import VERBS
from sim.core.errors import UserError
from sim.reporting.figures.formats import encode_figure

FEW = ("--worlds", 4)
HANDOUTS = {f"handout_{side}_{language}.html" for side in ("us", "korea") for language in ("en", "ko")}
PAGES = ("README.md", "lesson.md", "exercises.md")
ELSEWHERE = {"class", "play", "dashboard"}  # verbs that wait for somebody


def names(folder):
    return {file.name for file in folder.iterdir()}


@pytest.mark.slow
def test_all_slides_are_written_as_svg_and_png_with_handouts_and_a_page(told, tmp_path, monkeypatch):
    out = tmp_path / "slides"
    asked = LessonSettings(worlds=WORLDS, seed=SEED, world=WORLD, slides=list(SLIDES)).runs()
    shared = {name: outcome("baseline" if name == WORLD_RUN else name) for name in asked}
    monkeypatch.setattr(lesson_runs, "play_lesson", lambda names, *_: {name: shared[name] for name in names})
    text = told("teach", "--out", out)
    assert text.startswith("9 slides as SVG and PNG, handouts for both roles in English and Korean\nsaved ")
    pictures = {f"{name}.{form}" for name in SLIDES for form in ("svg", "png")}
    assert names(out) == pictures | HANDOUTS | {"index.html", "manifest.json", "figures.txt"}
    page = (out / "index.html").read_text(encoding="utf-8")
    assert {*re.findall(r'(?:src|href)="([^"]+)"', page)} == pictures | HANDOUTS | {"figures.txt"}
    assert [part in page for part, _ in ENGLISH_SLIDES.values()] == [True] * len(SLIDES)
    assert not re.findall(r"<script|https?://|alt=\"\"", page)
    for name in SLIDES:
        svg = (out / f"{name}.svg").read_text(encoding="utf-8")
        assert re.search(r"<title>[^<]+</title>\s*<desc>[^<]+</desc>", svg), name


@pytest.mark.slow
def test_the_table_has_what_the_lesson_says_and_no_other_command_prints():
    """By the measures of the pages' own test, which computes them by itself."""
    runs = [name for name in ENGLISH_RUNS if name != "no_vote"]
    text = lesson_table({name: outcome(name) for name in runs}, VOTE)
    lines = {re.split(r" {2,}", line)[0]: re.split(r" {2,}", line.strip())[1:] for line in text.splitlines()[3:-2]}
    for name in runs:
        held = Shown(name)
        day = outcome(name).calendar.pause + timedelta(days=float(np.nanmedian(held.values("day"))))
        shares = (held.cars_at_15, held.cars_above_15, held.cars_below_15, held.share)
        counts = (held.agreed, held.early, held.last_day, held.on_first_deadline, held.moved)
        assert lines[ENGLISH_RUNS[name]] == [
            *(f"{one:.0f}" for one in counts),
            day.isoformat(),
            *(f"{one:.0f}" for one in shares),
        ]
    early = Between("signing", "signing_free")
    assert f"In {early.early_worlds} worlds" in text
    assert f"brings Korea {early.korea_early:+.1f} bn USD" in text


def test_the_table_of_a_world_without_a_deal_has_no_shares_of_deals_and_no_date():
    """World 2, in which the deadline is not moved and the talks break down."""
    assert play_world(SEED, 2).column("extensions").tolist() == [0]
    last = lesson_table({"baseline": play_world(SEED, 2)}, VOTE).splitlines()[-1]
    assert last.split() == ["as", "it", "was", "0", "0", "-", "0", "0", *5 * "-"]


def test_the_same_slide_has_the_same_bytes():
    outcomes = {WORLD_RUN: play_world(SEED, WORLD)}
    one, two = (
        [encode_figure(SLIDES["offers_of_a_world"].draw(outcomes), form, "double") for form in FORMS] for _ in range(2)
    )
    assert one == two


def test_one_slide_alone_is_told_as_json(told, tmp_path):
    out = tmp_path / "s"
    found = json.loads(told("teach", *FEW, "--out", out, "--only", "deadlines", "--seed", 5, "--world", 3, "--json"))
    assert found == {"folder": str(out), "slides": ["deadlines"], "worlds": 4, "seed": 5}
    assert "World 3 of the scenario baseline, seed 5" in (out / "handout_us_en.html").read_text(encoding="utf-8")


def test_a_slide_that_there_is_not_is_refused_and_nothing_is_left(ended, tmp_path):
    status, out, err = ended("teach", "--out", tmp_path / "s", "--only", "deadline")
    assert (status, out) == (1, "")
    assert err == "no such slide: deadline. Did you mean deadlines?\n"
    assert not names(tmp_path)


def test_a_folder_that_stands_is_kept_unless_forced(ended, told, tmp_path):
    out = tmp_path / "s"
    told("teach", "--out", out, "--only", "last_mover")
    status, _, err = ended("teach", "--out", out, "--only", "last_mover")
    assert (status, "exists; nothing was run" in err) == (1, True)
    assert "saved" in told("teach", "--out", out, "--only", "last_mover", "--force")


def test_every_slide_has_words_and_runs_that_there_are():
    assert SLIDES.keys() == ENGLISH_SLIDES.keys()
    asked = {name for slide in SLIDES.values() for name in slide.runs} - {WORLD_RUN}
    assert asked <= LESSON_RUNS.keys()
    assert ENGLISH_RUNS.keys() <= LESSON_RUNS.keys()


def test_a_run_that_there_is_not_is_refused():
    with pytest.raises(UserError, match=r"no such run of the lesson: basline\. Did you mean baseline\?"):
        play_lesson(["basline"], 1, 1)


def commands():
    """Return the commands of the pages, each once, without what is said beside them."""
    found = [
        shlex.split(line, comments=True)
        for page in PAGES
        for line in re.findall(
            r"^    \$ (sim .*)$", (DOCS / "teaching" / page).read_text(encoding="utf-8"), re.MULTILINE
        )
    ]
    return [list(words) for words in dict.fromkeys(map(tuple, found))]


def test_every_verb_of_the_pages_is_there():
    assert {words[1] for words in commands()} <= VERBS.keys() | ELSEWHERE


def stated_runs(words):
    """Return what a command plays: the name of each scenario, with its settings."""
    options = list(pairwise(words))
    files = [PurePath(word).stem for before, word in options[1:] if not word.startswith("--") and before[:2] != "--"]
    for_all, *own = ([word for before, word in options if before == name] for name in ("--set", "--set-a", "--set-b"))
    alone = own if len(files) == 2 else [[] for _ in files]
    return [(name, *for_all, *settings) for name, settings in zip(files, alone, strict=True)]


def test_every_command_plays_runs_of_the_lesson_as_its_numbers_do():
    known = {(held.scenario, *held.settings) for held in LESSON_RUNS.values()}
    played = [words for words in commands() if words[1] in {"run", "compare"}]
    assert {run for words in played for run in stated_runs(words)} <= known
    for words in played:
        assert words[-4:] == ["--worlds", str(WORLDS), "--seed", str(SEED)]


def test_the_page_that_moves_is_of_the_world_of_the_handouts():
    (words,) = [words for words in commands() if words[1] == "replay"]
    assert words[2:7] == ["scenarios/baseline.yaml", "--world", str(WORLD), "--seed", str(SEED)]
