"""The room as Django knows it."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """Work in the background."""

    name = "homeward.jobs"
    label = "jobs"
