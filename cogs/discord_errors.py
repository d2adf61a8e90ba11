"""How a request to Discord fails: whom it concerns, how long Discord wants us to wait, and what to do about it."""

from __future__ import annotations

import aiohttp
import discord

from bot.domain import DiscordFault, Figure, Note
from bot.views.words.discord_faults import answer_summary

DISCORD_ERRORS = (discord.DiscordException, aiohttp.ClientError, OSError, TimeoutError)
"""How a request to Discord can fail."""

REQUEST_ERRORS = (*DISCORD_ERRORS, KeyError)
"""What a single request can raise. The KeyError is discord.py's, where a 429 does not say how long to wait."""

MAX_RATE_LIMIT_WAIT = 30.0
"""Seconds that discord.py may wait by itself for a rate limit to pass, the least it can be told; for longer ones it raises RateLimited."""

_UNKNOWN_CHANNEL, _UNKNOWN_GUILD, _UNKNOWN_MESSAGE = 10003, 10004, 10008
_MISSING_ACCESS = 50001
_THREAD_ALREADY_CREATED = 160004
_TOO_MANY_OLD_EDITS = 30046


def retry_after(error: BaseException | None) -> float | None:
    """Seconds until Discord allows such a request again, where it says so."""
    if isinstance(error, discord.GatewayNotFound):
        return retry_after(error.__cause__)
    if isinstance(error, discord.RateLimited):
        return error.retry_after
    if isinstance(error, discord.HTTPException) and error.status == 429:
        try:
            return float(error.response.headers.get("Retry-After", ""))
        except ValueError:
            return None
    return None


def is_rate_limit(error: Exception) -> bool:
    if isinstance(error, discord.HTTPException):
        return error.status == 429 or error.code == _TOO_MANY_OLD_EDITS
    return isinstance(error, discord.RateLimited | KeyError)


def is_channel_error(error: Exception) -> bool:
    """The channel is gone or out of sight, or Discord does not know us any more: no request about any message can succeed."""
    if not isinstance(error, discord.HTTPException):
        return False
    return error.status == 401 or error.code in (_UNKNOWN_CHANNEL, _UNKNOWN_GUILD, _MISSING_ACCESS)


def is_channel_closed(error: Exception) -> bool:
    """The channel was deleted, or the bot may not see it: nobody can do anything about messages there."""
    return isinstance(error, discord.HTTPException) and error.code in (_UNKNOWN_CHANNEL, _MISSING_ACCESS)


def is_unknown_message(error: discord.NotFound) -> bool:
    return error.code == _UNKNOWN_MESSAGE


def is_thread_there(error: BaseException) -> bool:
    """The message has its thread already, or had one that was deleted."""
    return isinstance(error, discord.HTTPException) and error.code == _THREAD_ALREADY_CREATED


def is_rejected(error: Exception) -> bool:
    """Discord does not want this very form; sent again as it is, it would be refused again."""
    return isinstance(error, discord.HTTPException) and error.status in (400, 413) and not is_rate_limit(error)


def may_have_been_processed(error: Exception) -> bool:
    """The request may have been carried out all the same: look before it is repeated."""
    if isinstance(error, discord.HTTPException):
        return error.status >= 500
    return not isinstance(error, discord.RateLimited | KeyError)


def answer_figures(error: BaseException) -> dict[str, Figure]:
    """What Discord answered, as the figures of a fact."""
    if isinstance(error, discord.GatewayNotFound) and error.__cause__ is not None:
        return answer_figures(error.__cause__)
    if isinstance(error, discord.HTTPException):
        return {"status": error.status, "code": error.code}
    return {"kind": "" if isinstance(error, TimeoutError) else type(error).__name__}


def error_summary(error: BaseException) -> str:
    """What happened, in brackets behind a sentence."""
    return answer_summary(Note(DiscordFault.UNRESPONSIVE, answer_figures(error)))


def thread_fault(error: BaseException) -> Note:
    """Why no thread was opened at a card, for whoever wanted one."""
    if isinstance(error, discord.Forbidden):
        return Note(DiscordFault.THREADS_FORBIDDEN)
    if isinstance(error, discord.NotFound):
        return Note(DiscordFault.CARD_NOT_POSTED)
    if is_thread_there(error):
        return Note(DiscordFault.THREAD_DELETED)
    return Note(DiscordFault.THREAD_NOT_OPENED, answer_figures(error))


def error_advice(error: Exception) -> Note:
    """What is wrong, and what to do about it."""
    if isinstance(error, discord.Forbidden):
        return Note(DiscordFault.CHANNEL_FORBIDDEN)
    if isinstance(error, discord.NotFound):
        return Note(DiscordFault.CHANNEL_MISSING)
    if is_rate_limit(error):
        return Note(DiscordFault.RATE_LIMIT)
    return Note(DiscordFault.UNRESPONSIVE, answer_figures(error))
