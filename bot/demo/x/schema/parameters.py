"""Validates a query string as strictly as X does, and reports all errors at once."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from datetime import datetime

from bot.demo.x.schema.problems import Problem, invalid_request
from bot.demo.x.world.models import HANDLE

NUMERIC_ID = re.compile(r"[0-9]{1,19}")


class Query:
    """The query parameters of one call. Call `check` last: it raises for everything that was wrong."""

    def __init__(self, given: Mapping[str, str], known: Collection[str]) -> None:
        self._given = given
        self._faults = [
            (name, value, f"The query parameter [{name}] is not one of [{','.join(sorted(known))}]")
            for name, value in given.items()
            if name not in known
        ]

    def check(self) -> None:
        """Raises Problem (400) if anything read so far, or any name, was wrong."""
        if self._faults:
            raise invalid_request(self._faults)

    def refused(self, name: str) -> Problem:
        """A 400 about this parameter alone."""
        value = self._given.get(name, "")
        return invalid_request([(name, value, f"The `{name}` query parameter value [{value}] is not valid")])

    def text(self, name: str) -> str | None:
        return self._given.get(name)

    def chosen(self, name: str, allowed: Collection[str]) -> frozenset[str]:
        """A comma-separated choice; empty when the parameter is not there."""
        if name not in self._given:
            return frozenset()
        values = self._given[name].split(",")
        options = ",".join(sorted(allowed))
        self._faults += [
            (name, value, f"The `{name}` query parameter value [{value}] is not one of [{options}]")
            for value in values
            if value not in allowed
        ]
        return frozenset(values)

    def number(self, name: str, low: int, high: int, default: int) -> int:
        raw = self._given.get(name)
        if raw is None:
            return default
        if not re.fullmatch(r"[0-9]{1,9}", raw) or not low <= int(raw) <= high:
            self._faults.append((name, raw, f"The `{name}` query parameter value [{raw}] is not between {low} and {high}"))
            return default
        return int(raw)

    def listed(self, name: str, pattern: re.Pattern[str], at_most: int = 100) -> list[str]:
        """A comma-separated list that must be there, without repetitions."""
        raw = self._given.get(name, "")
        values = [value for value in dict.fromkeys(raw.split(",")) if value]
        if not values:
            self._faults.append((name, raw, f"The `{name}` query parameter can not be empty"))
        elif len(values) > at_most:
            self._faults.append((name, raw, f"The number of values in the `{name}` query parameter list must be at most {at_most}"))
        self._faults += [
            (name, value, f"The `{name}` query parameter value [{value}] does not match ^{pattern.pattern}$")
            for value in values
            if not pattern.fullmatch(value)
        ]
        return values

    def post_id(self, name: str) -> int | None:
        raw = self._given.get(name)
        if raw is None:
            return None
        if not NUMERIC_ID.fullmatch(raw):
            self._faults.append((name, raw, f"The `{name}` query parameter value [{raw}] is not a valid Post id"))
            return None
        return int(raw)

    def moment(self, name: str) -> datetime | None:
        """A time with its zone."""
        raw = self._given.get(name)
        if raw is None:
            return None
        try:
            moment = datetime.fromisoformat(raw)
        except ValueError:
            moment = None
        if moment is None or moment.tzinfo is None:
            self._faults.append((name, raw, f"The `{name}` query parameter value [{raw}] is not a valid RFC 3339 time"))
            return None
        return moment


def path_handle(path: Mapping[str, str]) -> str:
    """A handle from the path. Raises Problem (400)."""
    raw = path["username"]
    if not HANDLE.fullmatch(raw):
        raise invalid_request([("username", raw, f"The `username` query parameter value [{raw}] does not match ^{HANDLE.pattern}$")])
    return raw


def refuse_unknown(body: Mapping[str, object], known: Collection[str]) -> None:
    """Raises Problem (400) when a request's body holds anything else."""
    if unknown := sorted(body.keys() - set(known)):
        raise invalid_request(
            [(name, str(body[name]), f"The body field [{name}] is not one of [{','.join(sorted(known))}]") for name in unknown]
        )


def path_id(path: Mapping[str, str], name: str) -> int:
    """A user's id from the path. Raises Problem (400)."""
    raw = path[name]
    if not NUMERIC_ID.fullmatch(raw):
        raise invalid_request([(name, raw, f"The `{name}` query parameter value [{raw}] is not valid")])
    return int(raw)
