"""Who follows the account, since when, and in which bursts they came."""
