"""What is told of a post: what it was taken by, what an answer would bring, and what shows that it is spam."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain import Note
from bot.drafting.intents.rows import IntentSign
from bot.scoring.post_worth import PostMerit
from bot.scoring.spam import SpamSign
from bot.views.format.facts import Sentences, always, enumeration
from bot.views.format.i18n import N_, _, ngettext
from bot.views.format.numbers import number, times


def opt_out(words: str, *, certain: bool) -> str:
    """By which words its author asks to be left alone."""
    return (_("opts out “{words}”") if certain else _("may opt out “{words}”")).format(words=words)


def signs(notes: Sequence[Note]) -> str:
    """What shows that it is spam, to be read in brackets."""
    return ", ".join(POSTS[note.code](note) for note in notes)


def _says(note: Note) -> str:
    return _("says “{words}”").format(words=note.text("words"))


def _copies(note: Note) -> str:
    return ngettext("{count} other person posted the same text", "{count} other people posted the same text", note.number("count")).format(
        count=number(note.number("count"))
    )


def _handles(note: Note) -> str:
    return ngettext("mentions {count} person", "mentions {count} people", note.number("count")).format(count=number(note.number("count")))


def _cashtags(note: Note) -> str:
    return ngettext("names {count} cashtag", "names {count} cashtags", note.number("count")).format(count=number(note.number("count")))


def reach(followers: int) -> str:
    """How many would see what they share."""
    message = ngettext("{followers} person follows them", "{followers} people follow them", followers)
    return message.format(followers=number(followers))


def _topics(note: Note) -> str:
    return _("about {topics}").format(topics=enumeration(note.texts("named"), note.number("more")))


POSTS: Sentences = {
    IntentSign.SAYS: _says,
    IntentSign.ASKS: lambda note: _("asks “{words}”").format(words=note.text("words")),
    IntentSign.COMPLAINS: lambda note: _("complains “{words}”").format(words=note.text("words")),
    IntentSign.SHOWS: lambda note: _("“{sign}”").format(sign=note.text("sign")),
    IntentSign.QUOTES_YOU: always(N_("quotes you")),
    PostMerit.COMPLAINS: always(N_("complains")),
    PostMerit.ASKS: always(N_("asks a question")),
    PostMerit.SHARES: always(N_("shares you with others")),
    PostMerit.PRAISES: always(N_("praises you")),
    PostMerit.THANKS: always(N_("says thanks")),
    PostMerit.GREETS: always(N_("says hello")),
    PostMerit.PERHAPS_OPTS_OUT: always(N_("may be opting out")),
    PostMerit.NEW_FOLLOWER: always(N_("first contact of a new follower")),
    PostMerit.FIRST_CONTACT: always(N_("speaks to you for the first time")),
    PostMerit.SPOKE_BEFORE: lambda note: _("spoke to you {times} before").format(times=times(note.number("times"))),
    PostMerit.REACH: lambda note: reach(note.number("followers")),
    PostMerit.TOPICS: _topics,
    PostMerit.SPEAKS: always(N_("speaks to you")),
    SpamSign.COPIES: _copies,
    SpamSign.HANDLES: _handles,
    SpamSign.CASHTAGS: _cashtags,
    SpamSign.WORDLESS: always(N_("says nothing beside a link")),
    SpamSign.LINKS: always(N_("has a link")),
    SpamSign.PITCH: _says,
}
