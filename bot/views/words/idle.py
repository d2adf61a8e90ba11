"""Why nothing happens, and why an audit ended early."""

from __future__ import annotations

from bot.domain import AuditStop, Idle, Note, SuggestionKind
from bot.views.format.facts import Sentences, always, paragraph
from bot.views.format.i18n import N_, _, ngettext
from bot.views.format.numbers import number
from bot.views.words.kinds import KIND_WORDS


def _syncing(note: Note) -> str:
    read = number(note.number("read"))
    if note.figures.get("followers") is None:
        message = _("The initial sync of your followers is still running: {read} so far. New ones come next.")
        return message.format(read=read)
    message = _("The initial sync of your followers is still running: {read} of {followers} so far. New ones come next.")
    return message.format(read=read, followers=number(note.number("followers")))


def _by_hand(note: Note) -> str:
    count = note.number("count")
    return KIND_WORDS[SuggestionKind(note.text("kind"))].by_hand(count).format(count=number(count))


def _nothing_approved(note: Note) -> str:
    waiting = [
        ngettext("{count} waits for a decision: {command}.", "{count} wait for a decision: {command}.", count).format(
            count=number(count), command=words.queue
        )
        for kind, words in KIND_WORDS.items()
        if (count := note.number(kind))
    ]
    return paragraph(_("Nothing is approved."), *waiting)


IDLE: Sentences = {
    Idle.PAUSED_BY: lambda note: _("Mutuals is paused by {member}. Use /resume to continue.").format(member=note.text("member")),
    Idle.PAUSED_BY_ITSELF: always(N_("Mutuals is paused by itself: its database is new. Use /resume to continue.")),
    Idle.ON_HOLD: always(
        N_("The database is new: Mutuals first checks whether it was used in this channel before. Nothing is sent to X until then.")
    ),
    Idle.NO_ANSWER_YET: always(N_("X has not answered yet, so Mutuals does not know the account.")),
    Idle.SYNCING: _syncing,
    Idle.BY_HAND: _by_hand,
    Idle.NOTHING_APPROVED: _nothing_approved,
    Idle.NOTHING_WAITING: always(N_("Nothing is waiting for a decision.")),
}


AUDIT_STOPS: Sentences = {
    AuditStop.AMOUNT_USED_UP: always(N_("The approved amount is used up.")),
    AuditStop.LIST_BROKEN: always(N_("X did not show the rest of the list: it led in a circle, or from one empty page to the next.")),
    AuditStop.CANNOT_TELL: always(N_("Mutuals met too few followers it knows to tell old ones from new ones.")),
}
