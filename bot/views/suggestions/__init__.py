"""Cards, the queue, outcomes and the history."""
