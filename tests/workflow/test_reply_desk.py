"""A draft is proposed, rewritten and approved: what goes out is the text the approver saw, and nothing typed is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.domain import Act, Intent, SuggestionKind, SuggestionState
from bot.workflow.context import Job
from bot.workflow.inbox.drafts import Redrafted, Written
from bot.workflow.inbox.poll_mentions import EVERY
from bot.workflow.suggestions.decisions import BACK_AFTER, Changed, Decided, Faulty, NotAllowed, TooLate
from tests.workflow.loopback import START
from tests.workflow.mailroom import LEO, MAYA, PASSER_BY, REPLIES, mailroom

STATES = SuggestionState
OWN_WORDS = "Guji today, until the bag is empty."


async def test_approving_a_text_that_has_changed_moves_nothing(tmp_path: Path) -> None:
    async with mailroom(tmp_path) as room:
        await room.saves()
        post = await room.asked("ada")
        seen = (await room.suggestion(post)).revision
        await room.writes(post, OWN_WORDS, LEO)
        before = await room.suggestion(post)
        room.woken.clear()

        outcome = await room.decides(post, Act.APPROVE, MAYA, seen)
        assert isinstance(outcome, Changed)
        assert outcome.decision is not None
        assert outcome.decision.member is not None
        assert (outcome.decision.act, outcome.decision.member.name) == (Act.EDIT, "Leo")
        assert outcome.card.answering is not None
        assert outcome.card.answering.draft.text == OWN_WORDS
        assert await room.suggestion(post) == before
        assert room.woken == []

        assert isinstance(await room.decides(post, Act.APPROVE, MAYA, before.revision), Decided)
        assert Job.REPLY in room.woken


async def test_an_answer_is_never_approved_without_saying_which_text(tmp_path: Path) -> None:
    async with mailroom(tmp_path) as room:
        await room.saves()
        post = await room.asked("ada")

        assert isinstance(await room.desk.decide((await room.suggestion(post)).id, Act.APPROVE, MAYA), Changed)
        assert await room.state(post) is STATES.OPEN


async def test_an_edit_is_kept_with_its_author_and_its_words(tmp_path: Path) -> None:
    async with mailroom(tmp_path) as room:
        await room.saves()
        post = await room.asked("ada")
        suggestion = await room.suggestion(post)
        outcome = await room.replies.edit(suggestion.id, suggestion.revision, OWN_WORDS, LEO)

        assert isinstance(outcome, Redrafted)
        draft = await room.draft(post)
        assert (draft.text, draft.revision, draft.written_by, draft.saved_reply_id) == (OWN_WORDS, suggestion.revision + 1, "Leo", None)
        assert draft.intent is Intent.QUESTION
        assert await room.acts(post) == [(Act.EDIT, OWN_WORDS)]
        assert outcome.card.suggestion.version > suggestion.version, "so that the channel shows it"


async def test_an_edit_of_a_text_that_changed_meanwhile_is_kept_for_its_author_alone(tmp_path: Path) -> None:
    async with mailroom(tmp_path) as room:
        await room.saves()
        post = await room.asked("ada")
        suggestion = await room.suggestion(post)
        await room.writes(post, OWN_WORDS, LEO)

        outcome = await room.replies.edit(suggestion.id, suggestion.revision, "Come and taste it, we are open!", MAYA)
        assert isinstance(outcome, Changed)
        assert (await room.draft(post)).text == OWN_WORDS
        assert await room.replies.written(suggestion.id, MAYA) == Written("Come and taste it, we are open!", suggestion.revision + 1)
        assert await room.replies.written(suggestion.id, LEO) == Written(OWN_WORDS, suggestion.revision + 1)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("x" * 281, "281 characters"),
        ("$GUJI and $KENYA", "one cashtag"),
        ("ask @somebody_else", "@somebody_else"),
        ("  \n ", "no text yet"),
        (REPLIES[Intent.PRAISE][0].format(name="bo"), "went out lately"),
    ],
)
async def test_what_cannot_go_out_is_said_and_nothing_typed_is_lost(tmp_path: Path, text: str, says: str) -> None:
    async with mailroom(tmp_path) as room:
        await room.saves()
        room.x.posts(room.x.account, REPLIES[Intent.PRAISE][0].format(name="bo"))
        post = await room.asked("ada")
        suggestion, drafted = await room.suggestion(post), (await room.draft(post)).text

        outcome = await room.replies.edit(suggestion.id, suggestion.revision, text, MAYA)
        assert isinstance(outcome, Faulty)
        assert len(outcome.faults) == 1
        assert says in outcome.faults[0]
        assert await room.suggestion(post) == suggestion
        assert (await room.draft(post)).text == drafted
        typed = text if text.strip() else drafted
        assert await room.replies.written(suggestion.id, MAYA) == Written(typed, suggestion.revision)
        assert await room.replies.written(suggestion.id, LEO) == Written(drafted, suggestion.revision)

        await room.writes(post, OWN_WORDS)
        assert await room.replies.written(suggestion.id, MAYA) == Written(OWN_WORDS, suggestion.revision + 1), "it is settled now"


async def test_every_fault_has_its_sentence(tmp_path: Path) -> None:
    async with mailroom(tmp_path) as room:
        post = await room.asked("ada")
        suggestion = await room.suggestion(post)
        outcome = await room.replies.edit(suggestion.id, suggestion.revision, "$AA $BB @bo " + "x" * 280, MAYA)

        assert isinstance(outcome, Faulty)
        assert len(outcome.faults) == 3


async def test_what_is_stored_is_what_is_shown(tmp_path: Path) -> None:
    async with mailroom(tmp_path) as room:
        post = await room.asked("ada")
        suggestion = await room.suggestion(post)
        await room.replies.edit(
            suggestion.id, suggestion.revision, "  Guji \u202etoday\u200b,\n\n\n until  the bag\tis empty.\u0007 ", MAYA
        )

        assert (await room.draft(post)).text == "Guji today,\n\nuntil the bag is empty."


async def test_an_edit_comes_too_late_once_somebody_has_decided(tmp_path: Path) -> None:
    async with mailroom(tmp_path) as room:
        await room.saves()
        post = await room.asked("ada")
        suggestion, drafted = await room.suggestion(post), (await room.draft(post)).text
        await room.decides(post, Act.APPROVE, LEO)

        for late in (
            await room.replies.edit(suggestion.id, suggestion.revision, OWN_WORDS, MAYA),
            await room.replies.another(suggestion.id, suggestion.revision, MAYA),
            await room.replies.written(suggestion.id, MAYA),
        ):
            assert isinstance(late, TooLate)
            assert late.decision is not None
            assert late.decision.member is not None
            assert (late.decision.act, late.decision.member.name) == (Act.APPROVE, "Leo")
        assert (await room.draft(post)).text == drafted


async def test_a_put_off_answer_can_still_be_written(tmp_path: Path) -> None:
    async with mailroom(tmp_path) as room:
        post = await room.asked("ada")
        await room.decides(post, Act.SNOOZE)
        assert (await room.suggestion(post)).snoozed_until == room.clock.now() + BACK_AFTER
        await room.writes(post, OWN_WORDS)
        room.passes(BACK_AFTER)
        await room.keeps_up()

        assert (await room.state(post), (await room.draft(post)).text) == (STATES.OPEN, OWN_WORDS)


async def test_the_desk_gives_the_best_of_a_kind(tmp_path: Path) -> None:
    async with mailroom(tmp_path) as room:
        praise = await room.asked("bo", "best flat white on the quay, love it!")
        question = await room.asked("ada", "do you ship to Norway?")

        best, waiting = await room.desk.best(SuggestionKind.REPLY)
        second, _ = await room.desk.best(SuggestionKind.REPLY, skip=1)
        assert (best and best.suggestion.post_id, second and second.suggestion.post_id, waiting) == (question.id, praise.id, 2)
        assert await room.desk.best(SuggestionKind.FOLLOW_BACK) == (None, 0)


async def test_only_who_may_decide_writes(tmp_path: Path) -> None:
    async with mailroom(tmp_path) as room:
        await room.saves()
        post = await room.asked("ada")
        suggestion = await room.suggestion(post)

        assert isinstance(await room.decides(post, Act.APPROVE, PASSER_BY), NotAllowed)
        assert isinstance(await room.replies.edit(suggestion.id, suggestion.revision, OWN_WORDS, PASSER_BY), NotAllowed)
        assert isinstance(await room.replies.another(suggestion.id, suggestion.revision, PASSER_BY), NotAllowed)
        assert isinstance(await room.replies.written(suggestion.id, PASSER_BY), NotAllowed)
        assert await room.suggestion(post) == suggestion


async def test_what_is_not_there_is_too_late_for_everything(tmp_path: Path) -> None:
    async with mailroom(tmp_path) as room:
        assert await room.desk.decide(99, Act.APPROVE, MAYA, 1) == TooLate(None, None)
        assert await room.replies.edit(99, 1, OWN_WORDS, MAYA) == TooLate(None, None)
        assert await room.replies.another(99, 1, MAYA) == TooLate(None, None)
        assert await room.replies.written(99, MAYA) == TooLate(None, None)


async def test_never_about_an_answer_also_ends_the_question_of_following_back(tmp_path: Path) -> None:
    async with mailroom(tmp_path) as room:
        ada = room.x.gains_follower("ada")
        followed = await room.follow_back(ada)
        post = room.asks(ada)
        await room.hears()
        await room.decides(post, Act.NEVER, LEO)

        card = await room.desk.card(followed)
        assert card is not None
        assert (card.suggestion.state, card.suggestion.note) == (STATES.EXPIRED, "Leo left them alone for good.")
        assert await room.state(post) is STATES.SKIPPED
        async with room.store.read() as tx:
            told = await tx.tally.decisions_by_member(START, room.clock.now() + EVERY)
        assert told == {"Leo": {"never": 1}}, "decided once, whatever came of it"
        ((left, _),) = [await room.left_alone.all(10)]
        assert [(entry.user_id, entry.by, entry.wish) for entry in left] == [(ada.id, "Leo", "")]
