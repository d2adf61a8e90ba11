"""New followers, audits and bursts."""
