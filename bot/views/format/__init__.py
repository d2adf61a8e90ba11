"""How text, numbers, colours, charts and pages look everywhere."""
