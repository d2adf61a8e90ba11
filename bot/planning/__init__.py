"""What knowing costs, and what it will have cost. Pure."""
