"""Faulty pagination: next tokens that repeat or are missing, or one empty page after another."""

from __future__ import annotations

from dataclasses import replace

from bot.demo.x.api.calls import ApiRequest, ApiResponse

_DEAD_END = "7140w"
"""A token behind which there is nothing."""


def empty_page(call: ApiRequest) -> ApiResponse | None:
    """The empty page behind a faulty token; None for any other call."""
    place = call.query.get("pagination_token", "")
    if place and (call.conditions.pagination_fault == "empty_pages" or place.startswith(_DEAD_END)):
        next_token = place if call.conditions.pagination_fault == "loop" else f"{_DEAD_END}{place}"
        return ApiResponse({"meta": {"result_count": 0, "next_token": next_token}})
    return None


def with_faulty_token(answer: ApiResponse, call: ApiRequest) -> ApiResponse:
    """The page with a faulty next token, where the conditions ask for it; anything else unchanged."""
    meta, fault = answer.body.get("meta"), call.conditions.pagination_fault
    if fault in ("none", "skips_pages") or not isinstance(meta, dict) or "result_count" not in meta:
        return answer
    if fault == "ends_early":
        return replace(answer, body={**answer.body, "meta": {name: value for name, value in meta.items() if name != "next_token"}})
    next_token = call.query.get("pagination_token") or meta.get("next_token", _DEAD_END)
    return replace(answer, body={**answer.body, "meta": {**meta, "next_token": next_token}})
