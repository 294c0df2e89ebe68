"""The words of a scenario, and the rules of writing one: the prose of scenarios/README.md."""

INTRO = """\
# Scenarios

A scenario is one YAML file: who negotiates, over what, by which rules, and how sure we are of each
figure. `baseline.yaml` states everything; the others begin with `extends: baseline.yaml` and list
only what differs. `sim check FILE` reads a file and tells every fault with its line; `sim run FILE`
plays it.

This page is made from the schema: `python -m sim.scenario.reference.guide`, run in the folder above, writes
it anew, and the JSON Schema with it.
"""

GLOSSARY = {
    "party": "one of the two sides: `party_a` or `party_b`",
    "delegation": "the negotiators of a party; they table, answer and sign",
    "government": "whoever governs a party: it gives the delegation its mandate, and may or may not sign",
    "carmaker": "a maker of {b_adj}-built cars; it pays the duty and lobbies",
    "issue": "one thing to settle, such as the tariff on cars",
    "level": "one possible outcome of an issue",
    "package": "one level for each issue",
    "offer": "a package that a party tables at a meeting",
    "value": "what a package is worth to a party, in bn USD a year, counted from no deal",
    "mandate": "the weights a party puts on the components",
    "component": "one kind of gain or loss, such as tariff revenue",
    "status quo": "the levels in force while there is no deal: `now`, and `lapsed` after the deadline",
    "reserve": "the value of never agreeing, from today to the horizon",
    "target": "the value a tactic demands today",
    "floor": "the least value a party may sign for",
    "tactic": "how a party negotiates: its bidding, its opponent model and its acceptance",
    "bidding": "the rule that sets the target",
    "opponent model": "the rule that learns from offers what the other side cares about",
    "acceptance": "the rule that says whether an offer is good enough",
    "day": "the unit of time; day 0 is the first of the calendar: the day the pause began or, without one, the talks",
    "deadline": "the day on which what is in force without a deal lapses (the pause in tariffs, in 2025)",
    "extension": "a later deadline, granted when the deadline is reached without a deal",
    "world": "one run of history with its own random draws; a run plays many side by side",
    "agreement": "a package that both sides have signed",
    "breakdown": "the end of the talks without an agreement",
    "surplus": "what a package is worth above the reserve; both parties' together is what they share out",
    "precedent": "what another country's deal does to this one",
    "neighbour": "another partner whose talks with {a} are played beside {b}'s",
    "election": "the vote that decides who governs a party next",
    "caretaker": "the government in office until the vote; its signature may not hold",
    "ratification": "the vote of the assembly on a signed package",
    "sweep": "the same scenario at many points, so many worlds at each",
    "point": "one setting of all that is swept",
    "design": "how points are laid out over what is swept",
    "factor": "what is swept at one path: a number between two ends, or one of some values",
    "source": "where a figure is from; `assumed` if it is a guess",
}

GRAMMAR = """\
## How a value is written

A *figure* is a number, or a distribution drawn once per world:

| Form | Meaning |
|---|---|
| `0.6` | the same number in every world |
| `{value: 0.6}` | the same, with room for more beside it |
| `{triangular: [0.3, 0.6, 1.0]}` | low, mode, high |
| `{uniform: [0.3, 0.8]}` | low, high |
| `{normal: {mean: 0, sd: 1}}` | mean and standard deviation |
| `{lognormal: {median: 0.35, sigma: 0.5}}` | median, and spread of the logarithm |

Beside a figure may stand

- `source`: where it is from, or `assumed`. Every figure has one, beside it or in a block above it;
- `range: [low, high]`: the span within which it may be set or swept. A value outside it is refused
  until a wider range is stated (for normal and lognormal the middle must lie within);
- `middle: [low, high]`: for a spread between worlds, which differ by nature (a pace, a belief): the span
  within which its median or mode may lie. A study of the assumptions moves the whole spread;
- `unit`: checked against the unit below, never converted;
- `note`: what a reader should know;
- `known_by: YYYY-MM-DD`: the day by which it was known. A block that may carry a `source` may carry it too, for all
  figures below it; a figure's own wins. Without any it is assumed, and counts as known from the start. A figure set
  by a variant or on the command line keeps the day of the one it replaces, unless it states its own;
- `prior`: what it was taken for before that day, a number or a distribution. Without one, uniform over its `range`.

`sim run FILE --as-known-on DATE` (also `sweep`, `score`) plays the priors of all that was known only after the date,
and `sim check FILE --as-known-on DATE` lists them. For parts that are no figures, such as a grid of levels or an event,
`known_later` says what stands there before a day, by dotted path; a grid is widened by it, never narrowed.

A *share* runs from 0 to 1, so 5 percent is 0.05; *percent* runs from 0 to 100. *bn* is a thousand
million, *tn* a million million. A *rule* is one of a few registered names with its parameters,
`timed: {beta: 0.5}`; the name alone is enough where nothing must be stated: `acceptance: next`.

The lines of the car market may stand in a CSV file, whose name then stands in their place:
`cars: data/party_a_car_market_2024.csv`. Its first line names the columns, which are the keys of a line, and
each line after it is one row; lines that are blank or begin with `#` are skipped, numbers have a decimal
point, and a cell with a comma in it is put in quotes. The file is sought beside the scenario that names
it (in the current folder for `--set`), then among the shipped ones; a saved run holds the rows
themselves.

YAML is read strictly. Refused are a key that stands twice, tags, anchors and aliases, and words that
programs read in different ways: `1e5`, `on`, `no`, `010`, `12:30`. A name of an issue, a component, a
government, a carmaker or an event is a letter, then letters, digits or `_`.
"""

VARIANTS = """\
## Variants: `extends` and `--set`

`extends: baseline.yaml` names a file, sought beside the one that says so; a chain of files is fine.
What follows is laid over it:

- blocks merge key by key; lists and single values replace what was there;
- a new figure keeps the `range` and `unit` of the old one, and is sourced to the file that set it
  unless it says otherwise;
- a rule with another name replaces the old rule and its parameters; with the same name it keeps the
  parameters that are not stated;
- `key: null` takes a key out;
- `more_events` lists events that come behind those taken over;
- `events` and `election.candidates` may be a mapping in place of the list, which changes single items by their names:
  `events: {PEER_EVENT: {probability: 0}}`, `election: {candidates: {NAME: null}}` (its share in
  `election.polls.shares` goes with it). `null` takes an item out, and a name that is not there is a fault. Governments,
  carmakers, partners, issues and laws are blocks by name anyway.

`--set a.b=c` does the same to one value for one run; the value is written as in a file:

```
sim run scenarios/baseline.yaml --set party_a.weights.headline=0.5
sim run scenarios/baseline.yaml --set 'party_a.weights.imports={triangular: [-0.2, -0.1, 0]}'
sim run scenarios/baseline.yaml --set party_a.tactic.timed.beta.lognormal.median=0.3
sim run scenarios/baseline.yaml --set party_b.acceptance.constant.share=0.5
sim run scenarios/baseline.yaml --set market.cars=my_cars.csv
sim run scenarios/baseline.yaml --set market.cars.1.average_price_thousand_usd=40
sim run scenarios/baseline.yaml --set events.0.probability=0
sim run scenarios/baseline.yaml --set events.PEER_EVENT.probability=0
sim run scenarios/baseline.yaml --set events.PEER_EVENT=null
sim run scenarios/baseline.yaml --set 'party_b.governments.*.tactic=null' --set party_b.tactic.timed.beta=0.5
sim run scenarios/baseline.yaml --set election=none
```

Items of a list count from 0; an item with a name may be called by it, and `null` takes it out. A `*` stands for every
key or item that there is. Where something else in the scenario overrides what is set, as a government's own tactic
does `party_b.tactic`, a line says so and names what works.
"""

SWEEPS = """\
## Sweeps: one scenario at many points

A scenario may say at which points `sim sweep` is to play it; `sim run` passes over that and plays the
scenario itself.

```yaml
sweep:
  design: sobol
  points: 64
  worlds_per_point: 200
  over:
    party_a.weights.headline: [0, 2]
    party_b.tactic: {values: [micro, {timed: {beta: 0.35}}]}
```

| Design | Its keys | Points |
|---|---|---|
| `grid` | | every combination of the values of all factors, the last moving fastest |
| `one_at_a_time` | | the scenario as it is, then each factor moved alone, the others as they are |
| `latin_hypercube` | `points` | one in each of so many equal parts of each factor |
| `sobol` | `points` | a scrambled Sobol' sequence, which fills space evenly; best with a power of two |
| `sobol` | `base`, `second_order` | Saltelli's design, for Sobol' indices: base * (factors + 2) points |
| `morris` | `trajectories`, `levels` | paths along which one factor moves at a time: trajectories * (factors + 1) |
| `fast` | `base` | curves through all factors, for indices by Fourier analysis: base * factors |
| `random` | `points` | independent of each other |
| `table` | `file` | the rows of a CSV or Parquet file, a column for each path; an empty cell is the scenario's own |

What is swept stands under `over`, by dotted path as for `--set` (an item of a list by number or name):

- `[low, high]`: a number between the two. Where only whole numbers may stand, each has the same chance;
- `{range: [low, high], steps: 5}`: so many values from low to high, in a `grid` or `one_at_a_time`;
- `{values: [...]}`: numbers, dates, names or whole rules; designs that fill space give each an equal part;
- `{values: [...], lever: true}`: a party's choice. Each value is played at every point that a `latin_hypercube`,
  `sobol` (with `points`) or `random` design lays out over the other factors, so that choices can be compared point by
  point (`sim robust`); a `grid` does so anyway;
- `scenario: {values: [baseline.yaml, early_deadline.yaml]}`: whole scenario files, sought beside the file that
  names them; what else is swept is then set on each.

A number that is swept is the same in all worlds of a point, even where the scenario has a distribution. No
value is taken that `--set` would refuse: a figure keeps within its `range`. `random_numbers: common` gives
all points the same random draws, world by world (common random numbers), so that points differ by what was swept alone;
with `random_numbers: own` each has its own. Points depend on nothing but the block and the seed.

In a variant a `sweep` that names its `design` replaces the one taken over; one that does not changes it key by
key, and what stands under `over` path by path (`path: null` takes one out). The file of a table, and swept
scenario files, are sought beside the file that names them.
"""

EDITORS = """\
## Help from an editor

`sim/scenario/schema.json` is a JSON Schema of all this. Editors that know YAML schemas complete and
check keys if the first line of a file in this folder is

```yaml
# yaml-language-server: $schema=../sim/scenario/schema.json
```
"""
