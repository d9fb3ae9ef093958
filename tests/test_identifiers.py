"""Opaque identifiers catch the slips of those who copy them by hand."""

from hypothesis import given
from hypothesis import strategies as st

from homeward.identifiers import _ALPHABET, is_whole, opaque_id


def test_the_same_material_gives_the_same_id_and_another_kind_another() -> None:
    assert opaque_id("PE", "a") == opaque_id("PE", "a")
    assert opaque_id("PE", "a")[3:] != opaque_id("BO", "a")[3:]


@given(st.text(), st.integers(3, 10), st.sampled_from(_ALPHABET))
def test_one_wrong_character_is_caught(material: str, place: int, character: str) -> None:
    right = opaque_id("PE", material)
    wrong = right[:place] + character + right[place + 1 :]
    assert is_whole(right)
    assert is_whole(wrong) == (wrong == right)


@given(st.text(), st.integers(3, 9))
def test_two_neighbours_exchanged_are_caught(material: str, place: int) -> None:
    right = opaque_id("PE", material)
    pair = {right[place], right[place + 1]}
    wrong = right[:place] + right[place + 1] + right[place] + right[place + 2 :]
    # 0 and Z are the one pair of neighbours that Luhn's scheme cannot tell apart.
    assert is_whole(wrong) == (len(pair) == 1 or pair == {"0", "Z"})


def test_what_is_no_id_is_not_whole() -> None:
    assert not is_whole("")
    assert not is_whole("PE-7K3Q9D2M")
    assert not is_whole("PE-IIIIIIII-0")
