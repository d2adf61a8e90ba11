"""A message that mentions somebody says in one sentence what waits, and links to the cards."""

from __future__ import annotations

from dataclasses import replace
from datetime import time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import Announcement, AnnouncementKind, LinkedCard, Mentionable, MentionableKind, Policy
from bot.views.format.i18n import CODES, language, speaking
from bot.views.team.notifications import mention_line, notification_view
from tests.support.samples.cards import NOW, ada, card, cards, discord_takes, ids, reply_card, text

KINDS = AnnouncementKind
POLICY = Policy(ZoneInfo("UTC"), time(9), waits_too_long=timedelta(hours=4))
NOTIFIED = st.sampled_from([KINDS.COMPLAINTS, KINDS.EXPIRING, KINDS.WAITING])
mentioned = st.frozensets(st.builds(Mentionable, st.sampled_from(MentionableKind), ids), max_size=25)
linked = st.builds(LinkedCard, cards, ids, st.one_of(st.none(), ids))


def told(kind: AnnouncementKind, *shown: LinkedCard) -> str:
    return text(notification_view(Announcement(5, kind, "key", {}, NOW), shown, replace(POLICY, guild_id=1), ()))


ADA = LinkedCard(card(profile=ada(name="Ada"), expires_at=NOW), 2, 3)
BO = LinkedCard(card(profile=ada(username="bo", name="Bo"), expires_at=NOW + timedelta(hours=1)), 2, 4)


@pytest.mark.parametrize(
    ("kind", "one", "two"),
    [
        (KINDS.COMPLAINTS, "A complaint by {ada} waits for an answer.", "2 complaints wait for an answer: {ada} and {bo}."),
        (KINDS.EXPIRING, "The card about {ada} expires <t:{at}:R>.", "2 cards expire soon, the first <t:{at}:R>: {ada} and {bo}."),
        (
            KINDS.WAITING,
            "The card about {ada} has waited for more than 4 hours.",
            "2 cards have waited for more than 4 hours: {ada} and {bo}.",
        ),
    ],
)
def test_what_is_said_of_one_card_and_of_two(kind: AnnouncementKind, one: str, two: str) -> None:
    names = {name.lower(): f"[{name}](https://discord.com/channels/1/2/{number})" for name, number in (("Ada", 3), ("Bo", 4))}
    said = [message.format(**names, at=int(NOW.timestamp())) for message in (one, two)]

    assert [told(kind, ADA), told(kind, ADA, BO)] == said


def test_ten_are_named_and_where_those_without_a_card_are() -> None:
    without = LinkedCard(reply_card(), None, None)
    said = told(KINDS.COMPLAINTS, *[ADA] * 10, without, without)

    assert said.count("[Ada]") == 10
    assert "and 2 more.\n-# Those without a link are in /replies queue." in said


def test_each_is_mentioned_as_discord_spells_it() -> None:
    both = {Mentionable(MentionableKind.ROLE, 7), Mentionable(MentionableKind.MEMBER, 8)}

    assert [line.content for line in mention_line(both)] == ["<@8> <@&7>"]
    assert mention_line(()) == []


@given(NOTIFIED, st.lists(linked, min_size=1, max_size=12), mentioned, st.sampled_from(CODES))
def test_discord_takes_whatever_waits(kind: AnnouncementKind, shown: list[LinkedCard], whom: frozenset[Mentionable], spoken: str) -> None:
    with speaking(language(spoken)):
        discord_takes(notification_view(Announcement(5, kind, "key", {}, NOW), shown, replace(POLICY, guild_id=2**62), whom))
