"""The room as Django knows it: templates, static files and template tags, no tables."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """What pages are made of."""

    name = "homeward.desk"
    label = "desk"
