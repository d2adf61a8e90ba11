"""Whatever is said to the account is stored once, and whoever asks to be left alone is, at once."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta
from pathlib import Path

import pytest

from bot.demo.x import Post
from bot.domain import Act, Decision, Interaction, InteractionKind, SuggestionState
from bot.domain import Post as Told
from bot.workflow.context import Job
from bot.workflow.delivery.verify_replies import SETTLES
from bot.workflow.followers.stream_events import Tidings
from bot.workflow.followers.stream_health import Agreement
from bot.workflow.inbox.ingest import EDIT_ENDS, EDITED, WISHED, Hearing
from bot.workflow.inbox.poll_mentions import EVERY, Listen
from bot.x.parse.posts import parse_posts
from bot.x.stream.events import Spoke
from tests.workflow.mailroom import LEO, MAYA, Mailroom, mailroom

STATES = SuggestionState


async def left_alone(room: Mailroom) -> list[tuple[int, str, str]]:
    entries, count = await room.left_alone.all(100)
    assert len(entries) == count
    return [(entry.user_id, entry.by, entry.wish) for entry in entries]


async def test_what_is_stored_of_a_post_is_what_x_tells_of_it(tmp_path: Path) -> None:
    async with mailroom(tmp_path) as room:
        own = room.x.posts(room.x.account, "The Guji is back.")
        await room.hears()
        ada, bo = room.x.joins("ada"), room.x.joins("bo")
        mention = room.x.posts(ada, "hello there", lang="de")
        answer = room.x.posts(bo, "and the decaf?", in_reply_to=own, reply_settings="mentionedUsers")
        thread = room.x.posts(ada, f"@{bo.username} ask @{room.x.account.username}", in_reply_to=answer)
        quote = room.x.posts(bo, "go and see", mentions_account=False, quotes=own)
        await room.hears()

        found = [await room.stored(post) for post in (mention, answer, thread, quote)]
        assert found[0] == Interaction(
            mention.id, ada.id, mention.created_at, InteractionKind.MENTION, mention.text, "de", mention.id, summoned=True,
            reply_settings="everyone",
        )  # fmt: skip
        kinds = [(each.kind, each.summoned, each.conversation_id) for each in found if each is not None]
        assert kinds[1:] == [
            (InteractionKind.REPLY, True, own.id),
            (InteractionKind.MENTION, True, own.id),
            (InteractionKind.QUOTE, True, quote.id),
        ], "who answers somebody else has mentioned the account and not replied to it"
        assert found[1] is not None
        assert found[1].reply_settings == "mentionedUsers"


def told_thinly(post: Post, **more: object) -> list[Told]:
    """As an event may tell of a post: who wrote it, and little else."""
    return parse_posts({"id": str(post.id), "author_id": str(post.author.id), **more}, post.created_at)


async def test_what_an_event_leaves_out_is_filled_in_from_the_list(tmp_path: Path) -> None:
    async with mailroom(tmp_path) as room:
        own = room.x.posts(room.x.account, "The Guji is back.")
        answer = room.x.posts(room.x.joins("ada"), "und der Koffeinfreie?", in_reply_to=own, lang="de", reply_settings="following")
        assert await Hearing(room.context).take_in(told_thinly(answer)) == {answer.author.id}
        thin = await room.stored(answer)
        assert thin is not None
        assert (thin.kind, thin.text, thin.summoned) == (InteractionKind.MENTION, "", True), "X told of it as a mention"
        room.woken.clear()
        await room.listens()

        full = await room.stored(answer)
        assert full is not None
        assert (full.kind, full.text, full.lang) == (InteractionKind.REPLY, answer.text, "de")
        assert (full.conversation_id, full.reply_settings) == (own.id, "following")
        assert Job.CHOOSE in room.woken
        await Hearing(room.context).take_in(told_thinly(answer, text="und"))
        assert await room.stored(answer) == full, "what says less takes nothing away"
        await room.chooses()
        assert await room.state(answer) is STATES.OPEN


async def test_a_wish_is_honoured_once_its_words_are_known(tmp_path: Path) -> None:
    async with mailroom(tmp_path) as room:
        wish = room.asks(room.x.joins("ada"), "leave me alone")
        await Hearing(room.context).take_in(told_thinly(wish))
        assert await left_alone(room) == []
        await room.listens()

        ((user_id, _, said),) = await left_alone(room)
        assert (user_id, bool(said)) == (wish.author.id, True)


@pytest.mark.parametrize(("named", "summoned"), [(["bo"], False), (["bo", "HARBOURLIGHT"], True), ([], True)])
async def test_a_post_that_names_others_alone_did_not_ask_for_the_account(tmp_path: Path, named: list[str], summoned: bool) -> None:
    async with mailroom(tmp_path) as room:
        post = room.asks(room.x.joins("ada"))
        entities = {"mentions": [{"username": name} for name in named]}
        await Hearing(room.context).take_in(told_thinly(post, text="hello", entities=entities))

        stored = await room.stored(post)
        assert stored is not None
        assert stored.summoned is summoned


async def test_whoever_is_known_to_have_spoken_is_not_assessed_again_for_it(tmp_path: Path) -> None:
    async with mailroom(tmp_path) as room:
        post = room.asks(room.x.joins("ada"))
        assert await Hearing(room.context).take_in(told_thinly(post)) == {post.author.id}
        reassessed: list[int] = []

        async def reassess(user_ids: Collection[int]) -> None:
            reassessed.extend(user_ids)

        await Tidings(room.context, Agreement(), lambda: None, reassess).take_in([Spoke("1", *told_thinly(post))])
        await Listen(room.context, room.door, reassess).run()

        assert reassessed == []


async def test_a_rush_that_costs_more_than_a_day_s_budget_is_heard_in_as_many_days_as_it_takes(tmp_path: Path) -> None:
    async with mailroom(tmp_path, daily_budget=200_000) as room:
        room.asks(room.x.joins("early"))
        await room.listens()
        crowd = room.x.joins("crowd")
        posts = [room.asks(crowd, f"what about number {number}?") for number in range(400)]
        known = []
        for _ in range(3):
            room.passes(timedelta(days=1))
            room.restarts()
            for _ in range(20):
                room.passes(EVERY)
                await room.listens()
            known.append(await room.counted(crowd))

        assert known[-1] == len(posts)
        assert known[0] < known[1] < len(posts)
        assert await room.spent() == room.x.spent_micros == (2 + len(posts)) * 1_000, "the first mention once more: a day went by since"


async def test_a_second_reading_counts_nothing_twice(tmp_path: Path) -> None:
    async with mailroom(tmp_path) as room:
        post = await room.asked("ada")
        async with room.store.write() as tx:
            await tx.accounts.mentions_read(post.id - 1)
        room.restarts()
        await room.hears()

        assert await room.counted(post.author) == 1
        assert len(await room.acts(post)) == 0, "and it was suggested once"
        assert await room.state(post) is STATES.OPEN


@pytest.mark.parametrize("words", ["stop", "please leave me alone", "Lasst mich in Ruhe!", "deja de escribirme, por favor"])
async def test_whoever_asks_is_left_alone_at_once(tmp_path: Path, words: str) -> None:
    async with mailroom(tmp_path) as room:
        ada = room.x.gains_follower("ada")
        followed = await room.follow_back(ada)
        question = room.asks(ada)
        await room.hears()
        wish = room.asks(ada, words)
        await room.listens()

        assert await room.acts(question) == [(Act.OPT_OUT, WISHED)]
        assert await room.state(question) is STATES.EXPIRED
        card = await room.desk.card(followed)
        assert card is not None
        assert (card.suggestion.state, card.suggestion.note) == (STATES.EXPIRED, WISHED), "nor is anybody asked about following"
        ((user_id, by, said),) = await left_alone(room)
        assert (user_id, by) == (ada.id, "")
        assert said
        assert Job.SHOW in room.woken

        await room.chooses()
        assert [act for act, _ in await room.acts(wish)] == [Act.LEAVE_OUT]
        again = room.asks(ada, "And another thing, what about the decaf?")
        await room.hears()
        assert await room.acts(again) == [(Act.LEAVE_OUT, "is left alone")]


async def test_a_wish_also_ends_what_is_approved_or_handed_off_and_was_not_sent(tmp_path: Path) -> None:
    async with mailroom(tmp_path) as room:
        ada, bo = room.x.gains_follower("ada"), room.x.gains_follower("bo")
        followed = await room.follow_back(ada)
        await room.desk.decide(followed, Act.APPROVE, MAYA)
        (approved,) = await room.approved("cy")
        to_bo = room.asks(bo)
        await room.hears()
        await room.writes(to_bo, "By hand, then.")
        await room.decides(to_bo, Act.APPROVE)
        async with room.store.write() as tx:
            suggestion = await tx.suggestions.get((await room.suggestion(to_bo)).id)
            assert suggestion is not None
            await tx.suggestions.move(
                suggestion.id, to=STATES.HANDED_OFF, from_={STATES.APPROVED}, decision=_handing_off(room), sent_at=room.clock.now()
            )
        for person in (ada, bo, approved.author):
            room.asks(person, "stop")
        await room.hears()
        await room.delivers()

        card = await room.desk.card(followed)
        assert card is not None
        assert card.suggestion.state is STATES.WITHDRAWN
        assert [await room.state(post) for post in (approved, to_bo)] == [STATES.WITHDRAWN] * 2
        assert (await room.acts(approved))[-1] == (Act.OPT_OUT, WISHED)
        assert room.answers_on_x() == []
        assert await room.follows_back() is None
        assert room.x.follow_requests == []


async def test_what_is_being_sent_is_past_a_wish(tmp_path: Path) -> None:
    async with mailroom(tmp_path) as room:
        (post,) = await room.approved("ada")
        room.x.drop_answers(1)
        await room.delivers()
        room.asks(post.author, "stop")
        await room.listens()
        assert await room.state(post) in (STATES.IN_DOUBT, STATES.DONE), "X may have it already, and that is found out"

        room.passes(SETTLES)
        await room.confirms()
        assert await room.state(post) is STATES.DONE
        assert len(room.answers_on_x()) == 1


async def test_a_wish_can_be_taken_back_and_is_not_heard_a_second_time(tmp_path: Path) -> None:
    async with mailroom(tmp_path) as room:
        ada = room.x.joins("ada")
        wish = room.asks(ada, "stop")
        await room.hears()
        assert await room.left_alone.take_back(ada.id, LEO) is True
        assert await room.left_alone.take_back(ada.id, LEO) is False
        async with room.store.write() as tx:
            await tx.accounts.mentions_read(wish.id - 1)
        later = room.asks(ada, "sorry! and what is on the filter?")
        await room.hears()

        assert await left_alone(room) == []
        assert await room.state(later) is STATES.OPEN


async def test_the_last_version_of_a_post_is_suggested_and_the_one_before_it_no_longer(tmp_path: Path) -> None:
    async with mailroom(tmp_path) as room:
        await room.saves()
        post = await room.asked("ada", "what is on the filtre today?")
        first = room.x.edits(post, "@harbourlight what is on the filter today, and is there decaf?")
        await room.hears()
        assert (await room.state(post), (await room.card(post)).suggestion.note) == (SuggestionState.EXPIRED, EDIT_ENDS)
        assert await room.state(first) is SuggestionState.OPEN

        last = room.x.edits(first, "@harbourlight the filter? the decaf?")
        await room.hears()
        assert [await room.state(version) for version in (post, first, last)] == [
            SuggestionState.EXPIRED,
            SuggestionState.EXPIRED,
            SuggestionState.OPEN,
        ]
        await room.decides(last, Act.APPROVE)
        await room.delivers()
        assert len(room.answers_on_x(last)) == len(room.answers_on_x()) == 1


@pytest.mark.parametrize("act", [Act.APPROVE, Act.SKIP])
async def test_what_was_decided_about_one_version_holds_for_the_next(tmp_path: Path, act: Act) -> None:
    async with mailroom(tmp_path) as room:
        await room.saves()
        post = await room.asked("ada")
        await room.decides(post, act)
        await room.delivers()
        edited = room.x.edits(post, "@harbourlight what is on the filter this morning?")
        await room.hears()

        assert await room.state(edited) is SuggestionState.SKIPPED
        assert await room.acts(edited) == [(Act.LEAVE_OUT, EDITED)]
        assert len(room.answers_on_x()) == (1 if act is Act.APPROVE else 0)


async def test_what_mutuals_left_out_is_read_again_once_it_is_edited(tmp_path: Path) -> None:
    async with mailroom(tmp_path) as room:
        spam = await room.asked("ada", "Click the link in my bio and claim your free crypto giveaway now!!! https://t.co/x")
        assert await room.suggested(spam) is None
        edited = room.x.edits(spam, "@harbourlight what is on the filter?")
        await room.hears()

        assert await room.state(edited) is SuggestionState.OPEN


async def test_the_account_cannot_ask_itself_to_stop(tmp_path: Path) -> None:
    async with mailroom(tmp_path) as room:
        room.x.posts(room.x.account, f"@{room.x.account.username} stop")
        await room.hears()

        assert await left_alone(room) == []


def _handing_off(room: Mailroom) -> Decision:
    return Decision(Act.HAND_OFF, room.clock.now())
