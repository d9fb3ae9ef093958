"""The room as an application of Django."""

from django.apps import AppConfig


class ReconciliationConfig(AppConfig):
    """Its tables."""

    name = "homeward.reconciliation"
    label = "reconciliation"
