"""Forms of the register: what may be said of a person, of a place, of an institution."""

from __future__ import annotations

from typing import Any

from django import forms

from homeward.desk.choices import choices, offer
from homeward.register.actions.places import NewChange, NewForm
from homeward.register.actions.statements import NewFact
from homeward.register.terms import VALUES_OF, Confidence, FactField, FormUse, Happened, InstitutionKind
from homeward.words import Language, _, say

_LANGUAGE_WORDS = {
    Language.UK: _("Ukrainian"),
    Language.RU: _("Russian"),
    Language.EN: _("English"),
    Language.TR: _("Turkish"),
}


class SayingForm(forms.Form):
    """What every saying has: where from, as of when, and whether both sides see it."""

    source = forms.CharField(label=_("Known from"), help_text=_("A paper, a list, a witness: without names."))
    as_of = forms.CharField(
        label=_("As of"), required=False, help_text=_("The day, month or year it is true of, like 2024-05-17 or 2024.")
    )
    share = forms.BooleanField(label=_("Show it to both sides; this cannot be undone"), required=False)
    request = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, language: Language, **kwargs: Any) -> None:
        """Choices in the viewer's language."""
        super().__init__(*args, **kwargs)
        self.language = language


class FactForm(SayingForm):
    """Something said of a person: a word of the field, or a text beside it."""

    said = forms.ChoiceField(label=_("What is said"))
    text = forms.CharField(
        label=_("Name, date or place"), required=False, help_text=_("Only where no word above says it already.")
    )
    confidence = forms.ChoiceField(label=_("How it is known"))
    field_order = ("said", "text", "source", "as_of", "confidence", "share")

    def __init__(self, *args: Any, only: FactField | None = None, **kwargs: Any) -> None:
        """Words of one field where a statement is corrected, of all otherwise."""
        super().__init__(*args, **kwargs)
        fields = [only] if only else list(FactField)
        said: list[tuple[str, Any]] = [
            (
                say(field.label, self.language),
                [(f"{field.value}={value}", label) for value, label in choices(VALUES_OF[field], self.language)],
            )
            for field in fields
            if field in VALUES_OF
        ]
        said += [(f"{field.value}=", say(field.label, self.language)) for field in fields if field not in VALUES_OF]
        offer(self, "said", said)
        offer(self, "confidence", choices(Confidence, self.language))
        if only:
            del self.fields["share"]

    def fact(self) -> NewFact:
        """What was written, as the action takes it; after ``is_valid``."""
        field, _equals, value = self.cleaned_data["said"].partition("=")
        return NewFact(
            field=FactField(field),
            value=value or self.cleaned_data["text"],
            source=self.cleaned_data["source"],
            as_of=self.cleaned_data["as_of"],
            confidence=Confidence(self.cleaned_data["confidence"]),
        )


class NameForm(SayingForm):
    """A form of a place's or an institution's name."""

    text = forms.CharField(label=_("Name as your side writes it"))
    written_in = forms.ChoiceField(label=_("Language of the name"))
    use = forms.ChoiceField(label=_("How it is used"))
    field_order: tuple[str, ...] = ("text", "written_in", "use", "source", "as_of", "share")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Words in the viewer's language; the name's language is likeliest the same."""
        super().__init__(*args, **kwargs)
        written_in = [(code.value, say(word, self.language)) for code, word in _LANGUAGE_WORDS.items()]
        offer(self, "written_in", written_in)
        self.fields["written_in"].initial = self.language.value
        offer(self, "use", choices(FormUse, self.language))

    def form(self) -> NewForm:
        """What was written, as the action takes it; after ``is_valid``."""
        return NewForm(
            text=self.cleaned_data["text"],
            language=Language(self.cleaned_data["written_in"]),
            source=self.cleaned_data["source"],
            use=FormUse(self.cleaned_data["use"]),
            as_of=self.cleaned_data["as_of"],
        )


class InstitutionNameForm(NameForm):
    """The first form of an institution's name, and what kind of house it is."""

    kind = forms.ChoiceField(label=_("Kind of institution"))
    field_order = ("kind", *NameForm.field_order)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Kinds in the viewer's language."""
        super().__init__(*args, **kwargs)
        offer(self, "kind", choices(InstitutionKind, self.language))


class ChangeForm(SayingForm):
    """What became of a place or an institution."""

    happened = forms.ChoiceField(label=_("What happened"))
    other = forms.CharField(
        label=_("Followed by"), required=False, help_text=_("A number such as PL-… or IN-…, or a name in any script.")
    )
    field_order = ("happened", "other", "as_of", "source", "share")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Words in the viewer's language."""
        super().__init__(*args, **kwargs)
        offer(self, "happened", choices(Happened, self.language))

    def change(self, other: str = "", place: str = "") -> NewChange:
        """What was written, as the action takes it; after ``is_valid``, with numbers for what was named."""
        return NewChange(
            happened=Happened(self.cleaned_data["happened"]),
            source=self.cleaned_data["source"],
            as_of=self.cleaned_data["as_of"],
            other=other,
            place=place,
        )
