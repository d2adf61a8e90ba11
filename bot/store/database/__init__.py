"""The database itself: connections, schema, backups, integrity, and the lock that keeps others out."""
