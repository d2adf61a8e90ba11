"""The card of a follow-back, as the team reads it."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain import Act, ExpectedRoute, Follower, Verdict
from bot.views.format.palette import VERDICT_COLOURS
from bot.views.suggestions.card import card_view
from tests.support.samples.cards import (
    NOW,
    STATES,
    ada,
    assessed,
    buttons,
    card,
    components,
    reply_card,
    text,
)
from tests.support.samples.notes import written

LATER = NOW + timedelta(hours=2)


def test_an_open_card_says_who_it_is_about() -> None:
    said = text(card_view(card()))

    assert said.startswith("### Ada Lovelace\n[@ada](https://x.com/i/user/4711)")
    for fact in ("> Notes on engines.", "Joined X <t:1355097600:D> · followed you <t:1772442000:R>", "**12,400** followers"):
        assert fact in said
    assert "**310** following · **5,200** posts" in said
    assert "Verdict: **quiet** · probably a real person, not heard from yet\n- has posted 5,200 times" in said
    assert "12,400 people follow them" in said


def test_an_open_card_has_the_four_buttons_and_one_for_whom_the_team_does_not_want() -> None:
    assert buttons(card_view(card())) == {
        "Approve": "suggestion:7:approve",
        "Skip": "suggestion:7:skip",
        "Later": "suggestion:7:snooze",
        "Opt out": "suggestion:7:opt_out",
        "Not for us": "suggestion:7:not_for_us",
    }


@pytest.mark.parametrize("verdict", [Verdict.UNSURE, Verdict.SUSPICIOUS])
def test_a_verdict_in_doubt_can_be_overridden_in_a_row_of_its_own(verdict: Verdict) -> None:
    view = card_view(card(assessment=assessed(verdict=verdict)))
    rows = [part["components"] for part in components(view)[0]["components"] if part["type"] == 1]
    assert [[button["label"] for button in row] for row in rows] == [
        ["Approve", "Skip", "Later", "Opt out"],
        ["This one is fine", "Not for us"],
    ]
    assert buttons(view)["This one is fine"] == "suggestion:7:fine"
    assert "This one is fine: your judgement counts" in text(view)


@pytest.mark.parametrize("verdict", [Verdict.ENGAGED, Verdict.QUIET])
def test_a_good_verdict_needs_no_override(verdict: Verdict) -> None:
    view = card_view(card(assessment=assessed(verdict=verdict)))
    assert "This one is fine" not in buttons(view)
    assert "This one is fine" not in text(view)


def test_whoever_was_called_fine_stays_and_is_not_said_to_be_spotless() -> None:
    facts = assessed("Maya said on 2 Mar 2026 that this one is fine", "follows 4,871, followed by 9")
    view = card_view(card(said=Act.FINE, assessment=facts))
    assert text(view).startswith("### Ada")
    assert "- Maya said on 2 Mar 2026 that this one is fine\n- follows 4,871" in text(view)
    assert "nothing speaks against them" not in text(view)
    assert list(buttons(view)) == ["Approve", "Skip", "Later", "Opt out", "Not for us"]


def test_a_word_that_was_taken_back_can_be_said_again() -> None:
    assert "This one is fine" in buttons(card_view(card(said=Act.FINE, assessment=assessed(verdict=Verdict.SUSPICIOUS))))


def test_an_open_card_says_first_why_this_person_is_here_now() -> None:
    shown = card(assessment=replace(assessed(), why=(written("mentioned you twice this week"),)))
    lines = text(card_view(shown)).split("\n")
    assert lines[0].startswith("### Ada")
    assert lines[2] == "**Why now:** mentioned you twice this week"


def test_an_open_card_says_what_has_since_come_between() -> None:
    shown = card(assessment=replace(assessed(), suppressed=written("arrived among 398 look-alikes")))
    assert "**Suppressed:** arrived among 398 look-alikes" in text(card_view(shown))


def test_what_is_not_to_be_said_takes_no_line() -> None:
    said = text(card_view(card()))
    assert "Why now" not in said
    assert "Not suggested" not in said


def test_a_card_shows_the_avatar_with_words_for_those_who_do_not_see_it() -> None:
    section = components(card_view(card()))[0]["components"][0]
    assert section["accessory"]["media"]["url"] == "https://pbs.twimg.com/profile_images/1/ada.jpg"
    assert section["accessory"]["description"] == "Profile picture of @ada"


@pytest.mark.parametrize("address", ["", "javascript:alert(1)", "attachment://x.png", "https://a b", "ftp://x.y/z"])
def test_what_is_no_picture_on_the_web_is_left_out(address: str) -> None:
    assert "accessory" not in components(card_view(card(profile=ada(avatar_url=address))))[0]["components"][0]


@pytest.mark.parametrize(
    ("expected_route", "says"),
    [
        (ExpectedRoute.API, "**Approve** follows them through X ($0.015)."),
        (ExpectedRoute.HAND_OFF, "**Approve** gives you a link: press Follow on X"),
        (ExpectedRoute.TRY_API, "tries to follow them through X ($0.015). If X refuses, you get a link"),
    ],
)
def test_it_says_what_approve_will_really_do(expected_route: ExpectedRoute, says: str) -> None:
    assert says in text(card_view(card(expected_route=expected_route)))


def test_a_protected_account_gets_a_request() -> None:
    assert "Their account is protected: this sends a request" in text(card_view(card(profile=ada(protected=True))))


def test_figures_that_x_did_not_give_are_not_made_up() -> None:
    said = text(card_view(card(profile=ada(followers=None, following=None, posts=None, created_at=None))))
    assert "X did not say how many followers or posts they have." in said
    assert "X did not say how many people follow them." in said
    assert "Followed you <t:" in said


@pytest.mark.parametrize("verdict", Verdict)
def test_an_open_card_has_the_colour_of_its_verdict(verdict: Verdict) -> None:
    shown = card(assessment=assessed(verdict=verdict))
    assert components(card_view(shown))[0]["accent_color"] == VERDICT_COLOURS[verdict]
    assert len(Counter(VERDICT_COLOURS.values())) == len(Verdict)


def test_only_the_first_reasons_are_shown() -> None:
    said = text(card_view(card(assessment=assessed(*(f"fact {n}" for n in range(9))))))
    assert "- fact 4" in said
    assert "fact 5" not in said


def test_the_link_of_a_hand_off_opens_xs_follow_page_for_this_person() -> None:
    assert buttons(card_view(card(STATES.HANDED_OFF)))["Open X's follow page"] == "https://x.com/intent/follow?user_id=4711"


@pytest.mark.parametrize(
    ("follower", "says"),
    [
        (None, "does not follow you"),
        (Follower(ada(), NOW, NOW, baseline=True, followed_at=NOW), "followed you before Mutuals started"),
        (Follower(ada(), NOW, NOW, baseline=True, followed_at=LATER, times_returned=1), "followed you <t:1772452800:R>"),
        (Follower(ada(), NOW, NOW, baseline=False, followed_at=NOW, unfollowed_at=LATER), ":R>, unfollowed you <t:1772452800:R>"),
    ],
)
def test_when_somebody_followed_is_said_as_far_as_it_is_known(follower: Follower | None, says: str) -> None:
    assert says in text(card_view(reply_card(follower=follower)))
