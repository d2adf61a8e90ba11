"""Lists that X does not lead to their end: it names the same place again, or goes on from one empty page to the next."""

from __future__ import annotations

from dataclasses import replace

from bot.demo.x.calls import Answer, Request

_NOWHERE = "7140w"
"""A place to go on at where there is nothing."""


def nowhere(call: Request) -> Answer | None:
    """The empty page of a list that leads nowhere; None for any other call."""
    place = call.query.get("pagination_token", "")
    if place and (call.conditions.continuation == "empty" or place.startswith(_NOWHERE)):
        further = place if call.conditions.continuation == "circle" else f"{_NOWHERE}{place}"
        return Answer({"meta": {"result_count": 0, "next_token": further}})
    return None


def led_astray(answer: Answer, call: Request) -> Answer:
    """A page of a list as the conditions of the day have it: always with a place to go on at. Everything else stays as it is."""
    meta = answer.body.get("meta")
    if call.conditions.continuation == "sound" or not isinstance(meta, dict) or "result_count" not in meta:
        return answer
    further = call.query.get("pagination_token") or meta.get("next_token", _NOWHERE)
    return replace(answer, body={**answer.body, "meta": {**meta, "next_token": further}})
