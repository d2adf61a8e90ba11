"""Who may be opting out: nothing is proposed, a human decides, and nobody waits for it behind anything else."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.domain import Act, Decision, Draft, Intent, SuggestionState
from bot.domain.jobs import Job
from bot.scoring.post_worth import PostMerit
from bot.workflow.inbox.drafting import MAY_HAVE_OPTED_OUT
from bot.workflow.inbox.triage import SUPERSEDED_BY_OPT_OUT
from bot.workflow.suggestions.decisions import Decided, Invalid
from bot.workflow.suggestions.drafts import NoAlternative
from tests.support.samples.notes import codes, says
from tests.support.team import MAYA
from tests.support.world import World

STATES = SuggestionState
PERHAPS = "lovely coffee, thank you, but please stop secretly replying to my posts"
WORDS = "stop secretly replying to my posts"


async def test_nothing_is_proposed_and_nothing_can_be_approved_that_nobody_wrote(tmp_path: Path) -> None:
    async with World(tmp_path) as world:
        await world.save_replies({Intent.THANKS: ("You are very welcome!",), Intent.PRAISE: ("So kind!",), Intent.OTHER: ("Hello!",)})
        post = await world.new_question("ada", PERHAPS)

        card = await world.card(post)
        assert card.reply_details is not None
        assert (card.reply_details.possible_opt_out, card.reply_details.draft.text) == (WORDS, "")
        assert PostMerit.PERHAPS_OPTS_OUT in codes(card.reply_details.why)
        assert isinstance(await world.decide(post, Act.APPROVE), Invalid)
        other = await world.services.drafts.another(card.suggestion.id, card.suggestion.revision, MAYA)
        assert other == NoAlternative(MAY_HAVE_OPTED_OUT)
        await world.run(Job.DELIVER_REPLIES)
        assert world.replies_on_x() == []

        await world.edit_draft(post, "Sorry! You will not hear from us again.")
        assert isinstance(await world.decide(post, Act.APPROVE), Decided)
        await world.run(Job.DELIVER_REPLIES)
        assert world.replies_on_x() == ["Sorry! You will not hear from us again."]


async def test_a_draft_that_was_made_before_stays_out(tmp_path: Path) -> None:
    async with World(tmp_path) as world:
        post = await world.new_question("ada", PERHAPS)
        suggestion = await world.suggestion(post)
        made = Draft("You are very welcome!", suggestion.revision + 1, Intent.THANKS, says("thank you"), saved_reply_id=None)
        async with world.store.write() as tx:
            await tx.replies.redraft(suggestion.id, made, Decision(Act.ANOTHER, world.clock.now(), MAYA))

        card = await world.card(post)
        assert card.reply_details is not None
        assert card.reply_details.draft.text == ""
        assert await world.form(suggestion.id, MAYA) == ("", made.revision)
        assert isinstance(await world.decide(post, Act.APPROVE), Invalid)
        await world.decide(post, Act.SNOOZE)
        assert isinstance(await world.decide(post, Act.APPROVE), Invalid)
        await world.run(Job.DELIVER_REPLIES)
        assert world.replies_on_x() == []


@pytest.mark.parametrize("earlier", ["good morning, you two", "do you ship to Norway?"])
async def test_it_waits_behind_nothing_that_mutuals_proposes(tmp_path: Path, earlier: str) -> None:
    async with World(tmp_path) as world:
        ada = world.x.joins("ada")
        first = world.post_question(ada, earlier)
        await world.ingest()
        request = world.post_question(ada, PERHAPS)
        await world.ingest()

        assert (await world.state(first), await world.state(request)) == (STATES.EXPIRED, STATES.OPEN)
        assert (await world.card(first)).suggestion.note == SUPERSEDED_BY_OPT_OUT
        question = world.post_question(ada, "do you open on Monday?")
        await world.ingest()
        assert (await world.state(request), await world.find_suggestion(question)) == (STATES.OPEN, None)


async def test_opt_out_lasts_from_then_on(tmp_path: Path) -> None:
    async with World(tmp_path) as world:
        post = await world.new_question("ada", PERHAPS)
        await world.decide(post, Act.OPT_OUT)

        later = world.post_question(post.author, "do you ship to Norway?")
        await world.ingest()
        assert await world.state(later) is STATES.SKIPPED
        entries, _ = await world.services.opt_outs.all(10)
        assert [entry.user_id for entry in entries] == [post.author.id]
