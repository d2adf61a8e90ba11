"""The ledger of what X charged."""
