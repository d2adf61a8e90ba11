"""Posts that speak to the account, its own posts, and saved replies."""
