"""What is observed about somebody, why they are suggested, and why they or their posts are not."""

from __future__ import annotations

from datetime import date

from bot.domain import Exclusion, Note, ReasonCode
from bot.scoring.bursts.handle_pattern import LETTERS, MAX_DIGITS, MIXED
from bot.views.format.facts import Sentences, always, enumeration
from bot.views.format.i18n import N_, _, ngettext
from bot.views.format.numbers import number, short_day, times
from bot.views.words.posts import reach, signs


def reason(note: Note) -> str:
    """What is observed, to be read after the person's name: "has never posted"."""
    return REASONS[note.code](note)


def _imbalance(note: Note) -> str:
    return _("follows {following}, followed by {followers}").format(**_counts(note, "following", "followers"))


def _inactivity(note: Note) -> str:
    return _("follows {following}, {activity}").format(following=number(note.number("following")), activity=_activity(note))


def _activity(note: Note) -> str:
    posts, likes = note.figures.get("posts"), note.figures.get("likes")
    if likes is None:
        message = _("has posted {times}") if posts else _("has posted nothing")
    elif posts is None:
        message = ngettext("has liked {count} post", "has liked {count} posts", note.number("likes")) if likes else _("has liked nothing")
    elif posts and likes:
        message = ngettext("has posted {times} and liked {count} post", "has posted {times} and liked {count} posts", note.number("likes"))
    elif likes:
        message = ngettext("has posted nothing and liked {count} post", "has posted nothing and liked {count} posts", note.number("likes"))
    else:
        message = _("has posted {times} and liked nothing") if posts else _("has posted and liked nothing")
    return message.format(times=times(note.number("posts")), count=number(note.number("likes")))


def _cohort(note: Note) -> str:
    return ngettext(
        "came together with {count} other who looks alike", "came together with {count} others who look alike", note.number("count")
    ).format(**_counts(note, "count"))


def _many_likes(note: Note) -> str:
    return ngettext("has liked {likes} post, as readers do", "has liked {likes} posts, as readers do", note.number("likes")).format(
        **_counts(note, "likes")
    )


def _said_fine(note: Note) -> str:
    return _("{member} said on {day} that this one is fine").format(member=note.text("member"), day=_day(note, "day"))


def _said_not_for_us(note: Note) -> str:
    return _("{member} said on {day} that this one is not for us").format(member=note.text("member"), day=_day(note, "day"))


def _spoke(note: Note) -> str:
    often = note.number("times")
    if note.figures.get("last") is None:
        return _("spoke to you {times}").format(times=times(often))
    message = _("spoke to you {times}, on {day}") if often == 1 else _("spoke to you {times}, last on {day}")
    return message.format(times=times(often), day=_day(note, "last"))


def _posted(note: Note) -> str:
    often = note.number("times")
    if often == 0:
        return _("has never posted")
    if note.number("so_far"):
        return _("has posted {times} so far").format(times=times(often))
    return ngettext("has posted {count} time", "has posted {count} times", often).format(count=number(often))


def _last_posted(note: Note) -> str:
    years = note.number("years")
    return ngettext("last posted {years} year ago", "last posted {years} years ago", years).format(years=years)


def _listed(note: Note) -> str:
    return ngettext("is on {lists} list", "is on {lists} lists", note.number("lists")).format(**_counts(note, "lists"))


def _topics(note: Note) -> str:
    return _("writes about {topics}").format(topics=enumeration(note.texts("named"), note.number("more")))


def _connections(note: Note) -> str:
    handles = enumeration(note.texts("named"), note.number("more"))
    return _("names {handles}, whom you follow, in their bio").format(handles=handles)


def _cohort_held(note: Note) -> str:
    return ngettext(
        "came with {count} look-alike; the team holds them all",
        "came with {count} look-alikes; the team holds them all",
        note.number("count"),
    ).format(**_counts(note, "count"))


def _cohort_undecided(note: Note) -> str:
    return ngettext(
        "came with {count} look-alike; the team has not said they are fine",
        "came with {count} look-alikes; the team has not said they are fine",
        note.number("count"),
    ).format(**_counts(note, "count"))


def _looks_suspicious(note: Note) -> str:
    return _("the facts look suspicious ({fact})").format(fact=reason(note.note("fact")))


def _counts(note: Note, *names: str) -> dict[str, str]:
    return {name: number(note.number(name)) for name in names}


def _day(note: Note, name: str) -> str:
    value = note.figures.get(name)
    return short_day(value) if isinstance(value, date) else ""


REASONS: Sentences = {
    ReasonCode.IMBALANCE: _imbalance,
    ReasonCode.INACTIVITY: _inactivity,
    ReasonCode.COHORT: _cohort,
    ReasonCode.MANY_LIKES: _many_likes,
    ReasonCode.CHECKMARK: always(N_("has X's verified checkmark")),
    ReasonCode.SAID_FINE: _said_fine,
    ReasonCode.SAID_NOT_FOR_US: _said_not_for_us,
    ReasonCode.SPOKE: _spoke,
    ReasonCode.NO_FIGURES: always(N_("X did not say how many people they follow or are followed by")),
    ReasonCode.POSTED: _posted,
    ReasonCode.LAST_POSTED: _last_posted,
    ReasonCode.LISTED: _listed,
    ReasonCode.RETURNED: lambda note: _("left and came back {times}").format(times=times(note.number("times"))),
    ReasonCode.OFFERS_FOLLOW_BACKS: always(N_("offers follow-backs to anyone")),
    ReasonCode.CALLED_FINE: lambda note: _("{member} said they are fine").format(member=note.text("member")),
    ReasonCode.TOPICS: _topics,
    ReasonCode.CONNECTIONS: _connections,
    ReasonCode.REACH: lambda note: reach(note.number("followers")),
    ReasonCode.NEW_AND_FINE: always(N_("new, and nothing speaks against them")),
    ReasonCode.NEW_AND_UNSETTLED: always(N_("new, and the facts do not settle it")),
    ReasonCode.NOT_FOR_US: lambda note: _("{member} said: not for us").format(member=note.text("member")),
    ReasonCode.MUTED_IN_BIO: lambda note: _('your muted word "{word}" is in their bio').format(word=note.text("word")),
    ReasonCode.MUTED_IN_NAME: lambda note: _('your muted word "{word}" is in their name').format(word=note.text("word")),
    ReasonCode.COHORT_HELD: _cohort_held,
    ReasonCode.COHORT_UNDECIDED: _cohort_undecided,
    ReasonCode.LOOKS_SUSPICIOUS: _looks_suspicious,
    Exclusion.OWN_POST: always(N_("the account's own post")),
    Exclusion.OPTED_OUT: always(N_("has opted out")),
    Exclusion.OPTED_OUT_IN_WORDS: lambda note: _("opted out (“{words}”)").format(words=note.text("words")),
    Exclusion.IMPLICIT_MENTION: always(N_("answers somebody else and only carries your handle along")),
    Exclusion.MENTIONED_ONLY: always(N_("only people they mention may reply")),
    Exclusion.FOLLOWED_ONLY: always(N_("only people they follow may reply")),
    Exclusion.PAYING_ONLY: always(N_("only people who pay them may reply")),
    Exclusion.VERIFIED_ONLY: always(N_("only verified people may reply")),
    Exclusion.CHOSEN_ONLY: always(N_("only people they chose may reply")),
    Exclusion.REPEATED: always(N_("said the same before")),
    Exclusion.SPAM: lambda note: _("looks like spam ({signs})").format(signs=signs(note.notes("signs"))),
}


def shape_name(shape: str) -> str:
    """Of a code as `shape_of` gives it: "letters and 5 digits"; empty for no handle."""
    if shape == MIXED:
        return _("letters and digits in turn")
    if shape == LETTERS:
        return _("letters only")
    return enumeration([_part(mark) for mark in shape])


def _part(mark: str) -> str:
    if mark == LETTERS:
        return _("letters")
    if mark == "_":
        return _("an underscore")
    count = int(mark)
    if count == MAX_DIGITS:
        return ngettext("{count} digit or more", "{count} or more digits", count).format(count=count)
    return ngettext("{count} digit", "{count} digits", count).format(count=count)
