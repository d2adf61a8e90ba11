"""What a call may cost: reserved before it, charged or released after it."""
