"""Single sentences that answer one member in private."""

from __future__ import annotations

from collections.abc import Collection

from bot.domain import Act, Burst, Card, Decision, Note, SuggestionState
from bot.domain.acts import ACTS, TEXT_CHANGES
from bot.drafting.visible_text import visible_line
from bot.views.format.facts import alternatives, paragraph
from bot.views.format.i18n import N_, _, ngettext
from bot.views.format.numbers import moment, number
from bot.views.format.text import at_handle, lines, plain, plain_name
from bot.views.words.acts import ACT_WORDS
from bot.views.words.kinds import KIND_WORDS
from bot.views.words.sentences import sentence

_STATES = SuggestionState
_LONGEST_ROLE = 100

NOT_HERE = N_("Mutuals serves one team and answers only in its own Discord server. Nothing was changed.")
UNKNOWN_COMMAND = N_("This command has changed or no longer exists. Nothing was changed; try it again in a minute.")
GONE = N_("This suggestion is no longer there. Nothing was changed.")
OUT_OF_DATE = N_(
    "This card is out of date: the suggestion has changed, or belongs to another installation of Mutuals. Nothing was changed."
)
UNKNOWN_BUTTON = N_("This button or form no longer exists. Nothing was changed.")
GONE_BURST = N_("Mutuals no longer has data about these people. Nothing was changed.")
SOMETHING_BROKE = N_("Something went wrong in Mutuals; the details are in its log. Nothing you did is lost. Please try again in a moment.")
NOT_RECORDED_NOW = N_("Nothing was recorded: the database is busy. Please try again in a moment.")
NOT_RECORDED = N_("Nothing was recorded: Mutuals cannot use its database. The reason is in its log. Please try again later.")
RECORDED = N_("That is recorded. Showing it here takes a moment longer: the database is busy.")
OWN_TEXT = N_("You wrote this reply, so somebody else has to approve it.")
PAUSED = N_("Mutuals is paused: nothing is sent to X and no cards are posted. Approvals wait and nothing is lost. Use /resume to continue.")
ALREADY_PAUSED = N_("Mutuals was already paused. Use /resume to continue.")
RESUMED = N_("Resumed.")
NOT_PAUSED = N_("Mutuals was not paused; it is running.")
UNKNOWN_ROLE = N_("approver")
"""Of a role that the server does not have."""

_SENT = frozenset({_STATES.DELIVERING, _STATES.IN_DOUBT, _STATES.DONE})


def too_late(pressed: Act, decision: Decision | None, card: Card | None) -> str:
    """Who decided what and when, or what else was first."""
    if card is None:
        return _(GONE)
    suggestion = card.suggestion
    at, why = suggestion.settled_at, plain(sentence(suggestion.note), 300)
    if suggestion.state is _STATES.EXPIRED:
        expired = _("This expired {when}.").format(when=moment(at)) if at else _("This expired.")
        return paragraph(expired, why or _("Nobody decided in time."), _("Nothing was changed."))
    if suggestion.state is _STATES.WITHDRAWN and why:
        withdrawn = _("This was withdrawn {when}.").format(when=moment(at)) if at else _("This was withdrawn.")
        return paragraph(withdrawn, why, _("Nothing was changed."))
    words = KIND_WORDS[suggestion.kind]
    if suggestion.closed_by_team and words.closed_by_team is not None:
        by_team = words.closed_by_team
        return _(by_team.too_late).format(when=moment(at)) if at else paragraph(_(by_team.outcome), _("Nothing was changed."))
    if ACTS[pressed].leads_to(_STATES.WITHDRAWN) and suggestion.state in _SENT:
        return _(words.already_sent)
    if decision is None or not ACT_WORDS[decision.act].was_first:
        return _("This was already settled. Nothing was changed.")
    by = plain_name(decision.member.name) if decision.member else _("Somebody")
    return _(ACT_WORDS[decision.act].was_first).format(by=by, time=moment(decision.at, "t"), ago=moment(decision.at, "R"))


def changed_meanwhile(decision: Decision | None) -> str:
    """For whoever saw another text than the one that is proposed now."""
    if decision is None or decision.act not in TEXT_CHANGES or decision.member is None:
        return _("The text was changed, so nothing was done. Look at it again, then decide.")
    message = _("{member} changed the text {ago}, so nothing was done. Look at it again, then decide.")
    return message.format(member=plain_name(decision.member.name), ago=moment(decision.at, "R"))


def faulty_text(faults: Collection[Note]) -> str:
    """For what cannot be carried out."""
    return "\n".join(
        [_("This cannot go out as it is:"), *(f"- {plain(sentence(fault), 200)}" for fault in faults), _("Nothing was changed.")]
    )


def blocked(obstacle: Note) -> str:
    """For what is settled, and cannot come alive again."""
    return paragraph(plain(sentence(obstacle), 300), _("Nothing was changed."))


def with_input(sentence: str, typed: str) -> str:
    """For somebody whose text came too late. typed: given back, so that it is not lost."""
    return "\n".join([sentence, _("You wrote:"), lines(typed, 1_500)])


def with_input_if_any(sentence: str, typed: str) -> str:
    """A sentence, and where somebody wrote something, that."""
    return with_input(sentence, typed) if typed.strip() else sentence


def no_other_reply(why: Note | None) -> str:
    """Where no other saved reply fits."""
    can_do = _("**Edit** lets you write one; /replies saved add keeps it for the next time.")
    return paragraph(sentence(why) or _("No other saved reply fits."), can_do)


def burst_already_decided(burst: Burst) -> str:
    """For whoever says about a burst what was said before."""
    by, at = plain_name(burst.decided_by) or _("Somebody"), burst.decided_at
    if at is None:
        return _("{member} already said so. Nothing was changed.").format(member=by)
    message = _("{member} already said so at {time} ({ago}). Nothing was changed.")
    return message.format(member=by, time=moment(at, "t"), ago=moment(at, "R"))


def not_allowed(role_names: Collection[str]) -> str:
    """Who may decide. role_names: of the approver roles; none where whoever manages the server decides."""
    if not role_names:
        return _("Only members with the permission Manage Server can decide here. Nothing was changed.")
    return _("Only members with the role {roles} can decide here. Nothing was changed.").format(roles=_or(role_names))


def not_for_you(role_names: Collection[str]) -> str:
    """Who may use Mutuals at all. role_names: of approvers and viewers; none where only whoever manages the server may."""
    if not role_names:
        return _("Only members with the permission Manage Server can use Mutuals here. Nothing was changed.")
    message = _("Only members with the role {roles} or the permission Manage Server can use Mutuals here. Nothing was changed.")
    return message.format(roles=_or(role_names))


def nobody_known(handle: str) -> str:
    """For a handle that the store does not know."""
    message = _(
        "Mutuals does not know anyone called {handle}. It knows the people who have followed you or written to you since it started."
    )
    return message.format(handle=at_handle(visible_line(handle).lstrip("@")))


def invalid_day(day: str) -> str:
    """For a day that cannot be read."""
    return _("“{day}” is not a day. Write it like 2026-03-31: year, month, day.").format(day=plain(day, 40))


def history_file_notice(lines: int, total: int) -> str:
    """What goes with a file of the history."""
    if total > lines:
        message = ngettext(
            "The newest {lines} of {total} line. Narrow it down by day for the rest. Times are in UTC.",
            "The newest {lines} of {total} lines. Narrow it down by day for the rest. Times are in UTC.",
            total,
        )
        return message.format(lines=number(lines), total=number(total))
    message = ngettext("{lines} line, newest first. Times are in UTC.", "{lines} lines, newest first. Times are in UTC.", lines)
    return message.format(lines=number(lines))


def _or(role_names: Collection[str]) -> str:
    return alternatives([_("“{name}”").format(name=plain(name, _LONGEST_ROLE)) for name in sorted(role_names)[:10]])
