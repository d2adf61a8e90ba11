"""What monitoring an account costs, and where a month is heading. Pure."""
