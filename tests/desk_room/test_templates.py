"""Tags and parts of pages: words in the reader's language, every value escaped, every fault tied to its field."""

import datetime as dt

import pytest
from desk import Desk
from django import forms
from django.template import engines
from django.template.backends.django import Template
from django.test import RequestFactory

from homeward.access.terms import Role
from homeward.errors import Fault
from homeward.ledger.gate import size_of_record
from homeward.ledger.terms import NEUTRAL
from homeward.words import Language


def shown(source: str, language: Language = Language.EN, **values: object) -> str:
    template = engines["django"].from_string(source)
    assert isinstance(template, Template)
    return template.render({"language": language, **values})


class Question(forms.Form):
    """A form with one field of each shape."""

    reason = forms.CharField(label="Reason", help_text="At least 20 characters.", min_length=20)
    agreed = forms.BooleanField(label="Agreed")
    choice = forms.ChoiceField(label="Choice", choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)
    request = forms.CharField(widget=forms.HiddenInput)


def test_values_are_escaped() -> None:
    assert shown('{% say "Search: {what}" what=it %}', it="<b>") == "Search: &lt;b&gt;"


def test_a_fault_says_where_what_and_what_to_do() -> None:
    fault = Fault("list.xlsx", "", 3, "born", "is “31.02.1999”.", "Write <a day>.")
    said = "list.xlsx, row 3, column born: is “31.02.1999”. Write &lt;a day&gt;."
    assert shown("{% fault_text fault %}", fault=fault) == said
    assert shown("{% fault_text fault %}", fault=Fault("", "", 0, "", "found", "advice")) == "found advice"


@pytest.mark.parametrize(
    ("language", "said"), [(Language.EN, "3 hours ago"), (Language.UK, "3 години тому"), (Language.TR, "3 saat önce")]
)
def test_how_long_ago(language: Language, said: str) -> None:
    moment = dt.datetime.now(dt.UTC) - dt.timedelta(hours=3)
    assert shown("{% ago moment %}", language, moment=moment) == said


def test_a_form_ties_help_and_faults_to_their_fields() -> None:
    page = shown('{% include "desk/form.html" with form=form %}', form=Question({"reason": "no", "request": "r"}))
    assert 'role="alert"' in page
    assert 'href="#id_reason"' in page
    assert 'aria-describedby="id_reason_helptext id_reason_error"' in page
    assert 'id="id_reason_error"' in page
    assert 'aria-invalid="true"' in page
    assert '<label for="id_reason">' in page
    assert '<label class="choice" for="id_agreed">' in page
    assert "<legend>Choice</legend>" in page
    assert '<input type="hidden" name="request"' in page


def test_a_form_nobody_has_sent_shows_no_fault() -> None:
    page = shown('{% include "desk/form.html" with form=form %}', form=Question())
    assert "alert" not in page
    assert "wrong" not in page


def test_the_line_of_trust_names_who_has_cosigned_in_the_viewers_order(quick_desk: Desk) -> None:
    viewer = quick_desk.viewer(Role.LIAISON, "UA")

    def line() -> str:
        return shown("{% trust_line entry %}", entry=entry, viewer=viewer, request=RequestFactory().get("/"))

    entry = size_of_record() - 1
    assert f"Record entry {entry}" in line()
    assert "not signed yet" in line()
    quick_desk.commission.checkpoint("RU", NEUTRAL)
    assert "co-signed by RU, NEUTRAL" in line().replace("Russian side", "RU").replace("the neutral", "NEUTRAL")
    quick_desk.commission.cosign("UA")
    told = line().replace("Russian side", "RU").replace("Ukrainian side", "UA").replace("the neutral", "NEUTRAL")
    assert "co-signed by UA, RU, NEUTRAL" in told
