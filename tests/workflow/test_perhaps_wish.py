"""Who may be asking to be left alone: nothing is proposed, a human decides, and nobody waits for it behind anything else."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from bot.domain import Act, Decision, Draft, Intent, SuggestionState
from bot.workflow.inbox.drafting import WISHED_PERHAPS
from bot.workflow.inbox.drafts import NoOther, Written
from bot.workflow.inbox.ingest import Hearing
from bot.workflow.inbox.triage import GAVE_WAY_TO_A_WISH
from bot.workflow.suggestions.decisions import Decided, Faulty
from bot.x.parse.posts import parse_posts
from tests.workflow.mailroom import MAYA, mailroom

STATES = SuggestionState
PERHAPS = "lovely coffee, thank you, but please stop secretly replying to my posts"
WORDS = "stop secretly replying to my posts"


async def test_nothing_is_proposed_and_nothing_can_be_approved_that_nobody_wrote(tmp_path: Path) -> None:
    async with mailroom(tmp_path) as room:
        await room.saves({Intent.THANKS: ("You are very welcome!",), Intent.PRAISE: ("So kind!",), Intent.OTHER: ("Hello!",)})
        post = await room.asked("ada", PERHAPS)

        card = await room.card(post)
        assert card.answering is not None
        assert (card.answering.perhaps_wish, card.answering.draft.text) == (WORDS, "")
        assert "may be asking to be left alone" in card.answering.why
        assert isinstance(await room.decides(post, Act.APPROVE), Faulty)
        other = await room.replies.another(card.suggestion.id, card.suggestion.revision, MAYA)
        assert other == NoOther(WISHED_PERHAPS)
        await room.delivers()
        assert room.answers_on_x() == []

        await room.writes(post, "Sorry! You will not hear from us again.")
        assert isinstance(await room.decides(post, Act.APPROVE), Decided)
        await room.delivers()
        assert room.answers_on_x() == ["Sorry! You will not hear from us again."]


async def test_a_draft_that_was_made_before_stays_out(tmp_path: Path) -> None:
    async with mailroom(tmp_path) as room:
        post = await room.asked("ada", PERHAPS)
        suggestion = await room.suggestion(post)
        made = Draft("You are very welcome!", suggestion.revision + 1, Intent.THANKS, "thank you", saved_reply_id=None)
        async with room.store.write() as tx:
            await tx.replies.redraft(suggestion.id, made, Decision(Act.ANOTHER, room.clock.now(), MAYA))

        card = await room.card(post)
        assert card.answering is not None
        assert card.answering.draft.text == ""
        assert await room.replies.written(suggestion.id, MAYA) == Written("", made.revision)
        assert isinstance(await room.decides(post, Act.APPROVE), Faulty)
        await room.decides(post, Act.SNOOZE)
        assert isinstance(await room.decides(post, Act.APPROVE), Faulty)
        await room.delivers()
        assert room.answers_on_x() == []


@pytest.mark.parametrize("earlier", ["good morning, you two", "do you ship to Norway?"])
async def test_it_waits_behind_nothing_that_mutuals_proposes(tmp_path: Path, earlier: str) -> None:
    async with mailroom(tmp_path) as room:
        ada = room.x.joins("ada")
        first = room.asks(ada, earlier)
        await room.hears()
        wish = room.asks(ada, PERHAPS)
        await room.hears()

        assert (await room.state(first), await room.state(wish)) == (STATES.EXPIRED, STATES.OPEN)
        assert (await room.card(first)).suggestion.note == GAVE_WAY_TO_A_WISH
        question = room.asks(ada, "do you open on Monday?")
        await room.hears()
        assert (await room.state(wish), await room.suggested(question)) == (STATES.OPEN, None)


async def test_never_leaves_them_alone_from_then_on(tmp_path: Path) -> None:
    async with mailroom(tmp_path) as room:
        post = await room.asked("ada", PERHAPS)
        await room.decides(post, Act.NEVER)

        later = room.asks(post.author, "do you ship to Norway?")
        await room.hears()
        assert await room.state(later) is STATES.SKIPPED
        entries, _ = await room.left_alone.all(10)
        assert [entry.user_id for entry in entries] == [post.author.id]


async def test_a_stranger_s_long_posts_are_read_beside_the_loop(tmp_path: Path) -> None:
    """They take a second of work; on the loop nobody's click would be answered meanwhile."""
    async with mailroom(tmp_path) as room:
        now, told = room.clock.now(), []
        for n, filler in enumerate(("stop ", "no more ", "please stop ", "don't stop reply to ", "please ", "lass mich nicht ")):
            author, text = room.x.joins(f"ada{n}"), f"{n} {filler * 5_000}"[:25_000]
            told += parse_posts({"id": str(9_000 + n), "author_id": str(author.id), "text": text, "created_at": now.isoformat()}, now)
        begun, begun_here = time.process_time(), time.thread_time()
        await Hearing(room.context).take_in(told, in_full=True)
        await room.chooses()
        here, everywhere = time.thread_time() - begun_here, time.process_time() - begun

        async with room.store.read() as tx:
            assert len(await tx.replies.to([post.id for post in told])) == len(told)
        assert here < 0.6 * everywhere
        assert here < 1.0
