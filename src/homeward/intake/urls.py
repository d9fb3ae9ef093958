"""The addresses of this room."""

from __future__ import annotations

from django.urls import path

from homeward.intake.views import drafts, lists, uploading

app_name = "intake"
urlpatterns = [
    path("lists/", lists.lists, name="lists"),
    path("lists/new/", uploading.new_list, name="new_list"),
    path("lists/template.xlsx", uploading.empty_template, {"form": "xlsx"}, name="template"),
    path("lists/template.csv", uploading.empty_template, {"form": "csv"}, name="template_csv"),
    path("lists/drafts/<str:number>/", drafts.draft, name="draft"),
    path("lists/drafts/<str:number>/columns/", drafts.columns, name="draft_columns"),
    path("lists/drafts/<str:number>/faults/", drafts.faults, name="draft_faults"),
    path("lists/drafts/<str:number>/to-correct.xlsx", drafts.returned, {"form": "xlsx"}, name="returned"),
    path("lists/drafts/<str:number>/to-correct.csv", drafts.returned, {"form": "csv"}, name="returned_csv"),
    path("lists/drafts/<str:number>/hand-in/", drafts.hand_in, name="hand_in"),
    path("lists/drafts/<str:number>/discard/", drafts.discard, name="discard"),
    path("lists/<str:number>/", lists.submission, name="submission"),
    path("lists/<str:number>/withdraw/", lists.withdraw, name="withdraw"),
    path("lists/<str:number>/rows/<int:row>/", lists.row, name="row"),
    path("lists/<str:number>/rows/<int:row>/withdraw/", lists.withdraw, name="withdraw_row"),
    path("lists/<str:number>/export.<str:form>", lists.export, name="export"),
    path("lists/<str:number>/original/", lists.original, name="original"),
]
