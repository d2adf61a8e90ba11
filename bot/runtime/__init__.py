"""What keeps Mutuals running: the clock, the scheduler of recurring jobs, signals and logs."""
