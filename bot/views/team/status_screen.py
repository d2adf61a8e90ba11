"""What /status says first: whether all is well, what waits, and for whom."""

from __future__ import annotations

from collections.abc import Mapping

from discord import ButtonStyle, ui

from bot.domain import Idle, Note, Priority, Status, SuggestionKind, SuggestionState
from bot.views.format.i18n import _
from bot.views.format.numbers import moment, number
from bot.views.format.palette import AMBER, GREEN, RED
from bot.views.format.screen import Button, Screen, text
from bot.views.format.text import plain, plain_name
from bot.views.money.spending import of_budget, shortage_lines
from bot.views.words.kinds import KIND_WORDS
from bot.views.words.sentences import sentence
from bot.x.errors import XCode

STATUS_DETAILS = "status:details"
"""The custom_id of the button that shows the technical lines."""

ON_THEIR_WAY = (SuggestionState.APPROVED, SuggestionState.DELIVERING, SuggestionState.IN_DOUBT)

_MOST_PROBLEMS = 4
_LONGEST_PROBLEM = 300


def status_view(status: Status) -> Screen:
    """The first line is the one that matters."""
    button: Button = ui.Button(label=_("Details"), style=ButtonStyle.secondary, custom_id=STATUS_DETAILS)
    parts = [
        text(f"### {_headline(status)}", *(f"- {line}" for line in _what_is_wrong(status))),
        text(*_work(status)),
        text(
            _("Spent on X today (UTC): {amount}").format(amount=of_budget(status.funds.today, status.funds.daily_budget)),
            _("Next digest: {when}").format(when=moment(status.next_digest)) if status.next_digest is not None else "",
        ),
    ]
    return Screen(ui.Container(*parts, ui.ActionRow(button), accent_colour=status_colour(status)))


def status_colour(status: Status) -> int:
    """Red where Mutuals stands still, amber where something is to be looked at."""
    account = status.account
    if account.paused_at is not None or account.writes_stopped or account.credits_depleted_at is not None or status.channel_fails:
        return RED
    return AMBER if not account.username or status.problems or status.shortage else GREEN


def _headline(status: Status) -> str:
    account = status.account
    if status.channel_fails:
        return _("Mutuals cannot use the team's channel")
    if account.paused_at is not None:
        by = plain_name(account.paused_by)
        return _("Mutuals is paused by {member}").format(member=by) if by else _("Mutuals is paused by itself: its database is new")
    if account.credits_depleted_at is not None:
        return _("X's credits are used up")
    if account.writes_stopped:
        return _("Mutuals is not sending to X")
    if Priority.DETECTION in status.shortage.on_hold:
        return _("The budget for X is used up")
    if not account.username:
        return _("Mutuals has not reached X yet")
    if status.problems:
        return _("Something needs attention")
    return _("The budget for X is running low") if status.shortage else _("All is well.")


def _what_is_wrong(status: Status) -> list[str]:
    """What it means and what to do about it, the most important first; nothing where all is well."""
    account = status.account
    lines = [plain(sentence(problem), _LONGEST_PROBLEM) for problem in status.problems]
    if account.paused_at is not None:
        lines.append(_("Nothing is sent to X and no cards are posted. Use /resume to continue."))
    if account.credits_depleted_at is not None:
        lines.append(sentence(Note(XCode.OUT_OF_CREDITS)))
    if account.writes_stopped:
        lines += [plain(sentence(account.writes_stopped), _LONGEST_PROBLEM), _how_it_goes_on(by_itself=account.keys_refused_at is not None)]
    return [*dict.fromkeys([*lines, *shortage_lines(status.shortage)])][:_MOST_PROBLEMS]


def _how_it_goes_on(*, by_itself: bool) -> str:
    if by_itself:
        return _("Mutuals checks every 15 minutes and resumes automatically.")
    return _("Once that is sorted out, use /resume.")


def _work(status: Status) -> list[str]:
    """What members have to do, and what goes on without them."""
    waiting, by_hand = _counted(status, SuggestionState.OPEN), _counted(status, SuggestionState.HANDED_OFF)
    going = _counted(status, *ON_THEIR_WAY)
    queues = [_("{things} ({command})").format(things=things, command=KIND_WORDS[kind].queue) for kind, things in waiting.items()]
    quiet = _("Quiet hours until {time}: until then Mutuals sends nothing to X")
    return [
        _("Waiting for a decision: {things}").format(things=" · ".join(queues)) if queues else _("Nothing is waiting for a decision."),
        _("To do on X by hand: {things}; the cards have the link").format(things=" · ".join(by_hand.values())) if by_hand else "",
        _("Under way: {things}").format(things=" · ".join(going.values())) if going else "",
        quiet.format(time=moment(status.quiet_until, "t")) if status.quiet_until else "",
        *(sentence(why) for why in status.why_idle if why.code == Idle.SYNCING),
    ]


def _counted(status: Status, *states: SuggestionState) -> Mapping[SuggestionKind, str]:
    """How many are in these states, in words, of the kinds of which there are any."""
    counts = {kind: sum(status.kinds[kind].counts.get(state, 0) for state in states) for kind in KIND_WORDS}
    return {kind: KIND_WORDS[kind].counted(count).format(count=number(count)) for kind, count in counts.items() if count}
