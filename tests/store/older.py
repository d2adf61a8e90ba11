"""What older versions stored, as they stored it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

ACME, OTHER, THIRD, FOURTH = 7, 8, 9, 10
ADA, BOB = 1, 2**63 - 1
T0 = 1_700_000_000_000_000
FIRST_MOMENT = datetime(2023, 11, 14, 22, 13, 20, tzinfo=UTC)
"""T0, of which 6,400 seconds are left until midnight."""
NEXT_DAY = T0 + 6_400_000_000

Rows = dict[str, list[dict[str, Any]]]


def _person(user_id: int, handle: str, **figures: int | None) -> dict[str, Any]:
    words = {"username": handle, "name": handle.title(), "bio": "“ünï” 🌸", "location": "", "url": "", "avatar_url": ""}
    none: dict[str, int | None] = dict.fromkeys(("followers", "following", "posts", "listed", "likes", "created_at", "last_post_at"))
    flags = {"protected": 0, "verified": 1, "followed_by_us": 0, "follow_requested": 0}
    person = {"account_id": ACME, "user_id": user_id, "fetched_at": T0, "handle": handle, "folded_name": handle}
    return person | words | none | flags | figures


def _account(account_id: int, **learnt: Any) -> dict[str, Any]:
    baseline = {"baseline": "partial", "baseline_token": "more", "baseline_read": 2, "baseline_finished_at": T0}
    route = {"route_refused_at": None, "route_allowed_at": None, "route_access": None}
    rest = {"last_poll_at": T0, "writes_stopped": "", "paused_at": T0, "paused_by": "Maya"}
    return {"id": account_id, "username": "acme", "name": "Acme", "followers": 2, "counted_at": T0} | baseline | route | rest | learnt


def _charge(number: int, reserved: int, charged: int | None, **changes: Any) -> dict[str, Any]:
    settled_at = None if charged is None else T0
    end = {"reserved": reserved, "charged": charged, "settled_at": settled_at, "price": None, "status": charged and 200}
    return {"id": number, "account_id": ACME, "purpose": "detection", "endpoint": "followers", "at": T0} | end | changes


def _suggestion(number: int, user_id: int, state: str, settled_at: int | None) -> dict[str, Any]:
    moments = {"opened_at": T0, "moved_at": T0 + 1, "expires_at": T0 + 2, "snoozed_until": None, "sent_at": None, "settled_at": settled_at}
    given = {"id": number, "account_id": ACME, "kind": "follow_back", "user_id": user_id, "state": state, "version": 2}
    return given | moments | {"route": None, "note": "why"}


STORED: Rows = {
    "accounts": [
        _account(ACME, route_refused_at=T0, route_access="auto"),
        _account(OTHER, route_allowed_at=T0 + 1, route_access="enterprise"),
        _account(THIRD),
    ],
    "profiles": [_person(ADA, "ada", followers=9, following=4871, posts=0, created_at=-5), _person(BOB, "bob")],
    "followers": [
        {"id": 3, "account_id": ACME, "user_id": BOB, "first_seen_at": T0, "last_seen_at": T0 + 5, "baseline": 1},
        {"id": 8, "account_id": ACME, "user_id": ADA, "first_seen_at": T0 + 1, "last_seen_at": T0 + 1, "baseline": 0},
    ],
    "following": [{"account_id": ACME, "user_id": 99, "first_seen_at": T0}],
    "assessments": [
        {
            "account_id": ACME,
            "user_id": user_id,
            "verdict": verdict,
            "suspicion": suspicion,
            "reasons": '[{"fact": "follows 4,871, followed by 9", "points": 65}]',
            "worth": -7,
            "assessed_at": T0,
        }
        for user_id, verdict, suspicion in ((ADA, "suspicious", 100), (BOB, "quiet", 0))
    ],
    "left_alone": [{"account_id": ACME, "user_id": 98, "member_id": 11, "member_name": "Maya", "at": T0}],
    "suggestions": [_suggestion(4, ADA, "skipped", T0 + 1), _suggestion(5, ADA, "open", None)],
    "decisions": [
        {"id": 2, "account_id": ACME, "suggestion_id": 4, "act": "skip", "at": T0, "member_id": 11, "member_name": "Maya", "note": "no"},
        {"id": 6, "account_id": ACME, "suggestion_id": 5, "act": "reopen", "at": T0, "member_id": None, "member_name": None, "note": ""},
    ],
    "prompts": [
        {
            "id": 1,
            "account_id": ACME,
            "suggestion_id": 5,
            "channel_id": 2**62,
            "nonce": "nonce",
            "reserved_at": T0,
            "local_date": "2026-03-01",
            "message_id": 77,
            "fingerprint": "abc",
            "version": 1,
            "retired_at": None,
        }
    ],
    "announcements": [
        {
            "id": 5,
            "account_id": ACME,
            "kind": "digest",
            "key": "2026-03-01",
            "body": '{"gained": 1}',
            "created_at": T0,
            "message_id": None,
        }
    ],
    "charges": [
        _charge(1, 100, 70, price="user"),
        _charge(2, 50, None),
        _charge(3, 100, 0, status=0),
        _charge(4, 100, 0, status=403),
        _charge(5, 15_000, 15_000, purpose="follow_back", at=NEXT_DAY - 1),
        _charge(6, 9, 5, at=NEXT_DAY),
        _charge(9, 8, 4, account_id=OTHER),
    ],
    "charged_resources": [{"account_id": ACME, "utc_day": "2026-03-01", "price": "user", "resource_id": "1"}],
    "follower_counts": [{"account_id": ACME, "day": "2026-03-01", "followers": 2, "at": T0}],
}
"""Rows in every table of the first version."""

FROM_THE_SECOND_ON: Rows = {
    "accounts": [{"newest_mention_id": None}] * 3,
    "followers": [{"followed_at": T0, "times_returned": 0}, {"followed_at": T0 + 1, "times_returned": 0}],
    "assessments": [{"why": "", "kept_off": "", "stamp": ""}] * 2,
}
"""What the columns of the second version hold for them."""

ADDED: dict[str, dict[str, Any]] = {
    "accounts": dict.fromkeys(
        [
            *("credits_out_at", "examples_given_at", "mentions_top_id", "mentions_bottom_id", "held_at", "keys_refused_at"),
            *("held_followers", "count_held_at", "miscounted_from", "miscounted_until"),
        ]
    ),
    "charges": {"question": None, "unanswered": None},
    "charged_resources": {"endpoint": ""},
    "rate_limits": {"window": "quarter_hour"},
    "followers": {"left_at": None},
    "left_alone": {"wish": ""},
    "interactions": {
        "kind": "mention",
        "text": "",
        "lang": "",
        "conversation_id": None,
        "summoned": 1,
        "reply_settings": "",
        "seen_at": None,
    },
}
REMOVED = {"accounts": {"route_refused_at", "route_allowed_at", "route_access"}}
"""The columns that the present version has more and less than the second one."""

_MAYA = {"member_id": 11, "member_name": "Maya", "at": T0}

STORED_BY_THE_SECOND: Rows = {
    "announcements": [
        {"id": number, "account_id": ACME, "kind": kind, "key": "1", "body": "{}", "created_at": T0, "message_id": 78}
        for number, kind in enumerate(("purchase", "viral", "audit"), 6)
    ],
    "interactions": [{"account_id": ACME, "post_id": 2**63 - 1, "user_id": BOB, "at": T0}],
    "decisions": [{"id": 9, "account_id": ACME, "suggestion_id": 5, "act": "not_for_us", "note": ""} | _MAYA],
    "opinions": [{"account_id": ACME, "user_id": ADA, "opinion": "fine"} | _MAYA],
    "tastes": [{"account_id": ACME, "taste": "topic", "word": "cheese", "position": 1}],
    "bursts": [
        {
            "id": 4,
            "account_id": ACME,
            "kind": "purchase",
            "state": "held",
            "since": T0,
            "until": T0 + 1,
            "found_at": T0 + 2,
            "cohort": "{}",
            "version": 3,
            "shown_version": 2,
            "decided_by_id": 11,
            "decided_by": "Maya",
            "decided_at": T0 + 3,
        }
    ],
    "burst_members": [{"account_id": ACME, "burst_id": 4, "user_id": ADA, "suspicious": 1}],
    "audits": [
        {"id": 2, "account_id": ACME, "asked_at": T0, "member_id": 11, "member_name": "Maya", "to_read": 9, "read": 3, "finished_at": None}
    ],
}
"""Rows such as only the second version could store."""

STORED_BY_THE_THIRD: Rows = {
    "accounts": [
        {name: value for name, value in _account(FOURTH).items() if name not in REMOVED["accounts"]} | {"credits_out_at": T0},
    ],
    "profiles": [_person(97, "cleo")],
    "followers": [
        {
            "id": 9,
            "account_id": ACME,
            "user_id": 97,
            "first_seen_at": T0,
            "last_seen_at": T0,
            "baseline": 0,
            "followed_at": T0,
            "times_returned": 2,
            "left_at": T0 + 7,
        }
    ],
    "announcements": [
        {"id": number, "account_id": ACME, "kind": kind, "key": "2", "body": "{}", "created_at": T0, "message_id": None}
        for number, kind in enumerate(("budget", "credits_back"), 20)
    ],
    "permissions": [
        {"account_id": ACME, "capability": "stream", "allowed": 1, "learnt_at": T0, "lesson": "probe", "access": "auto"},
        {"account_id": FOURTH, "capability": "follow", "allowed": 0, "learnt_at": T0, "lesson": "refusal", "access": "self_serve"},
    ],
    "rate_limits": [{"account_id": ACME, "endpoint": "followers", "limit": None, "remaining": 0, "resets_at": T0}],
    "spending": [{"account_id": ACME, "day": "2026-03-01", "purpose": "check", "charged": 5, "reserved": 1, "calls": 2}],
    "suggestions": [_suggestion(11, BOB, "handed_off", None), _suggestion(12, BOB, "lapsed", T0)],
    "left_alone": [{"account_id": ACME, "user_id": BOB, "member_id": 2**63 - 1, "member_name": "Leo", "at": T0 + 1}],
}
"""Rows such as only the third version could store, and more of the tables that the fourth wrote anew."""
