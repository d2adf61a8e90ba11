"""How Mutuals may be doing."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from bot.domain import (
    MICROS,
    Access,
    Account,
    Capability,
    Evidence,
    ExpectedRoute,
    Funds,
    KindStatus,
    Permission,
    Priority,
    RateLimit,
    Shortage,
    Status,
    StreamState,
    SuggestionKind,
    SuggestionState,
)
from tests.support.samples.cards import long_hostile_text, moments
from tests.support.samples.notes import written
from tests.support.team import START

amounts = st.integers(0, 10**15)
statuses = st.builds(
    Status,
    account=st.builds(
        Account,
        id=st.just(1),
        username=long_hostile_text,
        followers=st.one_of(st.none(), amounts),
        last_poll_at=st.one_of(st.none(), moments),
        writes_stopped=st.one_of(st.none(), st.builds(written, long_hostile_text)),
        credits_depleted_at=st.one_of(st.none(), moments),
        paused_at=st.one_of(st.none(), moments),
        paused_by=long_hostile_text,
    ),
    kinds=st.fixed_dictionaries(
        dict.fromkeys(
            SuggestionKind,
            st.builds(
                KindStatus, st.sampled_from(ExpectedRoute), st.dictionaries(st.sampled_from(SuggestionState), amounts), amounts, amounts
            ),
        )
    ),
    permissions=st.lists(
        st.builds(Permission, st.sampled_from(Capability), st.booleans(), moments, st.sampled_from(Evidence), st.sampled_from(Access)),
        max_size=len(Capability),
        unique_by=lambda permission: permission.capability,
    ),
    next_digest=moments,
    limits=st.lists(st.builds(RateLimit, long_hostile_text, st.one_of(st.none(), amounts), amounts, moments), max_size=20),
    funds=st.builds(Funds, amounts, amounts, amounts, amounts),
    shortage=st.builds(Shortage, st.lists(st.sampled_from(Priority), unique=True).map(tuple), st.booleans(), st.one_of(st.none(), moments)),
    quiet_until=st.one_of(st.none(), moments),
    stream=st.one_of(st.none(), st.builds(StreamState, st.one_of(st.none(), moments), st.one_of(st.none(), moments), amounts, amounts)),
    channel_fails=st.booleans(),
    problems=st.lists(st.builds(written, long_hostile_text), max_size=20).map(tuple),
    why_idle=st.lists(st.builds(written, long_hostile_text), max_size=20).map(tuple),
)


def shown(**changes: Any) -> Status:
    """All is well. changes: to the status, or to its account."""
    of_account = {name: changes.pop(name) for name in list(changes) if name in Account.__dataclass_fields__}
    facts: dict[str, Any] = {
        "account": replace(Account(id=1, username="acme", followers=2_400, last_poll_at=START), **of_account),
        "kinds": dict.fromkeys(SuggestionKind, KindStatus(ExpectedRoute.API, {}, 0, 20)),
        "permissions": [],
        "next_digest": START,
        "limits": [],
        "funds": Funds(0, 0, MICROS, MICROS),
        "shortage": Shortage(),
        "quiet_until": None,
        "stream": None,
        "channel_fails": False,
        "problems": (),
        "why_idle": (),
    }
    return Status(**facts | changes)
