"""The thread below a card has a name that Discord takes, whatever somebody calls themselves."""

from __future__ import annotations

import pytest
from hypothesis import given

from bot.demo.discord.messages.threads import opened
from bot.domain import DiscordFault, Note, Profile
from bot.views.suggestions.discussion import discussion_view, no_discussion_view, thread_name
from tests.support.samples.cards import NOW, ada, card, discord_takes, profiles, text


@given(profiles)
def test_discord_takes_the_name(profile: Profile) -> None:
    name = thread_name(profile)

    assert opened(1, {"name": name}, parent_id=2, owner_id=2, at=NOW).name == name
    assert "\n" not in name


@pytest.mark.parametrize(
    ("facts", "name"),
    [
        ({}, "Ada Lovelace · @ada"),
        ({"name": "x" * 300}, f"{'x' * 49}… · @ada"),
        ({"name": "\u200b"}, "@ada"),
        ({"username": ""}, "Ada Lovelace"),
        ({"name": "", "username": ""}, "Somebody on X"),
    ],
)
def test_it_says_whom_it_is_about(facts: dict[str, str], name: str) -> None:
    assert thread_name(ada(**facts)) == name


def test_it_is_linked_or_it_is_said_why_not() -> None:
    linked, not_there = discussion_view(card(), 4_700), no_discussion_view(Note(DiscordFault.CARD_NOT_POSTED))

    assert text(linked).endswith("<#4700>")
    assert text(not_there) == "The card is not in the channel right now. Try again in a minute."
    for view in (linked, not_there):
        discord_takes(view)
