"""The card of a follow-back, as the team reads it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given

from bot.domain import Act, Assessment, Card, Departure, ExpectedRoute, Follower, Note, Profile, Reason, ReasonCode, Verdict
from bot.views.format.palette import STATE_COLOURS
from bot.views.format.phone import LINE, SMALL_PRINT, rows
from bot.views.suggestions.card import card_view
from bot.views.suggestions.details import details_view
from tests.support.samples.cards import (
    NOW,
    STATES,
    ada,
    assessed,
    buttons,
    card,
    components,
    discord_takes,
    follow_cards,
    options,
    reply_card,
    text,
)
from tests.support.samples.notes import written

LATER = NOW + timedelta(hours=2)


def test_an_open_card_says_what_it_takes_to_decide_and_no_fact_twice() -> None:
    assert text(card_view(card())).split("\n") == [
        "### Ada Lovelace",
        "[@ada](https://x.com/i/user/4711)",
        "🔵 **quiet** · has posted 5,200 times",
        "12.4K followers · follows 310 · since 2012",
        "> Notes on engines.",
    ]


def test_the_details_say_everything() -> None:
    said = text(details_view(card()))

    for fact in ("> Notes on engines.", "Joined X <t:1355097600:D> · followed you <t:1772442000:R>", "**12,400** followers"):
        assert fact in said
    assert "**310** following · **5,200** posts" in said
    assert "Verdict: **quiet** · probably a real person, not heard from yet\n- has posted 5,200 times" in said
    assert "Later: it comes back tomorrow morning.\n-# Decide by <t:" in said


def test_what_is_decided_often_has_a_button_and_the_rest_is_behind_more() -> None:
    assert buttons(card_view(card())) == {
        "Approve": "suggestion:7:approve",
        "Skip": "suggestion:7:skip",
        "Later": "suggestion:7:snooze",
        "More": "more:7",
    }
    assert options(details_view(card())) == {
        "Do not suggest following": "opt_out",
        "Claim": "claim",
        "Discuss": "discuss",
        "Not for us": "not_for_us",
    }


@pytest.mark.parametrize("verdict", list(Verdict))
def test_a_verdict_in_doubt_can_be_overridden(verdict: Verdict) -> None:
    offered = options(details_view(card(assessment=assessed(verdict=verdict))))
    assert ("This one is fine" in offered) is (verdict in {Verdict.UNSURE, Verdict.SUSPICIOUS})


def test_whoever_was_called_fine_stays_and_is_not_said_to_be_spotless() -> None:
    facts = assessed("Maya said on 2 Mar 2026 that this one is fine", "follows 4,871, followed by 9")
    view = card_view(card(said=Act.FINE, assessment=facts))
    assert text(view).startswith("### Ada")
    assert "🔵 **quiet** · Maya said on 2 Mar 2026 that this one is fine" in text(view)
    assert "nothing speaks against them" not in text(view)
    assert list(buttons(view)) == ["Approve", "Skip", "Later", "More"]


def test_a_word_that_was_taken_back_can_be_said_again() -> None:
    assert "This one is fine" in options(details_view(card(said=Act.FINE, assessment=assessed(verdict=Verdict.SUSPICIOUS))))


def test_an_open_card_says_why_this_person_is_here_now_unless_the_verdict_has_said_so() -> None:
    why = (written("has posted 5,200 times"), written("mentioned you twice this week"))
    shown = card(assessment=replace(assessed("has posted 5,200 times"), why=why))
    assert text(card_view(shown)).split("\n")[3] == "Mentioned you twice this week"


def test_an_open_card_says_what_has_since_come_between() -> None:
    shown = card(assessment=replace(assessed(), suppressed=written("arrived among 398 look-alikes")))
    assert "**Suppressed:** arrived among 398 look-alikes" in text(card_view(shown))


@pytest.mark.parametrize(
    ("fact", "facts_of_profile", "figures"),
    [
        (Note(ReasonCode.POSTED, {"times": 0, "so_far": 0}), {"posts": 0}, "12.4K followers · follows 310 · since 2012"),
        (Note(ReasonCode.POSTED, {"times": 1, "so_far": 1}), {"posts": 1}, "12.4K followers · follows 310 · since 2012"),
        (Note(ReasonCode.INACTIVITY, {"following": 310, "posts": 0, "likes": 0}), {"posts": 0}, "12.4K followers · since 2012"),
        (Note(ReasonCode.IMBALANCE, {"following": 310, "followers": 3}), {"followers": 3}, "5.2K posts · since 2012"),
        (Note(ReasonCode.CHECKMARK), {}, "12.4K followers · follows 310 · 5.2K posts"),
    ],
)
def test_a_figure_that_a_reason_has_told_is_not_told_again(fact: Note, facts_of_profile: dict[str, int], figures: str) -> None:
    shown = card(profile=ada(**facts_of_profile), assessment=Assessment(Verdict.UNSURE, 0, (Reason(fact),), 1))
    assert text(card_view(shown)).split("\n")[3] == figures


def test_reasons_beside_the_verdict_are_left_out_where_they_do_not_fit_and_their_figures_are_told_then() -> None:
    said = "writes about harbours, boats and specialty coffee", "names @guji_coffee_roasters, whom you follow, in their bio"
    why = tuple(map(written, said))
    facts = replace(assessed("has posted 5,200 times"), why=(*why, Note(ReasonCode.REACH, {"followers": 12_400})))
    lines = text(card_view(card(assessment=facts))).split("\n")
    assert lines[3:5] == ["Writes about harbours, boats and specialty coffee", "12.4K followers · follows 310 · 5.2K posts"]


@given(follow_cards)
def test_an_open_card_is_short_whatever_x_says(shown: Card) -> None:
    said = text(card_view(replace(shown, suggestion=replace(shown.suggestion, state=STATES.OPEN)))).split("\n")
    assert sum(rows(line, SMALL_PRINT if line.startswith("-# ") else LINE) for line in said) <= 10


def test_what_is_not_to_be_said_takes_no_line() -> None:
    said = text(card_view(card()))
    assert "Why now" not in said
    assert "Not suggested" not in said


def test_discord_takes_the_card_of_somebody_of_whom_nothing_is_known() -> None:
    nobody = Profile(user_id=4711, username="ada", name="", fetched_at=NOW)
    discord_takes(card_view(card(profile=nobody, assessment=Assessment(Verdict.ENGAGED, 0, (), 0))))


def test_a_card_shows_the_avatar_with_words_for_those_who_do_not_see_it() -> None:
    section = components(card_view(card()))[0]["components"][0]
    assert section["accessory"]["media"]["url"] == "https://pbs.twimg.com/profile_images/1/ada.jpg"
    assert section["accessory"]["description"] == "Profile picture of @ada"


@pytest.mark.parametrize("address", ["", "javascript:alert(1)", "attachment://x.png", "https://a b", "ftp://x.y/z"])
def test_what_is_no_picture_on_the_web_is_left_out(address: str) -> None:
    assert "accessory" not in components(card_view(card(profile=ada(avatar_url=address))))[0]["components"][0]


@pytest.mark.parametrize(
    ("expected_route", "says", "in_full"),
    [
        (ExpectedRoute.API, "**Approve** follows them ($0.015).", "**Approve** follows them through X ($0.015)."),
        (ExpectedRoute.HAND_OFF, "", "**Approve** gives you a link: press Follow on X"),
        (
            ExpectedRoute.TRY_API,
            "**Approve** follows them ($0.015), or gives you a link (free).",
            "tries to follow them through X ($0.015). If X refuses, you get a link",
        ),
    ],
)
def test_what_approve_does_is_on_the_card_where_it_is_unusual(expected_route: ExpectedRoute, says: str, in_full: str) -> None:
    shown = card(expected_route=expected_route)
    assert [line for line in text(card_view(shown)).split("\n") if "Approve" in line] == [f"-# {says}"] * bool(says)
    assert in_full in text(details_view(shown))


def test_a_protected_account_gets_a_request() -> None:
    shown = card(profile=ada(protected=True))
    assert "[@ada](https://x.com/i/user/4711) · protected\n" in text(card_view(shown))
    assert "Their account is protected: this sends a request" in text(details_view(shown))


def test_figures_that_x_did_not_give_are_not_made_up() -> None:
    shown = card(profile=ada(followers=None, following=None, posts=None, created_at=None))
    assert "followers" not in text(card_view(shown))
    said = text(details_view(shown))
    assert "X did not say how many followers or posts they have." in said
    assert "Followed you <t:" in said


def test_the_colour_of_a_card_tells_its_state_and_the_mark_its_verdict() -> None:
    views = [card_view(card(assessment=assessed(verdict=verdict))) for verdict in Verdict]
    assert {components(view)[0]["accent_color"] for view in views} == {STATE_COLOURS[STATES.OPEN]}
    assert len({text(view).split("\n")[2] for view in views}) == len(Verdict)


def test_only_the_first_reasons_are_shown() -> None:
    said = text(details_view(card(assessment=assessed(*(f"fact {n}" for n in range(9))))))
    assert "- fact 4" in said
    assert "fact 5" not in said


def test_the_link_of_a_hand_off_opens_xs_follow_page_for_this_person() -> None:
    assert buttons(card_view(card(STATES.HANDED_OFF)))["Open X's follow page"] == "https://x.com/intent/follow?user_id=4711"


@pytest.mark.parametrize(
    ("follower", "says"),
    [
        (None, "does not follow you"),
        (Follower(ada(), NOW, NOW, baseline=True, followed_at=NOW), "followed you before Mutuals started"),
        (Follower(ada(), NOW, NOW, baseline=True, followed_at=LATER, times_returned=1), "followed you again <t:1772452800:R>"),
        (Follower(ada(), NOW, LATER, baseline=False, followed_at=NOW, unfollowed_at=LATER), ":R>, unfollowed you <t:1772452800:R>"),
        (
            Follower(ada(), NOW, NOW, baseline=True, followed_at=NOW, unfollowed_at=LATER, departure=Departure.SUSPENDED),
            "followed you before Mutuals started, was suspended by X between <t:1772445600:D> and <t:1772452800:D>",
        ),
    ],
)
def test_when_somebody_followed_is_said_as_far_as_it_is_known(follower: Follower | None, says: str) -> None:
    assert says in text(details_view(reply_card(follower=follower)))
