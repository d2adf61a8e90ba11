"""Why nothing is sent, besides what blocks what is approved."""

from __future__ import annotations

from bot.domain import Idle, Note
from bot.views.format.facts import Sentences, always
from bot.views.format.i18n import N_, _, ngettext
from bot.views.format.numbers import number


def _syncing(note: Note) -> str:
    read = number(note.number("read"))
    if note.figures.get("followers") is None:
        message = _("The initial sync of your followers is still running: {read} so far. New ones come next.")
        return message.format(read=read)
    message = _("The initial sync of your followers is still running: {read} of {followers} so far. New ones come next.")
    return message.format(read=read, followers=number(note.number("followers")))


def _follows_by_hand(note: Note) -> str:
    return ngettext(
        "{count} approved person has yet to be followed on X by hand; the cards have the link.",
        "{count} approved people have yet to be followed on X by hand; the cards have the link.",
        note.number("count"),
    ).format(count=note.number("count"))


def _replies_by_hand(note: Note) -> str:
    return ngettext(
        "{count} approved reply has yet to be sent on X by hand; the cards have the link.",
        "{count} approved replies have yet to be sent on X by hand; the cards have the link.",
        note.number("count"),
    ).format(count=note.number("count"))


def _nothing_approved(note: Note) -> str:
    waiting = [
        ngettext("{count} waits for a decision: {command}.", "{count} wait for a decision: {command}.", count).format(
            count=count, command=command
        )
        for count, command in ((note.number("follow_backs"), "/queue"), (note.number("replies"), "/replies queue"))
        if count
    ]
    return " ".join([_("Nothing is approved."), *waiting])


IDLE: Sentences = {
    Idle.PAUSED_BY: lambda note: _("Mutuals is paused by {member}. Use /resume to continue.").format(member=note.text("member")),
    Idle.PAUSED_BY_ITSELF: always(N_("Mutuals is paused by itself: its database is new. Use /resume to continue.")),
    Idle.ON_HOLD: always(
        N_("The database is new: Mutuals first checks whether it was used in this channel before. Nothing is sent to X until then.")
    ),
    Idle.NO_ANSWER_YET: always(N_("X has not answered yet, so Mutuals does not know the account.")),
    Idle.SYNCING: _syncing,
    Idle.FOLLOWS_BY_HAND: _follows_by_hand,
    Idle.REPLIES_BY_HAND: _replies_by_hand,
    Idle.NOTHING_APPROVED: _nothing_approved,
    Idle.NOTHING_WAITING: always(N_("Nothing is waiting for a decision.")),
}
