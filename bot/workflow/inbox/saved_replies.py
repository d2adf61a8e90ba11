"""The team's saved replies: shown, written, exchanged as a file."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from bot.domain import Member, Note, SavedReply
from bot.drafting.examples import EXAMPLES
from bot.drafting.faults import SavedReplyFault, TextFault
from bot.drafting.import_export import export_replies, import_replies
from bot.drafting.language import language_of
from bot.drafting.templates import template_errors
from bot.drafting.visible_text import visible_text
from bot.store import Tx
from bot.workflow.context import Context
from bot.workflow.permission import require_decide

MOST = 500
"""Saved replies that a team may keep."""

DUPLICATE = Note(SavedReplyFault.DUPLICATE)
GONE = Note(SavedReplyFault.GONE)


@dataclass(frozen=True, slots=True)
class Saved:
    """It was saved."""

    reply: SavedReply


@dataclass(frozen=True, slots=True)
class Invalid:
    """Nothing was changed, and why."""

    faults: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class ImportResult:
    """A file was import_replies. added: new ones; changed: those that had another intent or language; known: unchanged ones."""

    added: int
    changed: int
    known: int


class SavedReplyService:
    """Stores what members write; invalid input is reported and changes nothing. All that changes them raises NotPermitted."""

    def __init__(self, context: Context) -> None:
        self._context, self._store, self._clock = context, context.store, context.clock

    async def add_examples(self) -> None:
        """Add the built-in saved replies to the team's, once: what a team removes stays removed."""
        async with self._store.write() as tx:
            if await tx.accounts.mark_examples_added(self._clock.now()):
                for example in EXAMPLES:
                    await tx.saved_replies.add(example.intent, example.text, example.language)

    async def all(self) -> list[SavedReply]:
        async with self._store.read() as tx:
            return await tx.saved_replies.all()

    async def get(self, saved_reply_id: int) -> SavedReply | None:
        async with self._store.read() as tx:
            return await tx.saved_replies.get(saved_reply_id)

    async def save(self, reply: SavedReply, member: Member) -> Saved | Invalid:
        """Save what a member wrote, as a new one where its id is 0."""
        require_decide(member, self._context.policy)
        text, language = visible_text(reply.text), reply.language.strip().lower()
        faults = template_errors(text)
        if language != language_of(language):
            faults.append(Note(TextFault.NO_LANGUAGE, {"language": language[:20]}))
        if faults:
            return Invalid(tuple(faults))
        async with self._store.write() as tx:
            return await self._keep(tx, SavedReply(reply.id, reply.intent, text, language))

    async def remove(self, saved_reply_id: int, member: Member) -> SavedReply | Invalid:
        """The one that was removed."""
        require_decide(member, self._context.policy)
        async with self._store.write() as tx:
            return await tx.saved_replies.remove(saved_reply_id) or Invalid((GONE,))

    async def export(self) -> bytes:
        """All of them as a file."""
        return export_replies(await self.all())

    async def import_file(self, data: bytes, member: Member) -> ImportResult | Invalid:
        """Import such a file, all or nothing; a known text takes its intent and language from the file."""
        require_decide(member, self._context.policy)
        found = await asyncio.to_thread(import_replies, data)  # a hostile file takes seconds
        if found.errors:
            return Invalid(tuple(found.errors))
        async with self._store.write() as tx:
            kept = {reply.text: reply for reply in await tx.saved_replies.all()}
            new = [reply for reply in found.replies if reply.text not in kept]
            if len(kept) + len(new) > MOST:
                return Invalid((Note(SavedReplyFault.IMPORT_TOO_MANY, {"count": len(kept) + len(new), "most": MOST}),))
            for reply in new:
                await tx.saved_replies.add(reply.intent, reply.text, reply.language)
            others = [(reply, was) for reply in found.replies if (was := kept.get(reply.text)) and not reply.answers_same_posts_as(was)]
            for reply, was in others:
                await tx.saved_replies.change(was.id, reply.intent, reply.text, reply.language)
        return ImportResult(len(new), len(others), len(found.replies) - len(new) - len(others))

    async def _keep(self, tx: Tx, reply: SavedReply) -> Saved | Invalid:
        if reply.id:
            if await tx.saved_replies.get(reply.id) is None:
                return Invalid((GONE,))
            changed = await tx.saved_replies.change(reply.id, reply.intent, reply.text, reply.language)
            return Saved(reply) if changed else Invalid((DUPLICATE,))
        if await tx.saved_replies.count() >= MOST:
            return Invalid((Note(SavedReplyFault.FULL, {"most": MOST}),))
        added = await tx.saved_replies.add(reply.intent, reply.text, reply.language)
        return Saved(added) if added else Invalid((DUPLICATE,))
