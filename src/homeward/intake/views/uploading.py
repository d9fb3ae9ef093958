"""A list is uploaded: what is too large is refused before it is read."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_safe

from homeward.access.doors import DeskRequest, door
from homeward.access.terms import Record, Right
from homeward.desk.workbook_out import CSV, XLSX, to_take_home
from homeward.intake import limits
from homeward.intake.actions import upload_draft
from homeward.intake.actions.drafts import Upload
from homeward.intake.forms import TOO_LARGE, UploadForm, safe_file_name
from homeward.intake.gate import submissions_for
from homeward.intake.kinds import LIST_KINDS
from homeward.intake.models import Submission
from homeward.intake.tables_out import csv_of, template, workbook_of
from homeward.words import _, say

#: What a form may hold beside its file.
_FIELDS_BYTES = 1 << 20
_OFFERED_VERSIONS = 200


@door(Record.SUBMISSION, Right.MAKE)
@require_http_methods(["GET", "HEAD", "POST"])
@csrf_exempt  # so that the size is looked at before the token is: reading the token reads the whole upload
def new_list(request: DeskRequest) -> HttpResponse:
    """The form for a file, and the upload."""
    if request.method == "POST" and int(request.META.get("CONTENT_LENGTH") or 0) > limits.UPLOAD_BYTES + _FIELDS_BYTES:
        answer = render(request, "intake/new_list.html", {"form": _form(request), "too_large": TOO_LARGE}, status=413)
        answer["Connection"] = "close"
        return answer
    return _new_list(request)


@csrf_protect
def _new_list(request: DeskRequest) -> HttpResponse:
    if request.method != "POST":
        return render(request, "intake/new_list.html", {"form": _form(request)})
    form = UploadForm(
        request.POST, request.FILES, language=request.viewer.language, newest=_newest(request), auto_id="id_%s"
    )
    if not form.is_valid():
        return render(request, "intake/new_list.html", {"form": form}, status=422)
    said = form.cleaned_data
    upload = Upload(
        form.chosen_kind,
        safe_file_name(said["file"].name),
        said["file"].read(),
        said["language"],
        said["channel"].strip(),
        said["declared_rows"],
        said["supersedes"],
    )
    return redirect("intake:draft", upload_draft(by=request.viewer, upload=upload).number)


def _form(request: DeskRequest) -> UploadForm:
    initial = {key: request.GET.get(key, "") for key in ("kind", "supersedes")}
    return UploadForm(language=request.viewer.language, newest=_newest(request), initial=initial)


def _newest(request: DeskRequest) -> list[Submission]:
    lists = submissions_for(request.viewer, Right.MAKE).filter(is_newest=True, withdrawn_at=None)
    kinds = [kind.value for kind in LIST_KINDS]
    return list(lists.filter(kind__in=kinds).order_by("-handed_in_at", "number")[:_OFFERED_VERSIONS])


@door(Record.SUBMISSION, Right.MAKE)
@require_safe
def empty_template(request: DeskRequest, form: str) -> HttpResponse:
    """A workbook or CSV without rows, in the viewer's language."""
    language = request.viewer.language
    name = say(_("empty list"), language)
    table = template(language)
    if form == "csv":
        return to_take_home(csv_of(table, language), CSV, f"{name}.csv")
    return to_take_home(workbook_of(table, language), XLSX, f"{name}.xlsx")
