"""The only SQL in the house. `Store` opens the database; `Tx` is what can be done within one transaction."""

from bot.store.database.inspection import Inspection
from bot.store.errors import Busy, StoreError
from bot.store.store import Store
from bot.store.transaction import Tx

__all__ = ["Busy", "Inspection", "Store", "StoreError", "Tx"]
