"""Who is left alone, and taking that back."""

from __future__ import annotations

from datetime import timedelta

from bot.demo.discord import Answer
from bot.workflow.context import Job
from tests.cogs.house import House


async def left_alone(house: House) -> Answer:
    answer = await house.maya.types("/people left-alone")
    assert answer.private
    return answer


async def test_who_since_when_and_why(house: House) -> None:
    await house.arrives("ada")
    await house.maya.presses(await house.card_about("ada"), "Never")
    house.passes(timedelta(minutes=1))
    await house.wishes_to_be_left_alone("bo", "leave me alone")
    async with house.store.write() as tx:
        await tx.left_alone.add_wish(77, "stop", house.clock.now() + timedelta(minutes=1))

    said = (await left_alone(house)).text

    unknown, bo, ada = [said.index(words) for words in ("does not know](https://x.com/i/user/77)", "[@bo]", "[@ada]")]
    assert unknown < bo < ada, "the latest first"
    assert "asked for it: “leave me alone” · <t:1772445660:f>" in said
    assert "**Maya** said so · <t:1772445600:f>" in said


async def test_nobody(house: House) -> None:
    assert "Nobody is left alone" in (await left_alone(house)).text


async def test_taking_it_back_shows_the_list_anew_in_place(house: House) -> None:
    user_id = await house.wishes_to_be_left_alone("ada")
    await house.wishes_to_be_left_alone("bo")
    answer = await left_alone(house)

    after = await house.maya.presses(answer, custom_id=f"left_alone:{user_id}:0")

    assert after.message is answer.message
    assert ["@ada" in after.text, "@bo" in after.text] == [False, True]
    assert Job.CHOOSE in house.woken
    async with house.store.read() as tx:
        assert not await tx.left_alone.contains(user_id)


async def test_whoever_may_not_decide_is_refused(house: House) -> None:
    user_id = await house.wishes_to_be_left_alone("ada")
    guest = house.discord.person("Sam")
    answer = await guest.types("/people left-alone")

    refusal = await guest.presses(answer, "Take it back")

    assert refusal.private
    assert "Only members with the role" in refusal.text
    async with house.store.read() as tx:
        assert await tx.left_alone.contains(user_id)


async def test_two_who_take_the_same_back(house: House) -> None:
    await house.wishes_to_be_left_alone("ada")
    first, second = await left_alone(house), await house.leo.types("/people left-alone")

    await house.maya.presses(first, "Take it back")
    answer = await house.leo.presses(second, "Take it back")

    assert "somebody has taken it back already" in answer.text


async def test_pages_keep_their_place_even_over_a_restart(house: House) -> None:
    for number in range(9):
        house.passes(timedelta(seconds=1))
        await house.wishes_to_be_left_alone(f"person{number}")
    answer = await left_alone(house)
    assert "1 to 8 of 9" in answer.text
    await house.restarts()

    last = await house.maya.presses(answer, "Next")
    assert "@person0" in last.text
    assert "@person1" not in last.text
    after = await house.maya.presses(answer, "Take it back")

    assert "@person0" not in after.text
    assert "@person8" in after.text, "the page is gone, so the one before it is shown"
