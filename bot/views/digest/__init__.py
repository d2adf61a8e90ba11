"""The daily digest and its chart."""
