"""The state of the X account."""

from __future__ import annotations

from dataclasses import asdict, fields
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, select, update

from bot.domain import Account, BaselineStatus, Note
from bot.domain.changes import (
    AccountChanged,
    BaselineChanged,
    CreditsDepleted,
    CreditsRestored,
    FollowersCounted,
    FollowersPolled,
    HoldReleased,
    KeysRefused,
    Paused,
    Resumed,
    WritesAllowed,
    WritesStopped,
)
from bot.store.repository import OURS, Repository
from bot.store.tables import accounts
from bot.store.upsert import save

_COLUMNS = [accounts.c[field.name] for field in fields(Account)]
_GET = select(*_COLUMNS).where(accounts.c.id == OURS)
_SET = update(accounts).where(accounts.c.id == OURS).returning(*_COLUMNS)


class Accounts(Repository):
    """The one row of this account; `Store.open` makes it."""

    async def ensure(self) -> None:
        """Make the row, nameless until X has said who it is: the team can pause Mutuals before that."""
        if await self._row() is None:
            await save(self._connection, accounts, [asdict(Account(self._account_id))])

    async def get(self) -> Account:
        """The account as it stands."""
        row = await self._row()
        if row is None:
            raise LookupError("The account has no row; Store.open makes it.")
        return Account(*row)

    async def identify(self, username: str, name: str, followers: int | None, at: datetime) -> None:
        """Record what X says about the account; a count that X did not give leaves the last one standing."""
        counted = {} if followers is None else {"followers": followers, "counted_at": at}
        await self._set(username=username, name=name, **counted)

    async def count(self, followers: int, at: datetime, following: int | None = None) -> None:
        """Take X's counts of this moment; none is held any more. following: None leaves the last one standing."""
        follows = {} if following is None else {"following": following}
        await self._set(followers=followers, counted_at=at, unconfirmed_followers=None, unconfirmed_at=None, **follows)
        self._note(FollowersCounted())

    async def save_unconfirmed_count(self, followers: int, at: datetime) -> None:
        """X's count of this moment waits for a second one that says the same."""
        await self._set(unconfirmed_followers=followers, unconfirmed_at=at)

    async def miscounted(self, after: datetime, until: datetime) -> None:
        """X's counts of after < moment < until were wrong."""
        await self._set(miscounted_from=after, miscounted_until=until)

    async def set_baseline(self, status: BaselineStatus, token: str | None, read: int, at: datetime) -> None:
        """Progress of the initial sync: the next page and how many followers were read. It is finished once it is no longer pending."""
        finished_at = None if status is BaselineStatus.PENDING else at
        await self._set(baseline=status, baseline_page_token=token, baseline_read=read, baseline_finished_at=finished_at)
        if status is not BaselineStatus.PENDING:
            self._note(BaselineChanged())

    async def polled(self, at: datetime, *, newcomers: bool = False) -> None:
        """A poll of the newest followers is complete. newcomers: whether it found any, who may be shown from now on."""
        await self._set(last_poll_at=at)
        self._note(FollowersPolled(newcomers))

    async def mentions_read(self, newest_id: int) -> None:
        """Mentions of the account are known up to this post: no poll of them is unfinished."""
        await self._set(newest_mention_id=newest_id, mentions_partial_newest_id=None, mentions_partial_oldest_id=None)

    async def mentions_partly_read(self, top_id: int, bottom_id: int) -> None:
        """A poll has read from the one post down to the other, and has not yet reached those that are known."""
        await self._set(mentions_partial_newest_id=top_id, mentions_partial_oldest_id=bottom_id)

    async def mark_examples_added(self, at: datetime) -> bool:
        """The example replies have been added to the team's; False when they were added before."""
        return await self._set(accounts.c.examples_added_at.is_(None), examples_added_at=at)

    async def stop_writes(self, reason: Note) -> None:
        """Nothing more is written to X until somebody says so. reason: what the team is told of it."""
        await self._set(writes_stopped=reason, keys_refused_at=None)
        self._note(WritesStopped())

    async def keys_refused(self, at: datetime) -> bool:
        """X has refused the keys, which stops nothing yet; False where that is known."""
        refused = await self._set(accounts.c.keys_refused_at.is_(None), keys_refused_at=at)
        if refused:
            self._note(KeysRefused())
        return refused

    async def stop_for_keys(self, reason: Note) -> None:
        """Nothing more is written to X until it accepts the keys; nothing happens where it has not refused them."""
        if await self._set(accounts.c.keys_refused_at.is_not(None), writes_stopped=reason):
            self._note(WritesStopped())

    async def keys_accepted(self) -> None:
        """X accepts the keys: what was stopped because of them is not any more."""
        if await self._set(accounts.c.keys_refused_at.is_not(None), accounts.c.writes_stopped.is_not(None), writes_stopped=None):
            self._note(WritesAllowed())
        await self._set(keys_refused_at=None)

    async def allow_writes(self) -> None:
        await self._set(writes_stopped=None, keys_refused_at=None)
        self._note(WritesAllowed())

    async def mark_credits_depleted(self, at: datetime) -> None:
        """X says that its credits are used up. Said again it changes nothing: what counts is since when."""
        if await self._set(accounts.c.credits_depleted_at.is_(None), credits_depleted_at=at):
            self._note(CreditsDepleted())

    async def mark_credits_restored(self) -> None:
        await self._set(credits_depleted_at=None)
        self._note(CreditsRestored())

    async def put_on_hold(self, at: datetime) -> None:
        """Nothing is sent to X until `release_hold`."""
        await self._set(accounts.c.on_hold_since.is_(None), on_hold_since=at)

    async def release_hold(self) -> None:
        await self._set(on_hold_since=None)
        self._note(HoldReleased())

    async def pause(self, at: datetime, by: str) -> None:
        await self._set(paused_at=at, paused_by=by)
        self._note(Paused())

    async def resume(self) -> None:
        await self._set(paused_at=None, paused_by="")
        self._note(Resumed())

    async def _set(self, *conditions: ColumnElement[bool], **values: Any) -> bool:
        """Whether the row was one of which the conditions hold."""
        row = await self._first(_SET.where(*conditions) if conditions else _SET, **values)
        if row is not None:
            self._note(AccountChanged(Account(*row)))
        return row is not None

    async def _row(self) -> Any:
        return await self._first(_GET)
