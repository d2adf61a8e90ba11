"""The kill switch, and how Mutuals is doing."""

from __future__ import annotations

import sqlite3
from datetime import timedelta
from importlib.metadata import version

import pytest

from bot.model import Act
from bot.workflow.context import Job
from tests.cogs.house import STATES, House


async def test_pause_and_resume(house: House) -> None:
    paused = await house.maya.types("/pause")
    again = await house.leo.types("/pause")
    resumed = await house.leo.types("/resume")
    and_again = await house.leo.types("/resume")

    assert all(answer.private for answer in (paused, again, resumed, and_again))
    assert "Mutuals is paused" in paused.text
    assert "paused already" in again.text
    assert resumed.text == "Mutuals goes on."
    assert "was not paused" in and_again.text
    assert Job.WATCH in house.woken


async def test_nobody_is_prompted_while_paused_even_after_a_restart(house: House) -> None:
    await house.maya.types("/pause")
    await house.arrives("ada")
    await house.until_shown()
    await house.restarts()
    await house.until_shown()
    assert house.cards_about("ada") == []
    await house.maya.types("/resume")

    await house.card_about("ada")


@pytest.mark.parametrize("command", ["/pause", "/resume"])
async def test_the_switch_is_for_those_who_may_decide(house: House, command: str) -> None:
    answer = await house.discord.person("Sam").types(command)

    assert answer.private
    assert "“Approver”" in answer.text
    assert "Mutuals is running" in (await house.maya.types("/status")).text


async def test_status_when_all_is_well(house: House) -> None:
    house.limits.record("GET /2/users/:id/followers", limit_headers(300, 299, house), house.clock.now())
    house.limits.record("GET /2/users/me", limit_headers(75, 3, house, ago=timedelta(minutes=1)), house.clock.now())
    async with house.store.write() as tx:
        await tx.accounts.polled(house.clock.now())
        charge = await tx.ledger.reserve(purpose="detection", endpoint="followers", micros=43_000, at=house.clock.now())
        await tx.ledger.settle_request(charge, micros=43_000, at=house.clock.now(), status=200)
    await house.arrives("ada")
    await house.card_about("ada")

    answer = await house.maya.types("/status")

    assert answer.private
    for fact in (
        "Mutuals is running",
        "@harbourlight · 2,400 followers",
        "Last look at the followers: <t:1772445600:R>",
        "X's API is tried first; if it refuses, you get a link",
        "Waiting for a decision: **1**",
        "Cards today: 1 of 20",
        "Next digest: <t:1772524800:f>",
        "Spent on X today (UTC): $0.043",
        "Nothing is approved. 1 waits for a decision",
        "Looks at your followers: 299 of 300, whole again",
        f"Mutuals {version('mutuals')}",
    ):
        assert fact in answer.text
    assert "users/me" not in answer.text, "that window is over and the limit whole again"


async def test_status_says_why_nothing_is_sent(house: House) -> None:
    suggestion_id = await house.arrives("ada")
    await house.moves(suggestion_id, STATES.HANDED_OFF, Act.HAND_OFF, sent_at=house.clock.now())
    async with house.store.write() as tx:
        await tx.accounts.stop_writes("X has locked the account.")
    stopped = await house.maya.types("/status")
    await house.maya.types("/pause")
    paused = await house.maya.types("/status")

    assert "Mutuals sends nothing to X" in stopped.text
    assert "X has locked the account" in stopped.text
    assert "1 approved person has yet to be followed on X by hand" in stopped.text
    assert "Mutuals is paused by Maya" in paused.text


async def test_before_x_has_answered(house: House) -> None:
    await house.closes()
    house.file = house.file.with_name("fresh.sqlite3")
    await house.opens(identified=False)

    assert "Mutuals has not reached X yet" in (await house.maya.types("/status")).text
    assert "was not paused" in (await house.maya.types("/resume")).text
    assert "Nobody is waiting" in (await house.maya.types("/queue")).text
    assert "Daily digest" in (await (await house.maya.types("/digest now")).arrives()).text
    assert "Mutuals is paused" in (await house.maya.types("/pause")).text


async def test_what_breaks_is_logged_and_told_in_kind_words(house: House, caplog: pytest.LogCaptureFixture) -> None:
    await house.arrives("ada")
    card = await house.card_about("ada")
    with sqlite3.connect(house.file) as database:
        database.execute("ALTER TABLE decisions RENAME TO gone")
    database.close()

    typed = await house.maya.types("/history")
    pressed = await house.maya.presses(card, "Skip")

    for answer in (typed, pressed):
        assert answer.private
        assert "Something went wrong inside Mutuals" in answer.text
    assert caplog.text.count("Traceback") >= 2
    caplog.clear()


def limit_headers(limit: int, remaining: int, house: House, ago: timedelta = -timedelta(minutes=9)) -> dict[str, str]:
    """ago: since the window ended; negative while it is still open."""
    reset = int((house.clock.now() - ago).timestamp())
    return {"x-rate-limit-limit": str(limit), "x-rate-limit-remaining": str(remaining), "x-rate-limit-reset": str(reset)}
