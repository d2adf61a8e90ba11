"""Who comes, who leaves, and in which bursts."""
