"""Which files of a folder make a domain, and of which kind it is."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sim.interop.data_tree import Node
from sim.interop.faults import DomainError, fault
from sim.interop.genius_domain import ROOT, GeniusIssue, read_genius_issues
from sim.interop.genius_profiles import read_genius_profile
from sim.interop.geniusweb_read import OTHERS, PROFILE, read_geniusweb_issues, read_geniusweb_profile
from sim.interop.named_domain import KIND_NAMES, NamedDomain, NamedIssue, make_named_domain
from sim.interop.native import read_native
from sim.interop.negmas_read import class_name, read_negmas_issues, read_negmas_profile, read_tree
from sim.interop.xml_tree import read_xml

SUFFIXES = (".xml", ".json", ".yaml", ".yml")
MOST_FILES = 1_000  # of a folder
PARTIES = 2
READERS: dict[str, tuple[Callable[..., Any], Callable[..., Any]]] = {
    "genius": (read_genius_issues, read_genius_profile),
    "geniusweb": (read_geniusweb_issues, read_geniusweb_profile),
    "negmas": (read_negmas_issues, read_negmas_profile),
}


@dataclass(frozen=True)
class FoundFile:
    """A file, and what it holds: a domain or a profile of a kind; uncertain, a profile under uncertainty."""

    path: Path
    kind: str
    is_domain: bool
    uncertain: bool = False


def read_domain(path: Path | str, profiles: Sequence[Path | str] = ()) -> NamedDomain:
    """Return the domain of a file or a folder: GENIUS XML, GeniusWeb JSON, a NegMAS scenario, or our own form.

    path       a folder, or the file of the domain
    profiles   the files of the two parties; without them those that belong to the domain, by name

    DomainError, with file, line, what was found and the cure, for what cannot be read, does not fit together, or is
    not additive.
    """
    path = Path(path)
    domain, domain_notes = domain_file(path)
    if domain.kind == "native":
        if profiles:
            raise fault(domain.path, 0, "it holds both parties: name no profiles")
        named = read_native(domain.path)
        return replace(named, notes=(*domain_notes, *named.notes))
    chosen, notes = chosen_profiles(domain, [Path(one) for one in profiles])
    read_issues, read_profile = READERS[domain.kind]
    name, issues = read_issues(domain.path)
    found = [read_profile(one, issues) for one in chosen]
    named = make_named_domain(name, domain.kind, [named_issue(one) for one in issues], found)
    return replace(named, parties=party_names(named.parties), notes=(*domain_notes, *notes, *named.notes))


def party_names(names: tuple[str, str]) -> tuple[str, str]:
    """Return the names of parties without the numbers that keep their files in order (see `sim.interop.writing`)."""
    numbered = all(name.startswith(f"{place}_") for place, name in enumerate(names, start=1))
    one, two = (name[2:] for name in names)
    return (one, two) if numbered and one and two and one != two else names


def named_issue(issue: GeniusIssue | NamedIssue) -> NamedIssue:
    """Return an issue of any format."""
    return issue if isinstance(issue, NamedIssue) else NamedIssue(issue.name, "", issue.levels)


def domain_file(path: Path) -> tuple[FoundFile, list[str]]:
    """Return the file of the domain, and what to say of the choice; DomainError if there is none."""
    if not path.is_dir():
        found = look_into(path)
        if found is None or not found.is_domain:
            raise not_a_domain(path, found)
        return found, []
    domains = [found for found in files_of(path) if found.is_domain]
    if not domains:
        kinds = f"<{ROOT}>, issuesValues, an OutcomeSpace, or issues and parties"
        raise fault(path, 0, f"no file of a domain ({kinds}) among its .xml, .json, .yaml and .yml files")
    chosen = min(domains, key=lambda found: ([*READERS, "native"].index(found.kind), found.path.name))
    said = f"{len(domains)} domains in {path}; {chosen.path.name} is taken. Name the file of another to read that"
    return chosen, [said] if len(domains) > 1 else []


def not_a_domain(path: Path, found: FoundFile | None) -> DomainError:
    """Return the error for a file that is no domain."""
    if found is not None:
        said = f"a profile of {KIND_NAMES[found.kind]}: name its domain's file, or the folder"
        return fault(path, 0, said)
    said = "neither a domain of GENIUS (XML), GeniusWeb (JSON) or NegMAS (YAML), nor one in our own form"
    if path.suffix.lower() == ".xml":
        root = read_xml(path)
        return fault(path, root.line, f"the root <{root.tag}>; a domain of GENIUS has the root <{ROOT}>")
    return fault(path, 0, said)


def files_of(folder: Path) -> list[FoundFile]:
    """Return the files of a folder that hold domains or profiles, by name."""
    return [found for found in map(look_into, data_files(folder)) if found is not None]


def data_files(folder: Path) -> list[Path]:
    """Return the files of a folder that may hold domains or profiles, by name; hidden ones are passed over."""
    try:
        paths = sorted(p for p in folder.iterdir() if p.suffix.lower() in SUFFIXES and not p.name.startswith("."))
    except OSError as wrong:
        raise fault(folder, 0, f"cannot be read: {wrong.strerror}") from wrong
    if len(paths) > MOST_FILES:
        raise fault(folder, 0, f"{len(paths):,} files; at most {MOST_FILES:,} are looked at. Name the domain's file")
    return paths


def look_into(path: Path) -> FoundFile | None:
    """Return what a file holds, None if it is neither a domain nor a profile; DomainError if it cannot be read."""
    suffix = path.suffix.lower()
    if suffix == ".xml":
        root = read_xml(path)
        uncertain = (root.get("type") or "").lower() == "uncertain"
        known = root.tag in (ROOT, "utility_space")
        return FoundFile(path, "genius", root.tag == ROOT, uncertain) if known else None
    if suffix not in SUFFIXES and path.is_file():
        raise fault(path, 0, f"ends in {suffix or 'nothing'}; .xml, .json, .yaml and .yml are read")
    return look_into_data(path, read_tree(path))


def look_into_data(path: Path, root: Node) -> FoundFile | None:
    """Return what a JSON or a YAML file holds, None if it is neither a domain nor a profile."""
    keys, kind = root.value if isinstance(root.value, dict) else {}, class_name(root)
    if "issuesValues" in keys:
        return FoundFile(path, "geniusweb", True)
    if PROFILE in keys or keys.keys() & OTHERS.keys():
        return FoundFile(path, "geniusweb", False)
    if "OutcomeSpace" in kind or ("issues" in keys and isinstance(keys["issues"].value, list)):
        return FoundFile(path, "negmas", True)
    if "fun" in kind.lower():
        return FoundFile(path, "negmas", False)
    return FoundFile(path, "native", True) if {"issues", "parties"} <= keys.keys() else None


def chosen_profiles(domain: FoundFile, stated: list[Path]) -> tuple[list[Path], list[str]]:
    """Return the files of the two parties, and what to say of the choice; DomainError if there are not two."""
    if stated:
        if len(stated) != PARTIES:
            raise DomainError(f"{len(stated)} profiles; a domain has two parties. Name two, or none")
        return stated, []
    found = [one for one in files_of(domain.path.parent) if not one.is_domain and one.kind == domain.kind]
    certain = [one.path for one in found if not one.uncertain]
    paths = certain if len(certain) >= PARTIES else [one.path for one in found]
    if len(paths) < PARTIES:
        said = f"{len(paths)} profiles of {KIND_NAMES[domain.kind]} beside it; a domain has two parties"
        raise fault(domain.path, 0, f"{said}. Put them into its folder{other_files(domain.path.parent)}")
    if len(paths) == PARTIES:
        return paths, []
    own = [one for one in paths if one.name.startswith(own_part(domain.path))]
    chosen = (own if len(own) >= PARTIES else paths)[:PARTIES]
    said = f"{len(paths)} profiles beside {domain.path.name}; {chosen[0].name} and {chosen[1].name} are taken"
    return chosen, [f"{said}. Name two others by --profile"]


def other_files(folder: Path) -> str:
    """Return which files of a folder are neither domains nor profiles, for a message."""
    names = [path.name for path in data_files(folder) if look_into(path) is None]
    return f"; found, but neither a domain nor a profile: {', '.join(names)}" if names else ""


def own_part(path: Path) -> str:
    """Return what the name of a domain's file begins with, before the word that says what it is."""
    stem = path.stem
    return stem[: stem.lower().index("domain")] if "domain" in stem.lower() else stem
