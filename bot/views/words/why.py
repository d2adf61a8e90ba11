"""Why nobody was asked about somebody, why a post was not answered, why nothing was sent on a day: each with what can be done about it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from bot.domain import Exclusion, Note, ReasonCode, SuggestionKind, Why
from bot.views.format.facts import Sentences, always, paragraph
from bot.views.format.i18n import N_, _, ngettext
from bot.views.format.numbers import moment, money, number
from bot.views.format.text import plain, plain_name
from bot.views.words.errors import X_ERRORS
from bot.views.words.kinds import KIND_WORDS, KindWords
from bot.views.words.notes import SUGGESTION_NOTES
from bot.views.words.reasons import REASONS
from bot.views.words.text_faults import TEXT_FAULTS

_LONGEST_REASON = 240

_REASONS: Sentences = {**REASONS, **SUGGESTION_NOTES, **X_ERRORS, **TEXT_FAULTS}

_LOOK_ALIKES = N_("The message about the look-alikes decides about all of them.")
_OPT_OUTS = N_("/people opt-outs can undo that.")
_MUTED = N_("/settings muted has the words.")
_REMEDIES: Mapping[str, str] = {
    ReasonCode.NOT_FOR_US: N_("/followers lookup can undo that."),
    ReasonCode.MUTED_IN_BIO: _MUTED,
    ReasonCode.MUTED_IN_NAME: _MUTED,
    ReasonCode.COHORT_HELD: _LOOK_ALIKES,
    ReasonCode.COHORT_UNDECIDED: _LOOK_ALIKES,
    ReasonCode.LOOKS_SUSPICIOUS: N_("If you know better, say so in /followers lookup."),
    Exclusion.OPTED_OUT: _OPT_OUTS,
    Exclusion.OPTED_OUT_IN_WORDS: _OPT_OUTS,
}
"""By a reason's code: what a member can do about it."""

_BUDGETS = {
    "day": N_("The daily budget for X ({budget}) was used up: {span}."),
    "month": N_("The monthly budget for X ({budget}) was used up: {span}."),
}


def _reason(note: Note) -> str:
    why = note.note("reason")
    return plain(_REASONS[why.code](why), _LONGEST_REASON)


def _because(message: str) -> Callable[[Note], str]:
    """message: with the {reason}; what can be done about it follows."""

    def said(note: Note) -> str:
        remedy = _REMEDIES.get(note.note("reason").code)
        return paragraph(_(message).format(reason=_reason(note)), _(remedy) if remedy else "")

    return said


def _at(message: str) -> Callable[[Note], str]:
    """message: with the moment {when}."""
    return lambda note: _(message).format(when=moment(note.moment("at")))


def _counted(message: str) -> Callable[[Note], str]:
    """message: with the {things} of a kind, counted, and perhaps its {queue}."""

    def said(note: Note) -> str:
        words = _kind(note)
        things = words.counted(note.number("count")).format(count=number(note.number("count")))
        return _(message).format(things=things, queue=words.queue)

    return said


def _lasted(message: str, remedy: str = "") -> Callable[[Note], str]:
    """message: with the {span}. remedy: what to do about it while it lasts."""
    return lambda note: paragraph(_(message).format(span=_span(note)), _(remedy) if remedy and note.number("lasts") else "")


def _span(note: Note) -> str:
    since, until = moment(note.moment("since")), note.figures.get("until")
    if isinstance(until, datetime):
        return _("from {since} to {until}").format(since=since, until=moment(until))
    return _("since {since}").format(since=since)


def _kind(note: Note) -> KindWords:
    return KIND_WORDS[SuggestionKind(note.text("kind"))]


def _queued(note: Note) -> str:
    message = _("Number {place} of {count} in {queue}: the best get a card first. Cards today: {shown} of {most}.")
    figures = {name: number(note.number(name)) for name in ("place", "count", "shown", "most")}
    at = note.figures.get("at")
    following = _("The next place comes {ago}.").format(ago=moment(at, "R")) if isinstance(at, datetime) else ""
    return paragraph(message.format(queue=_kind(note).queue, **figures), following)


def _no_cards(note: Note) -> str:
    message = _("No cards are posted: the daily limit is 0 ({kind}). /settings show changes that; {queue} has everything that waits.")
    return message.format(kind=_(_kind(note).title), queue=_kind(note).queue)


def _not_read_yet(note: Note) -> str:
    at = note.figures.get("at")
    if not isinstance(at, datetime):
        return _("Mutuals has not read any posts to you yet. It does so every few minutes.")
    return _("It is newer than what Mutuals has read: it last looked {ago}, and does so every few minutes.").format(ago=moment(at, "R"))


def _answered(note: Note) -> str:
    at = note.figures.get("at")
    return _("You answered it directly on X {ago}.").format(ago=moment(at, "R")) if isinstance(at, datetime) else _("You answered it on X.")


def _too_old(note: Note) -> str:
    hours = note.number("hours")
    message = ngettext(
        "Nothing was decided within {hours} hour, and later answers are not suggested. /settings show changes that.",
        "Nothing was decided within {hours} hours, and later answers are not suggested. /settings show changes that.",
        hours,
    )
    return message.format(hours=number(hours))


def _stranger_waits(note: Note) -> str:
    count = note.number("count")
    message = ngettext(
        "Mutuals does not know its author, and looks nobody up while {count} reply waits for a decision. /replies queue has it.",
        "Mutuals does not know its author, and looks nobody up while {count} replies wait for a decision. /replies queue has them.",
        count,
    )
    return message.format(count=number(count))


def _was_paused(note: Note) -> str:
    member, span = plain_name(note.text("member")), _span(note)
    if member:
        said = _("Paused by **{member}**: {span}.").format(member=member, span=span)
    else:
        said = _("Paused by itself, because its database was new: {span}.").format(span=span)
    return paragraph(said, _("Use /resume to continue.") if note.number("lasts") else "")


def _was_stopped(note: Note) -> str:
    return paragraph(_("Nothing was sent to X: {span}.").format(span=_span(note)), _reason(note))


def _budget_was_used_up(note: Note) -> str:
    said = _(_BUDGETS[note.text("period")]).format(budget=money(note.number("budget")), span=_span(note))
    return paragraph(said, _("/settings show can raise it.") if note.number("lasts") else "")


def _quiet_hours_came(note: Note) -> str:
    message = _("Quiet hours are from {begin} to {end}: what is approved by then is sent afterwards.")
    return message.format(begin=note.text("begin"), end=note.text("end"))


def _budget_left_little(note: Note) -> str:
    message = _("{spent} of the daily budget for X ({budget}) was spent, which left too little. /settings show can raise it.")
    return message.format(budget=money(note.number("budget")), spent=money(note.number("spent")))


def _pace_used_up(note: Note) -> str:
    message = _("The day's limit was reached ({kind}: {per_day}). /settings show changes it.")
    return message.format(kind=_(_kind(note).title), per_day=number(note.number("per_day")))


def _spread_over_hours(note: Note) -> str:
    message = _("They are spread over the hours ({kind}: at most {per_hour} an hour), and these were still to come.")
    return message.format(kind=_(_kind(note).title), per_hour=number(note.number("per_hour")))


def _not_decided(note: Note) -> str:
    decided = note.number("times")
    if not decided:
        return paragraph(_counted(N_("Waiting for a decision: {things} ({queue})."))(note), _("Nobody decided anything that day."))
    many = ngettext("{count} decision was made that day.", "{count} decisions were made that day.", decided)
    return paragraph(_counted(N_("Waiting for a decision: {things} ({queue})."))(note), many.format(count=number(decided)))


def _nothing_to_decide(note: Note) -> str:
    count = note.number("count")
    came = ngettext("{count} new follower came.", "{count} new followers came.", count).format(count=number(count))
    return paragraph(_("Nothing was waiting to be sent or decided."), came)


WHY: Sentences = {
    Why.OWN_ACCOUNT: always(N_("This is your own account.")),
    Why.FOLLOWED: always(N_("You follow them already.")),
    Why.FOLLOW_REQUESTED: always(N_("You have asked to follow them already; they decide.")),
    Why.LEFT: _at(N_("They unfollowed you on {when}.")),
    Why.NEVER_FOLLOWED: always(N_("They do not follow you, as far as Mutuals knows. **Suggest** asks the team about them all the same.")),
    Why.BEFORE_START: always(
        N_("They followed you before Mutuals started, and only those who came since are suggested. **Suggest** asks the team about them.")
    ),
    Why.SUPPRESSED: _because(N_("Not suggested: {reason}.")),
    Why.NOTHING_AGAINST: always(
        N_("What spoke against them when they came no longer counts, but nobody was asked since. **Suggest** asks the team now.")
    ),
    Why.CARD_SHOWN: lambda note: _("The card is in the channel and waits for a decision until {when}.").format(
        when=moment(note.moment("until"))
    ),
    Why.CARD_NEXT: always(N_("The card comes to the channel next.")),
    Why.NO_CARDS: _no_cards,
    Why.POLL_UNDERWAY: always(N_("They have just been found. The card can come once all new followers are read.")),
    Why.QUEUED: _queued,
    Why.MENTIONS_OFF: always(N_("Reading mentions is off, so Mutuals sees no posts to you. /settings show turns it on.")),
    Why.OWN_POST_KNOWN: always(N_("This is a post of your own.")),
    Why.NOT_READ_YET: _not_read_yet,
    Why.POST_BEFORE_START: _at(N_("It was written before Mutuals started on {when}, and older posts are not read.")),
    Why.LISTED_LATE: always(
        N_("X has not shown it to Mutuals yet, which can take an hour. Mutuals reads posts that mention, answer or quote you.")
    ),
    Why.NOT_TO_YOU: always(
        N_(
            "X has not shown it to Mutuals, which reads posts that mention, answer or quote you. "
            "X leaves out what is deleted, protected or hidden from you."
        )
    ),
    Why.LEFT_OUT: _because(N_("Left out: {reason}.")),
    Why.ANSWERED_ON_X: _answered,
    Why.TOO_OLD: _too_old,
    Why.WORDS_GONE: always(N_("It was deleted or edited, or X no longer shows it.")),
    Why.ONE_AT_A_TIME: always(N_("Another post of theirs comes first: one reply at a time for each person.")),
    Why.STRANGER_WAITS: _stranger_waits,
    Why.STRANGER_MISSED: always(N_("Mutuals did not know its author and did not get to looking them up in time: other posts came first.")),
    Why.TRIAGE_NEXT: always(N_("Mutuals has read it and decides about it next.")),
    Why.NO_DRAFT: lambda note: _("There is no draft: {reason} **Edit** lets you write a reply.").format(reason=_reason(note)),
    Why.DAY_TO_COME: always(N_("That day is still to come.")),
    Why.DAY_BEFORE_START: _at(N_("Mutuals was not running yet: it started on {when}.")),
    Why.SENT: _counted(N_("Sent: {things}.")),
    Why.HANDED_OFF_THEN: _counted(N_("Handed to you with a link: {things}.")),
    Why.WAS_PAUSED: _was_paused,
    Why.WAS_STOPPED: _was_stopped,
    Why.WAS_OUT_OF_CREDITS: _lasted(N_("X's credits were used up: {span}."), N_("Top them up in X's developer console.")),
    Why.WAS_UNREACHABLE: _lasted(N_("X did not answer: {span}.")),
    Why.WAS_OFF: _lasted(N_("Mutuals was not running, or could not read from X: {span}.")),
    Why.BUDGET_WAS_USED_UP: _budget_was_used_up,
    Why.APPROVED_WAITED: _counted(N_("Approved, but not sent: {things}.")),
    Why.QUIET_HOURS_CAME: _quiet_hours_came,
    Why.BUDGET_LEFT_LITTLE: _budget_left_little,
    Why.PACE_USED_UP: _pace_used_up,
    Why.SPREAD_OVER_HOURS: _spread_over_hours,
    Why.NOT_DONE_BY_HAND: _counted(N_("Approved, and still to be done on X by hand: {things}. The cards have the link.")),
    Why.FAILED_THEN: _counted(N_("Failed: {things}. The cards say why, and **Retry** tries again.")),
    Why.LAPSED_THEN: _counted(N_("Handed to you with a link, and not seen on X in time: {things}. **Retry** brings a new link.")),
    Why.NOT_DECIDED: _not_decided,
    Why.RAN_OUT: _counted(N_("Expired because nobody decided in time: {things}.")),
    Why.NOTHING_TO_DECIDE: _nothing_to_decide,
}
