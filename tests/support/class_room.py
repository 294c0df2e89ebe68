"""A server in this process, and browsers without a screen that ask it: the instructor's and students'."""

import warnings
from contextlib import ExitStack, contextmanager

import pytest

pytest.importorskip("starlette")
pytest.importorskip("httpx")
with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # Starlette would rather have another client
    from starlette.testclient import TestClient

from sim.classroom.room.app import make_app
from sim.classroom.room.parts import make_parts
from sim.classroom.room.play_game import make_game
from sim.classroom.room.rates import Rate

SEED, WORLD = 1, 16
QUICK = Rate(10_000, 10_000)  # of one player: tests are quicker than people


class Server:
    """A server on a file; `client` opens a browser, `desk` is the instructor's."""

    def __init__(self, file, stack, make=make_game, rate=QUICK, own=()):
        self.parts = make_parts(file, own, make)
        stack.callback(self.parts.close)  # before the clients, for it to come after them: their end stops the clock
        self.secret = self.parts.identities.make_secret() if not self.parts.identities.has_secret else None
        self.app = make_app(self.parts, rate=rate)
        self.desk = stack.enter_context(TestClient(self.app, raise_server_exceptions=False))
        if self.secret:
            assert self.desk.post("/api/desk/login", json={"secret": self.secret}).status_code == 200

    def client(self):
        """Return another browser; one loop serves all, as in a server."""
        opened = TestClient(self.app, raise_server_exceptions=False)
        opened.portal = self.desk.portal
        return opened

    def open(self, **asked):
        told = self.desk.post("/api/desk/rooms", json={"scenario": "baseline", "seed": SEED, "world": WORLD, **asked})
        assert told.status_code == 200, told.text
        return told.json()["code"]

    def join(self, code, name):
        student = self.client()
        told = student.post("/api/join", json={"code": code, "name": name})
        assert told.status_code == 200, told.text
        return student

    def do(self, code, deed):
        return self.desk.post(f"/api/desk/{code}/{deed}", json={})

    def begun(self, *names, **asked):
        """Return the code of a room that plays, and the students in it."""
        code = self.open(**asked)
        students = [self.join(code, name) for name in names]
        assert self.do(code, "begin").status_code == 200
        return code, students


@contextmanager
def serving(file, make=make_game, rate=QUICK, own=()):
    """Yield a server on a database file; `own` are files of scenarios."""
    with ExitStack() as stack:
        yield Server(file, stack, make, rate, own)


def table(student):
    """Return what a student's page is told."""
    told = student.get("/api/table")
    assert told.status_code == 200, told.text
    return told.json()


def move(student, kind, turn=None, **more):
    """Send a move; without a turn, the awaited one."""
    number = table(student)["sight"]["turn"] if turn is None else turn
    return student.post("/api/move", json={"kind": kind, "turn": number, **more})


def play_out(student, most=60):
    """Wait until the talks are over, and return what the page is told then."""
    for _ in range(most):
        seen = table(student)
        if seen["sight"]["over"]:
            return seen
        assert move(student, "wait", seen["sight"]["turn"]).status_code == 200
    raise AssertionError("the talks go on")
