"""The team's saved replies: shown, written, exchanged as a file."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from bot.domain import Member, SavedReply
from bot.drafting.examples import EXAMPLES
from bot.drafting.import_export import exported, imported
from bot.drafting.language import language_of
from bot.drafting.templates import faults_in_template
from bot.drafting.visible_text import as_seen
from bot.store import Tx
from bot.workflow.context import Context
from bot.workflow.team.permission import may_decide

MOST = 500
"""Saved replies that a team may keep."""

THERE_ALREADY = "You have a saved reply with exactly this text already."
GONE = "This saved reply is no longer there: somebody has removed it."


@dataclass(frozen=True, slots=True)
class Saved:
    """It is kept."""

    reply: SavedReply


@dataclass(frozen=True, slots=True)
class Faulty:
    """Nothing was changed. faults: a sentence each."""

    faults: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NotAllowed:
    """This member may not decide."""


@dataclass(frozen=True, slots=True)
class Imported:
    """A file was taken in. added: so many are new; changed: so many were there for something else; known: so many were there."""

    added: int
    changed: int
    known: int


class SavedReplyDesk:
    """Keeps what members write; whatever is wrong with it is said, and nothing is changed."""

    def __init__(self, context: Context) -> None:
        self._store, self._clock, self._policy = context.store, context.clock, context.policy

    async def give_examples(self) -> None:
        """Put the saved replies that Mutuals brings along among the team's, once ever: what a team removes stays away."""
        async with self._store.write() as tx:
            if await tx.accounts.examples_given(self._clock.now()):
                for example in EXAMPLES:
                    await tx.saved_replies.add(example.intent, example.text, example.language)

    async def all(self) -> list[SavedReply]:
        async with self._store.read() as tx:
            return await tx.saved_replies.all()

    async def get(self, saved_reply_id: int) -> SavedReply | None:
        async with self._store.read() as tx:
            return await tx.saved_replies.get(saved_reply_id)

    async def save(self, reply: SavedReply, member: Member) -> Saved | Faulty | NotAllowed:
        """Keep what a member wrote, as a new one where its id is 0."""
        if not may_decide(member, self._policy):
            return NotAllowed()
        text, language = as_seen(reply.text), reply.language.strip().lower()
        faults = faults_in_template(text)
        if language != language_of(language):
            faults.append(f"“{language[:20]}” is no language: write two letters such as en or de, or leave it empty for any.")
        if faults:
            return Faulty(tuple(faults))
        async with self._store.write() as tx:
            return await self._keep(tx, SavedReply(reply.id, reply.intent, text, language))

    async def remove(self, saved_reply_id: int, member: Member) -> SavedReply | Faulty | NotAllowed:
        """The one that was removed."""
        if not may_decide(member, self._policy):
            return NotAllowed()
        async with self._store.write() as tx:
            return await tx.saved_replies.remove(saved_reply_id) or Faulty((GONE,))

    async def export(self) -> bytes:
        """All of them as a file."""
        return exported(await self.all())

    async def take_in(self, data: bytes, member: Member) -> Imported | Faulty | NotAllowed:
        """Add what such a file holds, all or nothing; a text that is there is for what the file says from now on."""
        if not may_decide(member, self._policy):
            return NotAllowed()
        found = await asyncio.to_thread(imported, data)  # a hostile file takes seconds
        if found.faults:
            return Faulty(tuple(found.faults))
        async with self._store.write() as tx:
            kept = {reply.text: reply for reply in await tx.saved_replies.all()}
            new = [reply for reply in found.replies if reply.text not in kept]
            if len(kept) + len(new) > MOST:
                return Faulty((f"With these you would have {len(kept) + len(new):,} saved replies; there is room for {MOST}.",))
            for reply in new:
                await tx.saved_replies.add(reply.intent, reply.text, reply.language)
            others = [(reply, was) for reply in found.replies if (was := kept.get(reply.text)) and not reply.is_for_the_same_as(was)]
            for reply, was in others:
                await tx.saved_replies.change(was.id, reply.intent, reply.text, reply.language)
        return Imported(len(new), len(others), len(found.replies) - len(new) - len(others))

    async def _keep(self, tx: Tx, reply: SavedReply) -> Saved | Faulty:
        if reply.id:
            if await tx.saved_replies.get(reply.id) is None:
                return Faulty((GONE,))
            changed = await tx.saved_replies.change(reply.id, reply.intent, reply.text, reply.language)
            return Saved(reply) if changed else Faulty((THERE_ALREADY,))
        if await tx.saved_replies.count() >= MOST:
            return Faulty((f"You have {MOST} saved replies, and there is room for no more. Remove one first.",))
        added = await tx.saved_replies.add(reply.intent, reply.text, reply.language)
        return Saved(added) if added else Faulty((THERE_ALREADY,))
