"""The state file: it never goes back, and says so when it was made to."""

from pathlib import Path

import pytest

from homeward.errors import InputRefused
from homeward.ledger.witness_state import State, StateFile


def steps(path: Path, *sizes: int) -> StateFile:
    state_file = StateFile(path, "w")
    for size in sizes:
        with state_file.held() as state:
            state_file.write(State("w", state.count + 1, state.instant + 1, {"o": f"note {size}"}))
    return state_file


def refusal(state_file: StateFile) -> str:
    with pytest.raises(InputRefused) as refused, state_file.held():
        raise AssertionError("the state should have been refused")
    return str(refused.value)


def test_a_new_state_is_empty_and_writes_nothing(tmp_path: Path) -> None:
    with StateFile(tmp_path / "state", "w").held() as state:
        assert state == State("w")
    assert not (tmp_path / "state").exists()


def test_what_was_written_is_read_by_the_next_process(tmp_path: Path) -> None:
    steps(tmp_path / "state", 1, 2, 3)
    with StateFile(tmp_path / "state", "w").held() as state:
        assert state == State("w", 3, 3, {"o": "note 3"})


def test_an_old_copy_put_back_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "state"
    steps(path, 1, 2)
    old = path.read_bytes()
    state_file = steps(path, 3)
    path.write_bytes(old)
    assert "number 2, and number 3 was written" in refusal(state_file)


def test_a_lost_state_is_not_begun_anew(tmp_path: Path) -> None:
    state_file = steps(tmp_path / "state", 1)
    state_file.path.unlink()
    assert "is gone" in refusal(state_file)


def test_a_state_of_another_hand_is_refused(tmp_path: Path) -> None:
    state_file = steps(tmp_path / "state", 1, 2)
    whole = state_file.path.read_text("utf-8")
    for text in (whole.replace("note 2", "note 9"), "", "{}", whole[:-2], whole.replace('"w"', '"v"'), "[" * 100_000):
        state_file.path.write_text(text, "utf-8")
        assert refusal(state_file)
    state_file.path.write_text(whole, "utf-8")
    with state_file.held() as state:
        assert state.count == 2


def test_a_history_cut_or_changed_is_refused(tmp_path: Path) -> None:
    state_file = steps(tmp_path / "state", 1, 2, 3)
    whole = state_file.history.read_bytes()
    for data in (b"", whole[:78], b"x" * len(whole), whole[:-78] + whole[:78], whole + whole[-78:]):
        state_file.history.write_bytes(data)
        assert refusal(state_file)
    state_file.history.unlink()
    assert "does not fit its history" in refusal(state_file)


def test_the_line_that_a_crash_kept_from_the_history_is_added(tmp_path: Path) -> None:
    state_file = steps(tmp_path / "state", 1, 2, 3)
    whole = state_file.history.read_bytes()
    for cut in (whole[:-78], whole[:-1], whole[:-40]):
        state_file.history.write_bytes(cut)
        with state_file.held() as state:
            assert state.count == 3
        assert state_file.history.read_bytes() == whole


def test_a_kept_file_is_not_overwritten(tmp_path: Path) -> None:
    state_file = StateFile(tmp_path / "state", "w")
    assert state_file.keep_beside("evidence", "first") == state_file.keep_beside("evidence", "second")
    assert (tmp_path / "state.evidence").read_text("utf-8") == "first"
