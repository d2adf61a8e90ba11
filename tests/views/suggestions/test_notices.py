"""Private sentences: who was first, and who may decide."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import Act, BurstState, Card, Decision, SuggestionState
from bot.views.suggestions.notices import GONE, burst_already_decided, history_file_notice, invalid_day, nobody_known, not_allowed, too_late
from tests.support.samples.cards import MAYA, NOW, STATES, burst, card, cards, decisions, hostile_text, reply_card

MOST = 2_000
"""What Discord takes as a message's text."""


@given(st.sampled_from(Act), st.one_of(st.none(), decisions), st.one_of(st.none(), cards))
def test_a_sentence_is_found_for_every_case(act: Act, decision: Decision | None, shown: Card | None) -> None:
    sentence = too_late(act, decision, shown)
    assert sentence.endswith("Nothing was changed.")
    assert len(sentence) <= MOST


@pytest.mark.parametrize(
    ("first", "says"),
    [
        (Act.APPROVE, "Maya approved this at <t:1772445600:t>"),
        (Act.SKIP, "Maya skipped this"),
        (Act.SNOOZE, "Maya snoozed this"),
        (Act.OPT_OUT, "Maya opted this person out"),
        (Act.WITHDRAW, "Maya withdrew this"),
        (Act.RETRY, "Maya retried this"),
        (Act.FINE, "Maya marked this one as fine"),
        (Act.NOT_FOR_US, "Maya marked this one as not for us"),
    ],
)
def test_the_latecomer_is_told_who_was_first_and_when(first: Act, says: str) -> None:
    assert too_late(Act.SKIP, Decision(first, NOW, MAYA), card(STATES.APPROVED)).startswith(says)


def test_what_expired_says_so_even_when_somebody_had_put_it_off() -> None:
    sentence = too_late(Act.APPROVE, Decision(Act.SNOOZE, NOW, MAYA), card(STATES.EXPIRED, settled_at=NOW))
    assert sentence.startswith("This expired <t:1772445600:f>")


@pytest.mark.parametrize(
    ("first", "says"),
    [
        (
            reply_card(STATES.EXPIRED, settled_at=NOW, note="They opted out."),
            "This expired <t:1772445600:f>. They opted out.",
        ),
        (
            reply_card(STATES.WITHDRAWN, settled_at=NOW, note="They opted out."),
            "This was withdrawn <t:1772445600:f>. They opted",
        ),
        (reply_card(STATES.DONE, settled_at=NOW, route=None), "The team answered this directly on X <t:1772445600:f>."),
    ],
)
def test_the_latecomer_is_told_what_else_was_first(first: Card, says: str) -> None:
    assert too_late(Act.APPROVE, Decision(Act.EDIT, NOW, MAYA), first).startswith(says)


def test_what_is_gone_says_so() -> None:
    assert too_late(Act.APPROVE, None, None) == GONE


@pytest.mark.parametrize("state", [STATES.DELIVERING, STATES.IN_DOUBT, STATES.DONE])
def test_what_was_sent_cannot_be_withdrawn(state: SuggestionState) -> None:
    assert "already sent" in too_late(Act.WITHDRAW, Decision(Act.APPROVE, NOW, MAYA), card(state))


def test_who_may_decide_is_named() -> None:
    assert (
        not_allowed(["Editors", "Approver"]) == "Only members with the role “Approver” or “Editors” can decide here. Nothing was changed."
    )
    assert "Manage Server" in not_allowed([])


@given(st.lists(hostile_text, max_size=30), hostile_text)
def test_no_sentence_is_too_long_or_pings(names: list[str], typed: str) -> None:
    said = burst(BurstState.HELD, decided_by=typed)
    for sentence in (not_allowed(names), nobody_known(typed), invalid_day(typed), burst_already_decided(said)):
        assert len(sentence) <= MOST
        assert "@everyone" not in sentence


def test_whoever_says_the_same_about_a_burst_is_told_who_said_it_before() -> None:
    assert (
        burst_already_decided(burst(BurstState.FINE)) == "Maya already said so at <t:1772445600:t> (<t:1772445600:R>). Nothing was changed."
    )


def test_a_file_that_was_cut_says_so() -> None:
    assert history_file_notice(2, 2) == "2 lines, newest first. Times are in UTC."
    assert "newest 10,000 of 12,345 lines" in history_file_notice(10_000, 12_345)
