"""An unusual number of arrivals: the alert where they look alike, and the cheerful note where they are ordinary people."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from discord import ButtonStyle, MediaGalleryItem, ui

from bot.domain import Assessment, Burst, BurstState, Cohort, Profile
from bot.views.format.facts import paragraph
from bot.views.format.i18n import N_, _, ngettext
from bot.views.format.limits import ALT_TEXT
from bot.views.format.numbers import about, in_a_hundred, moment, number, short_day
from bot.views.format.palette import AMBER, GREEN, GREY
from bot.views.format.phone import LINE, cut
from bot.views.format.screen import Button, Item, Row, Screen, text
from bot.views.format.text import label, linked_handle, plain_name
from bot.views.people.person import who, why_line
from bot.views.words.reasons import shape_name

BURST_FILE = "burst.png"

_MOST_IN_COMMON = 3
_LONGEST_WHY = LINE
"""Columns: with the name two lines of a phone."""
_SHORT = timedelta(hours=20)
"""Two moments that are less apart cannot be confused when the second one is given without its day."""

_WHAT_IT_MEANS = N_("Followers sold in bulk arrive like this, even without your knowledge.")
_COLOURS = {BurstState.OPEN: AMBER, BurstState.FINE: GREEN, BurstState.HELD: GREY}
_BUTTONS = {
    BurstState.FINE: (N_("These are fine"), ButtonStyle.success),
    BurstState.HELD: (N_("Hold them all"), ButtonStyle.secondary),
}
"""What a member can say about a burst."""
_EFFECTS = {
    BurstState.FINE: N_("These are fine: they are suggested like everyone else."),
    BurstState.HELD: N_("Hold them all: they are not suggested."),
}


def burst_view(burst: Burst, examples: Sequence[tuple[Profile, Assessment]], *, component_id: int, chart: str = "") -> Screen:
    """The alert about many who look alike; it needs the chart attached as BURST_FILE.

    chart: what the picture shows, in words. component_id: by which the message is recognised.
    """
    picture = MediaGalleryItem(f"attachment://{BURST_FILE}", description=label(chart, ALT_TEXT) or None)
    items: list[Item] = [
        text(_("### Many who look alike followed at once"), _what_was_seen(burst), *_in_common(burst.cohort)),
        ui.MediaGallery(picture),
    ]
    if examples:
        handles = [linked_handle(profile) for profile, _assessment in examples]
        items.append(text(_("Some of them: {handles}").format(handles=", ".join(handles))))
    means = _(_WHAT_IT_MEANS) if burst.state is BurstState.OPEN else ""
    items += [text(means, _what_happens(burst), _small_print(burst)), _row(burst)]
    return Screen(ui.Container(*items, accent_colour=_COLOURS[burst.state], id=component_id))


def viral_view(burst: Burst, best: Sequence[tuple[Profile, Assessment]], *, component_id: int) -> Screen:
    """The note about many ordinary people. best: the most worthwhile of them, first."""
    cohort = burst.cohort
    followed = ngettext(
        "**{count} person** followed since {since}; {usual} would be usual.",
        "**{count} people** followed since {since}; {usual} would be usual.",
        cohort.arrived,
    )
    ordinary = _(
        "They look like ordinary people: of {members}, {same_weeks} joined X in the same weeks, "
        "and {suspicious} look suspicious by their own profile (usually {usually} do)."
    )
    items: list[Item] = [
        text(
            _("### A good day"),
            followed.format(count=number(cohort.arrived), since=moment(burst.since), usual=about(cohort.expected)),
            ordinary.format(
                members=number(cohort.members),
                same_weeks=number(_of_them(cohort.same_weeks, cohort)),
                suspicious=number(_of_them(cohort.suspicious, cohort)),
                usually=in_a_hundred(cohort.usually_suspicious),
            ),
        )
    ]
    if best:
        items.append(text(_("**Start with**"), *(_candidate(profile, assessment) for profile, assessment in best)))
    items.append(text(_("/queue starts with the best.")))
    return Screen(ui.Container(*items, accent_colour=GREEN, id=component_id))


def burst_button(burst_id: int, state: BurstState) -> str:
    """The custom_id of the button that says this about a burst."""
    return f"burst:{burst_id}:{state.value}"


def _what_was_seen(burst: Burst) -> str:
    cohort = burst.cohort
    until = moment(burst.until, "t" if burst.until - burst.since < _SHORT else "f")
    message = ngettext(
        "**{count} person** followed between {since} and {until}; usually it is {usual} in that time.",
        "**{count} people** followed between {since} and {until}; usually it is {usual} in that time.",
        cohort.arrived,
    )
    return message.format(count=number(cohort.arrived), since=moment(burst.since), until=until, usual=about(cohort.expected))


def _in_common(cohort: Cohort) -> list[str]:
    """The figures that speak, strongest first; a share of none says nothing."""
    facts = [
        (cohort.same_weeks, _same_weeks(cohort)),
        (cohort.alike, _("- **{count} of {members}** are alike in how many they follow and how many follow them")),
        (cohort.pattern, _same_shape(cohort)),
        (cohort.suspicious, _("- **{count} of {members}** look suspicious by their own profile; usually {usually} do")),
    ]
    strongest = sorted((fact for fact in facts if fact[0] > 0), key=lambda fact: -fact[0])
    figures = {
        "first": short_day(cohort.made_from) if cohort.made_from else "",
        "last": short_day(cohort.made_until) if cohort.made_until else "",
        "shape": shape_name(cohort.shape),
        "usually": in_a_hundred(cohort.usually_suspicious),
        "members": number(cohort.members),
    }
    alike = ngettext("{count} of them looks alike:", "{count} of them look alike:", cohort.members).format(count=number(cohort.members))
    counted = ((number(_of_them(share, cohort)), message) for share, message in strongest[:_MOST_IN_COMMON])
    return [alike, *(message.format(count=count, **figures) for count, message in counted)]


def _of_them(share: float, cohort: Cohort) -> int:
    return round(share * cohort.members)


def _same_weeks(cohort: Cohort) -> str:
    if cohort.made_from and cohort.made_until:
        return _("- **{count} of {members}** joined X in the same weeks ({first} to {last})")
    return _("- **{count} of {members}** joined X in the same weeks")


def _same_shape(cohort: Cohort) -> str:
    if cohort.shape:
        return _("- **{count} of {members}** have handles of the same shape ({shape})")
    return _("- **{count} of {members}** have handles of the same shape")


def _candidate(profile: Profile, assessment: Assessment) -> str:
    why = cut(why_line(assessment), _LONGEST_WHY)
    return f"- {who(profile, why)}"


def _what_happens(burst: Burst) -> str:
    if burst.state is BurstState.OPEN:
        return _("Cards about them are held back until somebody decides here. Nothing happens on X.")
    if burst.state is BurstState.FINE:
        said, means = _("**{member} said that these are fine**"), _("They are suggested like everyone else.")
    else:
        said, means = _("**{member} holds them all**"), _("They are not suggested. Nothing happened on X.")
    by = said.format(member=plain_name(burst.decided_by) or _("Somebody"))
    return "\n".join([f"{by} · {moment(burst.decided_at)}" if burst.decided_at else by, means])


def _small_print(burst: Burst) -> str:
    means = "" if burst.state is BurstState.OPEN else _("You can change your mind at any time.")
    return "-# " + paragraph(*(_(_EFFECTS[state]) for state in _offered(burst)), means)


def _row(burst: Burst) -> Row:
    buttons: list[Button] = [
        ui.Button(label=_(_BUTTONS[state][0]), style=_BUTTONS[state][1], custom_id=burst_button(burst.id, state))
        for state in _offered(burst)
    ]
    return ui.ActionRow(*buttons)


def _offered(burst: Burst) -> list[BurstState]:
    return [state for state in _BUTTONS if state is not burst.state]
