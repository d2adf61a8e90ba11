"""Status, pause, set-up and jobs that fail."""
