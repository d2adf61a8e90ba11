"""Whatever is said to the account is stored once, and whoever opts out is opted out at once."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta
from pathlib import Path

import pytest

from bot.demo.x import Post
from bot.domain import Act, Decision, Exclusion, Interaction, InteractionKind, Note, SuggestionState
from bot.domain import Post as Told
from bot.domain.jobs import Job
from bot.planning.inbox_polls import EVERY
from bot.workflow.delivery.verify import SHOWN_WITHIN
from bot.workflow.followers.stream_events import StreamEvents
from bot.workflow.followers.stream_health import StreamHealth
from bot.workflow.inbox.ingest import EDIT_ENDS, EDITED, OPTED_OUT_NOTE, Ingest
from bot.workflow.inbox.poll_mentions import PollMentions
from bot.x.parse.posts import parse_posts
from bot.x.stream.events import MentionEvent
from tests.support.team import LEO, MAYA
from tests.support.world import World

STATES = SuggestionState


async def opt_outs(world: World) -> list[tuple[int, str, str]]:
    entries, count = await world.services.opt_outs.all(100)
    assert len(entries) == count
    return [(entry.user_id, entry.by, entry.request) for entry in entries]


async def test_what_is_stored_of_a_post_is_what_x_tells_of_it(tmp_path: Path) -> None:
    async with World(tmp_path) as world:
        own = world.x.posts(world.x.account, "The Guji is back.")
        await world.ingest()
        ada, bo = world.x.joins("ada"), world.x.joins("bo")
        mention = world.x.posts(ada, "hello there", lang="de")
        answer = world.x.posts(bo, "and the decaf?", in_reply_to=own, reply_settings="mentionedUsers")
        thread = world.x.posts(ada, f"@{bo.username} ask @{world.x.account.username}", in_reply_to=answer)
        quote = world.x.posts(bo, "go and see", mentions_account=False, quotes=own)
        await world.ingest()

        found = [await world.stored_post(post) for post in (mention, answer, thread, quote)]
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
    async with World(tmp_path) as world:
        own = world.x.posts(world.x.account, "The Guji is back.")
        answer = world.x.posts(world.x.joins("ada"), "und der Koffeinfreie?", in_reply_to=own, lang="de", reply_settings="following")
        assert await Ingest(world.context).add(told_thinly(answer)) == {answer.author.id}
        thin = await world.stored_post(answer)
        assert thin is not None
        assert (thin.kind, thin.text, thin.summoned) == (InteractionKind.MENTION, "", True), "X told of it as a mention"
        world.woken.clear()
        await world.run(Job.POLL_MENTIONS)

        full = await world.stored_post(answer)
        assert full is not None
        assert (full.kind, full.text, full.lang) == (InteractionKind.REPLY, answer.text, "de")
        assert (full.conversation_id, full.reply_settings) == (own.id, "following")
        assert Job.TRIAGE in world.woken
        await Ingest(world.context).add(told_thinly(answer, text="und"))
        assert await world.stored_post(answer) == full, "what says less takes nothing away"
        await world.run(Job.TRIAGE)
        assert await world.state(answer) is STATES.OPEN


async def test_an_opt_out_takes_effect_once_its_words_are_known(tmp_path: Path) -> None:
    async with World(tmp_path) as world:
        request = world.post_question(world.x.joins("ada"), "leave me alone")
        await Ingest(world.context).add(told_thinly(request))
        assert await opt_outs(world) == []
        await world.run(Job.POLL_MENTIONS)

        ((user_id, _, said),) = await opt_outs(world)
        assert (user_id, bool(said)) == (request.author.id, True)


@pytest.mark.parametrize(("named", "summoned"), [(["bo"], False), (["bo", "HARBOURLIGHT"], True), ([], True)])
async def test_a_post_that_names_others_alone_did_not_ask_for_the_account(tmp_path: Path, named: list[str], summoned: bool) -> None:
    async with World(tmp_path) as world:
        post = world.post_question(world.x.joins("ada"))
        entities = {"mentions": [{"username": name} for name in named]}
        await Ingest(world.context).add(told_thinly(post, text="hello", entities=entities))

        stored = await world.stored_post(post)
        assert stored is not None
        assert stored.summoned is summoned


async def test_whoever_is_known_to_have_spoken_is_not_assessed_again_for_it(tmp_path: Path) -> None:
    async with World(tmp_path) as world:
        post = world.post_question(world.x.joins("ada"))
        assert await Ingest(world.context).add(told_thinly(post)) == {post.author.id}
        reassessed: list[int] = []

        async def reassess(user_ids: Collection[int]) -> None:
            reassessed.extend(user_ids)

        await StreamEvents(world.context, StreamHealth(), reassess).handle([MentionEvent("1", *told_thinly(post))])
        await PollMentions(world.context, world.client, reassess).run()

        assert reassessed == []


async def test_a_rush_that_costs_more_than_a_day_s_budget_is_heard_in_as_many_days_as_it_takes(tmp_path: Path) -> None:
    async with World(tmp_path, daily_budget=200_000) as world:
        world.post_question(world.x.joins("early"))
        await world.run(Job.POLL_MENTIONS)
        crowd = world.x.joins("crowd")
        posts = [world.post_question(crowd, f"what about number {number}?") for number in range(400)]
        known = []
        for _ in range(3):
            world.advance(timedelta(days=1))
            world.restart()
            for _ in range(20):
                world.advance(EVERY)
                await world.run(Job.POLL_MENTIONS)
            known.append(await world.post_count(crowd))

        assert known[-1] == len(posts)
        assert known[0] < known[1] < len(posts)
        assert await world.spent() == world.x.spent_micros == (2 + len(posts)) * 1_000, "the first mention once more: a day went by since"


async def test_a_second_reading_counts_nothing_twice(tmp_path: Path) -> None:
    async with World(tmp_path) as world:
        post = await world.new_question("ada")
        async with world.store.write() as tx:
            await tx.accounts.mentions_read(post.id - 1)
        world.restart()
        await world.ingest()

        assert await world.post_count(post.author) == 1
        assert len(await world.history(post)) == 0, "and it was suggested once"
        assert await world.state(post) is STATES.OPEN


@pytest.mark.parametrize("words", ["stop", "please leave me alone", "Lasst mich in Ruhe!", "deja de escribirme, por favor"])
async def test_whoever_asks_is_opted_out_at_once(tmp_path: Path, words: str) -> None:
    async with World(tmp_path) as world:
        ada = world.x.gains_follower("ada")
        followed = await world.suggest_follow_back(ada)
        question = world.post_question(ada)
        await world.ingest()
        request = world.post_question(ada, words)
        await world.run(Job.POLL_MENTIONS)

        assert await world.history(question) == [(Act.HONOUR_OPT_OUT, OPTED_OUT_NOTE)]
        assert await world.state(question) is STATES.EXPIRED
        card = await world.services.decisions.card(followed)
        assert card is not None
        assert (card.suggestion.state, card.suggestion.note) == (STATES.EXPIRED, OPTED_OUT_NOTE), "nor is anybody asked about following"
        ((user_id, by, said),) = await opt_outs(world)
        assert (user_id, by) == (ada.id, "")
        assert said
        assert Job.POST_MESSAGES in world.woken

        await world.run(Job.TRIAGE)
        assert [act for act, _ in await world.history(request)] == [Act.LEAVE_OUT]
        again = world.post_question(ada, "And another thing, what about the decaf?")
        await world.ingest()
        assert await world.history(again) == [(Act.LEAVE_OUT, Note(Exclusion.OPTED_OUT))]


async def test_an_opt_out_also_closes_what_is_approved_or_handed_off_and_was_not_sent(tmp_path: Path) -> None:
    async with World(tmp_path) as world:
        ada, bo = world.x.gains_follower("ada"), world.x.gains_follower("bo")
        followed = await world.suggest_follow_back(ada)
        await world.services.decisions.decide(followed, Act.APPROVE, MAYA)
        (approved,) = await world.approve_replies("cy")
        to_bo = world.post_question(bo)
        await world.ingest()
        await world.edit_draft(to_bo, "By hand, then.")
        await world.decide(to_bo, Act.APPROVE)
        async with world.store.write() as tx:
            suggestion = await tx.suggestions.get((await world.suggestion(to_bo)).id)
            assert suggestion is not None
            await tx.suggestions.move(
                suggestion.id, to=STATES.HANDED_OFF, from_={STATES.APPROVED}, decision=_handing_off(world), sent_at=world.clock.now()
            )
        for person in (ada, bo, approved.author):
            world.post_question(person, "stop")
        await world.ingest()
        await world.run(Job.DELIVER_REPLIES)

        card = await world.services.decisions.card(followed)
        assert card is not None
        assert card.suggestion.state is STATES.WITHDRAWN
        assert [await world.state(post) for post in (approved, to_bo)] == [STATES.WITHDRAWN] * 2
        assert (await world.history(approved))[-1] == (Act.HONOUR_OPT_OUT, OPTED_OUT_NOTE)
        assert world.replies_on_x() == []
        assert await world.run(Job.DELIVER_FOLLOW_BACKS) is None
        assert world.x.followed_through_api == []


async def test_what_is_being_sent_is_past_an_opt_out(tmp_path: Path) -> None:
    async with World(tmp_path) as world:
        (post,) = await world.approve_replies("ada")
        world.x.drop_responses(1)
        await world.run(Job.DELIVER_REPLIES)
        world.post_question(post.author, "stop")
        await world.run(Job.POLL_MENTIONS)
        assert await world.state(post) in (STATES.IN_DOUBT, STATES.DONE), "X may have it already, and that is found out"

        world.advance(SHOWN_WITHIN)
        await world.run(Job.VERIFY_REPLIES)
        assert await world.state(post) is STATES.DONE
        assert len(world.replies_on_x()) == 1


async def test_an_opt_out_can_be_removed_and_is_not_detected_a_second_time(tmp_path: Path) -> None:
    async with World(tmp_path) as world:
        ada = world.x.joins("ada")
        request = world.post_question(ada, "stop")
        await world.ingest()
        assert await world.services.opt_outs.remove(ada.id, LEO) is True
        assert await world.services.opt_outs.remove(ada.id, LEO) is False
        async with world.store.write() as tx:
            await tx.accounts.mentions_read(request.id - 1)
        later = world.post_question(ada, "sorry! and what is on the filter?")
        await world.ingest()

        assert await opt_outs(world) == []
        assert await world.state(later) is STATES.OPEN


async def test_the_last_version_of_a_post_is_suggested_and_the_one_before_it_no_longer(tmp_path: Path) -> None:
    async with World(tmp_path) as world:
        await world.save_replies()
        post = await world.new_question("ada", "what is on the filtre today?")
        first = world.x.edits(post, "@harbourlight what is on the filter today, and is there decaf?")
        await world.ingest()
        assert (await world.state(post), (await world.card(post)).suggestion.note) == (SuggestionState.EXPIRED, EDIT_ENDS)
        assert await world.state(first) is SuggestionState.OPEN

        last = world.x.edits(first, "@harbourlight the filter? the decaf?")
        await world.ingest()
        assert [await world.state(version) for version in (post, first, last)] == [
            SuggestionState.EXPIRED,
            SuggestionState.EXPIRED,
            SuggestionState.OPEN,
        ]
        await world.decide(last, Act.APPROVE)
        await world.run(Job.DELIVER_REPLIES)
        assert len(world.replies_on_x(last)) == len(world.replies_on_x()) == 1


@pytest.mark.parametrize("act", [Act.APPROVE, Act.SKIP])
async def test_what_was_decided_about_one_version_holds_for_the_next(tmp_path: Path, act: Act) -> None:
    async with World(tmp_path) as world:
        await world.save_replies()
        post = await world.new_question("ada")
        await world.decide(post, act)
        await world.run(Job.DELIVER_REPLIES)
        edited = world.x.edits(post, "@harbourlight what is on the filter this morning?")
        await world.ingest()

        assert await world.state(edited) is SuggestionState.SKIPPED
        assert await world.history(edited) == [(Act.LEAVE_OUT, EDITED)]
        assert len(world.replies_on_x()) == (1 if act is Act.APPROVE else 0)


async def test_what_mutuals_left_out_is_read_again_once_it_is_edited(tmp_path: Path) -> None:
    async with World(tmp_path) as world:
        spam = await world.new_question("ada", "Click the link in my bio and claim your free crypto giveaway now!!! https://t.co/x")
        assert await world.find_suggestion(spam) is None
        edited = world.x.edits(spam, "@harbourlight what is on the filter?")
        await world.ingest()

        assert await world.state(edited) is SuggestionState.OPEN


async def test_the_account_cannot_ask_itself_to_stop(tmp_path: Path) -> None:
    async with World(tmp_path) as world:
        world.x.posts(world.x.account, f"@{world.x.account.username} stop")
        await world.ingest()

        assert await opt_outs(world) == []


def _handing_off(world: World) -> Decision:
    return Decision(Act.HAND_OFF, world.clock.now())
