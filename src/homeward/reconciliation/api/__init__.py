"""The API of reconciliation, by subject: ``pairs`` and ``queries``."""

from homeward.reconciliation.api.pairs import router as pairs
from homeward.reconciliation.api.queries import router as queries

routers = (pairs, queries)
