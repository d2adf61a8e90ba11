"""The thread below a card: what it is called, and the link to it."""

from __future__ import annotations

from bot.domain import Act, Card, Note, Profile
from bot.views.format.i18n import _
from bot.views.format.limits import THREAD_NAME
from bot.views.format.screen import Screen, text
from bot.views.format.text import label, linked_handle
from bot.views.words.kinds import act_words
from bot.views.words.sentences import sentence


def thread_name(profile: Profile) -> str:
    """Who it is about. Discord formats nothing in it."""
    handle = f"@{profile.username}" if profile.username else ""
    return label(" · ".join(filter(None, (label(profile.name, THREAD_NAME // 2), handle))), THREAD_NAME) or _("Somebody on X")


def discussion_view(card: Card, thread_id: int) -> Screen:
    """Where the team discusses this card."""
    said = _(act_words(Act.DISCUSS, card.suggestion.kind).done).format(who=linked_handle(card.profile))
    return Screen(text(f"{said} <#{thread_id}>"))


def no_discussion_view(why: Note) -> Screen:
    """Why there is no thread."""
    return Screen(text(sentence(why)))
