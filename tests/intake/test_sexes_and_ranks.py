"""How sex and rank are read."""

from __future__ import annotations

import pytest

from homeward.intake.ranks import LABELS, Rank, read_rank, steps_between
from homeward.intake.sexes import read_sex


@pytest.mark.parametrize(
    ("sex", "cells"),
    [
        ("m", "ч Ч чол. чоловік чоловіча м М муж. мужской M male Male erkek E Erkek m. 1"),
        ("f", "ж Ж жін. жіноча женский жен F f female kadın Kadın K KADIN ж. 2"),
        ("", "- ? — невідомо неизвестно unknown н/д 0 9"),
    ],
)
def test_sex_in_four_languages(sex: str, cells: str) -> None:
    for cell in cells.split():
        assert read_sex(cell) == sex, cell


@pytest.mark.parametrize("cell", ["x", "так", "чж", "м/ж", "3", "Вигаданенко"])
def test_what_is_no_sex_is_not_guessed(cell: str) -> None:
    assert read_sex(cell) is None


@pytest.mark.parametrize(
    ("rank", "cells"),
    [
        (Rank.PRIVATE, "солдат|рядовой|Private|матрос|Seaman|er|солд.|рядовий|солдата|Pvt.|ряд.|солдат запасу"),
        (Rank.SENIOR_PRIVATE, "старший солдат|ст. солдат|ефрейтор|Lance Corporal|старший матрос|onbaşı|ст.матрос"),
        (
            Rank.JUNIOR_SERGEANT,
            "молодший сержант|мол. с-т|мл. сержант|младший сержант|Junior Sergeant|старшина 2-ї статті",
        ),
        (Rank.SERGEANT, "сержант|с-т|Sergeant|Sgt.|çavuş|Çvş.|старшина 1 статьи|сержант поліції|гв. сержант|сержанта"),
        (
            Rank.SENIOR_SERGEANT,
            "старший сержант|ст. с-т|ст.сержант|Senior Sergeant|гвардии старший сержант|старшого сержанта",
        ),
        (Rank.CHIEF_SERGEANT, "головний сержант|старшина|Master Sergeant|гол. сержант"),
        (Rank.WARRANT_OFFICER, "прапорщик|мічман|мичман|пр-к|warrant officer"),
        (Rank.JUNIOR_LIEUTENANT, "молодший лейтенант|мл. л-т|мол.лейт.|Junior Lieutenant|asteğmen"),
        (Rank.LIEUTENANT, "лейтенант|л-т|лейт.|Lieutenant|Lt.|teğmen|лейтенант медичної служби"),
        (Rank.SENIOR_LIEUTENANT, "старший лейтенант|ст. л-т|ст. лейт.|Senior Lieutenant|üsteğmen"),
        (Rank.CAPTAIN, "капітан|капитан|к-н|Captain|Capt.|yüzbaşı|капітан-лейтенант|капитан мед. службы"),
        (Rank.MAJOR, "майор|м-р|Major|binbaşı|капітан 3-го рангу|капитан III ранга"),
        (Rank.LIEUTENANT_COLONEL, "підполковник|подполковник|п/п-к|Lt. Col.|yarbay|капітан 2 рангу"),
        (Rank.COLONEL, "полковник|п-к|Colonel|albay|капитан 1 ранга"),
        (Rank.MAJOR_GENERAL, "генерал-майор|ген.-майор|Major General|tümgeneral"),
    ],
)
def test_ranks_of_both_armies_stand_on_one_ladder(rank: Rank, cells: str) -> None:
    for cell in cells.split("|"):
        assert read_rank(cell) is rank, cell


@pytest.mark.parametrize("cell", ["", "?", "водій", "стрілок-санітар", "driver"])
def test_an_unknown_rank_is_not_guessed(cell: str) -> None:
    assert read_rank(cell) is None


def test_rungs_can_be_counted_both_ways() -> None:
    assert steps_between(Rank.SERGEANT, Rank.SENIOR_SERGEANT) == steps_between(Rank.SENIOR_SERGEANT, Rank.SERGEANT) == 1
    assert steps_between(Rank.MAJOR, Rank.MAJOR) == 0


def test_every_rung_has_a_label() -> None:
    assert set(LABELS) == set(Rank)
