"""The options of all verbs, as the help has them: for the glossary."""

from sim.scenario.reference.sections import Entry, Section


def option_section() -> Section:
    """Return every option and argument of every verb with what its help says, verbs in brackets."""
    from typer.main import get_command

    from sim.cli.verbs import make_app

    found: dict[str, dict[str, list[str]]] = {}
    for verb, command in sorted(getattr(get_command(make_app()), "commands", {}).items()):
        for held in command.params:
            name = ", ".join(held.opts) if held.param_type_name == "option" else str(held.metavar or held.name)
            found.setdefault(name, {}).setdefault(str(held.help or ""), []).append(verb)
    entries = {}
    for name in sorted(found, key=lambda name: name.lower()):
        said = [
            f"{text} [{', '.join(verbs)}]" if text else f"[{', '.join(verbs)}]" for text, verbs in found[name].items()
        ]
        entries[name] = Entry("; ".join(said))
    return Section("options and arguments of the verbs", entries)
