"""The settings that the team changes itself: the host's environment is their default, and of budgets the ceiling."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from dataclasses import dataclass

from bot.config import ConfigError, Settings, is_optional
from bot.domain import KEYWORD_SETTINGS, OPTIONS, SETTINGS, Member, SettingChange, SettingKind, SettingState
from bot.domain.changes import Changes, SettingsChanged
from bot.workflow.context import Context
from bot.workflow.permission import require_manage
from bot.workflow.setting_changes import record_change
from bot.workflow.team.setup import SetUp


@dataclass(frozen=True, slots=True)
class Saved:
    """It is so from now on."""

    change: SettingChange


@dataclass(frozen=True, slots=True)
class Unchanged:
    """It was so before."""

    state: SettingState


@dataclass(frozen=True, slots=True)
class Invalid:
    """It cannot be that; nothing was changed."""

    state: SettingState


class SettingsService:
    """Shows and changes them, and keeps the context's policy in step with what is stored.

    host: the host's own. setup: knows the channels of the team's server.
    """

    def __init__(self, context: Context, host: Settings, setup: SetUp) -> None:
        self._context, self._store, self._clock, self._setup = context, context.store, context.clock, setup
        self._host = self._now = host
        self._store.changes.subscribe(self._follow)

    async def load(self) -> None:
        """Go by what the team has changed before the start."""
        async with self._store.read() as tx:
            self._apply(_values(await tx.settings.in_force()))

    async def all(self) -> dict[str, SettingState]:
        """How every setting stands, in the order of SETTINGS."""
        async with self._store.read() as tx:
            changes, keywords = await tx.settings.in_force(), await tx.keywords.get()
        states = {name: self._state(name, changes.get(name)) for name in OPTIONS}
        for name, kind in KEYWORD_SETTINGS.items():
            states[name] = SettingState(name, ", ".join(keywords.of(kind)), optional=True, change=changes.get(name))
        return {name: states[name] for name in SETTINGS}

    async def form(self, name: str, member: Member) -> SettingState:
        """How the setting stands that a member wants to change. Raises NotPermitted."""
        require_manage(member, self._context.policy)
        return (await self.all())[name]

    async def change(self, name: str, typed: str, member: Member) -> Saved | Unchanged | Invalid:
        """Give an option another value, written as in the environment. Raises NotPermitted."""
        require_manage(member, self._context.policy)
        try:
            value = self._host.changed({name: typed}).written(name)
        except ConfigError:
            return Invalid(self._state(name))
        if value and SETTINGS[name].kind is SettingKind.CHANNEL and not self._setup.has_text_channel(int(value)):
            return Invalid(self._state(name))
        return await self._record(name, value, member, to_host=False)

    async def reset(self, name: str, member: Member) -> Saved | Unchanged:
        """Go by the host's value again, also where the host changes it. Raises NotPermitted."""
        require_manage(member, self._context.policy)
        return await self._record(name, self._host.written(name), member, to_host=True)

    async def _record(self, name: str, value: str, member: Member, *, to_host: bool) -> Saved | Unchanged:
        now = self._clock.now()
        async with self._store.write() as tx:
            known = (await tx.settings.in_force()).get(name)
            before = self._now.written(name)
            if before == value and (known is None or not to_host):
                return Unchanged(self._state(name))
            change = SettingChange(name, before, value, to_host, member, now)
            await record_change(tx, change)
        return Saved(change)

    def _state(self, name: str, change: SettingChange | None = None) -> SettingState:
        value = self._now.written(name)
        in_force = change if change is not None and change.after == value else None
        return SettingState(name, value, is_optional(name), self._host.bounds(name), in_force)

    def _follow(self, changes: Changes) -> None:
        for change in changes:
            if isinstance(change, SettingsChanged):
                self._apply(change.values)

    def _apply(self, values: Mapping[str, str]) -> None:
        """What this version or the host allows no more is the host's."""
        allowed: dict[str, str] = {}
        for name in set(OPTIONS) & values.keys():
            with contextlib.suppress(ConfigError):
                self._host.changed({name: values[name]})
                allowed[name] = values[name]
        self._now = self._host.changed(allowed) if allowed else self._host
        self._context.policy = self._now.policy()


def _values(changes: Mapping[str, SettingChange]) -> dict[str, str]:
    return {name: change.after for name, change in changes.items()}
