"""What a failed request to Discord means: whom it concerns, how long to wait, and whether it may have happened all the same."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import aiohttp
import discord
import pytest

from bot.domain import DiscordFault
from cogs.discord_errors import (
    error_advice,
    error_summary,
    is_channel_error,
    is_rate_limit,
    is_rejected,
    is_unknown_message,
    may_have_been_processed,
    retry_after,
)


def answer(status: int, code: int = 0, kind: type[discord.HTTPException] = discord.HTTPException, *, wait: str = "") -> Any:
    """What discord.py raises where Discord answers so."""
    return kind(SimpleNamespace(status=status, reason="", headers={"Retry-After": wait}), {"code": code, "message": "No"})  # type: ignore[arg-type]


SLOW_DOWN = answer(429, wait="7.5")
OLD_EDITS = answer(400, 30046)
LOST = aiohttp.ServerDisconnectedError()
UNTIL_LATER = discord.RateLimited(60.0)
NO_WORD = KeyError("retry_after")


def after_login(cause: Exception) -> discord.GatewayNotFound:
    """A handshake that failed because of this."""
    error = discord.GatewayNotFound()  # type: ignore[no-untyped-call]  # discord.py does not annotate it
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("error", "seconds"),
    [
        (SLOW_DOWN, 7.5),
        (UNTIL_LATER, 60.0),
        (after_login(SLOW_DOWN), 7.5),
        (answer(429), None),
        (answer(503), None),
        (LOST, None),
        (None, None),
    ],
)
def test_how_long_discord_wants_us_to_wait(error: BaseException | None, seconds: float | None) -> None:
    assert retry_after(error) == seconds


@pytest.mark.parametrize(
    ("error", "rate_limit", "rejected", "processed", "channel"),
    [
        (SLOW_DOWN, True, False, False, False),
        (OLD_EDITS, True, False, False, False),
        (UNTIL_LATER, True, False, False, False),
        (NO_WORD, True, False, False, False),
        (answer(400, 50035), False, True, False, False),
        (answer(413), False, True, False, False),
        (answer(503), False, False, True, False),
        (LOST, False, False, True, False),
        (TimeoutError(), False, False, True, False),
        (answer(401), False, False, False, True),
        (answer(404, 10003), False, False, False, True),
        (answer(403, 50001), False, False, False, True),
        (answer(403, 50013), False, False, False, False),
    ],
)
def test_whom_it_concerns(error: Exception, rate_limit: bool, rejected: bool, processed: bool, channel: bool) -> None:
    found = is_rate_limit(error), is_rejected(error), may_have_been_processed(error), is_channel_error(error)
    assert found == (rate_limit, rejected, processed, channel)


def test_a_message_that_is_gone_is_told_from_a_channel_that_is() -> None:
    assert is_unknown_message(answer(404, 10008, discord.NotFound))
    assert not is_unknown_message(answer(404, 10003, discord.NotFound))


@pytest.mark.parametrize(
    ("error", "advice"),
    [
        (answer(403, 50013, discord.Forbidden), DiscordFault.CHANNEL_FORBIDDEN),
        (answer(404, 10003, discord.NotFound), DiscordFault.CHANNEL_MISSING),
        (SLOW_DOWN, DiscordFault.RATE_LIMIT),
        (answer(503), DiscordFault.UNRESPONSIVE),
        (LOST, DiscordFault.UNRESPONSIVE),
    ],
)
def test_what_to_do_about_it(error: Exception, advice: DiscordFault) -> None:
    assert error_advice(error).code == advice


def test_what_happened_is_said_in_a_few_words() -> None:
    assert "503" in error_summary(answer(503))
    assert "503" in error_summary(after_login(answer(503)))
    assert "ServerDisconnectedError" in error_summary(LOST)
