"""A domain written for another program, or in our own form, into a new folder.

Other programs take parties in the order of their files' names: a number before each keeps them in theirs.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from sim.interop.faults import DomainError
from sim.interop.genius_write import genius_files
from sim.interop.geniusweb_write import geniusweb_files, simple_name
from sim.interop.named_domain import KINDS, NamedDomain
from sim.interop.native import native_data
from sim.interop.negmas_write import negmas_files
from sim.interop.scaling import in_shares
from sim.scenario.reading.yaml_data import to_yaml

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
NEED_SHARES = ("genius", "geniusweb")


def native_files(named: NamedDomain) -> dict[str, str]:
    """Return a domain in our own form, as YAML."""
    return {"domain.yaml": to_yaml(native_data(named))}


WRITERS: dict[str, Callable[[NamedDomain], dict[str, str]]] = {
    "genius": genius_files,
    "geniusweb": geniusweb_files,
    "negmas": negmas_files,
    "native": native_files,
}


def write_domain(named: NamedDomain, folder: Path | str, kind: str) -> list[Path]:
    """Write a domain as files of a kind into a folder, which is made if need be, and return them.

    kind   one of KINDS: genius, geniusweb, negmas, native

    DomainError for what the kind cannot say: values below 0 or a best package above 1 in GENIUS and GeniusWeb (see
    `scale_domain`), and names that its files cannot hold.
    """
    files = domain_files(named, kind)
    folder = Path(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in files.items():
            (folder / name).write_text(text, encoding="utf-8")
    except OSError as wrong:
        raise DomainError(f"{folder} cannot be written: {wrong.strerror}") from wrong
    return [folder / name for name in files]


def domain_files(named: NamedDomain, kind: str) -> dict[str, str]:
    """Return the text of each file of a domain by its name; DomainError for what the kind cannot say."""
    if kind not in KINDS:
        raise DomainError(f"the kind {kind!r}; must be one of {', '.join(KINDS)}")
    require_names(named)
    if kind in NEED_SHARES and not in_shares(named):
        said = "values below 0, or a best package worth more than 1, which files of this kind cannot hold"
        raise DomainError(f"{said}. Scale the domain first (sim.interop.scale_domain)")
    return WRITERS[kind](named if kind == "native" else with_file_names(named))


def require_names(named: NamedDomain) -> None:
    """Raise DomainError for a name that no file can hold."""
    levels = [level for issue in named.issues for level in issue.levels if isinstance(level, str)]
    for name in (named.name, *named.parties, *(issue.name for issue in named.issues), *levels):
        if not name or CONTROL.search(name):
            raise DomainError(f"the name {name!r} is empty or holds control characters, which files cannot hold")


def with_file_names(named: NamedDomain) -> NamedDomain:
    """Return a domain whose parties' names can be those of files, told apart also by GeniusWeb."""
    one, two = (re.sub(r"[^\w.-]+", "_", party).strip("._") or "party" for party in named.parties)
    if simple_name(one).lower() == simple_name(two).lower() or "domain" in (simple_name(one), simple_name(two)):
        one, two = f"{one}1", f"{two}2"
    return replace(named, parties=(one, two))
