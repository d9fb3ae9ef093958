"""The commission begins: two operators, a file, a link for each of the first members; and never again."""

import re
from pathlib import Path

import pytest
from commission import Commission
from desk import NAMES, browser
from signed import PASSWORD
from typer.testing import CliRunner

from homeward.access.models import Grant, Invitation, Member, Party
from homeward.cli.access import app
from homeward.errors import InputRefused
from homeward.ledger.live import check


def beginning(folder: Path, text: str = "") -> Path:
    lines = []
    for code, names in NAMES.items():
        lines += [f"[parties.{code}]", *(f'{language} = "{name}"' for language, name in names.items())]
    for code, office in (("UA", "liaison"), ("RU", "liaison"), ("NEUTRAL", "secretary")):
        for place in (1, 2):
            lines += ["[[members]]", f'name = "{office} {place} of {code}"', f'sign_in_name = "{code}.{place}"']
            lines += [f'party = "{code}"', f'offices = ["{office}"]', 'language = "uk"']
    path = folder / "members.toml"
    path.write_text(text or "\n".join(lines), encoding="utf-8")
    return path


def run(*words: str) -> str:
    result = CliRunner().invoke(app, ["begin", *words], catch_exceptions=False)
    assert result.exit_code == 0
    return result.output


def test_each_of_the_first_members_gets_a_link_that_lets_in(database: str, tmp_path: Path) -> None:
    Commission(tmp_path).begin()
    said = run(str(beginning(tmp_path)), "--by", "OP-1", "--second", "OP-2", "--address", "http://localhost/")
    links = re.findall(r"http://localhost(/invitation/\S+/)", said)
    assert len(links) == 6
    assert Party.objects.count() == 3
    assert not Member.objects.exists()
    answer = browser().post(links[0], {"password1": PASSWORD, "password2": PASSWORD})
    assert answer["Location"] == "/sign-in/first-steps/"
    grant = Grant.objects.get()
    assert (grant.proposed_by, grant.seconded_by, grant.role) == ("OP-1", "OP-2", "liaison")
    check()
    with pytest.raises(InputRefused, match="already"):
        run(str(beginning(tmp_path)), "--by", "OP-1", "--second", "OP-2")


def test_two_operators_begin(sqlite: str, tmp_path: Path) -> None:
    Commission(tmp_path).begin()
    with pytest.raises(InputRefused, match="Two persons begin"):
        run(str(beginning(tmp_path)), "--by", "OP-1", "--second", "OP-1")


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ('uk = "українська сторона"', "", "Give one in uk"),
        ("[parties.RU]", "[parties.XX]", "not those of the record"),
        ('offices = ["liaison"]', 'offices = ["secretary"]', "secretary among its offices"),
        ('language = "uk"', 'language = "de"', "the language de"),
        ('sign_in_name = "UA.2"', 'sign_in_name = "ua.1"', "two to sign in with"),
        ('party = "RU"', 'party = "UA"', "fewer than two"),
        ('name = "liaison 1 of UA"', "", "lacks name"),
        ("[[members]]", "[[members", "cannot be read"),
    ],
)
def test_a_file_with_faults_is_refused_whole(sqlite: str, tmp_path: Path, before: str, after: str, said: str) -> None:
    Commission(tmp_path).begin()
    text = beginning(tmp_path).read_text(encoding="utf-8")
    assert before in text
    path = beginning(tmp_path, text.replace(before, after))
    with pytest.raises(InputRefused, match=said):
        run(str(path), "--by", "OP-1", "--second", "OP-2")
    assert not Party.objects.exists()
    assert not Invitation.objects.exists()
