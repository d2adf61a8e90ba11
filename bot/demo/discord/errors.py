"""Discord's errors: a status, a code of its own and, for a bad form, which field is wrong and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.demo.discord.json_types import Json


class NotPossible(AssertionError):
    """A person tried what Discord's own app would not let them do, or did not get what they waited for."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One field of a form that Discord refuses. path: where it is, from the outside in."""

    path: tuple[str | int, ...]
    code: str
    says: str

    def __str__(self) -> str:
        return f"{'.'.join(map(str, self.path)) or 'the form'}: {self.says}"


class ApiError(Exception):
    """An error response. code: Discord's, see "JSON error codes" in its documentation. retry_after: seconds, of a rate limit."""

    def __init__(self, status: int, code: int, message: str, faults: Sequence[Fault] = (), *, retry_after: float | None = None) -> None:
        super().__init__("; ".join([message, *map(str, faults)]))
        self.status = status
        self.code = code
        self.message = message
        self.faults = tuple(faults)
        self.retry_after = retry_after

    def to_json(self) -> Json:
        body: Json = {"message": self.message, "code": self.code}
        if self.retry_after is not None:
            body |= {"retry_after": self.retry_after, "global": False}
        if self.faults:
            body["errors"] = _nested(self.faults)
        return body


def _nested(faults: Sequence[Fault]) -> Json:
    tree: Json = {}
    for fault in faults:
        node = tree
        for step in fault.path:
            node = node.setdefault(str(step), {})
        node.setdefault("_errors", []).append({"code": fault.code, "message": fault.says})
    return tree


def invalid_form(faults: Sequence[Fault]) -> ApiError:
    return ApiError(400, 50035, "Invalid Form Body", faults)


def unauthorized() -> ApiError:
    return ApiError(401, 0, "401: Unauthorized")


def not_found() -> ApiError:
    return ApiError(404, 0, "404: Not Found")


def unknown_channel() -> ApiError:
    return ApiError(404, 10003, "Unknown Channel")


def unknown_guild() -> ApiError:
    return ApiError(404, 10004, "Unknown Guild")


def unknown_member() -> ApiError:
    return ApiError(404, 10007, "Unknown Member")


def unknown_message() -> ApiError:
    return ApiError(404, 10008, "Unknown Message")


def unknown_application() -> ApiError:
    return ApiError(404, 10002, "Unknown Application")


def unknown_webhook() -> ApiError:
    return ApiError(404, 10015, "Unknown Webhook")


def unknown_interaction() -> ApiError:
    return ApiError(404, 10062, "Unknown interaction")


def already_acknowledged() -> ApiError:
    return ApiError(400, 40060, "Interaction has already been acknowledged.")


def missing_access() -> ApiError:
    return ApiError(403, 50001, "Missing Access")


def empty_message() -> ApiError:
    return ApiError(400, 50006, "Cannot send an empty message")


def missing_permissions() -> ApiError:
    return ApiError(403, 50013, "Missing Permissions")


def thread_already_created() -> ApiError:
    return ApiError(400, 160004, "A thread has already been created for this message")


def too_many_old_edits(retry_after: float) -> ApiError:
    return ApiError(429, 30046, "Maximum number of edits to messages older than 1 hour reached. Try again later", retry_after=retry_after)


def invalid_webhook_token() -> ApiError:
    return ApiError(401, 50027, "Invalid Webhook Token")


def too_large() -> ApiError:
    return ApiError(413, 40005, "Request entity too large")
