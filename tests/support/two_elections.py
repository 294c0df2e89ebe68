"""The sale of a machine with an election of the buyer, of the seller or of both; its values by hand.

Over no deal a package is worth worth - payment + 20 to the buyer and payment + cost - 60 to the seller, each component
times what a government multiplies it by.
"""

from places import SUPPORT

import sim
from sim.model.talks import Talks
from sim.runs.run import Outcome
from sim.scenario.loading import load

SALE = SUPPORT / "machine_sale.yaml"
OPINION = "opinion: {against: 0.7, in_favour: 0.3, approval: 0, points: 10, source: assumed}"
GAME = (
    "buyer.tactic.timed.beta={value: 1}",
    "seller.tactic.timed.beta={value: 1}",
    "calendar.proposer={buyer: true}",
    "issues.price.flows={table: {levels: [100, 200], components: {payment: [0, 100]}}}",
    "issues.delivery.flows={table: {components: {worth: [0, 31.7, 57, 86, 101], cost: [141.3, 114, 83.3, 42, 0]}}}",
    "buyer.weights={payment: -1, worth: 1, cost: 0, contagion: 0}",
    "seller.weights={payment: 1, cost: 1, worth: 0, parity: 0}",
    "no_deal.buyer=-20",
    "no_deal.seller=60",
)
BUYERS = (
    "buyer.governments={board: {}, dear: {formation_days: 4, multiples: {payment: 1.25}}, same: {formation_days: 2}}",
    "buyer.in_office=board",
)
SELLERS = (
    "seller.governments={crew: {}, slow: {formation_days: 6, multiples: {cost: 1.5}}, "
    "cheap: {formation_days: 1, multiples: {cost: 0.5}}}",
    "seller.in_office=crew",
)


def vote(day, chances, rule="{mandates: {scale: 40}}", more=""):
    """Return an election by its day in 2025, the candidates' chances and the honour rule."""
    said = ", ".join(f"{name}: {chance}" for name, chance in chances.items())
    return (
        f"{{date: 2025-{day}, candidates: [{', '.join(chances)}], chances: {{{said}}}, honour: {rule}, "
        f"source: assumed{more}}}"
    )


BOTH = (
    *BUYERS,
    *SELLERS,
    "buyer.election=" + vote("01-20", {"dear": 0.25, "same": 0.75}),
    "election=" + vote("01-26", {"slow": 0.5, "cheap": 0.5}, "{mandates: {scale: 20}}"),
)


def talks(*settings, worlds=3) -> Talks:
    """Return the talks on the day they open."""
    return Talks(load(SALE, [*GAME, *settings]).scenario, worlds=worlds)


def played(*settings, worlds=6, seed=5) -> Outcome:
    """Return the sale, played."""
    return sim.run(load(SALE, [*GAME, *settings]), worlds, seed=seed)


def exchange_names(text: str) -> str:
    """Return text with buyer and seller exchanged."""
    return text.replace("buyer", "\0").replace("seller", "buyer").replace("\0", "seller")


def played_exchanged(*settings, worlds=6, seed=5) -> Outcome:
    """Return the sale in which each party sits in the other's chair: its blocks stand under the other's name."""
    named = [
        text.replace("election=", "seller.election=") if text.startswith("election=") else text for text in settings
    ]
    named = [
        text.replace("seller.election=", "buyer.election=") if ", party: buyer" in text else text for text in named
    ]
    held = [text if text.startswith("issues.") else exchange_names(text) for text in (*GAME, *named)]
    held = [
        text.replace("contagion: 0", "\0").replace("parity: 0", "contagion: 0").replace("\0", "parity: 0")
        for text in held
    ]
    return sim.run(load(SALE, held), worlds, seed=seed)
