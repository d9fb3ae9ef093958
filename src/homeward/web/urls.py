"""Every address of the desk: each room under its own words."""

from __future__ import annotations

from django.urls import include, path

from homeward.web import demo, health, help_page, home, keys, language, record, record_entries, search, trying, work
from homeward.web.api import api, no_operation

urlpatterns = [
    path("api/", api.urls),
    path("api/<path:rest>", no_operation),
    path("", home.home, name="home"),
    path("help/", help_page.help_page, name="help"),
    path("search/", search.search, name="search"),
    path("try/", trying.names, name="try_names"),
    path("try/rows/", trying.rows, name="try_rows"),
    path("language/", language.language, name="language"),
    path("jobs/<str:number>/", work.work, name="work"),
    path("jobs/<str:number>/part/", work.work_part, name="work_part"),
    path("jobs/<str:number>/stop/", work.work_stop, name="work_stop"),
    path("jobs/<str:number>/again/", work.work_again, name="work_again"),
    path("record/", record.record_state, name="record"),
    path("record/policy", record.record_policy, name="record_policy"),
    path("record/check/", record.record_check, name="record_check"),
    path("record/bundle/", record.record_bundle, name="record_bundle"),
    path("record/bundle/<str:number>/", record.record_bundle_ready, name="record_bundle_ready"),
    path("record/bundle/<str:number>/take/", record.record_bundle_take, name="record_bundle_take"),
    path("record/entries/", record_entries.record_entries, name="record_entries"),
    path("record/entries/<int:sequence>/", record_entries.record_entry, name="record_entry"),
    path("record/entries/<int:sequence>/standing/", record_entries.record_entry_standing, name="record_entry_standing"),
    path("record/entries/<int:sequence>/receipt/", record_entries.record_receipt, name="record_receipt"),
    path("record/entries/<int:sequence>/receipt/file", record_entries.record_receipt_file, name="record_receipt_file"),
    path(
        "record/entries/<int:sequence>/receipt/paper", record_entries.record_receipt_paper, name="record_receipt_paper"
    ),
    path("health/", health.health, name="health"),
    path("demo/", demo.demo, name="demo"),
    path("alive", health.alive, name="alive"),
    path("me/keys/", keys.keys, name="keys"),
    path("me/keys/new/", keys.make, name="keys_make"),
    path("me/keys/<str:number>/end/", keys.end, name="keys_end"),
    path("", include("homeward.access.urls")),
    path("", include("homeward.intake.urls")),
    path("", include("homeward.register.urls")),
    path("", include("homeward.reconciliation.urls")),
]

handler400 = "homeward.web.errors.bad_request"
handler403 = "homeward.web.errors.forbidden"
handler404 = "homeward.web.errors.not_there"
handler500 = "homeward.web.errors.own_fault"
