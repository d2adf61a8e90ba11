"""All SQL lives here. `Store` opens the database; `Tx` is what can be done within one transaction."""

from bot.store.database.inspection import Inspection
from bot.store.errors import StoreBusy, StoreError
from bot.store.store import Store
from bot.store.transaction import Tx

__all__ = ["Inspection", "Store", "StoreBusy", "StoreError", "Tx"]
