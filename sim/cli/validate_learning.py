"""What `sim validate --learning` does: what each opponent model is worth, in paired worlds."""

from sim.cli.app import PlayRequest
from sim.cli.output import as_json, say, speak_of
from sim.cli.progress import ProgressBar

SIGMA = 1.0  # of the mandates, where the user does not say
OFFERS = 30  # likewise


def validate_learning(request: PlayRequest, sigma: float | None, offers: int | None, json: bool) -> None:
    """Print what each opponent model is worth."""
    from sim.analysis.opponent_model_value import MODELS, LearningSetting, model_values
    from sim.reporting.tables import model_value_lines
    from sim.scenario.loading import load

    spec = speak_of(load(request.scenario, request.settings)).scenario
    setting = LearningSetting(
        sigma=SIGMA if sigma is None else sigma,
        rounds=OFFERS if offers is None else offers,
        worlds=request.worlds or spec.worlds,
        seed=spec.seed if request.seed is None else request.seed,
    )
    with ProgressBar(setting.worlds * len(MODELS)) as tick:
        found = model_values(spec, setting, tick)
    say(as_json([vars(value) for value in found]) if json else "\n".join(model_value_lines(found, setting)))
