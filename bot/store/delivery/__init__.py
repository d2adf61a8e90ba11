"""What X lets the app do, and how often."""
