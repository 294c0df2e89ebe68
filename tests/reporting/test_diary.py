"""The diary tells one world in plain English, in order, from what really happened."""

from runs import played

from sim.reporting.diary import diary


def test_the_diary_begins_in_washington_and_ends_with_the_outcome():
    outcome = played("baseline", worlds=20)
    for world in range(20):
        lines = diary(outcome, world)
        assert lines[0].startswith("24 Apr 2025  The delegations meet")
        agreed = outcome.column("agreed")[world] > 0
        assert ("passes the deal" in lines[-1]) == agreed
        assert ("break down" in lines[-1]) == (not agreed)


def test_the_diary_names_the_vote_the_peer_and_every_offer():
    lines = diary(played("early_japan", worlds=1))
    text = "\n".join(lines)
    assert "9 May 2025  Elsewhere: japan deal (auto tariff 15 percent" in text
    assert "3 Jun 2025  Korea votes: Lee Jae Myung wins." in text
    assert "Korea opens: auto tariff" in text
    assert "The U.S. opens: auto tariff" in text
    assert "bn USD a year" in text


def test_a_lapse_names_the_terms_that_snap_back():
    hard = ["us.tactic={hardliner: {}}", "deadline.common=-20", "deadline.after_lapse.go_on=0"]
    wide = [s.replace("=-20", "={value: -20, range: [-20, 3]}") for s in hard]
    text = "\n".join(diary(played("no_japan", *wide, worlds=1)))
    assert "8 Jul 2025  The deadline comes without a deal and the pause lapses: auto tariff 25 percent" in text
    assert text.endswith("8 Jul 2025  The talks break down.")


def test_the_days_of_a_diary_rise():
    from datetime import datetime

    days = [datetime.strptime(line.split("  ")[0], "%d %b %Y") for line in diary(played("baseline", worlds=20), 4)]
    assert days == sorted(days)


def test_the_diary_says_what_an_event_does():
    def told(name, **more):
        return "\n".join(diary(played(name, *(f"events.{k}.probability=1" for k in more), worlds=1)))

    assert "28 May 2025  Court Ruling (without a deal reciprocal tariff 10 percent now" in told(
        "court_ruling", court_ruling=1
    )
    assert "2 May 2025  Resignation (Second Caretaker takes over)." in told("resignation")
    assert "8 Jul 2025  Troops Demand (without a deal defence cost 1 bn USD a year once the pause" in told(
        "defence_threat", troops_demand=1
    )
