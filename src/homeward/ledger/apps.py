"""The record as an application of Django."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """The tables of the record."""

    name = "homeward.ledger"
    label = "ledger"
