"""Figures are rounded by one rule, halves away from 0, and proper names keep their capitals."""

import pytest

from sim.reporting.words import fixed_text, label, percent


@pytest.mark.parametrize(
    ("share", "text"),
    [(27 / 2000, "1.4 %"), (1125 / 2000, "56.3 %"), (848 / 2000, "42.4 %"), (0.0, "0.0 %"), (None, "-")],
)
def test_shares_are_rounded_as_by_hand(share, text):
    assert percent(share) == text  # 1.35, 56.25 and 42.4 by hand


@pytest.mark.parametrize(
    ("value", "places", "sign", "text"),
    [
        (2.675, 2, "", "2.68"),
        (-2.675, 2, "", "-2.68"),
        (-0.004, 2, "+", "+0.00"),
        (1234.5, 0, "", "1235"),
        (float("nan"), 1, "", "nan"),
        (1e300, 1, "", f"{1e300:.1f}"),
    ],
)
def test_a_figure_is_rounded_by_the_decimal_that_it_is_written_as(value, places, sign, text):
    assert fixed_text(value, places, sign) == text


def test_names_have_their_capitals():
    assert label("japan_deal") == "Japan deal"
    assert label("gm_korea") == "GM Korea"
    assert label("farm_access") == "farm access"
