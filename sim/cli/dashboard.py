"""The verb `dashboard`: a page with sliders, on which the talks unfold."""

from contextlib import suppress
from pathlib import Path
from typing import Annotated

import typer

from sim.cli.output import say, say_sweep

SCENARIO_HELP = "scenario to begin with; others can be chosen on the page"


def dashboard(
    scenario: Annotated[Path, typer.Argument(help=SCENARIO_HELP, metavar="[SCENARIO]")] = Path("baseline"),
    port: Annotated[int, typer.Option(min=1, max=65535, help="port on this machine")] = 8765,
    browser: Annotated[bool, typer.Option(" /--no-browser", help="only print the address")] = True,
) -> None:
    """Serve a page on which a scenario is played day by day, with sliders for what matters; Ctrl-C ends it.

    It needs more than the core: pip install 'ninety-days[app]'. The page is seen on this machine only, and asks
    nothing of any other.

    Examples:
      sim dashboard
      sim dashboard scenarios/no_election.yaml --port 9000 --no-browser
    """
    import webbrowser

    from sim.classroom.dashboard.start import require_extra, require_port, serve_page
    from sim.scenario.loading import load

    def tell(address: str) -> None:
        say(f"dashboard   {address} (this machine only; Ctrl-C ends it)")
        if browser:
            webbrowser.open(address)

    require_extra()
    say_sweep(load(scenario))
    require_port(port)
    with suppress(KeyboardInterrupt):
        serve_page(str(scenario), port, tell)
    say("ended")
