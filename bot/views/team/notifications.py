"""Messages that mention somebody: complaints, cards about to expire, cards that wait for too long."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from discord import ui

from bot.domain import Announcement, AnnouncementKind, LinkedCard, Mentionable, Policy
from bot.views.format.facts import enumeration
from bot.views.format.i18n import ngettext
from bot.views.format.numbers import duration, moment, number
from bot.views.format.palette import AMBER
from bot.views.format.screen import Screen, Text, text
from bot.views.format.text import display_name
from bot.views.suggestions.marks import announcement_component_id
from bot.views.words.kinds import KIND_WORDS

_MOST_NAMED = 10


def mention_line(mentioned: Collection[Mentionable]) -> list[Text]:
    """What mentions them, where there is anybody."""
    return [text(" ".join(one.mention for one in sorted(mentioned)))] if mentioned else []


def notification_view(
    announcement: Announcement, cards: Sequence[LinkedCard], policy: Policy, mentioned: Collection[Mentionable]
) -> Screen:
    """What waits, with links to the cards. cards: one at least."""
    message = {
        AnnouncementKind.COMPLAINTS: ngettext(
            "A complaint by {people} waits for an answer.", "{count} complaints wait for an answer: {people}.", len(cards)
        ),
        AnnouncementKind.EXPIRING: ngettext(
            "The card about {people} expires {when}.", "{count} cards expire soon, the first {when}: {people}.", len(cards)
        ),
        AnnouncementKind.WAITING: ngettext(
            "The card about {people} has waited for more than {long}.",
            "{count} cards have waited for more than {long}: {people}.",
            len(cards),
        ),
    }[announcement.kind]
    said = message.format(
        count=number(len(cards)),
        people=enumeration([_linked(card, policy) for card in cards[:_MOST_NAMED]], max(0, len(cards) - _MOST_NAMED)),
        when=moment(min(card.card.suggestion.expires_at for card in cards), "R"),
        long=duration(policy.waits_too_long.total_seconds()),
    )
    queues = sorted({KIND_WORDS[card.card.suggestion.kind].queue for card in cards if card.message_id is None})
    where = ngettext("-# It has no card yet; it is in {queue}.", "-# Those without a link are in {queue}.", len(cards))
    elsewhere = where.format(queue=enumeration(queues)) if queues else ""
    container = ui.Container(text(said, elsewhere), accent_colour=AMBER, id=announcement_component_id(announcement.id))
    return Screen(*mention_line(mentioned), container)


def _linked(linked: LinkedCard, policy: Policy) -> str:
    name = display_name(linked.card.profile)
    if linked.channel_id is None or linked.message_id is None:
        return f"**{name}**"
    return f"[{name}]({policy.message_link(linked.channel_id, linked.message_id)})"
