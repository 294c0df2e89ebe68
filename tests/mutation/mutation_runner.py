"""A pytest plugin that plays mutants: one process collects the tests once and forks for each mutant.

--measure FILE   run the tests as they are and write how long each takes, and which lines of the rules each runs
--mutants FILE   read what --measure wrote, and answer each mutant of --drawn with the test that fails of it, or none

A fork changes the code objects of the mutated module's functions in place, so nothing is imported again. What stands
outside functions (constants, defaults, decorators) needs a new import: that mutant runs in a process of its own.
Tests that run the mutated line are tried, those of the rule's own folder first, then the quickest first, up to a
budget of seconds; what is left alive is tried with all of them.
"""

import ctypes
import gc
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from types import CodeType, FunctionType

import pytest
from mutation_sites import Mutant, changed_line, mutated

ROOT = Path(__file__).resolve().parents[2]
FIRST, LAST = 4.0, 12.0  # seconds of tests tried on a mutant, and on what is left alive
LONG = 4.0  # seconds of a test that is not tried: it plays whole talks, which notice much and say little
DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG of Linux
SLOWER = 12.0  # a mutant may take so many times as long as its tests, plus as many seconds, before it counts as caught


def pytest_addoption(parser):
    """Add the options."""
    for name in ("measure", "mutants", "drawn"):
        parser.addoption(f"--{name}")


def pytest_configure(config):
    """Choose what to do."""
    if config.getoption("measure"):
        config.pluginmanager.register(Measure(Path(config.getoption("measure"))))
    elif config.getoption("mutants"):
        config.pluginmanager.register(Play(config))


class Measure:
    """Notes how long each test takes and which lines it runs."""

    def __init__(self, place):
        import coverage

        self.place, self.seconds = place, {}
        self.cover = coverage.Coverage(data_file=None, source=[str(ROOT / "sim")], config_file=False)
        self.cover.start()

    @pytest.hookimpl(hookwrapper=True)
    def pytest_runtest_protocol(self, item):
        self.cover.switch_context(item.nodeid)
        begun = time.process_time()  # not the clock's: what else the machine does is no matter
        yield
        self.seconds[item.nodeid] = time.process_time() - begun

    def pytest_sessionfinish(self):
        self.cover.stop()
        data = self.cover.get_data()
        lines = {}
        for file in data.measured_files():
            found = data.contexts_by_lineno(file)
            lines[str(Path(file).relative_to(ROOT))] = {k: [c for c in names if c] for k, names in found.items()}
        self.place.write_text(json.dumps({"seconds": self.seconds, "lines": lines}))


def stripped(code):
    """Return what a code object does apart from those within it."""
    return code.co_code, [c for c in code.co_consts if not isinstance(c, CodeType)], code.co_names, code.co_varnames


def codes(code, way=()):
    """Yield every code object within one, with those around it."""
    yield way, code
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            yield from codes(inner, (*way, code))


def key(code):
    """Return what a function is known by."""
    return code.co_qualname, code.co_firstlineno


def living_functions():
    """Return the functions that are alive, by the file they were written in."""
    found = {}
    for thing in gc.get_objects():
        if isinstance(thing, FunctionType):
            found.setdefault(thing.__code__.co_filename, []).append(thing)
    return found


def exchanged(path, source, living):
    """Put the code of a changed module into the living functions; return whether that was enough."""
    file = str(ROOT / path)
    before = list(codes(compile((ROOT / path).read_text(), file, "exec", dont_inherit=True)))
    after = list(codes(compile(source, file, "exec", dont_inherit=True)))
    if len(before) != len(after):
        return False
    changed = [(way, new) for (_, old), (way, new) in zip(before, after, strict=True) if stripped(old) != stripped(new)]
    alive = {}
    for function in living.get(file, ()):
        alive.setdefault(key(function.__code__), []).append(function)
    fresh = {key(code): code for _, code in after}
    for way, code in changed:
        if not any(key(outer) in alive for outer in (*way, code)):
            return False
    try:
        for name, functions in alive.items():
            for function in functions:
                function.__code__ = fresh[name]
    except (KeyError, ValueError):
        return False
    return bool(changed)


class Play:
    """Answers each mutant."""

    def __init__(self, config):
        self.drawn = [Mutant(**row) for row in json.loads(Path(config.getoption("drawn")).read_text())]
        self.place = Path(config.getoption("mutants"))
        held = json.loads(self.place.with_name("measured.json").read_text())
        self.seconds, self.lines = held["seconds"], held["lines"]
        self.failed = None

    def pytest_runtestloop(self, session):
        self.items = {item.nodeid: item for item in session.items}
        done = (
            {json.loads(row)["name"] for row in self.place.read_text().splitlines()} if self.place.exists() else set()
        )
        left = [mutant for mutant in self.drawn if mutant.name not in done]
        gc.collect()
        self.living = living_functions()
        gc.freeze()  # a fork that counts through all objects would copy all of the memory
        for k, mutant in enumerate(left):
            answer = self.answer(session, mutant)
            with self.place.open("a") as file:
                file.write(json.dumps({"name": mutant.name, **answer}) + "\n")
            print(f"{k + 1}/{len(left)} {mutant.name} {answer['end']} {answer['by']}", flush=True)
        return True

    def pytest_runtest_logreport(self, report):
        if report.failed:
            self.failed = report.nodeid

    def order(self, mutant):
        """Return the tests that run a line, those of the rule's own folder first, then the quickest first."""
        area = mutant.path.split("/")[1]
        names = self.lines.get(mutant.path, {}).get(str(mutant.line), [])
        names = [name for name in set(names) if name in self.items and self.seconds[name] < LONG]
        return sorted(
            names, key=lambda name: (self.seconds[name] > 1, f"tests/{area}/" not in name, self.seconds[name], name)
        )

    def of_declarations(self, mutant):
        """Return the tests of what stands outside functions, which no test is known to run.

        First those that hold what parameters declare to the list of keys, then the quick ones of the rule's folder.
        """
        area = f"tests/{mutant.path.split('/')[1]}/"
        known = sorted((name for name in self.seconds if name in self.items), key=self.seconds.get)
        keys = [name for name in known if "tests/scenario/" in name]
        return keys + self.within([name for name in known if area in name], LAST)

    def within(self, names, budget):
        """Return the first tests of a budget."""
        held, spent = [], 0.0
        for name in names:
            if held and spent + self.seconds[name] > budget:
                break
            held.append(name)
            spent += self.seconds[name]
        return held

    def answer(self, session, mutant):
        """Return how a mutant ends: caught, slow (caught by time), alive, or unread (no test runs its line)."""
        source = mutated((ROOT / mutant.path).read_text(), mutant)
        names = self.order(mutant)
        if not names:
            names = self.of_declarations(mutant)
        begun, tried = time.perf_counter(), 0
        for budget in (FIRST, LAST):
            some = self.within(names, budget)[tried:]
            if not some:
                break
            end, by = self.forked(session, mutant, source, some)
            tried += len(some)
            if end != "alive":
                break
        before, after = changed_line((ROOT / mutant.path).read_text(), source)
        took = round(time.perf_counter() - begun, 2)
        return {"end": end, "by": by, "tests": tried, "took": took, "before": before, "after": after}

    def forked(self, session, mutant, source, names):
        """Run tests against a mutant in a process of its own; return how it ends and by which test."""
        ear, mouth = os.pipe()
        place = Path(tempfile.mkdtemp(prefix="mutant-"))
        child = os.fork()
        if not child:
            self.child(session, mutant, source, names, mouth, place)
        os.close(mouth)
        allowed = SLOWER * (1 + sum(self.seconds[name] for name in names))
        end = waited(child, allowed)
        with os.fdopen(ear) as words:
            by = words.read()
        shutil.rmtree(place, ignore_errors=True)
        if end is None:
            return "slow", ""
        return ("alive", "") if end == 0 else ("caught", by)

    def child(self, session, mutant, source, names, mouth, place):
        """Change the module, run the tests, say which failed, and end this process."""
        os.setsid()
        ctypes.CDLL(None).prctl(DIE_WITH_PARENT, signal.SIGKILL)
        gc.disable()
        status = 1
        try:
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
            os.dup2(1, 2)
            if exchanged(mutant.path, source, self.living):
                status = self.here(session, names, place)
                said = self.failed or ""
            else:
                status, said = anew(mutant, source, names, place)
            os.write(mouth, said[:4000].encode())
        except BaseException as fault:  # a mutant may raise anything, also in collection
            os.write(mouth, repr(fault)[:4000].encode())
        finally:
            os._exit(status)

    def here(self, session, names, place):
        """Run tests in this process; return 1 as soon as one fails."""
        session.config._tmp_path_factory._basetemp = place
        chosen = [self.items[name] for name in names]
        for item, following in zip(chosen, [*chosen[1:], None], strict=True):
            item.ihook.pytest_runtest_protocol(item=item, nextitem=following)
            if self.failed:
                return 1
        return 0


def anew(mutant, source, names, place):
    """Run tests in a new process that imports a changed module; return its status and the test that failed."""
    (place / "mutated.py").write_text(source)
    (place / "tests.txt").write_text("\n".join(names))
    seen = {"MUTANT": mutant.path, "MUTANT_SOURCE": str(place / "mutated.py")}
    words = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "mutation_import", "-p", "no:cacheprovider"]
    words += [f"--basetemp={place / 'tmp'}", "--hypothesis-seed=0", f"@{place / 'tests.txt'}"]
    ran = subprocess.run(words, cwd=ROOT, env=os.environ | seen, capture_output=True, text=True, check=False)
    failed = [row for row in ran.stdout.splitlines() if row.startswith(("FAILED", "ERROR"))]
    return int(ran.returncode != 0), "anew: " + (failed[0] if failed else ran.stdout[-300:] + ran.stderr[-300:])


def waited(child, allowed):
    """Return the status of a child, or None if it took too long and was ended."""
    until = time.monotonic() + allowed
    while time.monotonic() < until:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return status
        time.sleep(0.01)
    os.killpg(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return None
