"""A suggestion's card in each of its states, as the team reads it."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from urllib.parse import quote

import pytest
from hypothesis import given

from bot.domain import Act, Card, Decision, ExpectedRoute, Follower, Intent, Member, OwnPost, Route, SuggestionState, Verdict
from bot.drafting.visible_text import MAX_TEXT_LENGTH
from bot.post_text import MAX_WEIGHTED_LENGTH, weighted_length
from bot.views.format.palette import GREEN, VERDICT_COLOURS
from bot.views.format.screen import fingerprint
from bot.views.suggestions.card import card_view
from bot.views.suggestions.marks import suggestion_of_component
from tests.support.samples.cards import (
    MAYA,
    NOW,
    STATES,
    ada,
    assessed,
    buttons,
    card,
    cards,
    components,
    discord_takes,
    reply_card,
    reply_cards,
    text,
    texts,
    walked,
)
from tests.support.samples.notes import written

LATER = NOW + timedelta(hours=2)


@given(cards)
def test_discord_takes_any_card_whatever_x_says(shown: Card) -> None:
    view = card_view(shown)
    discord_takes(view)
    assert view.total_children_count <= 40
    assert view.content_length() <= 4_000


@given(cards)
def test_no_card_can_ping_anybody(shown: Card) -> None:
    said = text(card_view(shown))
    assert "@everyone" not in said
    assert "@here" not in said
    assert "<@" not in said.replace("\\<", "")


@given(cards)
def test_the_same_card_is_always_shown_alike(shown: Card) -> None:
    assert fingerprint(card_view(shown)) == fingerprint(card_view(replace(shown)))


@given(cards)
def test_a_card_is_recognised_by_its_mark(shown: Card) -> None:
    container = components(card_view(shown))[0]
    assert suggestion_of_component(container["id"]) == shown.suggestion.id


@given(cards)
def test_every_button_of_a_card_says_which_suggestion_it_is_about(shown: Card) -> None:
    for target in buttons(card_view(shown)).values():
        assert target.startswith(
            (f"suggestion:{shown.suggestion.id}:", "https://x.com/intent/follow?user_id=", "https://x.com/intent/tweet?")
        )


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


@pytest.mark.parametrize(
    ("shown", "headline", "next_line", "labels"),
    [
        (card(STATES.APPROVED, said=Act.APPROVE), "Approved by Maya", "It is on its way.", ["Withdraw"]),
        (
            card(STATES.APPROVED, said=Act.APPROVE, waiting="It waits for its turn."),
            "Approved by Maya",
            "It waits for its turn.",
            ["Withdraw"],
        ),
        (card(STATES.DELIVERING, said=Act.APPROVE), "Approved by Maya", "being sent to X", []),
        (card(STATES.IN_DOUBT, said=Act.APPROVE), "Approved by Maya", "X did not answer; Mutuals is checking whether it happened", []),
        (
            card(STATES.HANDED_OFF, said=Act.APPROVE, hand_off_until=LATER),
            "Approved by Maya",
            "press **Follow** on X. Mutuals will notice until <t:1772452800:f>",
            ["Open X's follow page", "Withdraw"],
        ),
        (
            card(STATES.DONE, said=Act.APPROVE, route=Route.API, settled_at=LATER),
            "Approved by Maya",
            "Following since <t:1772452800:f>.",
            [],
        ),
        (
            card(STATES.DONE, said=Act.APPROVE, route=Route.HAND_OFF, settled_at=LATER),
            "Approved by Maya",
            "Followed on X, confirmed <t:1772452800:t>.",
            [],
        ),
        (
            card(STATES.DONE, said=Act.APPROVE, route=Route.API, settled_at=LATER, note="Follow request sent; they decide."),
            "Approved by Maya",
            "Follow request sent; they decide.",
            [],
        ),
        (
            card(STATES.FAILED, said=Act.APPROVE, note="This person is no longer on X."),
            "Approved by Maya",
            "It did not work. This person is no longer on X.",
            ["Retry"],
        ),
        (
            card(STATES.LAPSED, said=Act.APPROVE, sent_at=NOW, settled_at=NOW + timedelta(hours=72, minutes=1)),
            "Approved by Maya",
            "Not seen on X within 72 h",
            ["Retry"],
        ),
        (card(STATES.APPROVED, said=Act.RETRY), "Approved by Maya · retried", "on its way", ["Withdraw"]),
        (card(STATES.SKIPPED, said=Act.SKIP), "Skipped by Maya", "Nothing happens on X.", []),
        (card(STATES.SKIPPED, said=Act.OPT_OUT), "Opted out by Maya", "not suggested again", []),
        (
            card(STATES.SKIPPED, said=Act.NOT_FOR_US),
            "Not for us, says Maya · <t:1772445600:f>",
            "not suggested again; /followers lookup can undo that",
            [],
        ),
        (
            card(STATES.SNOOZED, said=Act.SNOOZE, snoozed_until=LATER),
            "Snoozed by Maya",
            "Back <t:1772452800:f>.",
            ["Approve", "Skip", "Opt out", "Not for us"],
        ),
        (card(STATES.WITHDRAWN, said=Act.WITHDRAW), "Withdrawn by Maya", "Nothing was sent to X.", []),
        (card(STATES.WITHDRAWN, said=Act.WITHDRAW, route=Route.HAND_OFF), "Withdrawn by Maya", "no longer waits for a follow", []),
        (card(STATES.EXPIRED, settled_at=LATER), "Expired · <t:1772452800:f>", "Nobody decided in time.", []),
        (card(STATES.EXPIRED, said=Act.SNOOZE, settled_at=LATER), "Expired", "Nobody decided in time.", []),
    ],
    ids=lambda value: f"{value.suggestion.state}" if isinstance(value, Card) else "",
)
def test_a_decided_card_says_who_decided_and_what_happens_next(shown: Card, headline: str, next_line: str, labels: list[str]) -> None:
    view = card_view(shown)

    assert texts(view)[0].startswith(headline)
    assert next_line in texts(view)[0].split("\n")[1]
    assert list(buttons(view)) == labels
    assert "@ada" in text(view)
    discord_takes(view)


def test_the_link_of_a_hand_off_opens_xs_follow_page_for_this_person() -> None:
    assert buttons(card_view(card(STATES.HANDED_OFF)))["Open X's follow page"] == "https://x.com/intent/follow?user_id=4711"


@pytest.mark.parametrize("state", [state for state in SuggestionState if state is not STATES.OPEN])
def test_a_decided_card_is_shorter_than_an_open_one(state: SuggestionState) -> None:
    assert len(text(card_view(card(state)))) < len(text(card_view(card()))) / 1.5


def test_a_done_card_is_green() -> None:
    assert components(card_view(card(STATES.DONE)))[0]["accent_color"] == GREEN


def test_a_members_name_cannot_format_the_card() -> None:
    shown = replace(card(STATES.SKIPPED), decision=Decision(Act.SKIP, NOW, Member(1, "**Mallory** [x](https://evil.example)")))
    assert texts(card_view(shown))[0].startswith(r"Skipped by \*\*Mallory\*\* \[x\](https\://evil\.example)")


def test_a_card_that_was_put_off_and_is_back_says_so_without_looking_decided() -> None:
    said = text(card_view(replace(card(), decision=Decision(Act.SNOOZE, NOW, MAYA))))
    assert said.startswith("### Ada")
    assert "Maya snoozed this" in said


def test_every_change_that_can_be_seen_changes_the_fingerprint() -> None:
    seen = {
        fingerprint(card_view(shown))
        for shown in (
            *(card(state) for state in SuggestionState),
            card(profile=ada(followers=1)),
            card(expected_route=ExpectedRoute.API),
            card(STATES.APPROVED, waiting="Later."),
            card(STATES.SKIPPED, said=Act.SKIP),
            card(STATES.SKIPPED, said=Act.OPT_OUT),
            card(STATES.SKIPPED, said=Act.NOT_FOR_US),
            card(assessment=replace(assessed("has posted 5,200 times"), why=(written("first to answer you"),))),
            card(assessment=replace(assessed("has posted 5,200 times"), suppressed=written("a word"))),
        )
    }
    assert len(seen) == len(SuggestionState) + 8


@given(reply_cards)
def test_approve_names_the_text_that_is_shown(shown: Card) -> None:
    open_card = replace(shown, suggestion=replace(shown.suggestion, state=STATES.OPEN))
    assert buttons(card_view(open_card))["Approve"] == f"suggestion:{shown.suggestion.id}:approve:{shown.suggestion.revision}"


@given(reply_cards)
def test_a_draft_is_shown_whole(shown: Card) -> None:
    """Whoever approves has seen it to its end."""
    open_card = replace(shown, suggestion=replace(shown.suggestion, state=STATES.OPEN, note=None))
    assert shown.reply_details is not None
    draft = shown.reply_details.draft.text
    if 0 < weighted_length(draft) <= MAX_WEIGHTED_LENGTH and len(draft) <= MAX_TEXT_LENGTH:
        quoted = [line.removeprefix("> ") for part in texts(card_view(open_card)) for line in part.splitlines() if line.startswith("> ")]
        assert "\n".join(quoted).replace("\\", "").replace("\u200b", "").endswith(draft.replace("\\", "").replace("\u200b", ""))


def test_first_words_are_said_where_nobody_has_answered_them_yet() -> None:
    assert "their first post to you" in text(card_view(reply_card(spoke=0, answered=0)))
    assert "· you have answered them once before\n" in text(card_view(reply_card(spoke=0)))


def test_where_mutuals_could_not_tell_what_they_want_it_says_so() -> None:
    assert "**Answer** · Mutuals could not tell what they want\n" in text(card_view(reply_card(intent=Intent.OTHER, because="")))


def test_an_open_reply_says_what_was_said_by_whom_and_what_approve_does() -> None:
    said = text(card_view(reply_card()))

    for fact in (
        "### Ada Lovelace",
        "**Why now:** asks a question",
        "[Mentioned you](https://x.com/i/status/1900000000000000000) <t:1772445420:R>",
        "> Are you open?",
        "followed you <t:1772442000:R> · spoke to you twice before, you have answered them once before",
        "**Answer** · taken for a question (“?”)",
        "> We are, until six.",
        "**Approve** posts it as a reply: $0.01.",
    ):
        assert fact in said
    assert list(buttons(card_view(reply_card()))) == ["Approve", "Edit", "Another", "Skip", "Later", "Opt out"]


def test_the_price_of_a_link_is_said_in_so_many_words() -> None:
    assert "posts it as a reply: **$0.20 because of the link**" in text(card_view(reply_card(price=200_000, has_link=True)))


def test_where_x_takes_no_reply_from_the_app_the_card_says_so_before() -> None:
    said = text(card_view(replace(reply_card(), expected_route=ExpectedRoute.HAND_OFF)))
    assert "**Approve** opens X with your text: press Reply there, and Mutuals will notice (free)." in said


def test_without_a_draft_there_is_nothing_to_approve() -> None:
    view = card_view(reply_card(text="", no_draft="You have no saved reply for questions yet."))
    approve = next(part for part in walked(view) if part.get("label") == "Approve")
    assert approve["disabled"]
    assert "You have no saved reply for questions yet. Write one with **Edit**." in text(view)


@pytest.mark.parametrize("state", [STATES.OPEN, STATES.SNOOZED])
def test_a_possible_opt_out_is_shown_first_and_its_button_comes_first(state: SuggestionState) -> None:
    asked = "merci, mais ne plus jamais répondre à *mes* tweets"
    view = card_view(reply_card(state, text="", asked=asked, possible_opt_out="ne plus jamais répondre à *mes* tweets"))

    assert "**They may be opting out:** “ne plus jamais répondre à \\*mes\\* tweets”. If so, press **Opt out**" in text(view)
    assert "none is proposed" in text(view)
    buttons = [part["label"] for part in walked(view) if "label" in part]
    assert buttons[0] == "Opt out"
    assert "Another" not in buttons
    assert next(part for part in walked(view) if part.get("label") == "Approve")["disabled"]


def test_what_a_member_wrote_to_a_possible_opt_out_can_be_approved() -> None:
    view = card_view(reply_card(text="Sorry, we will not.", written_by="Maya", possible_opt_out="stop replying"))

    assert "written by Maya" in text(view)
    assert "Sorry, we will not." in text(view)
    assert not next(part for part in walked(view) if part.get("label") == "Approve").get("disabled")


def test_what_x_did_not_take_is_said_on_top() -> None:
    assert text(card_view(reply_card(note="The text is too long for X. Shorten it."))).startswith(
        "**The last text did not go out.** The text is too long for X. Shorten it."
    )


def test_a_handed_off_reply_opens_x_with_its_text() -> None:
    shown = reply_card(STATES.HANDED_OFF, said=Act.APPROVE, route=Route.HAND_OFF, hand_off_until=LATER)
    assert "press **Reply** there" in text(card_view(shown))
    assert buttons(card_view(shown))["Open X with your text"].startswith("https://x.com/intent/tweet?in_reply_to=1900000000000000000&text=")


def test_a_link_too_long_for_a_button_stands_in_the_text() -> None:
    shown = reply_card(STATES.HANDED_OFF, said=Act.APPROVE, route=Route.HAND_OFF, text="日本語の長い返事です。" * 12)
    assert "Open X with your text" not in buttons(card_view(shown))
    assert "[Open X with your text](https://x.com/intent/tweet?in_reply_to=" in text(card_view(shown))
    discord_takes(card_view(shown))


def test_a_link_too_long_for_the_card_leaves_the_text_to_be_pasted() -> None:
    family = "\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466" * 50
    assert weighted_length(family) <= MAX_WEIGHTED_LENGTH
    view = card_view(reply_card(STATES.HANDED_OFF, said=Act.APPROVE, route=Route.HAND_OFF, text=family))
    discord_takes(view)
    assert buttons(view)["Open X, then paste the text"] == "https://x.com/intent/tweet?in_reply_to=1900000000000000000"
    assert family in text(view)


def test_a_put_off_reply_still_says_what_approve_does() -> None:
    shown = reply_card(STATES.SNOOZED, said=Act.SNOOZE, text="See https://a.co", price=200_000, has_link=True)
    said = text(card_view(shown))
    for fact in ("> Are you open?", "> See https\\://a\\.co", "**Approve** posts it as a reply: **$0.20 because of the link**."):
        assert fact in said


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


def test_what_really_went_out_is_shown() -> None:
    answer = OwnPost(1_900_000_000_000_000_001, NOW, "Yes, until seven today.", 1_900_000_000_000_000_000)
    shown = reply_card(STATES.DONE, said=Act.APPROVE, route=Route.HAND_OFF, settled_at=NOW, answer=answer)
    said = text(card_view(shown))
    assert "Answered on X, confirmed" in said
    assert "> Yes, until seven today." in said
    assert "We are, until six." not in said


def test_an_answer_by_hand_is_nobodys_approval() -> None:
    said = text(card_view(reply_card(STATES.DONE, settled_at=NOW)))
    assert said.startswith("Answered on X · ")
    assert "Mutuals sent nothing" in said


def test_an_opt_out_is_shown_on_the_card() -> None:
    shown = reply_card(STATES.WITHDRAWN, said=Act.APPROVE, settled_at=NOW, note="They opted out.")
    assert text(card_view(shown)).startswith("Withdrawn · ")
    assert "They opted out. Nothing was sent to X." in text(card_view(shown))


def test_as_long_an_answer_as_x_takes_is_filled_in_in_any_script() -> None:
    for letters in ("Ж" * 280, "ض" * 280, "क" * 280, "日" * 140):
        said = text(card_view(reply_card(STATES.HANDED_OFF, said=Act.APPROVE, expected_route=ExpectedRoute.HAND_OFF, text=letters)))
        assert f"&text={quote(letters)}" in said
        assert len(said) <= 4_000
