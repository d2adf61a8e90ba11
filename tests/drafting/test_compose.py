"""Which saved reply is proposed next, and why none is."""

from __future__ import annotations

import time
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain import Intent, Interaction, InteractionKind, SavedReply
from bot.drafting.compose import FilledReply, next_draft, no_draft_reason
from bot.drafting.intents.match import IntentMatch
from bot.drafting.rules import reply_errors
from bot.drafting.similar import Repeats
from bot.drafting.templates import Addressee, template_errors
from bot.drafting.visible_text import MAX_TEXT_LENGTH
from bot.views.words.sentences import sentence
from tests.support.samples.texts import anything, mixed

NOW = datetime(2026, 11, 3, 12, tzinfo=UTC)
ADA = Addressee("Ada", "ada_l")
COFFEE = Addressee("Ada", "ada_l", "coffee")

WELCOME = SavedReply(1, Intent.THANKS, "You are very welcome, {name}. Glad it was useful!")
PLEASURE = SavedReply(2, Intent.THANKS, "Our pleasure! Come back any time.")
GERNE = SavedReply(3, Intent.THANKS, "Sehr gerne, {name}, das freut uns alle hier.", "de")
ENGLISH = SavedReply(4, Intent.THANKS, "Happy we could help, and thank you for saying so.", "en")
TOPICAL = SavedReply(5, Intent.PRAISE, "So kind! People who care about {topic} are why we do this.")
GENERAL = SavedReply(6, Intent.OTHER, "Good to hear from you, {name}.")
SAVED = [WELCOME, PLEASURE, GERNE, ENGLISH, TOPICAL, GENERAL]


def post(lang: str = "en") -> Interaction:
    return Interaction(9, 7, NOW, InteractionKind.MENTION, "thanks", lang)


def match(intent: Intent = Intent.THANKS) -> IntentMatch:
    return IntentMatch(intent, None)


def round_of(saved: list[SavedReply], lang: str, *sent: str, length: int = 6) -> list[int]:
    """The ids that pressing Another again and again shows."""
    shown: list[int] = []
    while len(shown) < length and (draft := next_draft(saved, match(), post(lang), ADA, sent, after=shown[-1] if shown else None)):
        shown.append(draft.saved_reply_id)
    return shown


def test_the_first_that_fits_is_filled_in() -> None:
    assert next_draft([GERNE, WELCOME], match(), post(), ADA, []) == FilledReply("You are very welcome, Ada. Glad it was useful!", 1)


def test_own_language_comes_first_and_another_goes_round() -> None:
    assert round_of(SAVED, "en") == [4, 1, 2, 4, 1, 2]
    assert round_of(SAVED, "de-AT") == [3, 1, 2, 3, 1, 2]
    assert round_of(SAVED, "fi") == [1, 2, 1, 2, 1, 2]


def test_of_a_post_in_no_language_all_fit_and_those_for_any_come_first() -> None:
    assert round_of(SAVED, "und") == [1, 2, 3, 4, 1, 2]
    assert round_of([GERNE], "qme", length=2) == [3, 3]


def test_another_goes_on_where_the_one_shown_is_gone_or_no_longer_fits() -> None:
    draft = next_draft(SAVED, match(), post(), ADA, [], after=99)

    assert draft is not None
    assert draft.saved_reply_id == 4


def test_what_went_out_lately_is_passed_over_whoever_it_went_to() -> None:
    assert round_of(SAVED, "en", "You are very welcome, Ada. Glad it was useful!") == [4, 2, 4, 2, 4, 2]
    assert round_of(SAVED, "en", "You are very welcome, Grace Brewster Hopper. Glad it was useful!") == [4, 2, 4, 2, 4, 2]
    assert round_of(SAVED, "en", "our pleasure, come back any time!!") == [4, 1, 4, 1, 4, 1]


def test_a_short_reply_with_another_name_went_out_already() -> None:
    short = SavedReply(1, Intent.THANKS, "Cheers, {name}!")

    assert round_of([short], "en", "Cheers, Grace Hopper!") == []
    assert round_of([short], "en", "Cheerful people like Grace make our day, thank you for all of it") == [1] * 6


def test_too_long_with_this_name_is_passed_over() -> None:
    long = SavedReply(1, Intent.THANKS, "a" * 275 + " {name}")

    assert next_draft([long], match(), post(), Addressee("Bo", "b"), []) is not None
    assert next_draft([long], match(), post(), Addressee("Bartholomew", "b"), []) is None


def test_a_topic_is_needed_where_it_is_named() -> None:
    praise = match(Intent.PRAISE)

    assert next_draft([TOPICAL], praise, post(), ADA, []) is None
    draft = next_draft([TOPICAL], praise, post(), COFFEE, [])
    assert draft is not None
    assert "care about coffee" in draft.text


def test_general_replies_stand_in_but_for_what_needs_an_answer() -> None:
    def chosen(intent: Intent, *saved: SavedReply) -> int | None:
        draft = next_draft(saved, match(intent), post(), ADA, [])
        return None if draft is None else draft.saved_reply_id

    assert [chosen(intent, GENERAL) for intent in (Intent.PRAISE, Intent.SHARE, Intent.GREETING, Intent.OTHER)] == [6, 6, 6, 6]
    assert [chosen(intent, GENERAL) for intent in (Intent.QUESTION, Intent.COMPLAINT)] == [None, None]
    assert chosen(Intent.THANKS, GENERAL, PLEASURE) == 2
    assert next_draft([GENERAL, PLEASURE], match(), post(), ADA, [PLEASURE.text]) is None


@pytest.mark.parametrize(
    ("saved", "intent", "lang", "sent", "days", "words"),
    [
        ([], Intent.QUESTION, "en", [], 3, "You have no saved reply for questions yet."),
        ([GENERAL], Intent.COMPLAINT, "en", [], 3, "You have no saved reply for complaints yet."),
        ([GERNE], Intent.THANKS, "en", [], 3, "You have no saved reply for thanks in this language (“en”) yet."),
        ([PLEASURE], Intent.THANKS, "en", [PLEASURE.text], 3, "All your saved replies for thanks went out in the last 3 days."),
        ([PLEASURE], Intent.THANKS, "en", [PLEASURE.text], 1, "All your saved replies for thanks went out in the last day."),
        ([TOPICAL], Intent.PRAISE, "en", [], 3, "Your saved replies for praise name a topic, and this post is about none of yours."),
        (
            [SavedReply(1, Intent.SHARE, "Hello @bob")],
            Intent.SHARE,
            "en",
            [],
            3,
            "No saved reply for shares can go out as it is: An answer may mention its author alone (@ada_l), and this mentions @bob.",
        ),
        ([PLEASURE], Intent.THANKS, "en", [], 3, ""),
        ([GENERAL], Intent.PRAISE, "en", [], 3, ""),
    ],
)
def test_why_there_is_none(saved: list[SavedReply], intent: Intent, lang: str, sent: list[str], days: int, words: str) -> None:
    assert sentence(no_draft_reason(saved, match(intent), post(lang), ADA, sent, days=days)) == words


written = (anything | mixed).map(lambda text: text[:MAX_TEXT_LENGTH])
"""A longer text is never kept."""
saved_replies = st.lists(
    st.builds(SavedReply, st.integers(1, 9), st.sampled_from(Intent), written, st.sampled_from(["", "en", "de"])), max_size=4
)


@given(
    saved_replies,
    st.sampled_from(Intent),
    st.sampled_from(["en", "de", "und", ""]),
    st.builds(Addressee, anything, st.just("ada"), st.sampled_from(["", "coffee"])),
    st.lists(anything, max_size=2),
    st.none() | st.integers(0, 9),
)
@settings(deadline=10_000)
def test_what_is_proposed_may_go_out_and_what_is_not_is_explained(
    saved: list[SavedReply], intent: Intent, lang: str, addressee: Addressee, sent: list[str], after: int | None
) -> None:
    draft = next_draft(saved, match(intent), post(lang), addressee, sent, after=after)

    assert (no_draft_reason(saved, match(intent), post(lang), addressee, sent, days=3) is None) == (draft is not None)
    if draft is not None:
        assert draft.saved_reply_id in {reply.id for reply in saved}
        assert reply_errors(draft.text, author="ada", repeats=Repeats(sent, addressee, saved).by(draft.text)) == []


def test_many_saved_replies_and_many_sent_texts_take_a_moment() -> None:
    saved = [
        SavedReply(n, Intent.THANKS, f"Thanks {{name}} for {chr(97 + n % 26) * (n // 26 + 1)} and for {{topic}} today") for n in range(100)
    ]
    sent = [f"Thanks Grace {n} for everything {chr(97 + n % 26) * 200} and for tea" for n in range(5_000)]

    began = time.process_time()
    next_draft([reply for reply in saved if not template_errors(reply.text)], match(), post(), COFFEE, sent)
    assert time.process_time() - began < 5
