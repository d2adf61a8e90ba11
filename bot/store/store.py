"""Opens the database and its transactions."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from filelock import BaseFileLock
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.store.change_feed import ChangeFeed
from bot.store.database.dialect import BUSY, DURABLE, IN_PLACE, transaction
from bot.store.database.engine import file_of, reading_engine, writing_engine
from bot.store.database.files import copies_beside, parts_of
from bot.store.database.inspection import Inspection, inspect_database
from bot.store.database.schema import prepare
from bot.store.deadline import Deadline, current_deadline
from bot.store.errors import StoreBusy, StoreError, store_error
from bot.store.tables import metadata
from bot.store.transaction import Tx


class Store:
    """One X account's data. Open it with `Store.open`. changes: tells of whatever a transaction has changed, once it is committed."""

    def __init__(self, file: Path, account_id: int, lock: BaseFileLock | None = None) -> None:
        self._file = file
        self._lock = lock
        self._account_id = account_id
        self.changes = ChangeFeed()
        self._writer = writing_engine(file)
        self._reader = reading_engine(file)
        self._write_lock = asyncio.Lock()
        self._writing_task: asyncio.Task[object] | None = None

    @classmethod
    async def open(cls, url: str, *, account_id: int, exclusive: bool = False) -> Store:
        """Open the database that a DATABASE_URL names, making and migrating it as needed. Raises StoreError.

        exclusive: hold it for this process; also raised where another process holds it.
        """
        file = file_of(url)
        store = cls(file, account_id, await asyncio.to_thread(prepare, file, exclusive=exclusive))
        try:
            async with store.write() as tx:
                await tx.accounts.ensure()
                if exclusive:
                    await tx.ledger.mark_all_unsettled()
        except BaseException:
            await store.close()
            raise
        return store

    @staticmethod
    async def inspect(url: str) -> Inspection:
        """Say whether `open` would succeed. Writes nothing at all."""
        try:
            file = file_of(url)
        except StoreError as error:
            return Inspection(reachable=False, exists=False, at_head=False, problem=str(error))
        return await asyncio.to_thread(inspect_database, file)

    @staticmethod
    def files(url: str) -> list[Path]:
        """Every file that holds this database or a copy of it, as far as they lie beside it. Blocks."""
        try:
            file = file_of(url)
        except StoreError:
            return []
        return [*parts_of(file), *copies_beside(file)]

    async def close(self) -> None:
        """Let go of the file; everything committed is then in it alone, without a log beside it."""
        await self._reader.dispose()
        await self._writer.dispose()
        if self._lock is not None:
            self._lock.release()

    @asynccontextmanager
    async def write(self, *, durable: bool = False) -> AsyncIterator[Tx]:
        """A transaction that commits at the end and leaves nothing behind when it is left by an exception.

        One writer at a time: within this process they queue, others are waited for up to 10 s; a task with a deadline
        (`bot.store.deadline`) waits no longer than that for either, and then gets StoreBusy before anything is written.
        durable: it returns only when what was written would survive a power cut. Raises StoreError when the database fails.
        """
        if self._writing_task is asyncio.current_task():
            raise RuntimeError("A write within a write would wait for itself for ever.")
        deadline = current_deadline()
        await self._acquire_write_lock(deadline)
        try:
            self._writing_task = asyncio.current_task()
            async with self._transaction(self._writer, deadline, durable=durable) as tx:
                yield tx
            if deadline is not None:
                deadline.committed = True
            self.changes.publish(tx.changes)
        finally:
            self._writing_task = None
            self._write_lock.release()

    async def analyze(self) -> None:
        """Have the database count anew what it chooses its indexes by: without that it may walk an account's rows to find a person's.

        Each table by itself, so that nobody waits longer than half a second where there are a million people.
        """
        for table in metadata.sorted_tables:
            async with self.write() as tx:
                await tx.analyze(table.name)

    @property
    def is_writing(self) -> bool:
        """Whether a transaction is under way that may be committed without anybody having heard of it yet."""
        return self._write_lock.locked()

    @asynccontextmanager
    async def read(self) -> AsyncIterator[Tx]:
        """A transaction that sees one moment of the database, whatever is written meanwhile; it cannot write. Raises StoreError."""
        async with self._transaction(self._reader, current_deadline()) as tx:
            yield tx

    async def _acquire_write_lock(self, deadline: Deadline | None) -> None:
        try:
            async with asyncio.timeout(None if deadline is None else deadline.seconds_left):
                await self._write_lock.acquire()
        except TimeoutError:
            raise StoreBusy(f"The database {self._file} is busy with other work of Mutuals; try again in a moment.") from None

    @asynccontextmanager
    async def _transaction(self, engine: AsyncEngine, deadline: Deadline | None, *, durable: bool = False) -> AsyncIterator[Tx]:
        # A wait is cut short by SQLite itself, in its thread: a transaction that was cancelled might begin all the same.
        waits = {} if deadline is None else {BUSY: deadline.whole_steps_left, IN_PLACE: engine is self._writer}
        try:
            async with transaction(engine, {DURABLE: durable} | waits) as connection:
                yield Tx(connection, self._account_id)
        except IntegrityError:
            raise
        except DBAPIError as error:
            raise store_error(error, self._file) from error
