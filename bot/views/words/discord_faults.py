"""What Discord does not do, and what to do about it."""

from __future__ import annotations

from bot.domain import DiscordFault, Note
from bot.views.format.facts import Sentences, always
from bot.views.format.i18n import N_, _, ngettext
from bot.views.format.numbers import number


def answer_summary(note: Note) -> str:
    """What Discord answered, in brackets behind a sentence."""
    if note.number("code"):
        return _("status {status}, code {code}").format(status=note.text("status"), code=note.text("code"))
    if note.number("status"):
        return _("status {status}").format(status=note.text("status"))
    return note.text("kind") or _("no answer in time")


def _messages_rejected(note: Note) -> str:
    return ngettext(
        "Discord does not accept a message from Mutuals ({answer}). Mutuals will retry automatically.",
        "Discord does not accept {count} messages from Mutuals ({answer}). Mutuals will retry automatically.",
        note.number("count"),
    ).format(count=number(note.number("count")), answer=answer_summary(note))


def _messages_not_made(note: Note) -> str:
    return ngettext(
        "Mutuals cannot make one of its messages ({answer}). Mutuals will retry automatically.",
        "Mutuals cannot make {count} of its messages ({answer}). Mutuals will retry automatically.",
        note.number("count"),
    ).format(count=number(note.number("count")), answer=answer_summary(note))


def _not_invited(note: Note) -> str:
    message = _("The bot was invited without slash commands; its buttons work. Invite it once more with this link: {link}")
    return message.format(link=note.text("link"))


def _commands_rejected(note: Note) -> str:
    message = _("Discord did not accept the slash commands ({answer}); buttons work. Mutuals will retry automatically.")
    return message.format(answer=answer_summary(note))


def _unresponsive(note: Note) -> str:
    return _("Discord is not responding properly ({answer}). Mutuals will retry automatically.").format(answer=answer_summary(note))


def _thread_not_opened(note: Note) -> str:
    return _("Discord did not open a thread ({answer}). Try again in a minute.").format(answer=answer_summary(note))


DISCORD_FAULTS: Sentences = {
    DiscordFault.CHANNEL_FORBIDDEN: always(
        N_(
            "Discord does not let Mutuals use one of its channels. Give it View Channel, Send Messages, Embed Links, Attach Files and "
            "Read Message History there; /status says which is missing."
        )
    ),
    DiscordFault.CHANNEL_MISSING: always(
        N_("A channel that Mutuals uses is not there. Choose another one in /settings show; /status says which is missing.")
    ),
    DiscordFault.RATE_LIMIT: always(N_("Discord limits how often Mutuals may change the channel. Mutuals will continue automatically.")),
    DiscordFault.UNRESPONSIVE: _unresponsive,
    DiscordFault.MESSAGES_REJECTED: _messages_rejected,
    DiscordFault.MESSAGES_NOT_MADE: _messages_not_made,
    DiscordFault.COMMANDS_NOT_INVITED: _not_invited,
    DiscordFault.COMMANDS_DAILY_LIMIT: always(
        N_("Discord accepts no more new slash commands today (200 a day); buttons work. Mutuals will retry automatically.")
    ),
    DiscordFault.COMMANDS_REJECTED: _commands_rejected,
    DiscordFault.THREADS_FORBIDDEN: always(
        N_(
            "Mutuals may not open threads in this channel. Whoever manages the channel can allow it: the channel's settings → "
            "Permissions → add the bot → allow Create Public Threads."
        )
    ),
    DiscordFault.THREAD_DELETED: always(N_("The discussion was deleted in Discord, which allows a card only one.")),
    DiscordFault.THREAD_NOT_OPENED: _thread_not_opened,
    DiscordFault.CARD_NOT_POSTED: always(N_("The card is not in the channel right now. Try again in a minute.")),
}
