"""Posts that speak to the account: polled, ingested, triaged and drafted."""
