"""Start the page: Solara's own server, on this machine alone, asking nothing of any other.

Solara in its other mode, and by its own command, asks other machines: for front-end files, for the newest version, and
to count its users.  Here it runs in production mode with front-end files that are installed (`solara-assets`), and
tells nobody.
"""

import os
import socket
import threading
import time
import warnings
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from sim.classroom.dashboard.request import WORLDS
from sim.core.backend import quickest_for
from sim.core.errors import UserError

HOST = "127.0.0.1"
LAST_VUETIFY = 2  # major version
SCENARIO = "NINETY_DAYS_DASHBOARD"  # of the environment: the scenario to begin with, known to the page
NEEDED = ("solara", "solara-server", "solara-assets", "ipyvuetify", "altair", "pandas")  # distributions
MISSING = "the dashboard needs {what}, which is not installed. Install it: pip install 'ninety-days[app]'"
TOO_NEW = (
    "the dashboard needs ipyvuetify below 3; found {found}, with which the page stays blank, as its front end is not "
    "among the installed files. Install the other: pip install 'ninety-days[app]'"
)
TAKEN = "port {port} of {host} cannot be had: {why}. Name another one: --port {other}"
OFFLINE = {
    "SOLARA_APP": "sim.classroom.dashboard.page",
    "SOLARA_MODE": "production",
    "SOLARA_TELEMETRY_MIXPANEL_ENABLE": "False",
    "SOLARA_THEME_SHOW_BANNER": "False",
    "SOLARA_KERNEL_CULL_TIMEOUT": "10m",  # after which the talks of a page that was closed are let go
    "SOLARA_CHECK_HOOKS": "off",  # it complains of Mesa's own page
}
SECONDS_BETWEEN_LOOKS = 0.1
SECONDS_TO_CLOSE = 1  # for pages still open when the server is stopped


def require_extra() -> None:
    """Raise UserError if what the page is made with is not installed, or not in a version that works.

    It imports nothing: Solara takes its settings from the environment when it is first imported.
    """
    for name in NEEDED:
        try:
            found = version(name)
        except PackageNotFoundError:
            raise UserError(MISSING.format(what=name)) from None
        if name == "ipyvuetify" and int(found.split(".")[0]) > LAST_VUETIFY:
            raise UserError(TOO_NEW.format(found=found))


def require_port(port: int) -> None:
    """Raise UserError if nothing can be served at a port."""
    with socket.socket() as tried:
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind((HOST, port))
        except OSError as wrong:
            raise UserError(TAKEN.format(port=port, host=HOST, why=wrong.strerror, other=port + 1)) from wrong


def scenario_to_begin_with() -> str:
    """Return the name of the scenario with which the page begins."""
    return os.environ.get(SCENARIO, "baseline")


def serve_page(scenario: str, port: int, when_served: Callable[[str], object]) -> None:
    """Serve the page until the process is interrupted; `when_served` is called with its address once it can be seen."""
    os.environ |= OFFLINE | {SCENARIO: scenario}
    from solara.server.starlette import ServerStarlette

    warnings.filterwarnings("ignore", module="solara")  # it advises whoever runs a public site
    server = ServerStarlette(port, HOST, log_level="error", timeout_graceful_shutdown=SECONDS_TO_CLOSE)
    threading.Thread(target=tell_when_served, args=(server, when_served), daemon=True).start()
    with quickest_for(WORLDS):
        server.serve()


def tell_when_served(server: Any, when_served: Callable[[str], object]) -> None:
    """Tell the address as soon as the server answers."""
    while not (server.started.is_set() and server.has_started()):
        time.sleep(SECONDS_BETWEEN_LOOKS)
    when_served(server.base_url)
