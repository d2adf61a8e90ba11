"""What became of a suggestion, in one line."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.domain import Act, Card, Route, SuggestionState
from bot.views.suggestions.card import card_view
from tests.support.samples.cards import (
    NOW,
    STATES,
    buttons,
    card,
    discord_takes,
    text,
    texts,
)

LATER = NOW + timedelta(hours=2)


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
        (card(STATES.SKIPPED, said=Act.SKIP), "Skipped by Maya", "Nothing happens on X.", ["Undo"]),
        (card(STATES.SKIPPED, said=Act.OPT_OUT), "Not to be followed, says Maya", "/people opt-outs can undo that later.", ["Undo"]),
        (
            card(STATES.SKIPPED, said=Act.NOT_FOR_US),
            "Not for us, says Maya · <t:1772445600:f>",
            "not suggested again; /followers lookup can undo that",
            ["Undo"],
        ),
        (
            card(STATES.SNOOZED, said=Act.SNOOZE, snoozed_until=LATER),
            "Snoozed by Maya",
            "Back <t:1772452800:f>.",
            ["Approve", "Skip", "Undo", "More"],
        ),
        (card(STATES.WITHDRAWN, said=Act.WITHDRAW, sent_at=NOW), "Withdrawn by Maya", "if it shows up on X after all", []),
        (card(STATES.EXPIRED, note="They left.", settled_at=LATER), "Expired", "They left.", []),
        (card(STATES.WITHDRAWN, said=Act.WITHDRAW), "Withdrawn by Maya", "Nothing was sent to X.", ["Undo"]),
        (card(STATES.WITHDRAWN, said=Act.WITHDRAW, route=Route.HAND_OFF), "Withdrawn by Maya", "no longer waits for a follow", ["Undo"]),
        (card(STATES.EXPIRED, settled_at=LATER), "Expired · <t:1772452800:f>", "Nobody decided in time.", ["Reopen"]),
        (card(STATES.EXPIRED, said=Act.SNOOZE, settled_at=LATER), "Expired", "Nobody decided in time.", ["Reopen"]),
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


@pytest.mark.parametrize("state", [state for state in SuggestionState if state is not STATES.OPEN])
def test_a_decided_card_is_told_from_an_open_one_at_a_glance_also_without_colours(state: SuggestionState) -> None:
    assert text(card_view(card())).startswith("### Ada Lovelace")
    assert "###" not in text(card_view(card(state)))
    assert "Skip" in buttons(card_view(card()))
    assert ("Skip" in buttons(card_view(card(state)))) is (state is STATES.SNOOZED)
