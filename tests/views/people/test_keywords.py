"""The form for the team's own words, and what is answered."""

from __future__ import annotations

import discord
import pytest
from discord import ui
from hypothesis import given
from hypothesis import strategies as st

from bot.demo.discord.messages.limits import check_modal
from bot.domain import Keyword
from bot.views.people.keywords import FORM, faulty_words, saved_words
from tests.support.samples.cards import hostile_text, long_hostile_text
from tests.support.samples.notes import written

MOST = 2_000
"""What Discord takes as a message's text."""

many_words = st.lists(hostile_text, max_size=60)


@pytest.mark.parametrize("kind", Keyword)
async def test_discord_takes_the_form(kind: Keyword) -> None:
    form = FORM[kind]
    modal = ui.Modal(title="Topics", custom_id="words")
    field = ui.TextInput[ui.Modal](style=discord.TextStyle.paragraph, placeholder=form.placeholder, required=False, custom_id="field")
    modal.add_item(ui.Label(text=form.label, description=form.description, component=field))
    check_modal(modal.to_dict())


@pytest.mark.parametrize(
    ("kind", "words", "matching", "known", "says"),
    [
        (
            Keyword.TOPIC,
            ("coffee", "design", "Berlin"),
            132,
            1_000,
            "Saved 3 topics: coffee, design, Berlin. Found in the bio or name of 132 of the 1,000 newest followers; "
            "those come first from now on.",
        ),
        (
            Keyword.TOPIC,
            ("coffee",),
            1,
            340,
            "Saved 1 topic: coffee. Found in the bio or name of 1 of the 340 newest followers; those come first from now on.",
        ),
        (
            Keyword.TOPIC,
            ("chess",),
            0,
            340,
            "Saved 1 topic: chess. None of the 340 newest followers has one in their bio or name yet; whoever does comes first.",
        ),
        (Keyword.TOPIC, ("chess",), 0, 0, "Saved 1 topic: chess. Mutuals knows none of your followers yet; whoever does comes first."),
        (
            Keyword.MUTED,
            ("casino", "forex signals"),
            14,
            1_000,
            "Saved 2 muted words: casino, forex signals. Found in the bio or name of 14 of the "
            "1,000 newest followers; those are not suggested from now on.",
        ),
        (Keyword.TOPIC, (), 0, 1_000, "No topics now: what people write about no longer affects who comes first."),
        (Keyword.MUTED, (), 0, 0, "No muted words now: nobody is left out because of what they write about."),
    ],
)
def test_the_answer(kind: Keyword, words: tuple[str, ...], matching: int, known: int, says: str) -> None:
    assert saved_words(kind, words, matching, known) == says


def test_a_long_list_is_not_recited() -> None:
    said = saved_words(Keyword.TOPIC, [f"word{n}" for n in range(50)], 3, 10)
    assert "word19 and 30 more." in said
    assert "word20" not in said


@given(st.sampled_from(Keyword), many_words, st.integers(0, 10**9), st.integers(0, 10**9), many_words, long_hostile_text)
def test_what_members_type_is_only_shown(kind: Keyword, words: list[str], matching: int, known: int, faults: list[str], typed: str) -> None:
    for said in (saved_words(kind, words, matching, known), faulty_words([*map(written, faults)], typed)):
        assert len(said) <= MOST
        assert "@everyone" not in said
        assert "<@" not in said.replace("\\<", "")


def test_faults_are_told_and_nothing_typed_is_lost() -> None:
    said = faulty_words([*map(written, ["“#” has no letters.", "“a” is too short."])], " coffee \n#\r\na, design ")
    assert said == "Nothing was changed:\n- “#” has no letters.\n- “a” is too short.\nYou wrote: coffee, #, a, design"


def test_many_faults_are_counted() -> None:
    assert faulty_words([*map(written, ["No."])] * 9, "x").count("- No.") == 5
    assert "- and 4 more" in faulty_words([*map(written, ["No."])] * 9, "x")
