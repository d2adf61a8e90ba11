"""Every post that speaks to the account is decided about: an answer is suggested, or it is left out, and the history says why."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from bot.demo.x import Dialect, Kind, Person, Post, ReplySettings
from bot.domain import Act, Intent, InteractionKind, SuggestionKind, SuggestionState, Taste
from bot.workflow.context import Job
from bot.workflow.inbox import triage
from bot.workflow.inbox.triage import ENOUGH, EVERY, GAVE_WAY, NOT_ON_X
from tests.workflow.mailroom import MAYA, QUESTION, Mailroom, mailroom

STATES = SuggestionState
HOUR = timedelta(hours=1)
USER_READ, OWNED_READ = 10_000, 1_000


def looked_up(room: Mailroom) -> list[list[str]]:
    """Who was asked about at X, call by call."""
    return [call.query["ids"].split(",") for call in room.x.calls if call.path == "/2/users"]


async def best_first(room: Mailroom) -> list[int]:
    """The posts on the desk."""
    async with room.store.read() as tx:
        return [suggestion.post_id or 0 for suggestion in await tx.suggestions.best_open(1_000, kind=SuggestionKind.REPLY)]


async def why_left_out(room: Mailroom, post: Post) -> str:
    ((act, why),) = await room.acts(post)
    assert act is Act.LEAVE_OUT
    assert post.id not in await best_first(room)
    return why


async def test_a_stranger_is_looked_up_once_whatever_they_go_on_to_say(tmp_path: Path) -> None:
    async with mailroom(tmp_path) as room:
        post = await room.asked("ada")
        assert looked_up(room) == [[str(post.author.id)]]
        assert room.x.spent_micros == OWNED_READ + USER_READ

        await room.decides(post, Act.SKIP)
        again = room.asks(post.author, "and is there decaf?")
        await room.hears()
        assert await room.state(again) is STATES.OPEN
        assert len(looked_up(room)) == 1
        assert await room.spent() == room.x.spent_micros == 2 * OWNED_READ + USER_READ


async def test_whoever_is_known_is_not_looked_up(tmp_path: Path) -> None:
    async with mailroom(tmp_path) as room:
        ada = room.x.gains_follower("ada")
        await room.knows(ada)
        before = len(looked_up(room))
        post = room.asks(ada)
        await room.hears()

        assert await room.state(post) is STATES.OPEN
        assert len(looked_up(room)) == before


async def test_of_many_strangers_the_best_are_looked_up_and_no_more_than_somebody_gets_to(tmp_path: Path) -> None:
    async with mailroom(tmp_path) as room:
        greeting = [room.asks(room.x.joins(f"greets{n}"), f"good morning, quay number {n}") for n in range(30)]
        asking = [room.asks(room.x.joins(f"asks{n}"), f"do you ship to island {n}?") for n in range(30)]
        await room.hears()

        assert room.x.spent_micros == 60 * OWNED_READ + ENOUGH * USER_READ
        assert all([await room.suggested(post) for post in asking]), "questions before greetings"
        assert sum([await room.suggested(post) is not None for post in greeting]) == ENOUGH - 30

        for _ in range(3):
            room.passes(EVERY)
            assert await room.chooses() == room.clock.now() + EVERY
        assert await room.spent() == room.x.spent_micros == 60 * OWNED_READ + ENOUGH * USER_READ, "while they wait nobody else is looked up"

        for post in asking[:5]:
            await room.decides(post, Act.SKIP)
        await room.chooses()
        assert len(looked_up(room)[-1]) == 5
        assert len(await best_first(room)) == ENOUGH


async def test_whoever_is_known_waits_behind_no_number_of_strangers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(triage, "MOST", 10)
    monkeypatch.setattr(triage, "ENOUGH", 2)
    async with mailroom(tmp_path) as room:
        follower = room.x.joins("ada")
        await room.knows(follower)
        post = room.asks(follower)
        room.passes(timedelta(minutes=1))
        for n in range(15):
            room.asks(room.x.joins(f"asks{n}"), f"do you ship to island {n}?")
        await room.hears()

        assert await room.state(post) is STATES.OPEN


async def test_while_enough_wait_strangers_spam_is_left_out_by_and_by(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(triage, "ENOUGH", 1)
    monkeypatch.setattr(triage, "SIFTED", 20)
    async with mailroom(tmp_path) as room:
        await room.asked("ada")
        spam = room.asks(room.x.joins("seller"), "dm for promo https://t.co/x")
        for n in range(30):
            room.asks(room.x.joins(f"asks{n}"), f"do you ship to island {n}?")
        await room.hears()
        await room.chooses()

        assert (await why_left_out(room, spam)).startswith("looks like spam")
        assert len(await best_first(room)) == 1


async def test_questions_come_before_praise_and_reach_before_none(tmp_path: Path) -> None:
    async with mailroom(tmp_path) as room:
        praise = room.asks(room.x.joins("bo"), "best flat white on the quay, love it!")
        unknown = room.asks(room.x.joins("cy", followers=200), "do you ship to Norway?")
        star = room.asks(room.x.joins("dee", kind=Kind.BIG, followers=90_000), "do you ship to Sweden?")
        await room.hears()

        assert await best_first(room) == [star.id, unknown.id, praise.id]
        card = await room.card(star)
        assert card.answering is not None
        assert card.answering.why.startswith("asks a question")


async def test_topics_and_acquaintance_count(tmp_path: Path) -> None:
    async with mailroom(tmp_path) as room:
        async with room.store.write() as tx:
            await tx.tastes.replace(Taste.TOPIC, ["espresso"])
        plain = room.asks(room.x.joins("bo", followers=200), "do you ship to Norway?")
        about = room.asks(room.x.joins("cy", followers=200), "do you have espresso today?")
        await room.hears()
        assert await best_first(room) == [about.id, plain.id]

        await room.decides(about, Act.SKIP)
        for text in ("do you have espresso tomorrow?", "hello again"):
            room.asks(about.author, text)
        await room.hears()
        card = await room.desk.best(SuggestionKind.REPLY)
        assert card[0] is not None
        assert card[0].answering is not None
        assert "spoke to you" in card[0].answering.why


@pytest.mark.parametrize(
    ("settings", "why"),
    [
        (ReplySettings.SUBSCRIBERS, "only people who pay them may reply"),
        (ReplySettings.VERIFIED, "only verified people may reply"),
        (ReplySettings.FOLLOWED, "only people they follow may reply"),
    ],
)
async def test_quotes_that_admit_others_only_are_left_out(tmp_path: Path, settings: ReplySettings, why: str) -> None:
    async with mailroom(tmp_path) as room:
        own = room.x.posts(room.x.account, "The Guji is back.")
        await room.hears()
        post = room.x.posts(room.x.joins("ada"), "well now", mentions_account=False, quotes=own, reply_settings=settings)
        await room.hears()

        assert await why_left_out(room, post) == why
        assert looked_up(room) == [], "nobody pays to know who they are"


async def test_a_suspicious_author_is_left_out_with_the_facts(tmp_path: Path) -> None:
    async with mailroom(tmp_path) as room:
        post = room.asks(room.x.joins("buyer", kind=Kind.SUSPICIOUS))
        await room.hears()

        assert (await why_left_out(room, post)).startswith("the facts look suspicious (")


async def test_spam_and_what_somebody_said_before_are_left_out(tmp_path: Path) -> None:
    async with mailroom(tmp_path) as room:
        ada = room.x.joins("ada")
        first = room.asks(ada, "do you ship to Norway?")
        await room.hears()
        await room.decides(first, Act.SKIP)
        again = room.asks(ada, "Do you  SHIP to Norway?")
        spam = room.asks(room.x.joins("seller"), "dm for promo https://t.co/x")
        await room.hears()

        assert await why_left_out(room, again) == "said the same before"
        assert (await why_left_out(room, spam)).startswith("looks like spam")
        assert [person.username for person in people_looked_up(room)] == ["ada"]


def people_looked_up(room: Mailroom) -> list[Person]:
    found = [room.x.find_id(int(user_id)) for ids in looked_up(room) for user_id in ids]
    return [person for person in found if person is not None]


async def test_the_account_s_own_post_is_left_out(tmp_path: Path) -> None:
    async with mailroom(tmp_path) as room:
        own = room.x.posts(room.x.account, f"as @{room.x.account.username} always says")
        await room.hears()

        assert await why_left_out(room, own) == "the account's own post"
        assert looked_up(room) == []


async def test_never_is_for_every_later_post(tmp_path: Path) -> None:
    async with mailroom(tmp_path) as room:
        post = await room.asked("ada")
        await room.decides(post, Act.NEVER)
        later = room.asks(post.author, "and is there decaf?")
        await room.hears()

        assert await room.state(post) is STATES.SKIPPED
        assert await why_left_out(room, later) == "is left alone"


async def test_one_open_reply_a_person_and_the_next_one_when_that_is_settled(tmp_path: Path) -> None:
    async with mailroom(tmp_path) as room:
        ada = room.x.joins("ada")
        greeting, question = room.asks(ada, "good morning, you two"), room.asks(ada, "do you ship to Norway?")
        await room.hears()
        assert (await room.state(question), await room.suggested(greeting)) == (STATES.OPEN, None), "the better one first"
        room.asks(ada, "is there decaf?")
        await room.hears()
        assert len(await best_first(room)) == 1

        room.woken.clear()
        await room.decides(question, Act.SKIP)
        assert Job.CHOOSE in room.woken
        await room.chooses()
        assert len(await best_first(room)) == 1
        assert await room.state(question) is STATES.SKIPPED


async def test_a_card_that_nobody_waits_for_gives_way_to_a_question_or_complaint(tmp_path: Path) -> None:
    async with mailroom(tmp_path) as room:
        ada = room.x.joins("ada")
        greeting = room.asks(ada, "good morning, you two")
        await room.hears()
        thanks = room.asks(ada, "thank you for the beans")
        await room.hears()
        assert (await room.state(greeting), await room.suggested(thanks)) == (STATES.OPEN, None)

        complaint = room.asks(ada, "my grinder arrived broken")
        await room.hears()
        assert (await room.state(greeting), await room.state(complaint)) == (STATES.EXPIRED, STATES.OPEN)
        assert (await room.card(greeting)).suggestion.note == GAVE_WAY
        question = room.asks(ada, "do you ship to Norway?")
        await room.hears()
        assert (await room.state(complaint), await room.suggested(question)) == (STATES.OPEN, None), "the first one who waits comes first"


@pytest.mark.parametrize("spam", [True, False])
async def test_a_card_gives_way_neither_to_spam_nor_once_a_member_has_written_on_it(tmp_path: Path, spam: bool) -> None:
    async with mailroom(tmp_path) as room:
        ada = room.x.joins("ada")
        greeting = room.asks(ada, "good morning, you two")
        await room.hears()
        if not spam:
            await room.writes(greeting, "Good morning to you, too!")
        room.asks(ada, "Do you want to grow? DM for promo https://t.co/x" if spam else "is there decaf?")
        await room.hears()

        assert await room.state(greeting) is STATES.OPEN


async def test_after_the_window_nothing_is_suggested_and_what_is_open_expires(tmp_path: Path) -> None:
    async with mailroom(tmp_path, reply_window=timedelta(hours=2)) as room:
        ada = room.x.joins("ada")
        early = room.asks(ada)
        room.passes(2 * HOUR)
        await room.hears()
        assert await room.suggested(early) is None
        assert looked_up(room) == []

        late = room.asks(ada, "is there decaf?")
        await room.hears()
        assert (await room.suggestion(late)).expires_at == late.created_at + 2 * HOUR
        room.passes(2 * HOUR)
        await room.keeps_up()
        assert await room.state(late) is STATES.EXPIRED


async def test_nothing_is_decided_while_paused(tmp_path: Path) -> None:
    async with mailroom(tmp_path) as room:
        post = room.asks(room.x.joins("ada"))
        await room.listens()
        await room.switch.pause(MAYA)
        assert await room.chooses() is None
        assert (await room.suggested(post), looked_up(room)) == (None, [])

        await room.switch.resume(MAYA)
        await room.chooses()
        assert await room.state(post) is STATES.OPEN


async def test_whoever_is_gone_from_x_is_not_suggested_and_stops_nobody(tmp_path: Path) -> None:
    async with mailroom(tmp_path) as room:
        gone, there = room.asks(room.x.joins("ada")), room.asks(room.x.joins("bo"), "is there decaf?")
        await room.listens()
        room.x.vanishes(gone.author)
        await room.chooses()

        assert await room.suggested(gone) is None
        assert await room.state(there) is STATES.OPEN
        assert await why_left_out(room, gone) == NOT_ON_X


async def test_many_who_are_gone_do_not_keep_others_from_being_looked_up(tmp_path: Path) -> None:
    async with mailroom(tmp_path) as room:
        gone = [room.asks(room.x.joins(f"gone{n}"), f"why was order {n} broken? terrible") for n in range(ENOUGH + 5)]
        there = room.asks(room.x.joins("bo"), "good morning, you two")
        await room.listens()
        for post in gone:
            room.x.vanishes(post.author)
        await room.chooses()
        await room.chooses()

        assert await room.state(there) is STATES.OPEN
        assert {await why_left_out(room, post) for post in gone} == {NOT_ON_X}
        asked = [user_id for ids in looked_up(room) for user_id in ids]
        assert len(asked) == len(set(asked)), "nobody is asked about twice"


async def test_of_many_strangers_as_many_are_looked_up_as_there_is_money_for(tmp_path: Path) -> None:
    async with mailroom(tmp_path, daily_budget=100_000) as room:
        for n in range(12):
            room.asks(room.x.joins(f"asks{n}"), f"do you ship to island {n}?")
        await room.hears()

        (asked,) = looked_up(room)
        assert 1 < len(asked) < 12
        assert len(await best_first(room)) == len(asked)


async def test_an_outage_between_hearing_and_choosing_loses_nobody(tmp_path: Path) -> None:
    async with mailroom(tmp_path) as room:
        post = room.asks(room.x.joins("ada"))
        await room.listens()
        room.x.down = True
        await room.chooses()
        assert await room.suggested(post) is None
        room.x.down = False
        room.restarts()
        await room.chooses()

        assert await room.state(post) is STATES.OPEN


async def test_without_money_for_strangers_the_known_are_suggested_all_the_same(tmp_path: Path) -> None:
    async with mailroom(tmp_path, daily_budget=20_000, monthly_budget=1_000_000) as room:
        known = room.x.gains_follower("ada")
        await room.knows(known)
        post, stranger = room.asks(known), room.asks(room.x.joins("bo"), "is there decaf?")
        await room.hears()

        assert await room.state(post) is STATES.OPEN
        assert await room.suggested(stranger) is None
        room.passes(14 * HOUR)
        await room.hears()
        assert await room.state(stranger) is STATES.OPEN, "when there is new money"


async def test_the_draft_says_what_the_post_was_taken_for(tmp_path: Path) -> None:
    async with mailroom(tmp_path) as room:
        await room.saves()
        post = await room.asked("ada", QUESTION)
        draft = await room.draft(post)

        assert (draft.intent, draft.revision) == (Intent.QUESTION, 1)
        assert draft.because
        assert draft.text.startswith("Good question,")
        stored = await room.stored(post)
        assert stored is not None
        assert stored.kind is InteractionKind.MENTION


@pytest.mark.parametrize("dialect", list(Dialect))
async def test_answers_to_somebody_else_make_no_cards_however_they_carry_the_handle_along(tmp_path: Path, dialect: Dialect) -> None:
    async with mailroom(tmp_path) as room:
        room.x.dialect = dialect
        await room.saves()
        question = await room.asked("ada")
        bo, cleo = room.x.joins("bo"), room.x.joins("cleo")
        await room.knows(bo)
        first = room.x.joins_in(bo, question, "the Guji, I think. Do you like it?")
        others = [room.x.joins_in(cleo, first, words) for words in ("no, stop it", "can you stop replying to me?", "and the decaf?")]
        to_us = room.x.joins_in(cleo, first, f"what does {room.x.account.name} say?")
        await room.hears()

        for post in (first, *others):
            assert "answers somebody else" in await why_left_out(room, post)
        assert await room.state(to_us) is STATES.OPEN
        assert set(await best_first(room)) == {to_us.id, question.id}
        assert await room.left_alone.all(10) == ([], 0), "nobody asked us to stop"
        card = await room.card(to_us)
        assert card.answering is not None
        assert card.answering.spoke == 0, "their first words to us"
