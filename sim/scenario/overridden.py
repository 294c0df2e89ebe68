"""Settings that something else in a scenario overrides, each in one sentence with the path that works.

What a user states may count for less than it seems to:

    PARTY.tactic                 whoever governs bids by a tactic of its own, where it states one
    PARTY.governments.NAME       a government that never governs; what only counts while a vote is pending
    market.tariffs.REGION        a peer's deal sets what the cars of its region pay
    a figure that an event sets  counts up to that day
    issues.NAME.on_table         `bundled` puts the issues of the security track on the table
    what is swept                each point of a sweep states its own

A sentence is only said of what was stated on the command line, by a variant itself or as a factor of its
sweep, not of what a whole scenario holds.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from sim.scenario.faults import KeyPath, path_text, paths_meet
from sim.scenario.schema.scenario import Scenario
from sim.scenario.schema.sweep import SCENARIO

Sentences = Iterator[str]
Stated = Sequence[KeyPath]
BEFORE_A_VOTE = ("audience_cost", "ambition", "opinion")  # of a government: while a vote is pending


def overridden_settings(spec: Scenario, stated: Stated) -> list[str]:
    """Return a sentence for each stated path that something else in a scenario overrides."""
    return list(dict.fromkeys(sentence for rule in RULES for sentence in rule(spec, stated)))


def overridden_in_sweep(spec: Scenario, stated: Stated, settings: Sequence[str]) -> list[str]:
    """Return the same of a scenario's sweep and of its factors, and a sentence for each setting that one overrides.

    settings   those of the command line, as a.b=c
    """
    factors = [setting_path(path) for path in (spec.sweep.over if spec.sweep else ()) if path != SCENARIO]
    met = [(path, factor) for path in map(setting_path, settings) for factor in factors if paths_meet(path, factor)]
    found = [
        f"{path_text(path)} is set, but {path_text(factor)} is swept: each point states its own; to set it, take the "
        f"factor out: --set sweep.over.{path_text(factor)}=null"
        for path, factor in met
    ]
    return [*found, *overridden_settings(spec, [*stated, *factors])]


def below(stated: Stated, *start: str) -> list[KeyPath]:
    """Return the stated paths that begin with some keys."""
    return [path for path in stated if path[: len(start)] == start]


def candidates_of(spec: Scenario, party: str) -> list[str]:
    """Return who stands for election in a party."""
    election = spec.election_of(party)
    return election.candidates if election else []


def may_govern(spec: Scenario, party: str) -> list[str]:
    """Return who may govern a party: in office first, then the candidates, then those to whom events hand over."""
    part = spec.part_of(party)
    appointed = [event.hands_over_to for event in spec.events if event.hands_over_to in part.governments]
    return list(dict.fromkeys([part.in_office, *candidates_of(spec, party), *filter(None, appointed)]))


def tactics(spec: Scenario, stated: Stated) -> Sentences:
    """A party's tactic is that of governments that state none of their own."""
    for party in reversed(spec.keys):
        yield from tactic_of(spec, stated, party)


def tactic_of(spec: Scenario, stated: Stated, party: str) -> Sentences:
    """Yield what overrides the tactic of one party."""
    paths, governments = below(stated, party, "tactic"), spec.part_of(party).governments
    if not paths:
        return
    who = [name for name in may_govern(spec, party) if name in governments]
    own = [name for name in who if governments[name].tactic is not None]
    kept = [name for name in own if not below(stated, party, "governments", name, "tactic")]
    if not kept:
        return
    others = [name for name in who if name not in own]
    played = f"is played by {words_of(others)} only" if others else "is played by no government"
    bid = "bids by a tactic of its own" if len(kept) == 1 else "bid by tactics of their own"
    for_one = path_text((party, "governments", kept[0], *paths[-1][1:]))
    yield (
        f"{party}.tactic {played}: {words_of(kept)} {bid}. For all: --set '{party}.governments.*.tactic=null' "
        f"beside it; for one: --set {for_one}=..."
    )


def words_of(names: Sequence[str]) -> str:
    """Return names in a row, as a person says them."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def absent_governments(spec: Scenario, stated: Stated) -> Sentences:
    """What is stated of a government that never governs, or counts only while it waits for a vote, moves nothing."""
    for party in reversed(spec.keys):
        held = below(stated, party, "governments")
        known = spec.part_of(party).governments
        for name in dict.fromkeys(str(path[2]) for path in held if len(path) > 2 and path[2] in known):
            yield from absent_government(spec, held, party, name)


def absent_government(spec: Scenario, held: Stated, party: str, name: str) -> Sentences:
    """Yield why what is stated of a government of a party, by its name, moves nothing, if so."""
    part, who, elected = spec.part_of(party), may_govern(spec, party), candidates_of(spec, party)
    in_office, appointed = part.in_office, {event.hands_over_to for event in spec.events}
    early = [key for key in BEFORE_A_VOTE if below(held, party, "governments", name, key)]
    if name not in who:
        yield (
            f"{party}.governments.{name} never governs here, so that nothing stated of it counts: it is not in "
            f"office ({in_office} is), no candidate, and no event hands over to it"
        )
    elif name in elected and name not in appointed and name != in_office:
        yield from (
            f"{party}.governments.{name}.{key} counts only while a vote is pending, when {name} does not govern "
            f"yet; --set {party}.governments.{in_office}.{key}=... is that of whoever governs then"
            for key in early
        )
    elif spec.election_of(party) is None and part.vote is None and early:
        yield f"{party}.governments.{name}.{early[0]} counts only while a vote is pending, and none is to come here"


def foreign_tariffs(spec: Scenario, stated: Stated) -> Sentences:
    """What others' cars pay is set anew by a peer's deal, as an event or as it is played."""
    played = {**({spec.neighbour.name: spec.neighbour} if spec.neighbour else {}), **spec.partners}
    others = spec.market.others if spec.market else []
    for region in dict.fromkeys(str(path[2]) for path in below(stated, "market", "tariffs") if len(path) > 2):
        for event in spec.events:
            if event.peer and spec.car_tariff in event.peer and region in (event.regions or others):
                yield (
                    f"market.tariffs.{region} holds until events.{event.name} sets it anew, where that happens; "
                    f"for all days: --set events.{event.name}.probability=0 beside it"
                )
        for name, partner in played.items():
            if region in partner.regions:
                yield f"market.tariffs.{region} holds until the talks with {name}, which are played, bring a deal"


def figures_set_by_events(spec: Scenario, stated: Stated) -> Sentences:
    """A figure that an event sets is what was stated up to that day only."""
    for event in spec.events:
        for words, change in event.changes.items():
            if change.set is not None and below(stated, *words.split(".")):
                yield (
                    f"{words} holds until events.{event.name} sets it anew, where that happens; to change that: --set "
                    f"'events.{event.name}.changes={{{words}: {{set: ...}}}}'"
                )


def bundled_issues(spec: Scenario, stated: Stated) -> Sentences:
    """Issues of the security track are on the table where they are bundled, whatever is said of each."""
    for path in below(stated, "issues") if spec.bundled else ():
        if path[2:3] == ("on_table",) and spec.issues[str(path[1])].track == "security":
            said = "counts for nothing beside bundled: true, which puts it on the table"
            yield f"{path_text(path)} {said}; to keep it off: --set bundled=false"


RULES: Sequence[Callable[[Scenario, Stated], Iterable[str]]] = (
    tactics,
    absent_governments,
    foreign_tariffs,
    figures_set_by_events,
    bundled_issues,
)


def stated_paths(lines: Mapping[KeyPath, tuple[str, int]], files: Sequence[str]) -> tuple[KeyPath, ...]:
    """Return the paths that stand in some files, by what is noted of lines: path -> (file, line)."""
    return tuple(path for path, (file, _) in lines.items() if path and file in files)


def setting_path(setting: str) -> KeyPath:
    """Return the path of a setting or of a factor as it is written: a.b=c, or a.b."""
    return tuple(setting.partition("=")[0].strip().replace("[", ".").replace("]", "").split("."))
