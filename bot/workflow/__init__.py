"""The use cases. They know neither Discord's widgets nor SQL nor HTTP."""
