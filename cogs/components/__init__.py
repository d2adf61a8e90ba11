"""Buttons, forms and pages that work after any restart."""
