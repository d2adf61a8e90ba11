"""The list of saved replies, and what is answered to whoever writes them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import Intent, SavedReply
from bot.drafting.visible_text import MAX_TEXT_LENGTH
from bot.views.format.pager import page_id
from bot.views.inbox.saved_replies import (
    PAGE,
    SAVED,
    choice_name,
    code_block,
    faulty_view,
    imported_words,
    intent_name,
    not_one,
    removed_view,
    saved_list_view,
    saved_view,
)
from tests.support.samples.cards import buttons, discord_takes, hostile_text, ids, long_hostile_text, text
from tests.support.samples.notes import written

longest_hostile_text = st.builds(lambda part: (part * 4_000)[:4_000], hostile_text.filter(bool))
typed_texts = st.one_of(long_hostile_text, longest_hostile_text, st.text("`", max_size=4_000))
saved_replies = st.builds(SavedReply, ids, st.sampled_from(Intent), typed_texts, st.sampled_from(["", "en", "de"]) | hostile_text)


def saved(n: int, intent: Intent = Intent.QUESTION, language: str = "en") -> SavedReply:
    return SavedReply(n, intent, f"Answer number {n}.", language)


@given(st.lists(saved_replies, max_size=2 * PAGE + 1), st.integers(0, 10**6))
def test_discord_takes_any_page_of_them(replies: list[SavedReply], offset: int) -> None:
    view = saved_list_view(sorted(replies, key=lambda reply: reply.intent), offset=offset)
    discord_takes(view)
    assert "@everyone" not in text(view)


@given(saved_replies, st.lists(long_hostile_text, max_size=20), typed_texts)
def test_discord_takes_any_answer(reply: SavedReply, faults: list[str], typed: str) -> None:
    for view in (saved_view(reply), removed_view(reply), faulty_view([*map(written, faults)], typed), faulty_view([*map(written, faults)])):
        discord_takes(view)
    assert len(not_one(typed)) <= 2_000
    assert "@everyone" not in not_one(typed)
    assert 1 <= len(choice_name(reply)) <= 100


@given(st.one_of(hostile_text, st.text("`x\n", max_size=MAX_TEXT_LENGTH)).filter(lambda typed: "\u200b" not in typed))
def test_what_was_written_is_given_back_in_full_and_cannot_end_its_block(typed: str) -> None:
    block = code_block(typed)
    assert block.startswith("```\n")
    assert block.index("```", 3) == len(block) - 3, "the first three backticks after the opening ones are the last"
    assert block[4:-4].replace("\u200b", "") == typed.strip()


def test_most_texts_are_given_back_as_they_are() -> None:
    typed = "Hello {name},\n**thanks** for `this`! @everyone https://x.com/a_b"
    assert code_block(f"  {typed}\n") == f"```\n{typed}\n```"


@given(st.lists(st.sampled_from(["A brace is open.", "No such placeholder."]), min_size=1, max_size=11), st.text("a`", max_size=1_000))
def test_every_fault_is_named_beside_the_longest_text(faults: list[str], typed: str) -> None:
    assert text(faulty_view([*map(written, faults)], typed)).count("\n- ") == len(faults)


def test_by_intent_and_with_the_language() -> None:
    replies = [saved(1, Intent.COMPLAINT), saved(2), saved(3, language=""), SavedReply(4, Intent.THANKS, "**x**\n@everyone", "de")]
    assert text(saved_list_view(replies, offset=0)) == (
        "### Saved replies\n"
        "**For complaints**\n- Answer number 1. · en\n"
        "**For questions**\n- Answer number 2. · en\n- Answer number 3. · any language\n"
        "**For thanks**\n- \\*\\*x\\*\\* @\u200beveryone · de"
    )


def test_a_page_holds_a_few() -> None:
    replies = [saved(n) for n in range(1, 12)]
    first, last = saved_list_view(replies, offset=0), saved_list_view(replies, offset=6)
    assert text(first).count("\n- ") == 6
    assert "-# 1 to 6 of 11" in text(first)
    assert buttons(first)["Next"] == page_id(SAVED, 6)
    assert "Answer number 11." in text(last)
    assert text(saved_list_view(replies, offset=800)) == text(last), "past the end the last page is shown"


def test_none_yet() -> None:
    assert "/replies saved add" in text(saved_list_view([], offset=16))


@pytest.mark.parametrize("intent", Intent)
def test_every_intent_has_a_name_of_its_own(intent: Intent) -> None:
    assert len({intent_name(other) for other in Intent}) == len(Intent)
    assert intent_name(intent)[0].isupper()


def test_the_answers() -> None:
    reply = SavedReply(3, Intent.PRAISE, "So kind, {name}!", "en")
    assert text(saved_view(reply)) == "Saved, for praise in en:\n```\nSo kind, {name}!\n```"
    assert text(removed_view(reply)) == "Removed, for praise in en. Add it again with /replies saved add:\n```\nSo kind, {name}!\n```"
    assert (
        text(faulty_view([written("A brace is open.")], "Hi {")) == "Nothing was changed:\n- A brace is open.\nYou wrote:\n```\nHi {\n```"
    )
    assert text(faulty_view([written("A brace is open.")], " \n")) == "Nothing was changed:\n- A brace is open."
    assert choice_name(SavedReply(3, Intent.QUESTION, "Thanks\nfor asking", "")) == "question · Thanks for asking"


@pytest.mark.parametrize(
    ("added", "changed", "known", "says"),
    [
        (12, 0, 3, "Added 12 saved replies. 3 were there already."),
        (1, 0, 1, "Added 1 saved reply. 1 was there already."),
        (2, 0, 0, "Added 2 saved replies."),
        (2, 1, 0, "Added 2 saved replies. Changed 1 saved reply."),
        (0, 1, 4, "Changed 1 saved reply. 4 were there already."),
        (0, 0, 1, "Nothing was changed: the one in the file was there already."),
        (0, 0, 9, "Nothing was changed: all 9 in the file were there already."),
    ],
)
def test_what_a_file_brought(added: int, changed: int, known: int, says: str) -> None:
    assert imported_words(added, changed, known) == says
