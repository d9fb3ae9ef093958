"""The policy as everybody may read it: which office may do what with which record."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from homeward.access.doors import DeskRequest, every_member
from homeward.access.policy import rights_of
from homeward.access.terms import REACHES, RIGHTS, Record, Right, Role


@every_member
@require_safe
def policy_page(request: DeskRequest) -> HttpResponse:
    """Role by record, one office at a time; the viewer's own comes first."""
    chosen = request.GET.get("office", "")
    role = Role(chosen) if chosen in set(Role) else request.viewer.role
    table = [
        (
            record,
            [
                (REACHES[reach], [RIGHTS[right] for right in Right if right in rights])
                for reach, rights in sorted(rights_of(role, record).items())
            ],
        )
        for record in Record
    ]
    return render(request, "access/policy.html", {"roles": list(Role), "chosen": role, "table": table})
