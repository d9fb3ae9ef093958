"""The room as an application of Django."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    """Its tables."""

    name = "homeward.exchange"
    label = "exchange"
