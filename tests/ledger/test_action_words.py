"""Every action, role and table of the record has words for people."""

import re
from pathlib import Path

import homeward
from homeward.ledger.action_words import ACTIONS, TABLES, action_name, role_name, table_name
from homeward.ledger.coverage import covers
from homeward.words import Language

SOURCE = Path(homeward.__file__).parent


def test_every_action_of_the_code_has_its_words() -> None:
    written = {
        name
        for path in SOURCE.rglob("*.py")
        for name in re.findall(
            r'(?:action=| if entry else |ADOPT_POLICY = |CORRECT_CLOCK = |MAKE_BACKUP = )"([a-z_]+\.[a-z_]+)"',
            path.read_text("utf-8"),
        )
    }
    assert len(written) >= 14
    assert written == ACTIONS.keys()


def test_every_covered_table_has_its_words() -> None:
    assert {cover.table for cover in covers()} == TABLES.keys()


def test_what_has_no_words_stands_as_it_is_written() -> None:
    assert action_name("room.did", Language.UK) == "room.did"
    assert role_name("clerk", Language.TR) == "clerk"
    assert table_name("room.row").say(Language.RU) == "“room.row”"
