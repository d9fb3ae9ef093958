"""The addresses of this room."""

from __future__ import annotations

from django.urls import URLPattern, path

from homeward.reconciliation.views import comparisons, pairs, queries, queue, sharing, statistics

app_name = "reconciliation"
urlpatterns: list[URLPattern] = [
    path("reconcile/", queue.queue, name="queue"),
    path("reconcile/review/", queue.first, name="review"),
    path("reconcile/together/", queue.together, name="together"),
    path("reconcile/export.xlsx", queue.export, name="queue_export"),
    path("reconcile/comparisons/", comparisons.comparisons, name="comparisons"),
    path("reconcile/comparisons/new/", comparisons.new, name="compare"),
    path("reconcile/comparisons/<str:number>/", comparisons.comparison, name="comparison"),
    path("pairs/<str:number>/", pairs.pair, name="pair"),
    path("pairs/<str:number>/find/", pairs.find, name="find"),
    path("pairs/<str:number>/second/", pairs.second, name="second"),
    path("pairs/<str:number>/retract/", pairs.retract, name="retract"),
    path("sharing/", sharing.rules, name="sharing"),
    path("sharing/propose/", sharing.propose, name="propose"),
    path("sharing/<str:number>/consent/", sharing.consent, name="consent"),
    path("sharing/<str:number>/withdraw/", sharing.withdraw, name="withdraw_consent"),
    path("queries/", queries.queries, name="queries"),
    path("queries/new/", queries.new, name="ask"),
    path("queries/answer/", queries.answer_many, name="answer_many"),
    path("queries/workbook.xlsx", queries.workbook_to_answer, name="query_workbook"),
    path("queries/workbook/", queries.answered_workbook, name="answered_workbook"),
    path("queries/<str:number>/", queries.query, name="query"),
    path("queries/<str:number>/answer/", queries.answer, name="answer"),
    path("queries/<str:number>/withdraw/", queries.withdraw, name="withdraw_query"),
    path("statistics/", statistics.statistics, name="statistics"),
    path("statistics/export.xlsx", statistics.export, name="statistics_export"),
]
