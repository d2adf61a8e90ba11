"""Pure: what people see. Models of the field → Discord components, charts and sentences."""
