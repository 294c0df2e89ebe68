"""Names, shares and intervals in words."""

from collections.abc import Callable, Mapping

SAMPLING_NOTE = (  # printed once below figures with intervals
    "intervals are sampling error: what as many other worlds of this model, as it stands, might give. What its\n"
    "assumptions leave open is not in them, and not known here: see sim validate --structures, and --points"
)


def percent(share: float | None) -> str:
    """Return a share as a percentage."""
    return "-" if share is None else f"{100 * share:.1f} %"


def label(name: str) -> str:
    """Return an issue's or a maker's name in words."""
    upper = {"gm": "GM", "lng": "LNG", "us": "U.S.", "eu": "EU", "uk": "UK"}
    words = [upper.get(word, word) for word in name.split("_")]
    return " ".join(words)


def with_unit(name: str, unit: str, between: str = " ") -> str:
    """Return a name with its unit in brackets behind it, the name alone without one."""
    return f"{name}{between}({unit})" if unit else name


def with_interval(held: Mapping[str, float | None], text: Callable[[float], str]) -> str:
    """Return a median with its 80 % interval, each as `text` says it; the median alone of too few, a dash of none."""
    low, middle, high = (held[name] for name in ("q10", "q50", "q90"))
    if middle is None:
        return "-"
    return text(middle) if low is None or high is None else f"{text(middle)} [{text(low)} to {text(high)}]"
