"""What is not written is refused, and no side is given what belongs to the other, whatever the policy says."""

import pytest
from desk import SIDES, Desk, offices
from hypothesis import given
from hypothesis import strategies as st

from homeward.access import policy as policies
from homeward.access.policy import parse_policy, policy, rights_of
from homeward.access.terms import Reach, Record, Right, Role, offices_of
from homeward.access.viewer import Viewer
from homeward.ledger.terms import NEUTRAL

EVERYTHING = "\n".join(
    f"[{record.value}]\n"
    + "\n".join(f'{role.value} = {{ own = "{words}", sides = "{words}", joint = "{words}" }}' for role in Role)
    for record in Record
    for words in [" ".join(Right)]
)

ALL = parse_policy(EVERYTHING)


def viewer(role: Role, party: str, sides: tuple[str, str] = ("UA", "RU")) -> Viewer:
    return Viewer("US-1", "somebody", role, party, sides)


@pytest.mark.parametrize(
    "text",
    [
        "[nothing_we_know]\nliaison = { own = 'read' }",
        "[member]\nking = { own = 'read' }",
        "[member]\nliaison = { everywhere = 'read' }",
        "[member]\nliaison = { own = 'burn' }",
        "[member]\nliaison = { own = 'read' }",
    ],
)
def test_a_policy_with_unknown_words_or_gaps_is_no_policy(text: str) -> None:
    with pytest.raises(ValueError, match=r"valid|says nothing"):
        parse_policy(text)


@given(st.sampled_from(Role), st.sampled_from(Record), st.sampled_from(Right), st.sampled_from([*SIDES, NEUTRAL]))
def test_what_is_not_written_is_refused(role: Role, record: Record, right: Right, party: str) -> None:
    written = {reach for reach, rights in policy()[record].get(role, {}).items() if right in rights}
    reaches = viewer(role, party).reaches(right, record)
    assert reaches == (written if party == NEUTRAL else written - {Reach.SIDES})
    assert viewer(role, party).may(right, record) == bool(reaches)


@given(st.sampled_from(Role), st.sampled_from(Record), st.sampled_from(Right), st.sampled_from(SIDES))
def test_no_side_reaches_the_other_even_under_a_policy_that_gives_everything(
    role: Role, record: Record, right: Right, side: str
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(policies, "policy", lambda: ALL)
        assert viewer(role, side).owners(right, record) == {side}
        assert viewer(role, NEUTRAL).owners(right, record) == {*SIDES, NEUTRAL}


@given(st.sampled_from(Role), st.sampled_from(Record), st.sampled_from(Right), st.sampled_from([None, *Role]))
def test_the_mirror(role: Role, record: Record, right: Right, glass: Role | None) -> None:
    here = Viewer("US-1", "a", role, "UA", ("UA", "RU"), glass=glass)
    there = Viewer("US-1", "a", role, "RU", ("RU", "UA"), glass=glass)
    swapped = {"UA": "RU", "RU": "UA"}
    assert {swapped[code] for code in here.owners(right, record)} == there.owners(right, record)
    assert here.may_shared(right, record) == there.may_shared(right, record)


def test_the_policy_names_no_side() -> None:
    text = (policies.files("homeward.access") / "policy.toml").read_text(encoding="utf-8")
    assert not {"UA", "RU"} & set(text.replace('"', " ").split())


def test_offices_of_a_party_are_those_of_the_desk() -> None:
    assert offices_of(NEUTRAL) == offices(NEUTRAL)
    assert offices_of("UA") == offices_of("RU") == offices("UA")


def test_the_policy_page_shows_every_record_to_every_member(quick_desk: Desk) -> None:
    for role, party in ((Role.OBSERVER, "UA"), (Role.LIAISON, "RU"), (Role.AUDITOR, NEUTRAL)):
        page = quick_desk.client(role, party).get("/policy/?office=secretary").content.decode()
        assert all(record.label in page for record in Record)
    assert "take home as a file" in page
    assert rights_of(Role.SECRETARY, Record.COMPARISON)
