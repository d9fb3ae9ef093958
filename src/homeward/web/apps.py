"""The front door as Django knows it: pages that belong to no one room, and no tables."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Home, search, the pages of the record, the state of the installation."""

    name = "homeward.web"
    label = "web"
