"""A message that Discord does not take rests alone: the others go on, and what concerns the whole channel is told apart."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.demo.discord import Message
from bot.domain import Act, AnnouncementKind
from cogs.channel.attempts import FIRST_PAUSE, LONGEST_PAUSE
from cogs.channel.projection import EVERY
from tests.cogs.house import STATES, House
from tests.cogs.test_projection import digest_body

OLD = timedelta(hours=1, minutes=5)


def posts(house: House, words: str) -> int:
    return sum(request.method == "POST" and words in str(request.payload) for request in house.discord.requests)


async def why(house: House) -> str:
    return (await house.maya.types("/status")).text


async def minutes_pass(house: House, minutes: int) -> None:
    for _ in range(minutes * 6):
        house.passes(timedelta(seconds=10))
        await house.idle()


async def hands_off(house: House, suggestion_id: int) -> None:
    await house.moves(suggestion_id, STATES.HANDED_OFF, Act.HAND_OFF, sent_at=house.clock.now())


async def approved_long_ago(house: House, handle: str) -> tuple[int, Message]:
    suggestion_id = await house.arrives(handle)
    card = await house.card_about(handle)
    await house.maya.presses(card, "Approve")
    return suggestion_id, card


@pytest.mark.parametrize(("status", "code", "tries"), [(503, 0, 10), (403, 50013, 10), (400, 50035, 2)])
async def test_a_card_that_fails_for_ever_holds_nothing_up_and_is_tried_ever_more_rarely(
    house: House, status: int, code: int, tries: int
) -> None:
    approved, card = await approved_long_ago(house, "cy")
    mended = house.discord.refuse(status=status, code=code, method="POST", path_contains="/messages", says="@ada")
    await house.arrives("ada", worth=99)
    await house.until_shown()
    await house.arrives("bo")
    await hands_off(house, approved)

    await house.card_about("bo")
    assert "press **Follow**" in card.text
    await minutes_pass(house, 10)
    assert 2 <= posts(house, "@ada") <= tries
    if status != 400:
        assert "Discord does not take a message in the team's channel" in await why(house)
    mended()
    house.discord.refusals.clear()
    house.passes(timedelta(minutes=10))

    await house.card_about("ada")
    assert len(house.cards_about("ada")) == 1
    await house.until_shown()
    assert "Mutuals is running" in await why(house)


async def test_a_digest_that_fails_for_ever_holds_no_card_and_no_other_news_up(house: House) -> None:
    house.discord.refuse(status=502, method="POST", path_contains="/messages", says="Daily digest")  # discord.py repeats it by itself
    await house.announces(AnnouncementKind.DIGEST, **digest_body())
    await house.announces(AnnouncementKind.ROUTE_CHANGED, route="hand_off")
    await house.discord.channel.shows(lambda m: "no longer lets" in m.text, within=20)
    await house.arrives("ada")

    await house.discord.channel.card_about("ada", within=20)


async def test_an_edit_that_fails_for_ever_holds_no_other_edit_up(house: House) -> None:
    bad, bad_card = await approved_long_ago(house, "ada")
    good, good_card = await approved_long_ago(house, "bo")
    mended = house.discord.refuse(status=503, method="PATCH", path_contains=str(bad_card.id))
    await hands_off(house, bad)
    await hands_off(house, good)
    await house.until_shown()

    assert "press **Follow**" in good_card.text
    assert "press **Follow**" not in bad_card.text
    await minutes_pass(house, 3)
    mended()
    house.passes(LONGEST_PAUSE)
    await house.until_shown()
    assert "press **Follow**" in bad_card.text


@pytest.mark.parametrize("wait", [1.0, 3600.0])
async def test_old_messages_that_discord_lets_nobody_edit_hold_no_card_and_no_fresh_edit_up(house: House, wait: float) -> None:
    old = [await approved_long_ago(house, handle) for handle in ("ada", "bo", "cy", "di", "ed")]
    house.passes(OLD)
    fresh, fresh_card = await approved_long_ago(house, "eve")
    house.discord.limit_old_edits(1, wait)
    before = len(house.discord.requests)
    for suggestion_id, _ in old:
        await hands_off(house, suggestion_id)
    await house.arrives("flo")
    await hands_off(house, fresh)

    await house.discord.channel.card_about("flo", within=2)
    await house.until(lambda: "press **Follow**" in fresh_card.text)
    await house.until(lambda: any("press **Follow**" in card.text for _, card in old))
    if wait > 30:
        await house.idle()
        refused = [request.status for request in list(house.discord.requests)[before:]].count(429)
        assert refused == 1, "where one old message has to wait, nobody asks about the others"
        house.discord.limit_old_edits(99, wait)
        house.passes(timedelta(seconds=wait))
    await house.discord.until(lambda: all("press **Follow**" in card.text for _, card in old), within=20)


async def test_several_failing_in_a_row_are_discord_and_not_the_messages(house: House) -> None:
    mended = house.discord.refuse(status=503, method="POST", path_contains="/messages")
    for handle in ("ada", "bo", "cy", "di", "ed", "flo"):
        await house.arrives(handle)
    await house.until_shown()

    assert sum(posts(house, f"@{handle}") > 0 for handle in ("ada", "bo", "cy", "di", "ed", "flo")) <= 4
    status = await why(house)
    assert status.startswith("### Mutuals cannot use the team's channel")
    assert "Discord does not answer properly (status 503)" in status
    await minutes_pass(house, 2)
    mended()
    house.passes(EVERY)
    await house.until(lambda: len(house.discord.channel.messages) == 6)
    await minutes_pass(house, 5)
    assert len(house.discord.channel.messages) == 6
    assert "Mutuals is running" in await why(house)


async def test_three_that_fail_for_ever_hold_no_new_one_up(house: House) -> None:
    for handle in ("ada", "bo", "cy"):
        house.discord.refuse(status=503, method="POST", path_contains="/messages", says=f"@{handle}")
        await house.arrives(handle)
    await minutes_pass(house, 3)
    await house.arrives("di")
    await house.card_about("di")
    await house.arrives("ed")

    await house.card_about("ed")


@pytest.mark.parametrize("lost", [1, 3])
async def test_a_lost_answer_costs_a_card_seconds(house: House, lost: int) -> None:
    house.discord.refuse(lost, status=503, method="POST", path_contains="/messages")
    await house.arrives("ada")
    await house.until_shown()
    assert house.cards_about("ada") == []
    house.passes(FIRST_PAUSE * (2**lost - 1))
    for _ in range(lost):
        await house.until_shown()
        house.passes(FIRST_PAUSE * 2)

    await house.card_about("ada")


async def test_a_message_that_mutuals_itself_cannot_make_holds_nothing_up(house: House) -> None:
    async with house.store.write() as tx:
        await tx.announcements.add(AnnouncementKind.PURCHASE, "4711", {}, house.clock.now())  # of a burst that nobody knows
    await house.arrives("ada")

    await house.card_about("ada")
    await minutes_pass(house, 1)
    assert "Mutuals cannot make a message in the team's channel (LookupError)" in await why(house)


@pytest.mark.parametrize("status", [400, 429])
async def test_an_old_edit_refused_without_a_word_of_how_long_is_tried_again_soon(house: House, status: int) -> None:
    suggestion_id, card = await approved_long_ago(house, "ada")
    house.passes(OLD)
    house.discord.refuse(1, status=status, code=30046, method="PATCH", path_contains="/messages")
    await hands_off(house, suggestion_id)
    await house.until_shown()
    assert "press **Follow**" not in card.text
    house.passes(FIRST_PAUSE)

    await house.until(lambda: "press **Follow**" in card.text)
