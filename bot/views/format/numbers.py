"""Numbers, money and moments as people read them."""

from __future__ import annotations

from datetime import date, datetime
from itertools import pairwise
from typing import Literal

from bot.domain import MICROS
from bot.views.format.i18n import N_, _, ngettext, spoken_language

_UNITS = ((1_000_000_000, N_("{amount}B")), (1_000_000, N_("{amount}M")), (1_000, N_("{amount}K")))
_CENT = MICROS // 100
_SPANS = (
    (86_400, N_("{amount} days"), N_("{amount} d")),
    (3_600, N_("{amount} hours"), N_("{amount} h")),
    (60, N_("{amount} minutes"), N_("{amount} min")),
    (1, N_("{amount} seconds"), N_("{amount} s")),
)
"""Seconds; what so many are called alone, and beside another unit."""
_WEEKDAYS = (N_("Monday"), N_("Tuesday"), N_("Wednesday"), N_("Thursday"), N_("Friday"), N_("Saturday"), N_("Sunday"))
_SHORT_MONTHS = (
    *(N_("Jan"), N_("Feb"), N_("Mar"), N_("Apr"), N_("May"), N_("Jun")),
    *(N_("Jul"), N_("Aug"), N_("Sep"), N_("Oct"), N_("Nov"), N_("Dec")),
)
_MONTHS = (
    *(N_("January"), N_("February"), N_("March"), N_("April"), N_("May"), N_("June")),
    *(N_("July"), N_("August"), N_("September"), N_("October"), N_("November"), N_("December")),
)


def number(value: int) -> str:
    """1234 → "1,234"; in German "1.234"."""
    return decimal(value, 0)


def decimal(value: float, places: int) -> str:
    """1234.5, 2 → "1,234.50", with the marks of the language."""
    spoken = spoken_language()
    marks = {",": spoken.thousands, ".": spoken.decimal}
    return "".join(marks.get(character, character) for character in f"{value:,.{places}f}")


def compact(value: int) -> str:
    """12,400 → "12.4K"; rounded down, so that nothing looks larger than it is."""
    for unit, message in _UNITS:
        if value >= unit:
            tenths = value * 10 // unit
            whole = tenths >= 1_000 or tenths % 10 == 0
            return _(message).format(amount=number(tenths // 10) if whole else decimal(tenths / 10, 1))
    return number(value)


def times(count: int) -> str:
    """How often: "once", "twice", "3 times"."""
    if count == 1:
        return _("once")
    return _("twice") if count == 2 else ngettext("{count} time", "{count} times", count).format(count=number(count))


def percent(share: float) -> str:
    """0.824 → "82%". Only none is 0% and only all is 100%."""
    whole = round(share * 100)
    if whole == 0 and share > 0:
        return _("under 1%")
    return _("over 99%") if whole == 100 and share < 1 else _("{whole}%").format(whole=whole)


def in_a_hundred(share: float) -> str:
    """How many people usually, as one says it: 0.06 → "6 in 100". Only none is none and only all is all."""
    whole = round(share * 100)
    if whole == 0:
        return _("fewer than 1 in 100") if share > 0 else _("none")
    if whole == 100:
        return _("nearly all") if share < 1 else _("all")
    return _("{count} in 100").format(count=whole)


def tenths(share: float) -> str:
    """0.0342 → "3.4%". Only none is 0% and only all is 100%."""
    rounded = round(share * 100, 1)
    if rounded == 0 and share > 0:
        return _("under 0.1%")
    if rounded == 100 and share < 1:
        return _("over 99.9%")
    return _("{whole}%").format(whole=decimal(rounded, 0 if rounded % 1 == 0 else 1))


def margin_of_error(share: float) -> str:
    """0.034 → "3%", 0.0042 → "0.4%"; never 0."""
    percents = share * 100
    amount = decimal(percents, 0) if percents >= 1 else decimal(max(percents, 0.1), 1)
    return _("{whole}%").format(whole=amount)


def rough(value: float) -> str:
    """How many on average: 2.54 → "2.5", 300.4 → "300"."""
    tenths = round(value, 1)
    return number(round(value)) if value >= 10 or tenths % 1 == 0 else decimal(tenths, 1)


def about(value: float) -> str:
    """What may be expected, 0 or more: 2.7 → "about 3", 0.2 → "less than 1"."""
    return _("about {count}").format(count=number(round(value))) if round(value) else _("less than 1")


def money(micros: int) -> str:
    """Micro-dollars: 15,000 → "$0.015", 1,250,000 → "$1.25", 0 → "$0". Shown to the cent, or as exactly as it is below a dollar."""
    if abs(micros) >= MICROS or micros == 0:
        return _amount(round(micros / _CENT) * _CENT, 2 if micros else 0)
    exact = f"{abs(micros):06}".rstrip("0")
    return _amount(micros, max(2, len(exact)))


def price(micros: int) -> str:
    """What something costs: "$0.015", and "free" where it costs nothing."""
    return money(micros) if micros else _("free")


def at_most(micros: int) -> str:
    """What something will cost at most: rounded up to the cent, so that what is charged is never more than what was said."""
    return price(-(-micros // _CENT) * _CENT)


def spent(micros: int) -> str:
    """What was paid: "$0.043", and "nothing" where nothing was."""
    return money(micros) if micros else _("nothing")


def dollars(micros: int) -> str:
    """About how much: to the cent, below ten cents to a tenth of one. 25,104,000 → "$25.10", 4,400 → "$0.004", 0 → "$0"."""
    if 0 < micros < MICROS // 2_000:
        return _("under {amount}").format(amount=_amount(MICROS // 1_000, 3))
    if micros == 0:
        return money(0)
    return _amount(micros, 3 if round(micros, -3) < MICROS // 10 else 2)


def round_dollars(micros: int) -> str:
    """As `dollars`, without cents from a thousand dollars on, for tables: 12,345,678,000 → "$12,346"."""
    return _amount(micros, 0) if micros >= 1_000 * MICROS else dollars(micros)


def short_dollars(micros: int) -> str:
    """As `dollars`, without cents where there are none, for axes: 25,000,000 → "$25"."""
    cents = round(micros / _CENT)
    return _amount(micros, 0) if cents and cents % 100 == 0 else dollars(micros)


def _amount(micros: int, places: int) -> str:
    amount = _("${amount}").format(amount=decimal(abs(micros) / MICROS, places))
    return f"-{amount}" if micros < 0 else amount


def moment(at: datetime, style: Literal["t", "D", "f", "R"] = "f") -> str:
    """A moment that Discord shows in each reader's own time: t the time, D the day, f both, R how long ago or ahead."""
    return f"<t:{int(at.timestamp())}:{style}>"  # as discord.utils.format_dt, without loading discord.py for `mutuals score`


def clock(at: datetime) -> str:
    """The time of day by the clock of its time zone: "17:20"."""
    return f"{at:%H:%M}"


def day_name(day: date) -> str:
    """Monday 2 March 2026."""
    weekday, month = weekday_name(day.weekday()), month_name(day)
    return _("{weekday} {day} {month} {year}").format(weekday=weekday, day=day.day, month=month, year=day.year)


def weekday_name(day: int) -> str:
    """Monday, for 0."""
    return _(_WEEKDAYS[day])


def day_and_month(day: date) -> str:
    """2 Mar."""
    return _("{day} {month}").format(day=day.day, month=_(_SHORT_MONTHS[day.month - 1]))


def short_day(day: date) -> str:
    """2 Mar 2026."""
    return _("{day} {month} {year}").format(day=day.day, month=_(_SHORT_MONTHS[day.month - 1]), year=day.year)


def month_day(day: date) -> str:
    """2 March."""
    return _("{day} {month}").format(day=day.day, month=month_name(day))


def month_name(day: date) -> str:
    """March."""
    return _(_MONTHS[day.month - 1])


def signed(value: int) -> str:
    """+1,234, −5, ±0."""
    return f"+{number(value)}" if value > 0 else f"−{number(-value)}" if value else "±0"


def short_duration(seconds: float) -> str:
    """About how long, in one unit and as short as can be: 240 → "4 min", 5,400 → "2 h"."""
    size, short = next(((size, short) for size, _alone, short in _SPANS if round(seconds / size)), (1, _SPANS[-1][2]))
    return _(short).format(amount=number(round(seconds / size)))


def duration(seconds: float) -> str:
    """About how long, in two units at most: 150 → "2 min 30 s", 6,600 → "1 h 50 min", 7,200 → "2 hours".

    A single one is said in smaller units, because people say "every 60 minutes", too.
    """
    if seconds == 1:
        return _("1 second")
    for (size, alone, short), (smaller, smaller_alone, smaller_short) in pairwise(_SPANS):
        most = size // smaller
        whole, rest = divmod(round(seconds / smaller), most)
        if whole and rest:
            return f"{_(short).format(amount=number(whole))} {_(smaller_short).format(amount=number(rest))}"
        if whole:
            return _(alone).format(amount=number(whole)) if whole > 1 else _(smaller_alone).format(amount=number(most))
    amount = round(seconds, 1)
    return _(_SPANS[-1][1]).format(amount=decimal(amount, 0 if amount % 1 == 0 else 1))
