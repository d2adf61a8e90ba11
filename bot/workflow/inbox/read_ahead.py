"""Reads what posts say before a transaction needs it: a long one may take a tenth of a second, for which nobody's click should wait."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from bot.domain import Interaction, Post
from bot.drafting.intents.match import match_intent
from bot.drafting.opt_outs.requests import read_wish
from bot.scoring.spam import spam_in


async def read_wishes_ahead(posts: Sequence[Post]) -> None:
    """What asks to be left alone in these posts is known from now on; read in a thread of its own."""
    await asyncio.to_thread(_read_wishes, posts)


async def read_ahead(posts: Sequence[Interaction]) -> None:
    """The same for all that is looked for in them."""
    await asyncio.to_thread(_read, posts)


def _read_wishes(posts: Sequence[Post]) -> None:
    """The readers keep what they found: see `bot.drafting.lexicon.excerpt`."""
    for post in posts:
        read_wish(post.text)


def _read(posts: Sequence[Interaction]) -> None:
    for post in posts:
        read_wish(post.text)
        match_intent(post.text, post.lang, post.kind)
        spam_in(post.text, 0, post.lang)
