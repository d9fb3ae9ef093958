"""The room as an application of Django."""

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    """Its tables."""

    name = "homeward.intake"
    label = "intake"
