"""The menu that has somebody suggested, and what is said of it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.domain import Assessment, OptOut, Profile
from bot.views.format.limits import MESSAGE_CONTENT
from bot.views.format.screen import Screen
from bot.views.people.suggest import already_followed, already_suggested, has_opted_out, suggest_menu, suggested
from tests.support.samples.cards import (
    NOW,
    STATES,
    ada,
    assessments,
    components,
    discord_takes,
    history_entries,
    long_hostile_text,
    profiles,
)

people = st.lists(st.tuples(profiles, st.one_of(st.none(), assessments)), max_size=30, unique_by=lambda one: one[0].user_id)


@given(people)
def test_a_menu_holds_as_many_as_discord_takes(found: list[tuple[Profile, Assessment | None]]) -> None:
    menu = suggest_menu(found)

    assert bool(menu) is bool(found)
    if menu:
        view = Screen(*menu)
        discord_takes(view)
        options = components(view)[0]["components"][0]["options"]
        assert [option["value"] for option in options] == [str(profile.user_id) for profile, _ in found[:25]]


@given(profiles, history_entries, long_hostile_text)
def test_every_sentence_fits_into_a_message(profile: Profile, earlier: object, request: str) -> None:
    opt_out = OptOut(profile.user_id, NOW, "", request, profile)
    sentences = [
        suggested(profile, earlier, paused=False),  # type: ignore[arg-type]  # Hypothesis does not say what it makes
        already_followed(profile),
        already_suggested(profile, STATES.SNOOZED, "/queue", "https://discord.com/channels/1/2/3"),
        has_opted_out(profile, opt_out),
    ]
    assert all(0 < len(sentence) <= MESSAGE_CONTENT for sentence in sentences)
    assert not any(ping in sentence for ping in ("@everyone", "@here") for sentence in sentences)


def test_a_request_is_no_follow() -> None:
    assert already_followed(ada(follow_requested=True)).startswith("You have asked to follow")
    assert already_followed(ada(followed_by_us=True)).startswith("You follow")
