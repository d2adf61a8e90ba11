"""X's errors: problem JSON, in either dialect.

They are sent as `application/problem+json`, as both documents say. The document of August 2026 closes its list of problem types:
a refusal of another type goes there under `application/json` as the document's `Error`, the problem's words beside code and message.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from http import HTTPStatus

from bot.demo.x.dialect import Vocabulary
from bot.demo.x.world.models import Post

Body = dict[str, object]


class Problem(Exception):
    """A call that X refuses. kind: the last part of the problem's type, None for `about:blank`."""

    def __init__(self, status: int, title: str, detail: str, kind: str | None = None, extra: Mapping[str, object] | None = None) -> None:
        super().__init__(detail)
        self.status, self.title, self.detail, self.kind = status, title, detail, kind
        self.extra = dict(extra or {})

    def rendered(self, vocabulary: Vocabulary) -> tuple[Body, str]:
        """The body and its media type."""
        listed = self.kind in vocabulary.listed_problems
        named = self.kind is not None and (listed or not vocabulary.blank_problems)
        kind = f"{vocabulary.problems}{self.kind}" if named else "about:blank"
        body: Body = {"title": self.title, "detail": self.detail, "type": kind, "status": self.status, **self.extra}
        if listed or vocabulary.blank_problems:
            return body, "application/problem+json"
        return {**body, "code": self.status, "message": self.detail}, "application/json"


def invalid_request(faults: Iterable[tuple[str, str, str]]) -> Problem:
    """400. faults: parameter, its value, what is wrong with it."""
    errors = [{"message": message, "parameters": {name: [value]}} for name, value, message in faults]
    extra = {"errors": errors}
    return Problem(400, "Invalid Request", "One or more parameters to your request was invalid.", "invalid-request", extra)


def unauthorized() -> Problem:
    return Problem(401, "Unauthorized", "Unauthorized")


def unsupported_authentication() -> Problem:
    detail = (
        "Authenticating with OAuth 2.0 Application-Only is forbidden for this endpoint.  "
        "Supported authentication types are [OAuth 1.0a User Context, OAuth 2.0 User Context]."
    )
    return Problem(403, "Unsupported Authentication", detail, "unsupported-authentication")


def unsupported_user_context() -> Problem:
    detail = (
        "Authenticating with OAuth 1.0a User Context is forbidden for this endpoint.  "
        "Supported authentication types are [OAuth 2.0 Application-Only]."
    )
    return Problem(403, "Unsupported Authentication", detail, "unsupported-authentication")


def forbidden(detail: str) -> Problem:
    return Problem(403, "Forbidden", detail)


def client_forbidden() -> Problem:
    """The error for a self-serve app on an Enterprise endpoint."""
    detail = "Your client app is not enrolled with the appropriate level of API access for this endpoint."
    return Problem(403, "Client Forbidden", detail, "client-forbidden", {"reason": "client-not-enrolled"})


def user_not_enrolled() -> Problem:
    """The error on every endpoint while the billed user is not registered."""
    extra = {"reason": "user-not-enrolled", "registration_url": "https://developer.x.com/en/portal/products"}
    return Problem(403, "Client Forbidden", "The user who is billed for this app is not registered.", "client-forbidden", extra)


def legacy_error(code: int, detail: str) -> Problem:
    """403 with an error code of the v1.1 API, which X still sends along."""
    return Problem(403, "Forbidden", detail, extra={"errors": [{"code": code, "message": detail}]})


def locked() -> Problem:
    """X's old error 326."""
    return legacy_error(
        326,
        "To protect our users from spam and other malicious activity, this account is temporarily locked. "
        "Please log in to https://x.com to unlock your account.",
    )


def credits_depleted(account_id: int) -> Problem:
    detail = f"Your enrolled account [{account_id}] does not have any credits to fulfill this request."
    return Problem(402, "CreditsDepleted", detail, "usage-capped")


def too_many_requests() -> Problem:
    return Problem(429, "Too Many Requests", "Too Many Requests")


def too_many_connections() -> Problem:
    detail = "This stream is currently at the maximum allowed connection limit."
    return Problem(429, "ConnectionException", detail, "streaming-connection", {"connection_issue": "TooManyConnections"})


def conflict(detail: str) -> Problem:
    return Problem(409, "Conflict", detail, "conflict")


def not_found(detail: str) -> Problem:
    return Problem(404, "Not Found Error", detail)


def no_such_path() -> Problem:
    return Problem(404, "Not Found", "Not Found")


def plain(status: int) -> Problem:
    """A refusal that says no more than its status."""
    phrase = HTTPStatus(status).phrase
    return Problem(status, phrase, phrase, "internal-error") if status >= 500 else Problem(status, phrase, phrase)


def user_not_found(parameter: str, value: str) -> Problem:
    detail = f"Could not find user with {parameter}: [{value}]."
    return Problem(404, "Not Found Error", detail, "resource-not-found", _about_user(parameter, value))


def user_suspended(parameter: str, value: str) -> Problem:
    detail = f"User has been suspended: [{value}]."
    return Problem(403, "Forbidden", detail, "resource-not-found", _about_user(parameter, value))


def not_authorized_for_user(parameter: str, value: str) -> Problem:
    detail = f"Sorry, you are not authorized to see the user with {parameter}: [{value}]."
    extra = {**_about_user(parameter, value), "section": "data"}
    return Problem(403, "Authorization Error", detail, "not-authorized-for-resource", extra)


def unseen(post: Post | None, parameter: str, value: str, section: str = "data") -> Problem:
    """Why a post is not shown: it is gone, or its author is protected or suspended, which X does not tell apart."""
    about = {"parameter": parameter, "value": value, "resource_id": value, "resource_type": "tweet"}
    if post is None or post.deleted:
        detail = f"Could not find tweet with {parameter}: [{value}]."
        return Problem(404, "Not Found Error", detail, "resource-not-found", about)
    detail = f"Sorry, you are not authorized to see the Tweet with {parameter}: [{value}]."
    return Problem(403, "Authorization Error", detail, "not-authorized-for-resource", {**about, "section": section})


def as_entry(problem: Problem, vocabulary: Vocabulary) -> Body:
    """A problem as an entry in the `errors` of an answer that is a success otherwise; such entries carry no status."""
    body, _ = problem.rendered(vocabulary)
    del body["status"]
    return body


def _about_user(parameter: str, value: str) -> dict[str, object]:
    return {"parameter": parameter, "value": value, "resource_id": value, "resource_type": "user"}
