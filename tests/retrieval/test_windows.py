"""The life of a window: never open without both sides; GC I art. 15 ¶1, AP I art. 33(4), practice of notification."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from homeward.retrieval.notices import DISCLAIMER, in_all_zones, latest_notice, notice_is_in_time
from homeward.retrieval.windows import Act, Event, NotAllowed, Phase, Standing, after, proposed
from homeward.words import Language, say

OPENS, CLOSES = dt.datetime(2025, 6, 20, 6, tzinfo=dt.UTC), dt.datetime(2025, 6, 22, 18, tzinfo=dt.UTC)
SIDES = ("X", "Y")


def at(hours: float) -> dt.datetime:
    """So many hours from the opening."""
    return OPENS + dt.timedelta(hours=hours)


def asked(*, urgent: bool = False, by: str = "X") -> Standing:
    return proposed(SIDES, "N", by, OPENS, CLOSES, urgent=urgent)


def happened(standing: Standing, *events: tuple[Act, float, str]) -> Standing:
    for act, hours, by in events:
        standing = after(standing, Event(act, at(hours), by))
    return standing


def confirmed() -> Standing:
    return happened(
        asked(),
        (Act.AGREE, -90, "Y"),
        (Act.NOTIFY, -70, "X"),
        (Act.NOTIFY, -60, "Y"),
        (Act.ACKNOWLEDGE, -50, "Y"),
        (Act.ACKNOWLEDGE, -40, "X"),
        (Act.CONFIRM, -20, "Y"),
        (Act.CONFIRM, -10, "X"),
    )


def opened() -> Standing:
    return happened(confirmed(), (Act.OPEN, 0, "N"))


def test_a_window_goes_from_proposal_to_report():
    standing = happened(opened(), (Act.CLOSE, 60, "N"), (Act.REPORT, 70, "X"), (Act.REPORT, 71, "Y"))
    assert standing.phase is Phase.REPORTED
    assert [event.act for event in standing.log][:2] == [Act.AGREE, Act.NOTIFY]


def test_a_window_one_side_has_not_confirmed_does_not_open():
    standing = happened(
        asked(), (Act.AGREE, -90, "Y"), (Act.NOTIFY, -70, "X"), (Act.ACKNOWLEDGE, -50, "X"), (Act.CONFIRM, -20, "X")
    )
    for who in ("X", "Y", "N"):
        with pytest.raises(NotAllowed, match="both sides"):
            happened(standing, (Act.OPEN, 1, who))
    assert not standing.may_enter(at(1))


def test_a_side_cannot_agree_with_itself_nor_confirm_for_the_other():
    with pytest.raises(NotAllowed):
        happened(asked(), (Act.AGREE, -90, "X"))
    with pytest.raises(NotAllowed, match="notice"):
        happened(asked(), (Act.AGREE, -90, "Y"), (Act.NOTIFY, -70, "X"), (Act.CONFIRM, -20, "Y"))


def test_what_the_neutral_proposes_needs_the_consent_of_both():
    once = happened(asked(by="N"), (Act.AGREE, -90, "X"))
    assert once.phase is Phase.PROPOSED
    assert happened(once, (Act.AGREE, -89, "Y")).phase is Phase.AGREED
    with pytest.raises(NotAllowed):
        happened(asked(by="N"), (Act.AGREE, -90, "N"))


def test_other_times_undo_every_consent():
    counter = Event(Act.COUNTER, at(-9), "Y", opens=at(30), closes=at(80))
    standing = after(confirmed(), counter)
    assert (standing.phase, standing.opens) == (Phase.COUNTERED, at(30))
    assert not standing.notified | standing.acknowledged | standing.confirmed


@pytest.mark.parametrize(("urgent", "hours"), [(False, 48), (True, 24)])
def test_a_notice_is_sent_48_hours_before_or_24_if_urgent(urgent, hours):
    agreed = happened(asked(urgent=urgent), (Act.AGREE, -90, "Y"))
    assert happened(agreed, (Act.NOTIFY, -hours, "X")).notified == {"X"}
    with pytest.raises(NotAllowed, match=str(hours)):
        happened(agreed, (Act.NOTIFY, -hours + 0.01, "X"))
    assert latest_notice(OPENS, urgent=urgent) == at(-hours)
    assert notice_is_in_time(at(-hours), OPENS, urgent=urgent)


def test_opening_and_closing_are_half_open():
    standing = opened()
    assert standing.may_enter(OPENS)
    assert not standing.may_enter(CLOSES)
    with pytest.raises(NotAllowed):
        happened(confirmed(), (Act.OPEN, -0.1, "N"))


def test_a_suspension_by_anyone_closes_entry_at_once_and_going_on_needs_both():
    for who in ("X", "Y", "N"):
        stopped = happened(opened(), (Act.SUSPEND, 5, who))
        assert not stopped.may_enter(at(5))
        once = happened(stopped, (Act.RESUME, 6, "X"))
        assert not once.may_enter(at(6))
        assert happened(once, (Act.RESUME, 7, "Y")).may_enter(at(7))
        with pytest.raises(NotAllowed):
            happened(stopped, (Act.RESUME, 6, "N"))


def test_an_extension_holds_only_when_both_name_the_same_closing():
    later = replace(Event(Act.EXTEND, at(50), "X"), closes=at(66))
    once = after(opened(), later)
    assert once.closes == CLOSES
    assert after(once, replace(later, at=at(51), closes=at(64), by="Y")).closes == CLOSES
    both = after(once, replace(later, at=at(51), by="Y"))
    assert (both.closes, both.phase) == (at(66), Phase.EXTENDED)
    assert both.may_enter(at(65))
    with pytest.raises(NotAllowed):
        after(opened(), replace(later, closes=at(40)))


def test_who_is_inside_is_known_until_out_and_a_report_waits_for_it():
    entered = after(opened(), Event(Act.ENTER, at(1), "X", team="R-1"))
    assert entered.inside == {"R-1"}
    with pytest.raises(NotAllowed):
        after(entered, Event(Act.ENTER, at(2), "X", team="R-1"))
    closed = happened(entered, (Act.CLOSE, 60, "N"))
    with pytest.raises(NotAllowed, match="inside"):
        happened(closed, (Act.REPORT, 61, "X"))
    out = after(closed, Event(Act.LEAVE, at(61), "X", team="R-1"))
    assert happened(out, (Act.REPORT, 62, "X")).reported == {"X"}


def test_an_incident_is_written_down_with_its_cell():
    told = after(opened(), Event(Act.INCIDENT, at(3), "Y", text="shots heard", cell="718/1076"))
    assert told.log[-1].cell == "718/1076"
    with pytest.raises(NotAllowed):
        happened(opened(), (Act.INCIDENT, 3, "Y"))


def test_events_stand_in_the_order_of_their_times_and_strangers_do_not_act():
    with pytest.raises(NotAllowed, match="order"):
        happened(opened(), (Act.SUSPEND, -5, "X"))
    with pytest.raises(NotAllowed):
        happened(opened(), (Act.SUSPEND, 5, "Z"))


EVENT = st.builds(
    lambda act, by, step, hours, team: (act, by, step, hours, team),
    st.sampled_from(list(Act)),
    st.sampled_from(["X", "Y", "N"]),
    st.integers(0, 12),
    st.integers(-20, 90),
    st.sampled_from(["", "T1", "T2"]),
)


@settings(max_examples=300, deadline=None)
@given(st.lists(EVENT, max_size=60), st.booleans(), st.sampled_from(["X", "Y", "N"]))
def test_no_row_of_events_opens_a_window_without_both(events, urgent, by):
    standing = proposed(SIDES, "N", by, OPENS, CLOSES, urgent=urgent)
    now = -100.0
    heard: set[str] = set()
    for act, who, step, hours, team in events:
        now += step
        event = Event(act, at(now), who, opens=at(hours), closes=at(hours + 40), team=team, text="said")
        before = standing
        try:
            standing = after(standing, event)
        except NotAllowed:
            continue
        if act is Act.COUNTER:
            heard.clear()
        if act is Act.CONFIRM:
            heard.add(who)
        is_open = standing.phase in (Phase.OPEN, Phase.EXTENDED, Phase.SUSPENDED)
        assert not is_open or standing.confirmed == heard == set(SIDES)
        assert standing.inside <= before.inside or before.may_enter(event.at)
        if standing.phase is Phase.SUSPENDED:
            assert not standing.may_enter(event.at)
        if standing.closes > before.closes and act is Act.EXTEND:
            assert before.extension is not None
            assert before.extension[1] != who


def test_the_way_to_an_open_window_exists_for_random_waits():
    """The property above is not empty: the row of a real window opens it."""
    assert opened().may_enter(at(1))


def test_times_are_told_in_utc_and_both_zones_with_summer_time():
    from zoneinfo import ZoneInfo

    zones = {"X": ZoneInfo("Europe/Kyiv"), "Y": ZoneInfo("Europe/Moscow")}
    winter, summer = dt.datetime(2025, 1, 10, 4, tzinfo=dt.UTC), dt.datetime(2025, 6, 20, 4, tzinfo=dt.UTC)
    assert in_all_zones(winter, SIDES, zones) == ("10.01.2025 04:00", "10.01.2025 06:00", "10.01.2025 07:00")
    assert in_all_zones(summer, SIDES, zones) == ("20.06.2025 04:00", "20.06.2025 07:00", "20.06.2025 07:00")


def test_a_paper_says_that_no_duty_is_changed():
    assert "changes no duty" in say(DISCLAIMER, Language.EN)
    assert "art. 33(4)" in DISCLAIMER
