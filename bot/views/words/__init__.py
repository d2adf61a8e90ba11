"""Every sentence and name that facts, acts and kinds have: the catalogue of what people read."""
