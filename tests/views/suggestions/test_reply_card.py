"""The card of a reply: what was said, what would be answered, and what approving it does."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from urllib.parse import quote

import pytest
from hypothesis import given

from bot.domain import Act, Card, ExpectedRoute, Intent, OwnPost, Route, SuggestionState
from bot.drafting.visible_text import MAX_TEXT_LENGTH
from bot.post_text import MAX_WEIGHTED_LENGTH, weighted_length
from bot.views.suggestions.card import card_view
from bot.views.suggestions.details import details_view
from tests.support.samples.cards import (
    NOW,
    STATES,
    buttons,
    discord_takes,
    options,
    reply_card,
    reply_cards,
    text,
    texts,
    walked,
)

LATER = NOW + timedelta(hours=2)


@given(reply_cards)
def test_approve_names_the_text_that_is_shown(shown: Card) -> None:
    open_card = replace(shown, suggestion=replace(shown.suggestion, state=STATES.OPEN))
    assert shown.reply_details is not None
    approve = f"suggestion:{shown.suggestion.id}:approve:{shown.suggestion.revision}" if shown.reply_details.draft.text else None
    assert buttons(card_view(open_card)).get("Approve") == approve


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
    assert "their first post to you" in text(details_view(reply_card(spoke=0, answered=0)))
    assert "· you have answered them once before\n" in text(details_view(reply_card(spoke=0)))


def test_where_mutuals_could_not_tell_what_they_want_it_says_so() -> None:
    assert "Mutuals could not tell what they want." in text(details_view(reply_card(intent=Intent.OTHER, because="")))


def test_an_open_reply_is_the_post_and_the_text() -> None:
    assert text(card_view(reply_card())).split("\n") == [
        "**Ada Lovelace** [@ada](https://x.com/i/user/4711) · "
        "[mentioned you](https://x.com/i/status/1900000000000000000) <t:1772445420:R> · 🔵 **quiet**",
        "> Are you open?",
        "**Your reply**",
        "> We are, until six.",
    ]
    assert list(buttons(card_view(reply_card()))) == ["Approve", "Edit", "Skip", "Later", "More"]


def test_the_details_say_why_it_is_worth_an_answer_and_what_approve_does() -> None:
    said = text(details_view(reply_card()))

    for fact in (
        "**Why now:** asks a question",
        "> Are you open?",
        "followed you <t:1772442000:R> · spoke to you twice before, you have answered them once before",
        "Taken for a question (“?”)",
        "**Approve** posts it as a reply: $0.01.",
    ):
        assert fact in said
    assert options(details_view(reply_card())) == {
        "Another text": "another",
        "Do not answer": "opt_out",
        "Claim": "claim",
        "Discuss": "discuss",
    }


def test_a_long_post_is_whole_in_the_details() -> None:
    long = "word " * 300
    assert len(text(card_view(reply_card(asked=long)))) < 800
    assert long.strip() in text(details_view(reply_card(asked=long)))


def test_the_price_of_a_link_is_said_in_so_many_words() -> None:
    assert "**Approve** posts it: **$0.20 because of the link**." in text(card_view(reply_card(price=200_000, has_link=True)))


def test_where_x_takes_no_reply_from_the_app_the_card_says_so_before() -> None:
    said = text(card_view(replace(reply_card(), expected_route=ExpectedRoute.HAND_OFF)))
    assert "**Approve** opens X with your text (free)." in said


def test_without_a_draft_there_is_nothing_to_approve() -> None:
    view = card_view(reply_card(text="", no_draft="You have no saved reply for questions yet."))
    assert list(buttons(view)) == ["Edit", "Skip", "Later", "More"]
    assert "You have no saved reply for questions yet. Write one with **Edit**." in text(view)


@pytest.mark.parametrize("state", [STATES.OPEN, STATES.SNOOZED])
def test_a_possible_opt_out_is_shown_first_and_its_button_comes_first(state: SuggestionState) -> None:
    asked = "merci, mais ne plus jamais répondre à *mes* tweets"
    view = card_view(reply_card(state, text="", asked=asked, possible_opt_out="ne plus jamais répondre à *mes* tweets"))

    assert "**They may be opting out:** “ne plus jamais répondre à \\*mes\\* tweets”. If so, press **Do not answer**" in text(view)
    buttons = [part["label"] for part in walked(view) if "label" in part]
    assert buttons[0] == "Do not answer"
    assert not {"Another text", "Approve"} & set(buttons)


def test_what_a_member_wrote_to_a_possible_opt_out_can_be_approved() -> None:
    view = card_view(reply_card(text="Sorry, we will not.", written_by="Maya", possible_opt_out="stop replying"))

    assert "written by Maya" in text(view)
    assert "Sorry, we will not." in text(view)
    assert "Approve" in buttons(view)


def test_the_card_says_where_somebody_else_has_to_approve() -> None:
    written = reply_card(text="Sorry, we will not.", written_by="Maya")

    assert "**Your reply** · written by Maya\n" in text(card_view(written))
    assert "**Your reply** · written by Maya; somebody else approves\n" in text(card_view(replace(written, four_eyes=True)))


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
    for fact in ("> Are you open?", "> See https\\://a\\.co", "**Approve** posts it: **$0.20 because of the link**."):
        assert fact in said


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


def test_as_long_an_answer_as_x_takes_is_filled_in_in_any_script() -> None:
    for letters in ("Ж" * 280, "ض" * 280, "क" * 280, "日" * 140):
        said = text(card_view(reply_card(STATES.HANDED_OFF, said=Act.APPROVE, expected_route=ExpectedRoute.HAND_OFF, text=letters)))
        assert f"&text={quote(letters)}" in said
        assert len(said) <= 4_000
