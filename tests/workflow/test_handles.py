"""Somebody takes another handle, and somebody else the one they had: nothing that Mutuals shows or sends reaches the wrong person."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from bot.demo.x import Post
from bot.domain import Act, Intent, Profile, Purpose, SuggestionState
from bot.views.suggestions.card import card_view
from bot.workflow.people.lookup import People, key_of
from bot.workflow.suggestions.decisions import Decided, Faulty
from tests.views.people import text
from tests.workflow.mailroom import Mailroom, mailroom

STATES = SuggestionState
DAY = timedelta(days=1)
USER_READ = 10_000
NAMED: dict[Intent, tuple[str, ...]] = {Intent.QUESTION: ("Good question, {handle}. Somebody at the counter knows!",)}
NAMELESS: dict[Intent, tuple[str, ...]] = {Intent.QUESTION: ("We will look that up and be right back.",)}


async def profile(room: Mailroom, user_id: int) -> Profile:
    async with room.store.read() as tx:
        found = await tx.profiles.get(user_id)
    assert found is not None
    return found


def takes_over(room: Mailroom, post: Post) -> None:
    """Whoever wrote this takes another handle, and a stranger theirs."""
    old = post.author.username
    room.x.renames(post.author, f"{old}_of_old")
    room.x.gains_follower(old)


def looked_up(room: Mailroom) -> int:
    return len([call for call in room.x.calls if call.path == "/2/users"])


async def test_who_speaks_again_is_looked_up_anew_once_a_day_and_shown_by_the_name_of_today(tmp_path: Path) -> None:
    async with mailroom(tmp_path) as room:
        await room.saves(NAMED)
        first = await room.asked("ada")
        await room.decides(first, Act.SKIP)
        room.passes(2 * DAY)
        takes_over(room, first)
        before = looked_up(room)
        again = room.asks(first.author, "and what is on the filter on Sunday?")
        await room.hears()

        assert (await room.draft(again)).text.startswith("Good question, @ada_of_old.")
        said = text(card_view(await room.card(again)))
        assert f"[`@ada_of_old`](https://x.com/i/user/{first.author.id})" in said
        assert "@ada " not in said.replace(again.text, "")
        assert looked_up(room) == before + 1
        for word in ("decaf", "oat milk"):
            room.asks(first.author, f"and what about {word}?")
            await room.hears()
        assert looked_up(room) == before + 1
        assert await room.spent() == room.x.spent_micros


async def test_a_name_that_somebody_else_has_now_is_not_shown_offered_or_drafted_with(tmp_path: Path) -> None:
    async with mailroom(tmp_path) as room:
        await room.saves(NAMED)
        post = await room.asked("ada")
        await room.knows(post.author)
        assert (await room.draft(post)).text.startswith("Good question, @ada.")
        takes_over(room, post)
        other = room.x.person("ada")
        await room.knows(other)

        assert ((await profile(room, post.author.id)).username, (await profile(room, other.id)).username) == ("", "ada")
        card = await room.card(post)
        assert f"[on X](https://x.com/i/user/{post.author.id})" in text(card_view(card))
        outcome = await room.decides(post, Act.APPROVE)
        assert isinstance(outcome, Faulty)
        assert "Somebody else has the handle now that its author had" in outcome.faults[0]
        assert not room.answers_on_x()

        people = People(room.context)
        found = await people.look_up("@ada")
        assert found is not None
        assert found.profile.user_id == other.id
        offered = await people.handles("ada")
        assert [one.user_id for one in offered if one.username] == [other.id]
        old = await profile(room, post.author.id)
        by_name = await people.look_up(key_of(old))
        assert by_name is not None
        assert by_name.profile.user_id == post.author.id

        room.passes(timedelta(hours=1))
        again = room.asks(post.author, "and is there decaf?")
        await room.hears()
        assert (await profile(room, post.author.id)).username == "ada_of_old", "whose name is unknown is looked up as soon as they speak"
        assert await room.stored(again) is not None


async def test_an_approved_text_with_a_handle_is_looked_at_before_it_goes_out_and_comes_back_where_it_is_somebody_else_s(
    tmp_path: Path,
) -> None:
    async with mailroom(tmp_path, reply_window=5 * DAY) as room:
        post = await room.asked("ada")
        await room.writes(post, "Guji today, @ada, until the bag is empty.")
        assert isinstance(await room.decides(post, Act.APPROVE), Decided)
        plain = await room.asked("bo", "and is there decaf?")
        await room.writes(plain, "Our decaf rests on the second shelf.")
        await room.decides(plain, Act.APPROVE)
        room.passes(2 * DAY)
        takes_over(room, post)
        before = looked_up(room)
        await room.delivers()
        await room.goes_on(timedelta(hours=1))

        assert room.answers_on_x() == ["Our decaf rests on the second shelf."]
        assert looked_up(room) == before + 1, "only whom a text names is looked up"
        assert await room.state(post) is STATES.OPEN
        acts = await room.acts(post)
        (why,) = [why for act, why in acts if act is Act.SEND_BACK]
        assert "(@ada_of_old), and this mentions @ada." in why

        await room.writes(post, "Guji today, @ada_of_old, until the bag is empty.")
        await room.decides(post, Act.APPROVE)
        await room.delivers()
        await room.goes_on(timedelta(hours=1))
        assert room.answers_on_x(post) == ["Guji today, @ada_of_old, until the bag is empty."]


async def test_without_money_for_it_nobody_is_looked_up_anew_and_people_are_heard_all_the_same(tmp_path: Path) -> None:
    async with mailroom(tmp_path, daily_budget=100_000) as room:
        await room.saves(NAMELESS)
        first = await room.asked("ada")
        await room.decides(first, Act.SKIP)
        room.passes(2 * DAY)
        async with room.store.write() as tx:
            now = room.clock.now()
            reserved = await tx.ledger.reserve(purpose=Purpose.DETECTION, endpoint="GET /", micros=75_000, at=now)
            assert reserved
        before = looked_up(room)
        again = room.asks(first.author, "and what is on the filter on Sunday?")
        await room.hears()

        assert looked_up(room) == before
        assert await room.state(again) is STATES.OPEN
        assert not room.troubles.present
