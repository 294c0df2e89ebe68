"""The commands `class` and `play` as processes of their own, which can be killed and started anew."""

import os
import re
import signal
import subprocess
import sys
from contextlib import contextmanager

from places import ROOT

CODE = "import sys; from sim.cli import main; sys.argv[0] = 'sim'; main()"


class ServerProcess:
    """A server in a process; what it says when it starts tells where it is."""

    def __init__(self, *words, last="Ctrl-C ends it", cwd=ROOT):
        surroundings = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
        command = [sys.executable, "-c", CODE, *map(str, words)]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=cwd, env=surroundings)
        self.said = ""
        while last not in self.said:
            line = self.process.stdout.readline()
            assert line, self.said
            self.said += line
        self.origin = re.search(r"http://127\.0\.0\.1:\d+", self.said)[0]

    def named(self, name):
        """Return what stands behind a name in what was said."""
        return re.search(rf"^{name} +(\S+)", self.said, re.MULTILINE)[1]

    @property
    def port(self):
        return self.origin.rpartition(":")[2]

    def end(self, number=signal.SIGTERM):
        self.process.send_signal(number)
        self.process.wait(timeout=20)
        self.process.stdout.close()


@contextmanager
def server_process(*words, cwd=ROOT):
    """Yield a server, which is ended afterwards."""
    held = ServerProcess(*words, cwd=cwd)
    try:
        yield held
    finally:
        if held.process.poll() is None:
            held.end()
