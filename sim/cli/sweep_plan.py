"""What `sim sweep --plan` does: say what would be played, how long that would take and how large it would be."""

from sim.cli.output import as_json, say
from sim.cli.sweep_request import SweepRequest, open_engine, plan_request


def print_plan(request: SweepRequest) -> None:
    """Say what a sweep would play, how long it would take and how large it would be."""
    from sim.analysis.sweep_lucks import sweep_lucks
    from sim.reporting.sweep_text import plan_data, plan_lines
    from sim.sweeps.chunks.chunk import play_job
    from sim.sweeps.execution.estimate import estimate_sweep
    from sim.sweeps.execution.planning import plan_sweep

    plan, layout = plan_sweep(plan_request(request))
    engine = open_engine(request.where.with_engine(layout.rows))
    workers, name = max(1, engine.current_workers()), engine.name
    engine.close()
    found = estimate_sweep(layout, play_job, workers)
    if request.json:
        say(as_json(plan_data(plan, layout, found, workers, sweep_lucks(plan))))
    else:
        say("\n".join(plan_lines(plan, layout, found, f"{workers} workers ({name})", sweep_lucks(plan))))
