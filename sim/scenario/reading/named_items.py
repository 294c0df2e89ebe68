"""Changes of single items of a list by their names, as a variant states them: a mapping in place of the list.

    events: {peer_deal: {probability: 0}, letter: null}       # one event changed, one taken out
    election: {candidates: {lee_jun_seok: null}}              # a candidate taken out

What stands below a name is laid over the item that bears it; null takes the item out.  A name that the
list does not have is a fault: new items have a key of their own, or the whole list is stated anew.
Lines and faults stay those of the file in which they stand.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from sim.scenario.faults import Fault, KeyPath, describe_value, suggestion
from sim.scenario.reading.scenario_text import VOID, ScenarioText
from sim.scenario.reading.variants import comes_from_older, merge_variant

NEW_ITEMS: Mapping[KeyPath, str] = {  # lists that may be changed by name -> what an item is, and where a new one stands
    ("events",): "event. {guess} A new one stands under `more_events`",
    ("election", "candidates"): "candidate. {guess} For a new one state the whole list anew",
}
WHOLE_ITEM = "must be null, which takes the item out; found {found}"
PART_OF_ITEM = "must be a block of what differs, or null, which takes the item out; found {found}"
Places = dict[int, int]  # place of an item before -> its place then


def item_name(item: Any) -> str | None:
    """Return the name of an item of a list: its key `name`, or itself where it is a word."""
    if isinstance(item, dict):
        return str(item["name"]) if "name" in item else None
    return item if isinstance(item, str) else None


def held_at(data: Any, path: KeyPath) -> Any:
    """Return what stands at a path of mappings, None where nothing does."""
    for key in path:
        data = data.get(key) if isinstance(data, dict) else None
    return data


def with_held(data: dict[str, Any], path: KeyPath, value: Any) -> dict[str, Any]:
    """Return mappings with another value at a path that leads through them."""
    head = str(path[0])
    return data | {head: value if len(path) == 1 else with_held(data[head], path[1:], value)}


def without_held(data: dict[str, Any], path: KeyPath) -> dict[str, Any]:
    """Return mappings without what stands at a path that leads through them."""
    head = str(path[0])
    if len(path) == 1:
        return {key: value for key, value in data.items() if key != head}
    return data | {head: without_held(data[head], path[1:])}


def change_named_items(under: ScenarioText, text: ScenarioText, source: str) -> ScenarioText:
    """Return the extended text with the items changed that a text names, and take these out of the text, in place.

    source   that of new figures; faults are added to those of the text
    """
    for at in lists_in(text):
        stated, held = held_at(text.data, at), held_at(under.data, at)
        if isinstance(stated, dict) and (held is None or isinstance(held, list)):
            under = change_list(under, text, at, source)
            text.data = without_held(text.data, at)
            text.lines = {path: line for path, line in text.lines.items() if path[: len(at)] != at}
            text.void = {path for path in text.void if path[: len(at)] != at}
    return under


def lists_in(text: ScenarioText) -> list[KeyPath]:
    """Return where lists may stand that are changed by name, also below a party's own election."""
    _, candidates = NEW_ITEMS
    own = [(str(key), *candidates) for key in text.data if held_at(text.data, (str(key), *candidates)) is not None]
    return [*NEW_ITEMS, *own]


def change_list(under: ScenarioText, text: ScenarioText, at: KeyPath, source: str) -> ScenarioText:
    """Return the extended text with the items of one list changed."""
    held = list(held_at(under.data, at) or [])
    stated = sound_changes(text, at, held)
    names = [item_name(item) for item in held]
    kept = [place for place, name in enumerate(names) if name not in stated or stated[name] is not None]
    both = {
        place: merge_variant(held[place], stated[name], source) if (name := names[place]) in stated else held[place]
        for place in kept
    }
    places = {place: then for then, place in enumerate(kept)}
    changed = {place: stated[name] for place in kept if (name := names[place]) in stated}

    def stays(path: KeyPath) -> bool:
        place = int(path[len(at)])
        return place not in changed or comes_from_older(path[len(at) + 1 :], both[place], changed[place])

    lines = move_items(under.lines, at, places, stays)
    own = {str(names[place]): then for place, then in places.items() if place in changed}
    void = move_items(dict.fromkeys(under.void, True), at, places, stays)
    new = with_held(under.data, at, list(both.values())) if held_at(under.data, at) is not None else under.data
    return replace(
        under,
        data=new,
        lines=lines | rename_items(text.lines, at, own),
        void=set(void) | set(rename_items(dict.fromkeys(text.void, True), at, own)),
    )


def sound_changes(text: ScenarioText, at: KeyPath, held: list[Any]) -> dict[str | None, Any]:
    """Return what a text changes of the items of a list, by name; what cannot be is added to its faults."""
    known = {item_name(item): item for item in held}
    found: dict[str | None, Any] = {}
    for name, change in held_at(text.data, at).items():
        wrong = fault_of_change(at, name, change, known)
        if wrong is not None:
            file, line = text.lines.get((*at, name), (text.file, text.line_near((*at, name))))
            text.faults.append(Fault(file, line, (*at, name), wrong))
        elif change is not VOID:
            found[name] = change
    return found


def fault_of_change(at: KeyPath, name: str, change: Any, known: Mapping[str | None, Any]) -> str | None:
    """Return what is wrong with a change of an item, by its name; None if nothing is."""
    if change is VOID:  # told already
        return None
    if name not in known:
        guess = suggestion(name, [each for each in known if each is not None])
        return f"no such {NEW_ITEMS[at if at in NEW_ITEMS else at[1:]].format(guess=end_sentence(guess))}"
    is_block = isinstance(known[name], dict)
    if change is None or (is_block and isinstance(change, dict)):
        return None
    return (PART_OF_ITEM if is_block else WHOLE_ITEM).format(found=describe_value(change))


def end_sentence(text: str) -> str:
    """Return a text that ends as a sentence does."""
    return text if text.endswith(("?", ".")) else f"{text}."


def move_items(
    held: Mapping[KeyPath, Any], at: KeyPath, places: Places, stays: Callable[[KeyPath], bool]
) -> dict[KeyPath, Any]:
    """Return what is noted of paths, with the items of a list at their new places; of others no more than stays."""
    deep, found = len(at), {}
    for path, noted in held.items():
        if path[:deep] != at or len(path) == deep:
            found[path] = noted
        elif int(path[deep]) in places and stays(path):
            found[(*at, places[int(path[deep])], *path[deep + 1 :])] = noted
    return found


def rename_items(held: Mapping[KeyPath, Any], at: KeyPath, places: Mapping[str, int]) -> dict[KeyPath, Any]:
    """Return what is noted of paths below the names of items, with their places in place of the names."""
    deep = len(at)
    return {
        (*at, places[str(path[deep])], *path[deep + 1 :]): noted
        for path, noted in held.items()
        if path[:deep] == at and len(path) > deep and path[deep] in places
    }


def forget_item(text: ScenarioText, path: KeyPath, count: int) -> None:
    """Forget the lines of an item taken out of a list of `count`, in place; `path` ends with its place."""
    *above, gone = path
    at, place = tuple(above), int(gone)
    places = {old: old - (old > place) for old in range(count) if old != place}
    text.lines = move_items(text.lines, at, places, lambda path: True)
    text.void = set(move_items(dict.fromkeys(text.void, True), at, places, lambda path: True))
