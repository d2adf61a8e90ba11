"""Drafts are made from the saved replies, and none that repeats what went out lately."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from bot.domain import Act, Intent, SuggestionState
from bot.drafting.examples import EXAMPLES
from bot.workflow.inbox.drafts import NoOther, Redrafted
from bot.workflow.suggestions.decisions import Changed, Decided, Faulty
from tests.workflow.mailroom import LEO, QUESTION, REPLIES, Mailroom, mailroom

STATES = SuggestionState
DAY = timedelta(days=1)
OWN_WORDS = "Guji today, until the bag is empty."


async def test_a_draft_is_made_from_the_saved_replies(tmp_path: Path) -> None:
    async with mailroom(tmp_path) as room:
        await room.saved.give_examples()
        ada = room.x.joins("ada", name="Ada Marsh")
        post = room.asks(ada, "do you ship to Norway?")
        await room.hears()
        card = await room.card(post)

        assert card.answering is not None
        assert card.answering.draft.text == EXAMPLES[0].text.replace("{name}", "Ada Marsh")
        assert (card.answering.draft.intent, card.answering.no_draft) == (Intent.QUESTION, "")
        assert (card.price, card.answering.has_link) == (10_000, False)


async def test_without_a_fitting_saved_reply_the_card_offers_to_write(tmp_path: Path) -> None:
    async with mailroom(tmp_path) as room:
        await room.saves({Intent.PRAISE: ("So kind of you!",)})
        post = await room.asked("ada", QUESTION)
        card = await room.card(post)

        assert card.answering is not None
        assert (card.answering.draft.text, card.answering.no_draft) == ("", "You have no saved reply for questions yet.")
        outcome = await room.decides(post, Act.APPROVE)
        assert isinstance(outcome, Faulty)
        assert outcome.faults == ("There is no text yet. Write what to answer.",)
        assert await room.state(post) is STATES.OPEN


async def test_another_goes_round_and_comes_back_to_the_first(tmp_path: Path) -> None:
    async with mailroom(tmp_path) as room:
        await room.saves()
        post = await room.asked("ada")
        first = await room.draft(post)
        for number in (1, 2):
            suggestion = await room.suggestion(post)
            outcome = await room.replies.another(suggestion.id, suggestion.revision, LEO)
            assert isinstance(outcome, Redrafted)
            drafted = await room.draft(post)
            assert (drafted.revision, drafted.text == first.text) == (first.revision + number, number == 2)

        assert [act for act, _ in await room.acts(post)] == [Act.ANOTHER] * 2
        stale = await room.replies.another((await room.suggestion(post)).id, first.revision, LEO)
        assert isinstance(stale, Changed)


async def test_where_there_is_no_other_it_says_why(tmp_path: Path) -> None:
    async with mailroom(tmp_path) as room:
        await room.saves({Intent.QUESTION: REPLIES[Intent.QUESTION][:1]})
        post = await room.asked("ada")
        suggestion = await room.suggestion(post)
        assert await room.replies.another(suggestion.id, suggestion.revision, LEO) == NoOther("")

        await room.writes(post, OWN_WORDS)
        room.x.posts(room.x.account, (await room.saved.all())[0].text.format(name="Bo"))
        await room.hears()
        suggestion = await room.suggestion(post)
        outcome = await room.replies.another(suggestion.id, suggestion.revision, LEO)
        assert outcome == NoOther("All your saved replies for questions went out in the last 3 days.")
        assert (await room.draft(post)).text == OWN_WORDS


async def test_what_went_out_lately_is_not_proposed_and_after_the_days_it_is_again(tmp_path: Path) -> None:
    async with mailroom(tmp_path, repeat_days=3) as room:
        await room.saves()
        first, second = REPLIES[Intent.QUESTION]
        to_ada = await room.asked("ada")
        await room.decides(to_ada, Act.APPROVE)
        await room.delivers()
        to_bo = await room.asked("bo", "is there decaf?")
        await room.decides(to_bo, Act.APPROVE)
        await room.delivers()
        to_cy = await room.asked("cy", "do you ship to Norway?")

        assert [text[:10] for text in room.answers_on_x()] == [first[:10], second[:10]], "the second gets the next variant"
        assert (await room.draft(to_cy)).text == ""
        room.passes(3 * DAY + timedelta(hours=1))
        to_dee = await room.asked("dee", "do you ship to Sweden?")
        assert (await room.draft(to_dee)).text.startswith(first[:10])


async def test_two_waiting_cards_propose_different_texts_where_there_are_two(tmp_path: Path) -> None:
    async with mailroom(tmp_path) as room:
        await room.saves()
        posts = [room.asks(room.x.joins(name), text) for name, text in (("ada", QUESTION), ("bo", "is there decaf?"))]
        await room.hears()

        assert {(await room.draft(post)).text[:10] for post in posts} == {text[:10] for text in REPLIES[Intent.QUESTION]}


async def test_of_two_cards_with_the_same_text_the_second_approver_is_told(tmp_path: Path) -> None:
    async with mailroom(tmp_path) as room:
        await room.saves({Intent.QUESTION: REPLIES[Intent.QUESTION][:1]})
        to_ada, to_bo = room.asks(room.x.joins("ada")), room.asks(room.x.joins("bo"), "is there decaf?")
        await room.hears()
        assert isinstance(await room.decides(to_ada, Act.APPROVE), Decided)

        outcome = await room.decides(to_bo, Act.APPROVE, LEO)
        assert isinstance(outcome, Faulty)
        assert "went out lately" in outcome.faults[0]
        assert await room.state(to_bo) is STATES.OPEN
        await room.delivers()
        assert isinstance(await room.decides(to_bo, Act.APPROVE, LEO), Faulty), "nor after it went out"
        await room.writes(to_bo, OWN_WORDS, LEO)
        assert isinstance(await room.decides(to_bo, Act.APPROVE, LEO), Decided)


@pytest.mark.parametrize("template", ["Thanks, {name}!", "{name} ❤️"])
async def test_the_same_saved_reply_with_a_long_name_is_the_same(tmp_path: Path, template: str) -> None:
    async with mailroom(tmp_path) as room:
        await room.saves({Intent.THANKS: (template,)})
        people = [room.x.joins(f"p{place}", name=name) for place, name in enumerate(("Sarah Whitmore-Jones", "Maximilian Oberhauser"))]
        first, second = [room.asks(person, text) for person, text in zip(people, ("Thank you!", "thanks for the beans"), strict=True)]
        await room.hears()
        assert isinstance(await room.decides(first, Act.APPROVE), Decided)

        outcome = await room.decides(second, Act.APPROVE, LEO)
        assert isinstance(outcome, Faulty)
        assert "went out lately" in outcome.faults[0]
        await room.delivers()
        assert len(room.answers_on_x()) == 1


async def prices_of(room: Mailroom, text: str) -> tuple[int, bool]:
    post = await room.asked("ada")
    await room.writes(post, text)
    card = await room.card(post)
    assert card.answering is not None
    return card.price, card.answering.has_link


@pytest.mark.parametrize("text", ["Order at harbourlight.example.com, please", "See https://x.com/a for more"])
async def test_a_link_is_named_with_its_price(tmp_path: Path, text: str) -> None:
    async with mailroom(tmp_path) as room:
        assert await prices_of(room, text) == (200_000, True)
