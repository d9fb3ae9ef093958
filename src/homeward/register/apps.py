"""The room as Django knows it."""

from django.apps import AppConfig


class RegisterConfig(AppConfig):
    """Persons, places, judgements."""

    name = "homeward.register"
    label = "register"
