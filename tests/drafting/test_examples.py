"""The saved replies that come along."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from itertools import combinations

import pytest

from bot.domain import Intent, Interaction, InteractionKind, SavedReply
from bot.drafting.compose import next_draft
from bot.drafting.examples import EXAMPLES
from bot.drafting.import_export import NewReply
from bot.drafting.intents.match import IntentMatch
from bot.drafting.rules import has_link, reply_errors
from bot.drafting.similar import SentTexts
from bot.drafting.templates import Addressee, fill, template_errors, without_name

LANGUAGES = ("en", "es", "de", "fr", "pt", "ja")
LONG = Addressee("Maximilian-Alexander Featherstonehaugh", "bartholomew_fea", "machine learning")
SHOP = Addressee("The Coffee Corner", "coffee_corner")

each = pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: f"{example.language} {example.intent}")


def test_each_language_has_two_for_each_intent() -> None:
    assert Counter((example.language, example.intent) for example in EXAMPLES) == dict.fromkeys(
        ((language, intent) for language in LANGUAGES for intent in Intent), 2
    )


def test_they_may_all_go_out_one_after_the_other() -> None:
    sent: list[str] = []
    for example in EXAMPLES:
        text = fill(example.text, LONG)
        assert template_errors(example.text) == []
        assert reply_errors(text, author=LONG.handle, repeats=SentTexts(sent).find_similar(text)) == []
        assert not has_link(text)
        assert sum(map(text.count, "!！")) <= 1
        sent.append(text)


def test_they_are_clearly_different() -> None:
    assert all(SentTexts([other.text]).find_similar(one.text) is None for one, other in combinations(EXAMPLES, 2))


@each
def test_whoever_has_no_first_name_is_not_called_by_one(example: NewReply) -> None:
    text = fill(example.text, SHOP)

    assert text == without_name(example.text)
    assert not {"{name}", "Corner", "coffee_corner"} & set(text.replace(",", " ").split())
    assert text[0].isupper() or text[0] in "¡¿" or example.language == "ja"
    assert not any(pair in text for pair in (" ,", ",,", ", .", " .", ",!", "、、", "さん"))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("intent", Intent)
def test_a_post_is_answered_in_its_language(intent: Intent, language: str) -> None:
    saved = [SavedReply(n, example.intent, example.text, example.language) for n, example in enumerate(EXAMPLES)]
    post = Interaction(9, 7, datetime(2026, 11, 3, tzinfo=UTC), InteractionKind.MENTION, "", language)

    draft = next_draft(saved, IntentMatch(intent, None), post, Addressee("Ada Marsh", "ada"), [])
    assert draft is not None
    assert (saved[draft.saved_reply_id].intent, saved[draft.saved_reply_id].language) == (intent, language)
    assert "Ada" in draft.text
    assert "Marsh" not in draft.text
