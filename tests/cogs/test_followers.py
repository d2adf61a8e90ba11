"""Who is new, and what is known about somebody."""

from __future__ import annotations

from bot.model import Act, Verdict
from tests.cogs.house import STATES, House


async def test_new_followers_newest_first_in_pages(house: House) -> None:
    for number in range(10):
        await house.arrives(f"person{number}", verdict=Verdict.UNSURE)
    answer = await house.maya.types("/followers new")

    assert answer.private
    assert [f"@person{number}" in answer.text for number in (9, 2, 1)] == [True, True, False]
    assert "unsure" in answer.text
    assert "1 to 8 of 10" in answer.text
    following = await house.maya.presses(answer, "Next")
    assert "@person1" in following.text
    assert "@person0" in following.text
    assert "9 to 10 of 10" in following.text
    assert "@person9" in (await house.maya.presses(answer, "Previous")).text


async def test_pages_are_turned_after_a_restart(house: House) -> None:
    for number in range(10):
        await house.arrives(f"person{number}")
    answer = await house.maya.types("/followers new")
    await house.restarts()

    assert "@person1" in (await house.maya.presses(answer, "Next")).text


async def test_nobody_new(house: House) -> None:
    assert "Nobody new" in (await house.maya.types("/followers new")).text


async def test_a_look_up_tells_what_is_known(house: House) -> None:
    await house.arrives("ada", bio="Notes on engines.", followers=12_400)
    await house.maya.presses(await house.card_about("ada"), "Skip")

    answer = await house.maya.types("/followers lookup", handle="@Ada")

    assert answer.private
    for fact in ("@ada", "Notes on engines", "**12,400** followers", "Verdict: **quiet**", "has posted 30 times", "**Maya** skipped @ada"):
        assert fact in answer.text


async def test_a_look_up_tells_of_follow_backs_and_replies_apart(house: House) -> None:
    await house.moves(await house.speaks("ada"), STATES.DONE, Act.ANSWERED)
    await house.arrives("bo")

    ada, bo = [(await house.maya.types("/followers lookup", handle=handle)).text for handle in ("ada", "bo")]

    assert "Following back was never suggested.\nLatest reply: **done**" in ada
    assert "The team answered @ada on X by itself" in ada
    assert "Latest suggestion: **open**" in bo
    assert "Latest reply" not in bo


async def test_a_look_up_says_where_to_find_why_somebody_is_left_alone(house: House) -> None:
    await house.wishes_to_be_left_alone("ada")
    said = (await house.maya.types("/followers lookup", handle="ada")).text
    assert "This person is left alone and not suggested; /people left-alone says why." in said


async def test_a_look_up_of_somebody_unknown(house: House) -> None:
    answer = await house.maya.types("/followers lookup", handle="@everyone **x**")

    assert answer.private
    assert "does not know anybody called" in answer.text
    assert "@everyone" not in answer.text


async def test_known_handles_are_suggested_while_somebody_types(house: House) -> None:
    await house.arrives("ada", name="Ada **Lovelace**\u202e")
    await house.arrives("adam")
    await house.arrives("bo")

    offered = await house.maya.completes("/followers lookup", "handle", "ad")
    assert [name for name, _ in offered] == ["@ada · Ada **Lovelace**", "@adam · Adam"]
    assert "@adam" in (await house.maya.types("/followers lookup", handle=offered[1][1])).text
    assert len(await house.maya.completes("/followers lookup", "handle", "")) == 3


async def test_at_most_25_are_suggested(house: House) -> None:
    for number in range(30):
        await house.arrives(f"person{number}")
    assert len(await house.maya.completes("/followers lookup", "handle", "person")) == 25
