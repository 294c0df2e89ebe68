"""GENIUS files: values by hand, and what is wrong with broken ones, by file and line."""

import shutil
from pathlib import Path

import numpy as np
import pytest

from sim.interop import DomainError, read_domain, solve_domain

DATA = Path(__file__).parent / "data"


@pytest.fixture
def folder(tmp_path):
    """A copy of the harbour, to be broken."""
    return shutil.copytree(DATA / "harbour_genius", tmp_path / "harbour")


def change(file, old, new, encoding="latin-1"):
    text = file.read_bytes().decode(encoding)
    assert old in text
    file.write_bytes(text.replace(old, new, 1).encode(encoding))


def refused(folder):
    with pytest.raises(DomainError) as wrong:
        read_domain(folder)
    return str(wrong.value)


def test_values_are_weight_times_evaluation_over_the_largest_of_the_issue():
    named = read_domain(DATA / "harbour_genius")
    port, ship = named.domain.values
    np.testing.assert_allclose(port[0], [[0.12, 0.3, 0.6], [0.1, 0.4, 0.4]], rtol=1e-15)
    np.testing.assert_allclose(ship[0], [[0.25, 0.125, 0.0625], [0.75, 0.375, 0.375]], rtol=1e-15)
    assert named.parties == ("port", "ship")
    assert named.domain.agenda.names == ("berth at Malmö & Ystad", "fee")
    assert [issue.levels for issue in named.issues] == [("north", "south", "pier"), (10.0, 20.0)]


def test_a_discount_of_0_is_none_and_a_reserve_that_is_not_stated_is_0():
    named = read_domain(DATA / "harbour_genius")
    assert (named.reserves, named.stated, named.discounts) == ((0.3, 0.0), (True, False), (1.0, 0.9))


def test_frontier_and_solutions_are_those_worked_by_hand():
    """Packages at (1, .4375), (.7, .8125), (.4, .875), (.22, 1); no deal is worth .3 and 0."""
    solved = solve_domain(read_domain(DATA / "harbour_genius"))
    expected = [[1, 0.4375], [0.7, 0.8125], [0.4, 0.875], [0.22, 1]]
    np.testing.assert_allclose(solved.values, expected, rtol=1e-14)
    assert solved.rational == 3
    assert solved.points["nash"].package == ("pier", 10.0)
    assert solved.points["nash"].values == pytest.approx((0.7, 0.8125))


def test_whole_numbers_are_worth_offset_and_slope_from_the_lower_bound_cut_to_0_and_1(tmp_path):
    write_number_domain(tmp_path, "integer", 'lowerbound="3" upperbound="6"', 'slope="0.4" offset="0.1"')
    table = read_domain(tmp_path).domain.values[0][0]
    np.testing.assert_allclose(table[0], [0.1, 0.5, 0.9, 1.0], rtol=1e-15)


@pytest.mark.parametrize(
    ("function", "at_0_5_10"),
    [
        ('ftype="linear" parameter0="0.2" parameter1="0.05"', (0.2, 0.45, 0.7)),
        ('ftype="constant" parameter0="0.4"', (0.4, 0.4, 0.4)),
        ('ftype="triangular" parameter0="0" parameter1="10" parameter2="4"', (0, 1 - 1 / 6, 0)),
        ('ftype="triangularvariabletop" parameter0="0" parameter1="10" parameter2="5" parameter3="0.6"', (0, 0.6, 0)),
    ],
)
def test_real_numbers_are_weighed_at_21_points_as_genius_does(tmp_path, function, at_0_5_10):
    write_number_domain(tmp_path, "real", "", function, '<range lowerbound="0" upperbound="10"/>')
    named = read_domain(tmp_path)
    assert named.counts == (21,)
    np.testing.assert_allclose(named.levels_of(0)[0][[0, 10, 20]], at_0_5_10, rtol=1e-15, atol=1e-15)


def write_number_domain(folder, kind, bounds, function, within=""):
    issue = f'<issue index="1" name="price" etype="{kind}" type="{kind}" vtype="{kind}" {bounds}>{within}'
    frame = '<utility_space><objective index="0" name="any">{}</objective></utility_space>'
    domain = frame.format(f"{issue}</issue>")
    (folder / "price.xml").write_text(f"<negotiation_template>{domain}</negotiation_template>")
    profile = frame.format(f'<weight index="1" value="1"/>{issue}<evaluator {function}/></issue>')
    for party in ("one", "two"):
        (folder / f"{party}.xml").write_text(profile)


def test_issues_whose_evaluations_are_all_0_are_worth_0(folder):
    for evaluation in ("2", "5", "10"):
        change(folder / "port.xml", f'evaluation="{evaluation}"', 'evaluation="0"')
    np.testing.assert_array_equal(read_domain(folder).levels_of(0)[0], [0, 0, 0])


def test_of_a_value_that_a_profile_evaluates_twice_the_last_counts(folder):
    change(folder / "port.xml", '<item index="2"', '<item index="1" value="north" evaluation="9"/>\n<item index="2"')
    named = read_domain(folder)
    assert named.levels_of(0)[0][0] == pytest.approx(0.6 * 9 / 10)
    assert "port.xml, line 7: a second evaluation of 'north'" in named.notes[0]


def test_a_discount_that_is_no_number_is_none_as_in_genius(folder):
    change(folder / "ship.xml", '"0.9"', '"s"')
    named = read_domain(folder)
    assert named.discounts[1] == 1
    assert "ship.xml, line 15: the discount factor 's'" in named.notes[0]


def test_weights_below_1_are_taken_as_they_stand_and_said(folder):
    change(folder / "port.xml", 'index="1" value="0.4"', 'index="1" value="0.2"')
    named = read_domain(folder)
    assert named.levels_of(0)[1].tolist() == [0.05, 0.2]
    assert named.notes == ("port.xml: weights sum to 0.8; they are taken as they stand, as GENIUS does",)


def test_a_profile_under_uncertainty_is_read_only_where_no_other_is(folder):
    shutil.copy(folder / "port.xml", folder / "a_port10.xml")
    change(folder / "a_port10.xml", "<utility_space ", '<utility_space type="UNCERTAIN" ')
    assert read_domain(folder).parties == ("port", "ship")
    chosen = read_domain(folder, [folder / "a_port10.xml", folder / "ship.xml"])
    assert "a profile under uncertainty" in chosen.notes[0]
    assert chosen.reserves == (0.3, 0.0)


def test_of_more_than_two_profiles_those_named_after_the_domain_are_taken(folder):
    for source, name in (("port", "harbour_x"), ("ship", "harbour_y")):
        shutil.copy(folder / f"{source}.xml", folder / f"{name}.xml")
    named = read_domain(folder)
    assert named.parties == ("harbour_x", "harbour_y")
    assert "4 profiles beside harbour_domain.xml" in named.notes[0]


BROKEN = {  # what is changed, in which file, and what is said
    "a missing issue": (
        "port",
        '<issue index="1" name="fee"',
        '<issue index="3" name="toll"',
        "line 1: no issue 'fee'",
    ),
    "an evaluation missing": (
        "port",
        ' evaluation="5"',
        "",
        "line 7: no evaluation of 'south'",
    ),
    "an item missing": (
        "port",
        '<item index="2" value="south" evaluation="5"/>',
        "",
        "line 5: no evaluation of 'south'",
    ),
    "an evaluation below 0": (
        "port",
        'evaluation="5"',
        'evaluation="-5"',
        "line 7: the evaluation -5",
    ),
    "an evaluation of NaN": (
        "port",
        'evaluation="5"',
        'evaluation="NaN"',
        "line 7: the evaluation of 'south': found 'NaN'",
    ),
    "a weight below 0": (
        "port",
        'value="0.6"',
        'value="-0.6"',
        "line 3: the weight -0.6 of index 0; must be at least 0",
    ),
    "no weight": (
        "port",
        '<weight index="1" value="0.4"/>',
        "",
        "line 10: the issue 'fee' has no weight",
    ),
    "a weight twice": (
        "port",
        '<weight index="1"',
        '<weight index="0"',
        "line 4: a second weight of index 0",
    ),
    "weights of 1.3": (
        "port",
        'value="0.6"',
        'value="0.9"',
        "line 3: weights that sum to 1.3",
    ),
    "a reserve above 1": (
        "port",
        '<reservation value="0.3"',
        '<reservation value="30"',
        "line 16: the reservation value 30",
    ),
    "a reserve in words": (
        "port",
        '<reservation value="0.3"',
        '<reservation value="0,3"',
        "line 16: the reservation value",
    ),
    "a discount of NaN": (
        "ship",
        '"0.9"',
        '"NaN"',
        "line 15: the discount factor NaN",
    ),
    "a value twice": (
        "harbour_domain",
        'value="south"',
        'value="north"',
        "line 6: the value 'north' stands twice",
    ),
    "an issue twice": (
        "harbour_domain",
        'index="1" name="fee"',
        'index="0" name="fee"',
        "line 9: the index 0 of an issue",
    ),
    "an unknown type": (
        "harbour_domain",
        'type="discrete" v',
        'type="fuzzy" v',
        "line 9: the type 'fuzzy'",
    ),
    "nonlinear": (
        "port",
        "<utility_space ",
        '<utility_space type="NONLINEAR" ',
        "line 1: the type 'nonlinear'",
    ),
    "hypervolumes": (
        "port",
        "<objective ",
        "<ufun><hyperRectangle/></ufun><objective ",
        "line 2: <ufun>",
    ),
    "no XML": (
        "port",
        "<objective ",
        "<objective <",
        "line 2: not valid XML",
    ),
    "entities": (
        "port",
        "<utility_space ",
        '<!DOCTYPE x [<!ENTITY a "b">]><utility_space ',
        "line 1: a document type",
    ),
    "another root": (
        "harbour_domain",
        "<negotiation_template>",
        "<talks>",
        "line 15: not valid XML",
    ),
}


@pytest.mark.parametrize("what", BROKEN)
def test_a_broken_file_is_refused_with_its_line(folder, what):
    name, old, new, said = BROKEN[what]
    change(folder / f"{name}.xml", old, new)
    found = refused(folder)
    assert f"{name}.xml" in found
    assert said in found


def test_a_profile_with_an_issue_that_the_domain_lacks_is_refused(folder):
    change(folder / "port.xml", "</objective>", '<issue index="9" name="crane"><item value="a"/></issue></objective>')
    assert "line 14: the issue 'crane', which the domain lacks" in refused(folder)


def test_an_empty_file_and_a_huge_one_are_refused_before_they_are_read(folder, monkeypatch):
    (folder / "port.xml").write_bytes(b"")
    assert "port.xml: the file is empty" in refused(folder)
    with (folder / "port.xml").open("wb") as file:
        file.truncate(200_000_000)
    monkeypatch.setattr(Path, "open", lambda *_: pytest.fail("it was opened"))
    assert "port.xml: 200,000,000 bytes; a domain has at most 8,000,000" in refused(folder / "port.xml")


def test_what_is_no_domain_is_refused_with_what_it_is(folder, tmp_path):
    assert "a profile of GENIUS: name its domain's file, or the folder" in refused(folder / "port.xml")
    (folder / "ship.xml").unlink()
    assert "1 profiles of GENIUS beside it; a domain has two parties" in refused(folder)
    (folder / "ship.xml").write_text("<talks/>")
    assert refused(folder).endswith("found, but neither a domain nor a profile: ship.xml")
    assert "ship.xml, line 1: the root <talks>; a domain of GENIUS has the root" in refused(folder / "ship.xml")
    (folder / "harbour_domain.xml").unlink()
    assert "no file of a domain" in refused(folder)
    assert "no such file" in refused(tmp_path / "nowhere.xml")


def test_an_encoding_that_is_stated_is_the_one_that_is_read(folder):
    text = (folder / "harbour_domain.xml").read_bytes().decode("latin-1")
    (folder / "harbour_domain.xml").write_text('<?xml version="1.0" encoding="UTF-8"?>\n' + text, encoding="utf-8")
    assert read_domain(folder).domain.agenda.names[0] == "berth at Malmö & Ystad"
    (folder / "harbour_domain.xml").write_bytes(b'<?xml version="1.0" encoding="UTF-8"?>\n' + text.encode("latin-1"))
    assert "line 5: not in utf-8, as the file states" in refused(folder)


def test_an_issue_of_another_name_is_that_of_its_index_if_it_has_its_values(folder):
    change(folder / "port.xml", 'name="fee"', 'name="toll"')
    named = read_domain(folder)
    assert named.levels_of(0)[1].tolist() == [0.1, 0.4]
    assert named.notes[0].startswith("port.xml, line 10: the issue 'toll' is taken for 'fee' of the domain")
    change(folder / "port.xml", 'value="10"', 'value="11"')
    assert "line 1: no issue 'fee', which the domain has" in refused(folder)


@pytest.mark.parametrize("number", ["1e999999999", "0." + "1" * 2_000_000, "1_000", "0x10", "\u0661" * 40])
def test_numbers_that_no_program_writes_are_refused_at_once(folder, number):
    (folder / "port.xml").write_text(
        (folder / "port.xml").read_text("latin-1").replace('evaluation="5"', f'evaluation="{number}"'), "utf-8"
    )
    assert "line 7: the evaluation of 'south': found" in refused(folder)


def test_a_number_too_small_for_any_program_is_0(folder):
    change(folder / "port.xml", 'evaluation="5"', 'evaluation="1e-999999999"')
    assert read_domain(folder).levels_of(0)[0][1] == 0


def test_of_several_domains_in_a_folder_the_first_by_name_is_taken_and_said(folder):
    shutil.copy(folder / "harbour_domain.xml", folder / "z_domain.xml")
    named = read_domain(folder)
    assert named.name == "harbour_domain"
    assert "2 domains in" in named.notes[0]
    assert "harbour_domain.xml is taken" in named.notes[0]
    assert read_domain(folder / "z_domain.xml").notes == ()
