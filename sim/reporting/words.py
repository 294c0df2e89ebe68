"""Names and shares in words."""


def percent(share: float | None) -> str:
    """Return a share as a percentage."""
    return "-" if share is None else f"{100 * share:.1f} %"


def label(name: str) -> str:
    """Return an issue's or a maker's name in words."""
    upper = {"gm": "GM", "lng": "LNG", "us": "U.S.", "eu": "EU", "uk": "UK"}
    words = [upper.get(word, word) for word in name.split("_")]
    return " ".join(words)
