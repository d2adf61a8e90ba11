"""The saved replies that come along."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import combinations

import pytest

from bot.domain import Intent, Interaction, InteractionKind, SavedReply
from bot.drafting.compose import next_draft
from bot.drafting.examples import EXAMPLES
from bot.drafting.intents.match import IntentMatch
from bot.drafting.rules import has_link, reply_errors
from bot.drafting.similar import SentTexts
from bot.drafting.templates import Addressee, fill, template_errors

LONG = Addressee("Bartholomew Featherstonehaugh", "bartholomew_fea", "machine learning")


def test_there_are_ten_for_all_intents() -> None:
    assert len(EXAMPLES) == 10
    assert {example.intent for example in EXAMPLES} == set(Intent)
    assert {example.language for example in EXAMPLES} == {"en"}


def test_they_may_all_go_out_one_after_the_other() -> None:
    sent: list[str] = []
    for example in EXAMPLES:
        text = fill(example.text, LONG)
        assert template_errors(example.text) == []
        assert reply_errors(text, author=LONG.handle, repeats=SentTexts(sent).find_similar(text)) == []
        assert not has_link(text)
        assert text.count("!") <= 1
        sent.append(text)


def test_they_are_clearly_different() -> None:
    assert all(SentTexts([other.text]).find_similar(one.text) is None for one, other in combinations(EXAMPLES, 2))


@pytest.mark.parametrize("intent", Intent)
def test_each_intent_is_answered_without_a_topic(intent: Intent) -> None:
    saved = [SavedReply(n, example.intent, example.text, example.language) for n, example in enumerate(EXAMPLES)]
    post = Interaction(9, 7, datetime(2026, 11, 3, tzinfo=UTC), InteractionKind.MENTION, "", "en")

    draft = next_draft(saved, IntentMatch(intent, None), post, Addressee("Ada", "ada"), [])
    assert draft is not None
    assert saved[draft.saved_reply_id].intent is intent
