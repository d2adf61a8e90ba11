"""Budgets, plans and what X cost."""
