"""Drafts are made from the saved replies, and none that repeats what went out lately."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from bot.domain import Act, Intent, Note, SuggestionState
from bot.domain.jobs import Job
from bot.drafting.examples import EXAMPLES
from bot.drafting.faults import NoDraft, TextFault
from bot.workflow.suggestions.decisions import Changed, Decided, Invalid
from bot.workflow.suggestions.drafts import DraftChanged, NoAlternative
from tests.support.samples.replies import QUESTION, SAVED_REPLIES
from tests.support.team import LEO
from tests.support.world import World

STATES = SuggestionState
DAY = timedelta(days=1)
OWN_WORDS = "Guji today, until the bag is empty."


async def test_a_draft_is_made_from_the_saved_replies(tmp_path: Path) -> None:
    async with World(tmp_path) as world:
        await world.services.saved_replies.add_examples()
        ada = world.x.joins("ada", name="Ada Marsh")
        post = world.post_question(ada, "do you ship to Norway?")
        await world.ingest()
        card = await world.card(post)

        assert card.reply_details is not None
        assert card.reply_details.draft.text == EXAMPLES[0].text.replace("{name}", "Ada")
        assert (card.reply_details.draft.intent, card.reply_details.no_draft) == (Intent.QUESTION, None)
        assert (card.price, card.reply_details.has_link) == (10_000, False)


async def test_without_a_fitting_saved_reply_the_card_offers_to_write(tmp_path: Path) -> None:
    async with World(tmp_path) as world:
        await world.save_replies({Intent.PRAISE: ("So kind of you!",)})
        post = await world.new_question("ada", QUESTION)
        card = await world.card(post)

        assert card.reply_details is not None
        assert (card.reply_details.draft.text, card.reply_details.no_draft) == ("", Note(NoDraft.NONE_OF_INTENT, {"intent": "question"}))
        outcome = await world.decide(post, Act.APPROVE)
        assert isinstance(outcome, Invalid)
        assert outcome.faults == (Note(TextFault.BLANK),)
        assert await world.state(post) is STATES.OPEN


async def test_another_goes_round_and_comes_back_to_the_first(tmp_path: Path) -> None:
    async with World(tmp_path) as world:
        await world.save_replies()
        post = await world.new_question("ada")
        first = await world.draft(post)
        for number in (1, 2):
            suggestion = await world.suggestion(post)
            outcome = await world.services.drafts.another(suggestion.id, suggestion.revision, LEO)
            assert isinstance(outcome, DraftChanged)
            drafted = await world.draft(post)
            assert (drafted.revision, drafted.text == first.text) == (first.revision + number, number == 2)

        assert [act for act, _ in await world.history(post)] == [Act.ANOTHER] * 2
        stale = await world.services.drafts.another((await world.suggestion(post)).id, first.revision, LEO)
        assert isinstance(stale, Changed)


async def test_where_there_is_no_other_it_says_why(tmp_path: Path) -> None:
    async with World(tmp_path) as world:
        await world.save_replies({Intent.QUESTION: SAVED_REPLIES[Intent.QUESTION][:1]})
        post = await world.new_question("ada")
        suggestion = await world.suggestion(post)
        assert await world.services.drafts.another(suggestion.id, suggestion.revision, LEO) == NoAlternative()

        await world.edit_draft(post, OWN_WORDS)
        world.x.posts(world.x.account, (await world.services.saved_replies.all())[0].text.format(name="Bo"))
        await world.ingest()
        suggestion = await world.suggestion(post)
        outcome = await world.services.drafts.another(suggestion.id, suggestion.revision, LEO)
        assert outcome == NoAlternative(Note(NoDraft.ALL_SENT, {"intent": "question", "days": 3}))
        assert (await world.draft(post)).text == OWN_WORDS


async def test_what_went_out_lately_is_not_proposed_and_after_the_days_it_is_again(tmp_path: Path) -> None:
    async with World(tmp_path, repeat_days=3) as world:
        await world.save_replies()
        first, second = SAVED_REPLIES[Intent.QUESTION]
        to_ada = await world.new_question("ada")
        await world.decide(to_ada, Act.APPROVE)
        await world.run(Job.DELIVER_REPLIES)
        to_bo = await world.new_question("bo", "is there decaf?")
        await world.decide(to_bo, Act.APPROVE)
        await world.run(Job.DELIVER_REPLIES)
        to_cy = await world.new_question("cy", "do you ship to Norway?")

        assert [text[:10] for text in world.replies_on_x()] == [first[:10], second[:10]], "the second gets the next variant"
        assert (await world.draft(to_cy)).text == ""
        world.advance(3 * DAY + timedelta(hours=1))
        to_dee = await world.new_question("dee", "do you ship to Sweden?")
        assert (await world.draft(to_dee)).text.startswith(first[:10])


async def test_two_waiting_cards_propose_different_texts_where_there_are_two(tmp_path: Path) -> None:
    async with World(tmp_path) as world:
        await world.save_replies()
        posts = [world.post_question(world.x.joins(name), text) for name, text in (("ada", QUESTION), ("bo", "is there decaf?"))]
        await world.ingest()

        assert {(await world.draft(post)).text[:10] for post in posts} == {text[:10] for text in SAVED_REPLIES[Intent.QUESTION]}


async def test_of_two_cards_with_the_same_text_the_second_approver_is_told(tmp_path: Path) -> None:
    async with World(tmp_path) as world:
        await world.save_replies({Intent.QUESTION: SAVED_REPLIES[Intent.QUESTION][:1]})
        to_ada, to_bo = world.post_question(world.x.joins("ada")), world.post_question(world.x.joins("bo"), "is there decaf?")
        await world.ingest()
        assert isinstance(await world.decide(to_ada, Act.APPROVE), Decided)

        outcome = await world.decide(to_bo, Act.APPROVE, LEO)
        assert isinstance(outcome, Invalid)
        assert outcome.faults[0].code == TextFault.REPEATS
        assert await world.state(to_bo) is STATES.OPEN
        await world.run(Job.DELIVER_REPLIES)
        assert isinstance(await world.decide(to_bo, Act.APPROVE, LEO), Invalid), "nor after it went out"
        await world.edit_draft(to_bo, OWN_WORDS, LEO)
        assert isinstance(await world.decide(to_bo, Act.APPROVE, LEO), Decided)


@pytest.mark.parametrize("template", ["Thanks, {name}!", "{name} ❤️"])
async def test_the_same_saved_reply_with_a_long_name_is_the_same(tmp_path: Path, template: str) -> None:
    async with World(tmp_path) as world:
        await world.save_replies({Intent.THANKS: (template,)})
        people = [world.x.joins(f"p{place}", name=name) for place, name in enumerate(("Sarah Whitmore-Jones", "Maximilian Oberhauser"))]
        first, second = [
            world.post_question(person, text) for person, text in zip(people, ("Thank you!", "thanks for the beans"), strict=True)
        ]
        await world.ingest()
        assert isinstance(await world.decide(first, Act.APPROVE), Decided)

        outcome = await world.decide(second, Act.APPROVE, LEO)
        assert isinstance(outcome, Invalid)
        assert outcome.faults[0].code == TextFault.REPEATS
        await world.run(Job.DELIVER_REPLIES)
        assert len(world.replies_on_x()) == 1


async def prices_of(world: World, text: str) -> tuple[int, bool]:
    post = await world.new_question("ada")
    await world.edit_draft(post, text)
    card = await world.card(post)
    assert card.reply_details is not None
    return card.price, card.reply_details.has_link


@pytest.mark.parametrize("text", ["Order at harbourlight.example.com, please", "See https://x.com/a for more"])
async def test_a_link_is_named_with_its_price(tmp_path: Path, text: str) -> None:
    async with World(tmp_path) as world:
        assert await prices_of(world, text) == (200_000, True)


async def test_drafts_are_made_from_the_languages_that_the_team_has_chosen(tmp_path: Path) -> None:
    async with World(tmp_path) as world:
        await world.save_replies({Intent.QUESTION: ("It is, {name}.",)}, language="en")
        await world.save_replies({Intent.QUESTION: ("Ja, {name}.",)}, language="de")
        await world.services.settings.change("draft_languages", "EN", LEO)
        german = world.x.posts(world.x.joins("ada"), "Liefert ihr auch nach Norwegen?", lang="de")
        english = await world.new_question("bo")

        of_german, of_english = (await world.card(german)).reply_details, (await world.card(english)).reply_details
        assert of_german is not None
        assert of_english is not None
        assert (of_german.draft.text, of_german.no_draft) == ("", Note(NoDraft.LANGUAGE_UNUSED, {"language": "de"}))
        assert of_english.draft.text
        assert isinstance(await world.services.drafts.another((await world.suggestion(german)).id, 1, LEO), NoAlternative)
