"""Amounts of money."""

from __future__ import annotations

MICROS = 1_000_000
"""Micro-dollars in a dollar: money is always a whole number of these."""
