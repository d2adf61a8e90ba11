"""A draft is proposed, rewritten and approved: what goes out is the text the approver saw, and nothing typed is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.domain import Act, Intent, SuggestionKind, SuggestionState
from bot.domain.jobs import Job
from bot.domain.kinds import REPLY_SNOOZED_FOR
from bot.drafting.faults import TextFault
from bot.planning.inbox_polls import EVERY
from bot.workflow.permission import NotPermitted
from bot.workflow.suggestions.decisions import Changed, Decided, Invalid, TooLate
from bot.workflow.suggestions.drafts import DraftChanged
from tests.support.samples.notes import written
from tests.support.samples.replies import SAVED_REPLIES
from tests.support.team import LEO, MAYA, SAM, START
from tests.support.world import World

STATES = SuggestionState
OWN_WORDS = "Guji today, until the bag is empty."


async def test_approving_a_text_that_has_changed_moves_nothing(tmp_path: Path) -> None:
    async with World(tmp_path) as world:
        await world.save_replies()
        post = await world.new_question("ada")
        seen = (await world.suggestion(post)).revision
        await world.edit_draft(post, OWN_WORDS, LEO)
        before = await world.suggestion(post)
        world.woken.clear()

        outcome = await world.decide(post, Act.APPROVE, MAYA, seen)
        assert isinstance(outcome, Changed)
        assert outcome.decision is not None
        assert outcome.decision.member is not None
        assert (outcome.decision.act, outcome.decision.member.name) == (Act.EDIT, "Leo")
        assert outcome.card.reply_details is not None
        assert outcome.card.reply_details.draft.text == OWN_WORDS
        assert await world.suggestion(post) == before
        assert world.woken == []

        assert isinstance(await world.decide(post, Act.APPROVE, MAYA, before.revision), Decided)
        assert Job.DELIVER_REPLIES in world.woken


async def test_an_answer_is_never_approved_without_saying_which_text(tmp_path: Path) -> None:
    async with World(tmp_path) as world:
        await world.save_replies()
        post = await world.new_question("ada")

        assert isinstance(await world.services.decisions.decide((await world.suggestion(post)).id, Act.APPROVE, MAYA), Changed)
        assert await world.state(post) is STATES.OPEN


async def test_an_edit_is_kept_with_its_author_and_its_words(tmp_path: Path) -> None:
    async with World(tmp_path) as world:
        await world.save_replies()
        post = await world.new_question("ada")
        suggestion = await world.suggestion(post)
        outcome = await world.services.drafts.edit(suggestion.id, suggestion.revision, OWN_WORDS, LEO)

        assert isinstance(outcome, DraftChanged)
        draft = await world.draft(post)
        assert (draft.text, draft.revision, draft.written_by, draft.saved_reply_id) == (OWN_WORDS, suggestion.revision + 1, "Leo", None)
        assert draft.intent is Intent.QUESTION
        assert await world.history(post) == [(Act.EDIT, written(OWN_WORDS))]
        assert outcome.card.suggestion.version > suggestion.version, "so that the channel shows it"


async def test_an_edit_of_a_text_that_changed_meanwhile_is_kept_for_its_author_alone(tmp_path: Path) -> None:
    async with World(tmp_path) as world:
        await world.save_replies()
        post = await world.new_question("ada")
        suggestion = await world.suggestion(post)
        await world.edit_draft(post, OWN_WORDS, LEO)

        outcome = await world.services.drafts.edit(suggestion.id, suggestion.revision, "Come and taste it, we are open!", MAYA)
        assert isinstance(outcome, Changed)
        assert (await world.draft(post)).text == OWN_WORDS
        assert await world.form(suggestion.id, MAYA) == ("Come and taste it, we are open!", suggestion.revision + 1)
        assert await world.form(suggestion.id, LEO) == (OWN_WORDS, suggestion.revision + 1)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("x" * 281, TextFault.TOO_LONG),
        ("$GUJI and $KENYA", TextFault.MANY_CASHTAGS),
        ("ask @somebody_else", TextFault.MENTIONS_OTHERS),
        ("  \n ", TextFault.BLANK),
        (SAVED_REPLIES[Intent.PRAISE][0].format(name="bo"), TextFault.REPEATS),
    ],
)
async def test_what_cannot_go_out_is_said_and_nothing_typed_is_lost(tmp_path: Path, text: str, code: str) -> None:
    async with World(tmp_path) as world:
        await world.save_replies()
        world.x.posts(world.x.account, SAVED_REPLIES[Intent.PRAISE][0].format(name="bo"))
        post = await world.new_question("ada")
        suggestion, drafted = await world.suggestion(post), (await world.draft(post)).text

        outcome = await world.services.drafts.edit(suggestion.id, suggestion.revision, text, MAYA)
        assert isinstance(outcome, Invalid)
        assert len(outcome.faults) == 1
        assert outcome.faults[0].code == code
        assert await world.suggestion(post) == suggestion
        assert (await world.draft(post)).text == drafted
        typed = text if text.strip() else drafted
        assert await world.form(suggestion.id, MAYA) == (typed, suggestion.revision)
        assert await world.form(suggestion.id, LEO) == (drafted, suggestion.revision)

        await world.edit_draft(post, OWN_WORDS)
        assert await world.form(suggestion.id, MAYA) == (OWN_WORDS, suggestion.revision + 1), "it is settled now"


async def test_every_fault_has_its_sentence(tmp_path: Path) -> None:
    async with World(tmp_path) as world:
        post = await world.new_question("ada")
        suggestion = await world.suggestion(post)
        outcome = await world.services.drafts.edit(suggestion.id, suggestion.revision, "$AA $BB @bo " + "x" * 280, MAYA)

        assert isinstance(outcome, Invalid)
        assert len(outcome.faults) == 3


async def test_what_is_stored_is_what_is_shown(tmp_path: Path) -> None:
    async with World(tmp_path) as world:
        post = await world.new_question("ada")
        suggestion = await world.suggestion(post)
        await world.services.drafts.edit(
            suggestion.id, suggestion.revision, "  Guji \u202etoday\u200b,\n\n\n until  the bag\tis empty.\u0007 ", MAYA
        )

        assert (await world.draft(post)).text == "Guji today,\n\nuntil the bag is empty."


async def test_an_edit_comes_too_late_once_somebody_has_decided(tmp_path: Path) -> None:
    async with World(tmp_path) as world:
        await world.save_replies()
        post = await world.new_question("ada")
        suggestion, drafted = await world.suggestion(post), (await world.draft(post)).text
        await world.decide(post, Act.APPROVE, LEO)

        for late in (
            await world.services.drafts.edit(suggestion.id, suggestion.revision, OWN_WORDS, MAYA),
            await world.services.drafts.another(suggestion.id, suggestion.revision, MAYA),
            await world.services.drafts.written(suggestion.id, MAYA),
        ):
            assert isinstance(late, TooLate)
            assert late.decision is not None
            assert late.decision.member is not None
            assert (late.decision.act, late.decision.member.name) == (Act.APPROVE, "Leo")
        assert (await world.draft(post)).text == drafted


async def test_a_put_off_answer_can_still_be_written(tmp_path: Path) -> None:
    async with World(tmp_path) as world:
        post = await world.new_question("ada")
        await world.decide(post, Act.SNOOZE)
        assert (await world.suggestion(post)).snoozed_until == world.clock.now() + REPLY_SNOOZED_FOR
        await world.edit_draft(post, OWN_WORDS)
        world.advance(REPLY_SNOOZED_FOR)
        await world.run(Job.EXPIRY)

        assert (await world.state(post), (await world.draft(post)).text) == (STATES.OPEN, OWN_WORDS)


async def test_the_desk_gives_the_best_of_a_kind(tmp_path: Path) -> None:
    async with World(tmp_path) as world:
        praise = await world.new_question("bo", "best flat white on the quay, love it!")
        question = await world.new_question("ada", "do you ship to Norway?")

        best, waiting = await world.services.decisions.best(SuggestionKind.REPLY)
        second, _ = await world.services.decisions.best(SuggestionKind.REPLY, skip=1)
        assert (best and best.suggestion.post_id, second and second.suggestion.post_id, waiting) == (question.id, praise.id, 2)
        assert await world.services.decisions.best(SuggestionKind.FOLLOW_BACK) == (None, 0)


async def test_only_who_may_decide_writes(tmp_path: Path) -> None:
    async with World(tmp_path) as world:
        await world.save_replies()
        post = await world.new_question("ada")
        suggestion = await world.suggestion(post)

        with pytest.raises(NotPermitted):
            await world.decide(post, Act.APPROVE, SAM)
        with pytest.raises(NotPermitted):
            await world.services.drafts.edit(suggestion.id, suggestion.revision, OWN_WORDS, SAM)
        with pytest.raises(NotPermitted):
            await world.services.drafts.another(suggestion.id, suggestion.revision, SAM)
        with pytest.raises(NotPermitted):
            await world.services.drafts.written(suggestion.id, SAM)
        assert await world.suggestion(post) == suggestion


async def test_what_is_not_there_is_too_late_for_everything(tmp_path: Path) -> None:
    async with World(tmp_path) as world:
        assert await world.services.decisions.decide(99, Act.APPROVE, MAYA, 1) == TooLate(None, None)
        assert await world.services.drafts.edit(99, 1, OWN_WORDS, MAYA) == TooLate(None, None)
        assert await world.services.drafts.another(99, 1, MAYA) == TooLate(None, None)
        assert await world.services.drafts.written(99, MAYA) == TooLate(None, None)


async def test_who_is_not_to_be_answered_can_still_be_followed_back(tmp_path: Path) -> None:
    async with World(tmp_path) as world:
        ada = world.x.gains_follower("ada")
        followed = await world.suggest_follow_back(ada)
        post = world.post_question(ada)
        await world.ingest()
        await world.decide(post, Act.OPT_OUT, LEO)

        card = await world.services.decisions.card(followed)
        assert card is not None
        assert (card.suggestion.state, await world.state(post)) == (STATES.OPEN, STATES.SKIPPED)
        later = world.post_question(ada, "and on Monday?")
        await world.ingest()
        assert await world.state(later) is STATES.SKIPPED, "nobody is asked about it"
        async with world.store.read() as tx:
            told = await tx.digest_highlights.decisions_by_member(START, world.clock.now() + EVERY)
        assert [(by.name, by.count) for by in told] == [("Leo", 1)]
        ((left, _),) = [await world.services.opt_outs.all(10)]
        assert [(entry.user_id, entry.by, entry.kinds) for entry in left] == [(ada.id, "Leo", frozenset({SuggestionKind.REPLY}))]


async def test_what_was_left_out_for_an_opt_out_is_triaged_again_once_that_is_undone(tmp_path: Path) -> None:
    async with World(tmp_path) as world:
        ada = world.x.gains_follower("ada")
        post = world.post_question(ada)
        await world.ingest()
        await world.decide(post, Act.OPT_OUT, LEO)
        later = world.post_question(ada, "and on Monday?")
        await world.ingest()
        assert await world.state(later) is STATES.SKIPPED

        await world.decide(post, Act.UNDO, MAYA)
        await world.decide(post, Act.SKIP, MAYA)
        await world.run(Job.TRIAGE)

        assert await world.state(later) is STATES.OPEN
