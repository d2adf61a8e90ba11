"""Every use case that changes something asks at its door whether the member may."""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Iterator
from dataclasses import fields
from datetime import time
from pathlib import Path
from typing import Any, get_type_hints
from unittest.mock import NonCallableMock, patch
from zoneinfo import ZoneInfo

import pytest

from bot.domain import Member, Policy
from bot.store import Store
from bot.workflow.context import Context
from bot.workflow.permission import NotPermitted, may_decide, require_decide, require_pause
from bot.workflow.services import Services
from tests.support.store import StoreWorld

APPROVER, VIEWER = 71, 72
POLICY = Policy(ZoneInfo("UTC"), time(9), approver_role_ids=frozenset({APPROVER}), viewer_role_ids=frozenset({VIEWER}))
MAYA = Member(1, "Maya", frozenset({APPROVER}))
MANAGER = Member(2, "Mira", manages_server=True)
SAM = Member(3, "Sam", frozenset({VIEWER}))

BY_MUTUALS = {
    *("Assessor.reassess", "BurstService.detect", "BurstService.shown", "DigestService.make_if_due", "SavedReplyService.add_examples"),
    *("JobErrors.guarded", "FirstStart.begin", "FirstStart.channel_seen", "SetUp.seen", "SetUp.shown"),
    *(f"ChannelState.{name}" for name in ("announced", "message_deleted", "message_found", "message_gone", "message_removed", "posted")),
    *(f"ChannelState.{name}" for name in ("reserve", "shown", "shown_by_clicks", "withdraw")),
    "Notifications.run",
}
"""What writes without a member: Mutuals itself does it."""


def test_an_approver_decides_and_whoever_manages_the_server_may_stop() -> None:
    require_decide(MAYA, POLICY)
    require_pause(MANAGER, POLICY)
    for member in (MANAGER, SAM):
        with pytest.raises(NotPermitted) as refused:
            require_decide(member, POLICY)
        assert refused.value.needed == {APPROVER}
    with pytest.raises(NotPermitted):
        require_pause(SAM, POLICY)
    assert may_decide(MANAGER, Policy(ZoneInfo("UTC"), time(9))), "no role is named"


async def test_every_use_case_that_a_member_calls_asks_first(tmp_path: Path) -> None:
    async with StoreWorld(tmp_path, approver_role_ids=POLICY.approver_role_ids, viewer_role_ids=POLICY.viewer_role_ids) as world:
        services = world.services
    asked = []
    with patch.object(Store, "read", _refuse), patch.object(Store, "write", _refuse):
        for service, name, method in _use_cases(services):
            hints = get_type_hints(method)
            if Member not in hints.values() or name.endswith(".apply"):  # within a transaction of a use case that has asked
                continue
            parameters = inspect.signature(method).parameters.values()
            required = [each.name for each in parameters if each.kind is not each.KEYWORD_ONLY]
            given = [SAM if hints[each] is Member else NonCallableMock() for each in required if each != "self"]
            with pytest.raises(NotPermitted):
                await method(service, *given)
            asked.append(name)

    assert {"DecisionService.decide", "DraftService.edit", "PauseService.pause", "AuditService.approve"} <= set(asked)


def test_whatever_writes_is_asked_for_by_a_member_or_known_to_be_done_by_mutuals() -> None:
    writing = set()
    for service in {get_type_hints(Services)[field.name] for field in fields(Services)} - {Context}:
        methods = {name: method for name, method in vars(service).items() if inspect.isfunction(method)}
        for name, method in methods.items():
            takes_member = Member in get_type_hints(method).values()
            if not name.startswith("_") and not takes_member and _writes(method, methods, frozenset()):
                writing.add(f"{service.__name__}.{name}")

    assert writing - BY_MUTUALS == set()
    assert "ChannelState.posted" in writing, "what writes is recognised"


def _use_cases(services: Services) -> Iterator[tuple[Any, str, Any]]:
    for field in fields(services):
        service = getattr(services, field.name)
        for name, method in vars(type(service)).items():
            if inspect.iscoroutinefunction(method) and not name.startswith("_"):
                yield service, f"{type(service).__name__}.{name}", method


def _writes(method: Any, methods: dict[str, Any], seen: frozenset[str]) -> bool:
    """Whether it opens a transaction that writes, itself or through its own class."""
    source = textwrap.dedent(inspect.getsource(method))
    if "self._store.write(" in source:
        return True
    called = {node.attr for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Attribute)} & methods.keys() - seen
    return any(_writes(methods[name], methods, seen | called) for name in called)


def _refuse(*_: object, **__: object) -> None:
    raise AssertionError("The store was asked before the guard.")
