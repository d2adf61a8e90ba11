"""An unusual number of arrivals: the alert where they look alike, and the cheerful note where they are ordinary people."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from discord import ButtonStyle, MediaGalleryItem, ui

from bot.domain import Assessment, Burst, BurstState, Cohort, Profile
from bot.views.format.limits import ALT_TEXT
from bot.views.format.numbers import about, counted, moment, number, percent
from bot.views.format.palette import AMBER, GREEN, GREY
from bot.views.format.screen import Button, Item, Row, Screen, text
from bot.views.format.text import display_name, label, linked_handle, plain, plain_name
from bot.views.people.person import why_line
from bot.views.words.handle_shapes import shape_name

BURST_FILE = "burst.png"

MOST_EXAMPLES = 10
MOST_BEST = 5
_LONGEST_WHY = 160
_SHORT = timedelta(hours=20)
"""Two moments that are less apart cannot be confused when the second one is given without its day."""

_WHAT_IT_MEANS = (
    "Followers sold in bulk arrive like this: all at once, and alike. Somebody may have bought them for you, even without your knowledge."
)
_COLOURS = {BurstState.OPEN: AMBER, BurstState.FINE: GREEN, BurstState.HELD: GREY}
_BUTTONS = {
    BurstState.FINE: ("These are fine", ButtonStyle.success),
    BurstState.HELD: ("Hold them all", ButtonStyle.secondary),
}
"""What a member can say about a burst."""
_EFFECTS = {
    BurstState.FINE: "These are fine: they are suggested like everyone else.",
    BurstState.HELD: "Hold them all: they are not suggested.",
}


def burst_view(burst: Burst, examples: Sequence[tuple[Profile, Assessment]], *, component_id: int, chart: str = "") -> Screen:
    """The alert about many who look alike; it needs the chart attached as BURST_FILE.

    chart: what the picture shows, in words. component_id: by which the message is recognised.
    """
    picture = MediaGalleryItem(f"attachment://{BURST_FILE}", description=label(chart, ALT_TEXT) or None)
    items: list[Item] = [
        text("### Many who look alike followed at once", _what_was_seen(burst), *_in_common(burst.cohort)),
        ui.MediaGallery(picture),
    ]
    if examples:
        items.append(text("**Some of them**", *(_example(profile) for profile, _ in examples[:MOST_EXAMPLES])))
    items += [text(_WHAT_IT_MEANS, _what_happens(burst), _small_print(burst)), _row(burst)]
    return Screen(ui.Container(*items, accent_colour=_COLOURS[burst.state], id=component_id))


def viral_view(burst: Burst, best: Sequence[tuple[Profile, Assessment]], *, component_id: int) -> Screen:
    """The note about many ordinary people. best: the most worthwhile of them, first."""
    cohort = burst.cohort
    people = counted(cohort.arrived, "person", "people")
    items: list[Item] = [
        text(
            "### A good day",
            f"**{people}** followed since {moment(burst.since)}; {about(cohort.expected)} would be usual.",
            f"They look like ordinary people: {percent(cohort.same_weeks)} joined X in the same weeks, "
            f"and {percent(cohort.suspicious)} look suspicious by their own profile (usually {percent(cohort.usually_suspicious)} do).",
        )
    ]
    if best:
        items.append(text("**Start with**", *(_candidate(profile, assessment) for profile, assessment in best[:MOST_BEST])))
    items.append(text("/queue starts with the best."))
    return Screen(ui.Container(*items, accent_colour=GREEN, id=component_id))


def burst_button(burst_id: int, state: BurstState) -> str:
    """The custom_id of the button that says this about a burst."""
    return f"burst:{burst_id}:{state.value}"


def _what_was_seen(burst: Burst) -> str:
    cohort = burst.cohort
    until = moment(burst.until, "t" if burst.until - burst.since < _SHORT else "f")
    people = counted(cohort.arrived, "person", "people")
    comes = "comes" if round(cohort.expected) <= 1 else "come"
    return f"**{people}** followed between {moment(burst.since)} and {until}; usually {about(cohort.expected)} {comes} in that time."


def _in_common(cohort: Cohort) -> list[str]:
    """The figures that speak, strongest first; a share of none says nothing."""
    facts = [
        (cohort.same_weeks, f"joined X in the same weeks{_weeks(cohort)}"),
        (cohort.alike, "are alike in how many they follow and how many follow them"),
        (cohort.pattern, f"have handles of the same shape{_shape(cohort)}"),
        (cohort.suspicious, f"look suspicious by their own profile; usually {percent(cohort.usually_suspicious)} do"),
    ]
    strongest = sorted((fact for fact in facts if fact[0] > 0), key=lambda fact: -fact[0])
    return [f"{number(cohort.members)} of them look alike:", *(f"- **{percent(share)}** {says}" for share, says in strongest)]


def _weeks(cohort: Cohort) -> str:
    return f" ({_day(cohort.made_from)} to {_day(cohort.made_until)})" if cohort.made_from and cohort.made_until else ""


def _day(day: date) -> str:
    return f"{day.day} {day:%B} {day.year}"


def _shape(cohort: Cohort) -> str:
    shape = shape_name(cohort.shape)
    return f" ({shape})" if shape else ""


def _example(profile: Profile) -> str:
    facts = [linked_handle(profile), *_counts(profile)]
    facts += [f"joined X {moment(profile.created_at, 'D')}"] if profile.created_at else []
    return "- " + " · ".join(facts)


def _counts(profile: Profile) -> list[str]:
    followers = [counted(profile.followers, "follower")] if profile.followers is not None else []
    return followers + ([f"follows {number(profile.following)}"] if profile.following is not None else [])


def _candidate(profile: Profile, assessment: Assessment) -> str:
    why = plain(why_line(assessment), _LONGEST_WHY)
    return f"- **{display_name(profile)}** {linked_handle(profile)}" + (f" · {why}" if why else "")


def _what_happens(burst: Burst) -> str:
    if burst.state is BurstState.OPEN:
        return "Cards about them are held back until somebody decides here. Nothing happens on X."
    by = plain_name(burst.decided_by) or "Somebody"
    at = f" · {moment(burst.decided_at)}" if burst.decided_at else ""
    if burst.state is BurstState.FINE:
        return f"**{by} said that these are fine**{at}\nThey are suggested like everyone else."
    return f"**{by} holds them all**{at}\nThey are not suggested. Nothing happened on X."


def _small_print(burst: Burst) -> str:
    offered = " ".join(_EFFECTS[state] for state in _offered(burst))
    return f"-# {offered} " + ("Neither does anything on X." if burst.state is BurstState.OPEN else "You can change your mind at any time.")


def _row(burst: Burst) -> Row:
    buttons: list[Button] = [
        ui.Button(label=_BUTTONS[state][0], style=_BUTTONS[state][1], custom_id=burst_button(burst.id, state)) for state in _offered(burst)
    ]
    return ui.ActionRow(*buttons)


def _offered(burst: Burst) -> list[BurstState]:
    return [state for state in _BUTTONS if state is not burst.state]
