"""Numbers, money and moments as people read them."""

from __future__ import annotations

import math
from datetime import UTC, date, datetime, timedelta
from typing import Literal

from discord.utils import format_dt

from bot.domain import MICROS

_UNITS = ((1_000_000_000, "B"), (1_000_000, "M"), (1_000, "K"))
_CENT = MICROS // 100


def number(value: int) -> str:
    """1234 → "1,234"."""
    return f"{value:,}"


def compact(value: int) -> str:
    """12,400 → "12.4K"; rounded down, so that nothing looks larger than it is."""
    for unit, letter in _UNITS:
        if value >= unit:
            tenths = value * 10 // unit
            return f"{tenths // 10:,}{letter}" if tenths >= 1_000 or tenths % 10 == 0 else f"{tenths / 10:.1f}{letter}"
    return number(value)


def counted(value: int, one: str, many: str = "") -> str:
    """2, "post" → "2 posts"."""
    return f"{number(value)} {one if value == 1 else many or one + 's'}"


def percent(share: float) -> str:
    """0.824 → "82%". Only none is 0% and only all is 100%."""
    whole = round(share * 100)
    if whole == 0 and share > 0:
        return "under 1%"
    return "over 99%" if whole == 100 and share < 1 else f"{whole}%"


def about(value: float) -> str:
    """What may be expected, 0 or more: 2.7 → "about 3", 0.2 → "less than 1"."""
    return f"about {number(round(value))}" if round(value) else "less than 1"


def money(micros: int) -> str:
    """Micro-dollars: 15,000 → "$0.015", 1,250,000 → "$1.25", 0 → "free". Shown to the cent, or as exactly as it is below a dollar."""
    if micros == 0:
        return "free"
    if abs(micros) >= MICROS:
        cents = round(micros / _CENT)
        return f"{'-' * (micros < 0)}${abs(cents) // 100:,}.{abs(cents) % 100:02}"
    exact = f"{abs(micros) / MICROS:.6f}".rstrip("0")
    return f"{'-' * (micros < 0)}${exact.ljust(len('0.00'), '0')}"


def spent(micros: int) -> str:
    """What was paid: "$0.043", and "nothing" where nothing was."""
    return money(micros) if micros else "nothing"


def dollars(micros: int) -> str:
    """About how much: to the cent, below ten cents to a tenth of one. 25,104,000 → "$25.10", 4,400 → "$0.004", 0 → "$0"."""
    if micros == 0:
        return "$0"
    if 0 < micros < MICROS // 2_000:
        return "under $0.001"
    return f"${micros / MICROS:,.{3 if round(micros, -3) < MICROS // 10 else 2}f}"


def moment(at: datetime, style: Literal["t", "D", "f", "R"] = "f") -> str:
    """A moment that Discord shows in each reader's own time: t the time, D the day, f both, R how long ago or ahead."""
    return format_dt(at, style)


def day_name(day: date) -> str:
    """Monday 2 March 2026."""
    return f"{day:%A} {day.day} {day:%B} {day.year}"


def span(seconds: float) -> str:
    """How long, to two units: "40 s", "12 min", "3 h 20 min", "2 days 4 h"."""
    whole = math.ceil(seconds)
    if whole < 60:
        return f"{whole} s"
    minutes = math.ceil(seconds / 60)
    if minutes < 60:
        return f"{minutes} min"
    if minutes < 24 * 60:
        return f"{minutes // 60} h" + (f" {minutes % 60} min" if minutes % 60 else "")
    hours = math.ceil(minutes / 60)
    return counted(hours // 24, "day") + (f" {hours % 24} h" if hours % 24 else "")


def at_and_in(seconds: float, now: datetime) -> str:
    """A moment ahead, for a log or a console, where nobody's own clock is known: "at 17:20 UTC (in 3 h 20 min)"."""
    at = (now + timedelta(seconds=seconds)).astimezone(UTC)
    day = "" if at.date() == now.astimezone(UTC).date() else f" on {at:%d %B}"
    return f"at {at:%H:%M} UTC{day} (in {span(seconds)})"
