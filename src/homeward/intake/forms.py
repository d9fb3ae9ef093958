"""The forms of handing in. Labels are marked; ``desk/form.html`` translates them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from pathlib import PurePosixPath, PureWindowsPath
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError

from homeward.desk.choices import choices, offer
from homeward.intake import limits
from homeward.intake.kinds import LIST_KINDS, SubmissionKind
from homeward.intake.models import Submission
from homeward.words import Language, _, say

NEEDED: Final = _("Fill this in.")
NO_FILE: Final = _("Choose the file of the list, or drop it here.")
EMPTY_FILE: Final = _("The file is empty. Save the list again and choose it anew.")
WRONG_ENDING: Final = _(
    "Lists are handed in as Excel workbooks (.xlsx) or as CSV (.csv, .txt). Save the list as one of these."
)
TOO_LARGE: Final = _("The file is larger than 256 MB. Hand the list in in parts, or save it as CSV.")
NO_COUNT: Final = _("Write a whole number, or leave the field empty.")
_ENDINGS: Final = (".xlsx", ".csv", ".txt", ".tsv")
_UNWRITABLE: Final = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]')
_LONGEST_NAME: Final = 150


def safe_file_name(name: str) -> str:
    """The name of an uploaded file without folders and without what no file may be called; its ending stays."""
    bare = PureWindowsPath(PurePosixPath(unicodedata.normalize("NFC", name)).name).name
    bare = _UNWRITABLE.sub("_", bare).strip(". ")
    stem, dot, ending = bare.rpartition(".")
    stem = (stem if dot else bare).encode()[:_LONGEST_NAME].decode("utf-8", "ignore").strip() or "list"
    return f"{stem}.{ending[:5]}" if dot else stem


class UploadForm(forms.Form):
    """A file, and what is said of it."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("Excel workbook or CSV, with a row of headings; at most 256 MB."),
        error_messages={"required": NO_FILE, "empty": EMPTY_FILE, "invalid": NO_FILE, "missing": NO_FILE},
        widget=forms.FileInput(attrs={"accept": ",".join(_ENDINGS)}),
    )
    kind = forms.ChoiceField(label=_("What the list speaks of"), error_messages={"required": NEEDED})
    supersedes = forms.ChoiceField(
        label=_("New list, or a new version"),
        required=False,
        help_text=_("A new version takes the place of the one before, which stays readable."),
    )
    declared_rows = forms.IntegerField(
        label=_("How many persons the list holds"),
        required=False,
        min_value=0,
        max_value=limits.ROWS,
        help_text=_("As whoever made the list counted them. We count too and show you both numbers."),
        error_messages={"invalid": NO_COUNT, "min_value": NO_COUNT, "max_value": NO_COUNT},
    )
    language = forms.ChoiceField(label=_("Language of the list"), required=False)
    channel = forms.CharField(
        label=_("How it came"),
        required=False,
        max_length=300,
        help_text=_("For example who brought it, on what day, with which letter."),
    )

    def __init__(self, *args: Any, language: Language, newest: Sequence[Submission], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._choose("kind", choices(LIST_KINDS, language))
        versions = [
            (one.number, say(_("New version of “{label}”, {number}"), language, label=one.label, number=one.number))
            for one in newest
        ]
        self._choose("supersedes", [("", say(_("A new list"), language)), *versions])
        names = {"uk": "українська", "ru": "русский", "en": "English", "tr": "Türkçe"}
        self._choose("language", [("", say(_("not said"), language)), *names.items()])

    def _choose(self, name: str, offered: list[tuple[str, str]]) -> None:
        offer(self, name, offered)
        self.fields[name].error_messages["invalid_choice"] = NEEDED

    def clean_file(self) -> Any:
        """The file, if its size and its ending are those of a list."""
        file = self.cleaned_data["file"]
        if (file.size or 0) > limits.UPLOAD_BYTES:
            raise ValidationError(TOO_LARGE)
        if not (file.name or "").lower().endswith(_ENDINGS):
            raise ValidationError(WRONG_ENDING)
        return file

    @property
    def chosen_kind(self) -> SubmissionKind:
        """The kind that was chosen."""
        return SubmissionKind(self.cleaned_data["kind"])


class HandInForm(forms.Form):
    """Why another number of rows is handed in than was declared."""

    why_other = forms.CharField(
        label=_("Why the numbers differ"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": NEEDED},
    )


class WithdrawForm(forms.Form):
    """Why something is withdrawn, and the key that makes it happen once."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Your party and the neutral can read it."),
        error_messages={"required": NEEDED},
    )
    request = forms.CharField(widget=forms.HiddenInput, max_length=64)
