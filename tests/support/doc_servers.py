"""Commands of the documentation that serve pages: started on a free port, asked once for each page, and ended."""

import re
import shlex
import socket
from pathlib import Path
from urllib.request import HTTPCookieProcessor, ProxyHandler, build_opener

from class_process import server_process


def free_port() -> int:
    """Return a port of this machine that nobody listens to."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return held.getsockname()[1]


def words_served(words: list[str]) -> list[str]:
    """Return the words of a command, on a free port and without a browser."""
    kept = words[: words.index("--port")] if "--port" in words else words  # which stands last where it stands
    return [*kept, "--port", str(free_port()), *(["--no-browser"] if words[0] == "dashboard" else [])]


def answer_once(line: str, place: Path) -> str:
    """Start a server in a folder, ask for every page that it names, end it, and return what it said."""
    opener = build_opener(ProxyHandler({}), HTTPCookieProcessor())
    with server_process(*words_served(shlex.split(line)[1:]), cwd=place) as server:
        pages = re.findall(r"http://\S+", server.said)
        assert pages, server.said
        for page in pages:
            with opener.open(page, timeout=60) as answer:
                assert answer.status == 200, page
                assert b"</html>" in answer.read(), page
    return server.said
