"""Who somebody on X is, as far as it can be seen there."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence

from discord import ui

from bot.domain import Assessment, Follower, Note, Profile, ReasonCode, Verdict
from bot.views.format.i18n import N_, _, ngettext
from bot.views.format.limits import ALT_TEXT
from bot.views.format.numbers import compact, moment, number
from bot.views.format.phone import LINE, columns, cut, fitting
from bot.views.format.screen import Item, text
from bot.views.format.text import display_name, label, linked_handle, plain
from bot.views.words.departures import departed
from bot.views.words.history import NOBODY_KNOWN
from bot.views.words.sentences import sentence

MOST_REASONS = 5
_LONGEST_BIO = 400
_LONGEST_FACT = 160
LONGEST_LINE = 240
_LONGEST_HEADING, _LONGEST_NAME = 28, 20
"""Columns of a phone, of the letters of a heading and of others."""
_LONGEST_CHIP = 64
"""Columns: two lines beside a picture."""
_PICTURE = re.compile(r"https?://[!-~]{1,2000}")


def choice_name(profile: Profile) -> str:
    """How a person is offered in a menu, and while somebody types."""
    return " · ".join(filter(None, [label(profile.username and f"@{profile.username}", 30), label(profile.name, 60)])) or _(NOBODY_KNOWN)


def introduction(profile: Profile, *lines: str, name: str = "") -> Item:
    """Name, handle and these lines, beside the avatar where there is one. name: in the place of the whole one."""
    about = text(f"### {name or display_name(profile)}", handle_line(profile), *lines)
    if not _PICTURE.fullmatch(profile.avatar_url):
        return about
    return ui.Section(about, accessory=ui.Thumbnail(profile.avatar_url, description=_of_whom(profile)))


def short_name(profile: Profile, width: float = _LONGEST_HEADING) -> str:
    """Their name as far as it fits into a line, by default one beside their picture."""
    return cut(profile.name, width) or display_name(profile)


def handle_line(profile: Profile) -> str:
    """Handle, and what X says of the account."""
    return " · ".join([linked_handle(profile), *_badges(profile)])


def who(profile: Profile, *facts: str) -> str:
    """The same in one line, without a picture."""
    return " · ".join([f"**{short_name(profile, _LONGEST_NAME)}** {linked_handle(profile)}", *filter(None, facts)])


def _of_whom(profile: Profile) -> str:
    return label(_("Profile picture of {name}").format(name=f"@{profile.username}" if profile.username else profile.name), ALT_TEXT)


def bio(profile: Profile, width: float = _LONGEST_BIO) -> str:
    """As a quotation of so many columns at most; empty where there is none."""
    words = cut(profile.bio, width)
    return f"> {words}" if words else ""


def history(profile: Profile, follower: Follower | None) -> str:
    """When they came to X and to us. follower: None for who never followed."""
    joined = _("Joined X {day}").format(day=moment(profile.created_at, "D")) if profile.created_at else ""
    line = " · ".join(filter(None, [joined, _followed(follower)]))
    return line[:1].upper() + line[1:]


def _followed(follower: Follower | None) -> str:
    if follower is None:
        return _("does not follow you")
    came, left = moment(follower.followed_at, "R"), departed(follower)
    if follower.times_returned:
        message = _("followed you again {when}, {left}") if left else _("followed you again {when}")
    elif follower.baseline:
        message = _("followed you before Mutuals started, {left}") if left else _("followed you before Mutuals started")
    else:
        message = _("followed you {when}, {left}") if left else _("followed you {when}")
    return message.format(when=came, left=left)


def figures(profile: Profile) -> str:
    """Followers, following and posts, as far as X told."""
    known = [
        message.format(count=number(count))
        for message, count in (
            (ngettext("**{count}** follower", "**{count}** followers", profile.followers or 0), profile.followers),
            (_("**{count}** following"), profile.following),
            (ngettext("**{count}** post", "**{count}** posts", profile.posts or 0), profile.posts),
        )
        if count is not None
    ]
    return " · ".join(known) or _("X did not say how many followers or posts they have.")


_SAYS: Mapping[str, Collection[str]] = {
    ReasonCode.IMBALANCE: {"followers", "following"},
    ReasonCode.INACTIVITY: {"following", "posts"},
    ReasonCode.POSTED: {"posts"},
    ReasonCode.REACH: {"followers"},
}
"""The figures of a profile that a reason tells."""


def short_figures(profile: Profile, said: Iterable[Note]) -> str:
    """As few words as can be: "12.4K followers · follows 310 · 5.2K posts", and "since 2012" where the line has room for it.

    said: the reasons that stand beside; what they tell is left out.
    """
    told = {figure for reason in said for figure in _SAYS.get(reason.code, ())}
    known = [
        message.format(count=compact(count))
        for figure, message, count in (
            ("followers", ngettext("{count} follower", "{count} followers", profile.followers or 0), profile.followers),
            ("following", _("follows {count}"), profile.following),
            ("posts", ngettext("{count} post", "{count} posts", profile.posts or 0), profile.posts),
        )
        if count is not None and figure not in told
    ]
    if profile.created_at is not None:
        known.append(_("since {year}").format(year=profile.created_at.year))
    line = fitting(known, LINE)
    return line[:1].upper() + line[1:]


def why_line(assessment: Assessment) -> str:
    """Why this person is suggested, in one line."""
    return " · ".join(map(sentence, assessment.why))


def why_now(assessment: Assessment) -> str:
    """Why this person is suggested; empty where nothing is to be said."""
    why = plain(why_line(assessment), LONGEST_LINE)
    return _("**Why now:** {why}").format(why=why) if why else ""


def suppressed(assessment: Assessment, width: float = LONGEST_LINE) -> str:
    """Why nobody is asked about this person, in so many columns at most; empty where somebody may be."""
    reason = cut(sentence(assessment.suppressed), width)
    return _("**Suppressed:** {reason}").format(reason=reason) if reason else ""


_VERDICT_MEANINGS = {
    Verdict.ENGAGED: N_("has taken part in what you do"),
    Verdict.QUIET: N_("probably a real person, not heard from yet"),
    Verdict.UNSURE: N_("the facts do not settle it"),
    Verdict.SUSPICIOUS: N_("the facts speak against them"),
}
"""True of whoever has this verdict, by the facts or by an override."""


_VERDICT_NAMES = {
    Verdict.ENGAGED: N_("engaged"),
    Verdict.QUIET: N_("quiet"),
    Verdict.UNSURE: N_("unsure"),
    Verdict.SUSPICIOUS: N_("suspicious"),
}


def verdict_name(verdict: Verdict) -> str:
    """A verdict in one word."""
    return _(_VERDICT_NAMES[verdict])


_MARKS = {Verdict.ENGAGED: "🟢", Verdict.QUIET: "🔵", Verdict.UNSURE: "🟡", Verdict.SUSPICIOUS: "🔴"}


def verdict_chip(assessment: Assessment, *, reason: bool = False) -> str:
    """The verdict at a glance. reason: with the strongest fact that it rests on."""
    name = verdict_name(assessment.verdict)
    fact = cut(sentence(assessment.reasons[0].fact), _LONGEST_CHIP - len(name)) if reason and assessment.reasons else ""
    return f"{_MARKS[assessment.verdict]} " + " · ".join(filter(None, [f"**{name}**", fact]))


def reasons_besides(assessment: Assessment, width: float) -> list[Note]:
    """Why this person is suggested, without what the chip has said: what fits into so many columns, and where there are any, the first."""
    said = sentence(assessment.reasons[0].fact) if assessment.reasons else ""
    besides = [why for why in assessment.why if sentence(why) not in said]
    fit = [n for n in range(1, len(besides) + 1) if columns(why_words(besides[:n])) <= width]
    return besides[: max(fit, default=int(width > 0))]


def why_words(reasons: Sequence[Note], width: float = LONGEST_LINE) -> str:
    """These reasons in one line, cut where it is longer."""
    why = cut(" · ".join(map(sentence, reasons)), width)
    return why[:1].upper() + why[1:]


def verdict(assessment: Assessment, *, most: int = MOST_REASONS) -> str:
    """The verdict and the facts it rests on, at most so many."""
    said = (plain(sentence(reason.fact), _LONGEST_FACT) for reason in assessment.reasons[:most])
    facts = [f"- {fact}" for fact in said if fact]
    message = _("Verdict: **{verdict}** · {meaning}")
    return "\n".join([message.format(verdict=verdict_name(assessment.verdict), meaning=_(_VERDICT_MEANINGS[assessment.verdict])), *facts])


def _badges(profile: Profile) -> list[str]:
    badges = ((_("verified"), profile.verified), (_("protected"), profile.protected), (_("you follow them"), profile.followed_by_us))
    return [badge for badge, given in badges if given]
