"""What a transaction changes is told once it is committed, and never otherwise."""

from __future__ import annotations

import logging

import pytest

from bot.domain import Act, AnnouncementKind, Decision, SuggestionKind, SuggestionState
from bot.domain.changes import AnnouncementAdded, Changes, SuggestionMoved
from bot.store import Store
from tests.support.store import NOW, add_people

OPEN, EXPIRED = SuggestionState.OPEN, SuggestionState.EXPIRED


def heard(store: Store) -> list[Changes]:
    found: list[Changes] = []
    store.changes.subscribe(found.append)
    return found


async def suggested(store: Store) -> int:
    async with store.write() as tx:
        await add_people(tx, 1)
        suggestion_id = await tx.suggestions.open(1, SuggestionKind.FOLLOW_BACK, NOW, NOW)
    assert suggestion_id is not None
    return suggestion_id


async def test_what_changed_is_told_after_the_commit(store: Store) -> None:
    suggestion_id, changes = await suggested(store), heard(store)

    async with store.write() as tx:
        await tx.suggestions.move(suggestion_id, to=EXPIRED, from_={OPEN}, decision=Decision(Act.EXPIRE, NOW))
        await tx.announcements.add(AnnouncementKind.BUDGET, "1", {}, NOW)
        assert changes == []

    (told,) = changes
    assert SuggestionMoved(suggestion_id, SuggestionKind.FOLLOW_BACK, frozenset({OPEN}), EXPIRED) in told
    assert told.suggestion_ids == {suggestion_id}
    (announcement_id,) = told.announcement_ids
    assert AnnouncementAdded(announcement_id) in told


async def test_what_is_rolled_back_is_not_told(store: Store) -> None:
    suggestion_id, changes = await suggested(store), heard(store)

    async def break_off() -> None:
        async with store.write() as tx:
            await tx.suggestions.move(suggestion_id, to=EXPIRED, from_={OPEN}, decision=Decision(Act.EXPIRE, NOW))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await break_off()

    assert changes == []


async def test_what_changes_nothing_is_not_told(store: Store) -> None:
    suggestion_id, changes = await suggested(store), heard(store)

    async with store.write() as tx:
        moved = await tx.suggestions.move(suggestion_id, to=OPEN, from_={EXPIRED}, decision=Decision(Act.REOPEN, NOW))
        assert moved is None
        await tx.opt_outs.remove(1)

    assert changes == []


async def test_who_fails_to_hear_stops_nobody(store: Store, caplog: pytest.LogCaptureFixture) -> None:
    def broken(_: Changes) -> None:
        raise RuntimeError("broken")

    store.changes.subscribe(broken)
    changes = heard(store)

    with caplog.at_level(logging.ERROR):
        await suggested(store)

    assert len(changes) == 1
    assert "broken" in caplog.text
