"""The room as Django knows it."""

from django.apps import AppConfig


class AccessConfig(AppConfig):
    """Parties, members, roles."""

    name = "homeward.access"
    label = "access"
