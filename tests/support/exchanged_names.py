"""The baseline with every proper name exchanged: other parties, makers, candidates and neighbours, and no figure."""

import re

from places import SCENARIOS

PARTIES = """parties:
  rhone: {name: the Rhine League, adjective: Rhenish, title: the League of the Rhine}
  danube: {name: Danubia, adjective: Danubian, title: the Danubian Union}

"""
OWN_PARTIES = re.compile(r"^parties:\n(?: .*\n)+\n*", re.MULTILINE)  # of the baseline, if it says them
BRAND = re.compile(r"^( *brand: .*)$", re.MULTILINE)  # names a row of the data, which stay
EXCHANGED = {
    "data/us_car_market_2024.csv": str(SCENARIOS / "data/us_car_market_2024.csv"),
    r"\bgm_korea\b": "drava_motors",
    r"\bhyundai\b": "sava",
    r"\bkia\b": "tisza",
    r"\blee_jae_myung\b": "anna_kern",
    r"\bkim_moon_soo\b": "bela_novak",
    r"\blee_jun_seok\b": "carl_winter",
    r"\bjapan_deal\b": "elbe_deal",
    r"\bus\b": "rhone",
    r"\bkorea\b": "danube",
    "(South )?Korean?": "Danubia",
    "the United States": "the Rhine League",
    r"U\.S\.": "Rhenish",
    "Japan": "Elbia",
    "Hyundai": "Sava",
    r"\bKia\b": "Tisza",
}
OLD = re.compile(
    r"U\.S\.|United States|American|Korea|Seoul|Japan|Hyundai|\bKia\b|\bLee\b|\bKim\b|\bkorea\b|\bus_|미국|한국"
)
TOKENS = re.compile(r"\{(?:[abAB]|[vV]oter|rival)(?:_[a-z]+)?\}|(?<![A-Za-z0-9])party_[ab](?![A-Za-z0-9])")


def exchanged_scenario(folder):
    """Write the scenario into a folder and return its file."""
    parts = BRAND.split(OWN_PARTIES.sub("", (SCENARIOS / "baseline.yaml").read_text(encoding="utf-8")))
    for place in range(0, len(parts), 2):
        for old, new in EXCHANGED.items():
            parts[place] = re.sub(old, new, parts[place])
    file = folder / "river_talks.yaml"
    file.write_text(PARTIES + "".join(parts), encoding="utf-8")
    return file


def leaks(text):
    """Return names of the first scenario and tokens that a text should not hold."""
    return sorted({found[0] for pattern in (OLD, TOKENS) for found in pattern.finditer(text)})
