"""The spend guard and the two budgets."""
