"""How a government is called, by its key: an office with its article, another by its name."""

OFFICES = frozenset(
    [
        "administration",
        "board",
        "buyer",
        "cabinet",
        "caretaker",
        "caretakers",
        "chair",
        "coalition",
        "commission",
        "committee",
        "council",
        "crew",
        "delegation",
        "director",
        "executive",
        "government",
        "incumbent",
        "junta",
        "leadership",
        "majority",
        "management",
        "minister",
        "ministry",
        "opposition",
        "owner",
        "president",
        "regent",
        "regime",
        "seller",
        "senate",
        "team",
    ]
)


def is_office(key: str) -> bool:
    """Return whether the key of a government names an office, such as a cabinet, and no person or party."""
    return not OFFICES.isdisjoint(key.split("_"))


def holder_name(key: str) -> str:
    """Return what a government is called: `the cabinet`, or `Samaras`."""
    name = key.replace("_", " ")
    return f"the {name}" if is_office(key) else " ".join(word.capitalize() for word in name.split())
