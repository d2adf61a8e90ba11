"""Analyses posts before a transaction needs the result: a long one may take a tenth of a second, for which no click should wait."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from bot.domain import Interaction, Post
from bot.drafting.intents.match import match_intent
from bot.drafting.opt_outs.requests import detect_opt_out
from bot.scoring.spam import spam_in


async def load_word_lists() -> None:
    """Load what posts are read by: that takes a third of a second, for which no click should wait either."""
    await asyncio.to_thread(_load_word_lists)


async def warm_opt_out_cache(posts: Sequence[Post]) -> None:
    """Detect opt-out requests in these posts ahead of time, in a thread."""
    await asyncio.to_thread(_detect_opt_outs, posts)


async def warm_text_caches(posts: Sequence[Interaction]) -> None:
    """The same for all that is looked for in them."""
    await asyncio.to_thread(_read, posts)


def _load_word_lists() -> None:
    match_intent("")
    detect_opt_out("")
    spam_in("", 0)


def _detect_opt_outs(posts: Sequence[Post]) -> None:
    """The readers keep what they found: see `bot.drafting.lexicon.excerpt`."""
    for post in posts:
        detect_opt_out(post.text)


def _read(posts: Sequence[Interaction]) -> None:
    for post in posts:
        detect_opt_out(post.text)
        match_intent(post.text, post.lang, post.kind)
        spam_in(post.text, 0, post.lang)
