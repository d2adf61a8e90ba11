"""Every post that speaks to the account is decided about: an answer is suggested, or it is left out, and the history says why."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from bot.demo.x import Dialect, Person, Persona, Post, ReplySettings
from bot.domain import Act, Intent, InteractionKind, Keyword, Note, SuggestionKind, SuggestionState
from bot.domain.jobs import Job
from bot.scoring.post_worth import PostMerit
from bot.views.words.sentences import sentence
from bot.workflow.inbox import triage
from bot.workflow.inbox.triage import EVERY, MAX_WAITING, NOT_ON_X, SUPERSEDED
from tests.support.samples.notes import codes
from tests.support.samples.replies import QUESTION
from tests.support.team import MAYA
from tests.support.world import World

STATES = SuggestionState
HOUR = timedelta(hours=1)
USER_READ, OWNED_READ = 10_000, 1_000


def looked_up(world: World) -> list[list[str]]:
    """Who was asked about at X, call by call."""
    return [call.query["ids"].split(",") for call in world.x.calls if call.path == "/2/users"]


async def best_first(world: World) -> list[int]:
    """The posts on the desk."""
    async with world.store.read() as tx:
        return [suggestion.post_id or 0 for suggestion in await tx.suggestions.best_open(1_000, kind=SuggestionKind.REPLY)]


async def why_left_out(world: World, post: Post) -> Note:
    ((act, why),) = await world.history(post)
    assert act is Act.LEAVE_OUT
    assert post.id not in await best_first(world)
    assert why is not None
    return why


async def test_a_stranger_is_looked_up_once_whatever_they_go_on_to_say(tmp_path: Path) -> None:
    async with World(tmp_path) as world:
        post = await world.new_question("ada")
        assert looked_up(world) == [[str(post.author.id)]]
        assert world.x.spent_micros == OWNED_READ + USER_READ

        await world.decide(post, Act.SKIP)
        again = world.post_question(post.author, "and is there decaf?")
        await world.ingest()
        assert await world.state(again) is STATES.OPEN
        assert len(looked_up(world)) == 1
        assert await world.spent() == world.x.spent_micros == 2 * OWNED_READ + USER_READ


async def test_whoever_is_known_is_not_looked_up(tmp_path: Path) -> None:
    async with World(tmp_path) as world:
        ada = world.x.gains_follower("ada")
        await world.add_followers(ada)
        before = len(looked_up(world))
        post = world.post_question(ada)
        await world.ingest()

        assert await world.state(post) is STATES.OPEN
        assert len(looked_up(world)) == before


async def test_of_many_strangers_the_best_are_looked_up_and_no_more_than_somebody_gets_to(tmp_path: Path) -> None:
    async with World(tmp_path) as world:
        greeting = [world.post_question(world.x.joins(f"greets{n}"), f"good morning, quay number {n}") for n in range(30)]
        asking = [world.post_question(world.x.joins(f"asks{n}"), f"do you ship to island {n}?") for n in range(30)]
        await world.ingest()

        assert world.x.spent_micros == 60 * OWNED_READ + MAX_WAITING * USER_READ
        assert all([await world.find_suggestion(post) for post in asking]), "questions before greetings"
        assert sum([await world.find_suggestion(post) is not None for post in greeting]) == MAX_WAITING - 30

        for _ in range(3):
            world.advance(EVERY)
            assert await world.run(Job.TRIAGE) == world.clock.now() + EVERY
        assert await world.spent() == world.x.spent_micros == 60 * OWNED_READ + MAX_WAITING * USER_READ, (
            "while they wait nobody else is looked up"
        )

        for post in asking[:5]:
            await world.decide(post, Act.SKIP)
        await world.run(Job.TRIAGE)
        assert len(looked_up(world)[-1]) == 5
        assert len(await best_first(world)) == MAX_WAITING


async def test_whoever_is_known_waits_behind_no_number_of_strangers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(triage, "MOST", 10)
    monkeypatch.setattr(triage, "MAX_WAITING", 2)
    async with World(tmp_path) as world:
        follower = world.x.joins("ada")
        await world.add_followers(follower)
        post = world.post_question(follower)
        world.advance(timedelta(minutes=1))
        for n in range(15):
            world.post_question(world.x.joins(f"asks{n}"), f"do you ship to island {n}?")
        await world.ingest()

        assert await world.state(post) is STATES.OPEN


async def test_while_enough_wait_strangers_spam_is_left_out_by_and_by(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(triage, "MAX_WAITING", 1)
    monkeypatch.setattr(triage, "MAX_STRANGERS", 20)
    async with World(tmp_path) as world:
        await world.new_question("ada")
        spam = world.post_question(world.x.joins("seller"), "dm for promo https://t.co/x")
        for n in range(30):
            world.post_question(world.x.joins(f"asks{n}"), f"do you ship to island {n}?")
        await world.ingest()
        await world.run(Job.TRIAGE)

        assert sentence(await why_left_out(world, spam)).startswith("looks like spam")
        assert len(await best_first(world)) == 1


async def test_questions_come_before_praise_and_reach_before_none(tmp_path: Path) -> None:
    async with World(tmp_path) as world:
        praise = world.post_question(world.x.joins("bo"), "best flat white on the quay, love it!")
        unknown = world.post_question(world.x.joins("cy", followers=200), "do you ship to Norway?")
        star = world.post_question(world.x.joins("dee", persona=Persona.BIG, followers=90_000), "do you ship to Sweden?")
        await world.ingest()

        assert await best_first(world) == [star.id, unknown.id, praise.id]
        card = await world.card(star)
        assert card.reply_details is not None
        assert codes(card.reply_details.why)[0] == PostMerit.ASKS


async def test_topics_and_acquaintance_count(tmp_path: Path) -> None:
    async with World(tmp_path) as world:
        async with world.store.write() as tx:
            await tx.keywords.replace(Keyword.TOPIC, ["espresso"])
        plain = world.post_question(world.x.joins("bo", followers=200), "do you ship to Norway?")
        about = world.post_question(world.x.joins("cy", followers=200), "do you have espresso today?")
        await world.ingest()
        assert await best_first(world) == [about.id, plain.id]

        await world.decide(about, Act.SKIP)
        for text in ("do you have espresso tomorrow?", "hello again"):
            world.post_question(about.author, text)
        await world.ingest()
        card = await world.services.decisions.best(SuggestionKind.REPLY)
        assert card[0] is not None
        assert card[0].reply_details is not None
        assert PostMerit.SPOKE_BEFORE in codes(card[0].reply_details.why)


@pytest.mark.parametrize(
    ("settings", "why"),
    [
        (ReplySettings.SUBSCRIBERS, "only people who pay them may reply"),
        (ReplySettings.VERIFIED, "only verified people may reply"),
        (ReplySettings.FOLLOWED, "only people they follow may reply"),
    ],
)
async def test_quotes_that_admit_others_only_are_left_out(tmp_path: Path, settings: ReplySettings, why: str) -> None:
    async with World(tmp_path) as world:
        own = world.x.posts(world.x.account, "The Guji is back.")
        await world.ingest()
        post = world.x.posts(world.x.joins("ada"), "well now", mentions_account=False, quotes=own, reply_settings=settings)
        await world.ingest()

        assert sentence(await why_left_out(world, post)) == why
        assert looked_up(world) == [], "nobody pays to know who they are"


async def test_a_suspicious_author_is_left_out_with_the_facts(tmp_path: Path) -> None:
    async with World(tmp_path) as world:
        post = world.post_question(world.x.joins("buyer", persona=Persona.SUSPICIOUS))
        await world.ingest()

        assert sentence(await why_left_out(world, post)).startswith("the facts look suspicious (")


async def test_spam_and_what_somebody_said_before_are_left_out(tmp_path: Path) -> None:
    async with World(tmp_path) as world:
        ada = world.x.joins("ada")
        first = world.post_question(ada, "do you ship to Norway?")
        await world.ingest()
        await world.decide(first, Act.SKIP)
        again = world.post_question(ada, "Do you  SHIP to Norway?")
        spam = world.post_question(world.x.joins("seller"), "dm for promo https://t.co/x")
        await world.ingest()

        assert sentence(await why_left_out(world, again)) == "said the same before"
        assert sentence(await why_left_out(world, spam)).startswith("looks like spam")
        assert [person.username for person in people_looked_up(world)] == ["ada"]


def people_looked_up(world: World) -> list[Person]:
    found = [world.x.find_id(int(user_id)) for ids in looked_up(world) for user_id in ids]
    return [person for person in found if person is not None]


async def test_the_account_s_own_post_is_left_out(tmp_path: Path) -> None:
    async with World(tmp_path) as world:
        own = world.x.posts(world.x.account, f"as @{world.x.account.username} always says")
        await world.ingest()

        assert sentence(await why_left_out(world, own)) == "the account's own post"
        assert looked_up(world) == []


async def test_opt_out_is_for_every_later_post(tmp_path: Path) -> None:
    async with World(tmp_path) as world:
        post = await world.new_question("ada")
        await world.decide(post, Act.OPT_OUT)
        later = world.post_question(post.author, "and is there decaf?")
        await world.ingest()

        assert await world.state(post) is STATES.SKIPPED
        assert sentence(await why_left_out(world, later)) == "has opted out"


async def test_one_open_reply_a_person_and_the_next_one_when_that_is_settled(tmp_path: Path) -> None:
    async with World(tmp_path) as world:
        ada = world.x.joins("ada")
        greeting, question = world.post_question(ada, "good morning, you two"), world.post_question(ada, "do you ship to Norway?")
        await world.ingest()
        assert (await world.state(question), await world.find_suggestion(greeting)) == (STATES.OPEN, None), "the better one first"
        world.post_question(ada, "is there decaf?")
        await world.ingest()
        assert len(await best_first(world)) == 1

        world.woken.clear()
        await world.decide(question, Act.SKIP)
        assert Job.TRIAGE in world.woken
        await world.run(Job.TRIAGE)
        assert len(await best_first(world)) == 1
        assert await world.state(question) is STATES.SKIPPED


async def test_a_card_that_nobody_waits_for_gives_way_to_a_question_or_complaint(tmp_path: Path) -> None:
    async with World(tmp_path) as world:
        ada = world.x.joins("ada")
        greeting = world.post_question(ada, "good morning, you two")
        await world.ingest()
        thanks = world.post_question(ada, "thank you for the beans")
        await world.ingest()
        assert (await world.state(greeting), await world.find_suggestion(thanks)) == (STATES.OPEN, None)

        complaint = world.post_question(ada, "my grinder arrived broken")
        await world.ingest()
        assert (await world.state(greeting), await world.state(complaint)) == (STATES.EXPIRED, STATES.OPEN)
        assert (await world.card(greeting)).suggestion.note == SUPERSEDED
        question = world.post_question(ada, "do you ship to Norway?")
        await world.ingest()
        assert (await world.state(complaint), await world.find_suggestion(question)) == (STATES.OPEN, None), (
            "the first one who waits comes first"
        )


@pytest.mark.parametrize("spam", [True, False])
async def test_a_card_gives_way_neither_to_spam_nor_once_a_member_has_written_on_it(tmp_path: Path, spam: bool) -> None:
    async with World(tmp_path) as world:
        ada = world.x.joins("ada")
        greeting = world.post_question(ada, "good morning, you two")
        await world.ingest()
        if not spam:
            await world.edit_draft(greeting, "Good morning to you, too!")
        world.post_question(ada, "Do you want to grow? DM for promo https://t.co/x" if spam else "is there decaf?")
        await world.ingest()

        assert await world.state(greeting) is STATES.OPEN


async def test_after_the_window_nothing_is_suggested_and_what_is_open_expires(tmp_path: Path) -> None:
    async with World(tmp_path, reply_window=timedelta(hours=2)) as world:
        ada = world.x.joins("ada")
        early = world.post_question(ada)
        world.advance(2 * HOUR)
        await world.ingest()
        assert await world.find_suggestion(early) is None
        assert looked_up(world) == []

        late = world.post_question(ada, "is there decaf?")
        await world.ingest()
        assert (await world.suggestion(late)).expires_at == late.created_at + 2 * HOUR
        world.advance(2 * HOUR)
        await world.run(Job.EXPIRY)
        assert await world.state(late) is STATES.EXPIRED


async def test_nothing_is_decided_while_paused(tmp_path: Path) -> None:
    async with World(tmp_path) as world:
        post = world.post_question(world.x.joins("ada"))
        await world.run(Job.POLL_MENTIONS)
        await world.services.pause.pause(MAYA)
        assert await world.run(Job.TRIAGE) is None
        assert (await world.find_suggestion(post), looked_up(world)) == (None, [])

        await world.services.pause.resume(MAYA)
        await world.run(Job.TRIAGE)
        assert await world.state(post) is STATES.OPEN


async def test_whoever_is_gone_from_x_is_not_suggested_and_stops_nobody(tmp_path: Path) -> None:
    async with World(tmp_path) as world:
        gone, there = world.post_question(world.x.joins("ada")), world.post_question(world.x.joins("bo"), "is there decaf?")
        await world.run(Job.POLL_MENTIONS)
        world.x.suspends(gone.author)
        await world.run(Job.TRIAGE)

        assert await world.find_suggestion(gone) is None
        assert await world.state(there) is STATES.OPEN
        assert await why_left_out(world, gone) == NOT_ON_X


async def test_many_who_are_gone_do_not_keep_others_from_being_looked_up(tmp_path: Path) -> None:
    async with World(tmp_path) as world:
        gone = [world.post_question(world.x.joins(f"gone{n}"), f"why was order {n} broken? terrible") for n in range(MAX_WAITING + 5)]
        there = world.post_question(world.x.joins("bo"), "good morning, you two")
        await world.run(Job.POLL_MENTIONS)
        for post in gone:
            world.x.suspends(post.author)
        await world.run(Job.TRIAGE)
        await world.run(Job.TRIAGE)

        assert await world.state(there) is STATES.OPEN
        assert {await why_left_out(world, post) for post in gone} == {NOT_ON_X}
        asked = [user_id for ids in looked_up(world) for user_id in ids]
        assert len(asked) == len(set(asked)), "nobody is asked about twice"


async def test_of_many_strangers_as_many_are_looked_up_as_there_is_money_for(tmp_path: Path) -> None:
    async with World(tmp_path, daily_budget=100_000) as world:
        for n in range(12):
            world.post_question(world.x.joins(f"asks{n}"), f"do you ship to island {n}?")
        await world.ingest()

        (asked,) = looked_up(world)
        assert 1 < len(asked) < 12
        assert len(await best_first(world)) == len(asked)


async def test_an_outage_between_hearing_and_choosing_loses_nobody(tmp_path: Path) -> None:
    async with World(tmp_path) as world:
        post = world.post_question(world.x.joins("ada"))
        await world.run(Job.POLL_MENTIONS)
        world.x.down = True
        await world.run(Job.TRIAGE)
        assert await world.find_suggestion(post) is None
        world.x.down = False
        world.restart()
        await world.run(Job.TRIAGE)

        assert await world.state(post) is STATES.OPEN


async def test_without_money_for_strangers_the_known_are_suggested_all_the_same(tmp_path: Path) -> None:
    async with World(tmp_path, daily_budget=20_000, monthly_budget=1_000_000) as world:
        known = world.x.gains_follower("ada")
        await world.add_followers(known)
        post, stranger = world.post_question(known), world.post_question(world.x.joins("bo"), "is there decaf?")
        await world.ingest()

        assert await world.state(post) is STATES.OPEN
        assert await world.find_suggestion(stranger) is None
        world.advance(14 * HOUR)
        await world.ingest()
        assert await world.state(stranger) is STATES.OPEN, "when the budget renews"


async def test_the_draft_says_what_the_post_was_taken_for(tmp_path: Path) -> None:
    async with World(tmp_path) as world:
        await world.save_replies()
        post = await world.new_question("ada", QUESTION)
        draft = await world.draft(post)

        assert (draft.intent, draft.revision) == (Intent.QUESTION, 1)
        assert draft.because
        assert draft.text.startswith("Good question,")
        stored = await world.stored_post(post)
        assert stored is not None
        assert stored.kind is InteractionKind.MENTION


@pytest.mark.parametrize("dialect", list(Dialect))
async def test_answers_to_somebody_else_make_no_cards_however_they_carry_the_handle_along(tmp_path: Path, dialect: Dialect) -> None:
    async with World(tmp_path) as world:
        world.x.dialect = dialect
        await world.save_replies()
        question = await world.new_question("ada")
        bo, cleo = world.x.joins("bo"), world.x.joins("cleo")
        await world.add_followers(bo)
        first = world.x.replies_to_thread(bo, question, "the Guji, I think. Do you like it?")
        others = [
            world.x.replies_to_thread(cleo, first, words) for words in ("no, stop it", "can you stop replying to me?", "and the decaf?")
        ]
        to_us = world.x.replies_to_thread(cleo, first, f"what does {world.x.account.name} say?")
        await world.ingest()

        for post in (first, *others):
            assert "answers somebody else" in sentence(await why_left_out(world, post))
        assert await world.state(to_us) is STATES.OPEN
        assert set(await best_first(world)) == {to_us.id, question.id}
        assert await world.services.opt_outs.all(10) == ([], 0), "nobody asked us to stop"
        card = await world.card(to_us)
        assert card.reply_details is not None
        assert card.reply_details.spoke == 0, "their first words to us"
