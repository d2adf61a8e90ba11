"""X: whose keys they are, whether the lists can be read, what could be found out without side effects, and what a month costs."""

from __future__ import annotations

from collections.abc import Awaitable, Sequence

from bot.cli.check.cost import Estimate
from bot.cli.check.findings import CheckAborted, Section
from bot.config import Settings
from bot.domain import Access, Coverage, Profile, Purpose, RateLimit
from bot.runtime.clock import SystemClock
from bot.views.format.console import counted
from bot.views.format.numbers import dollars
from bot.views.words.sentences import sentence
from bot.x.client import XClient
from bot.x.errors import RateLimited, Unreachable, XError

KEYS = "X keys"
FOLLOWERS = "X followers"
FOLLOWING = "X following"
FOLLOW_BACKS = "Follow-backs"
MONTH = "A month on X"
FIRST_START = "The first start"
LABELS = (KEYS, FOLLOWERS, FOLLOWING, FOLLOW_BACKS, MONTH, FIRST_START)

_IF_REFUSED = "If X refuses, it is handed to you as a link and nothing is lost."
_FOLLOW_BACKS = {
    Access.AUTO: f"whether X lets this app follow can only be found out by following; the first approval will tell. {_IF_REFUSED}",
    Access.ENTERPRISE: f"go by API, as X_ACCESS says; whether X allows it, the first approval will tell. {_IF_REFUSED}",
}


class CheckSpendGuard:
    """A spend guard that stores nothing: it adds up, in micro-dollars, what the check itself costs."""

    def __init__(self) -> None:
        self.spent = 0
        self._charged: set[tuple[str, str]] = set()

    async def known_limits(self) -> Sequence[RateLimit]:
        return ()

    async def reserve(self, *, purpose: Purpose, endpoint: str, micros: int, write: bool, query: str = "") -> int:
        return 0

    async def settle(
        self,
        reservation: int,
        *,
        price: str,
        resource_ids: Sequence[str],
        unit_micros: int,
        status: int,
        limit: RateLimit | None,
        coverage: Coverage = Coverage.NONE,
    ) -> int:
        fresh = {(price, resource_id) for resource_id in resource_ids} - self._charged
        self._charged |= fresh
        self.spent += len(fresh) * unit_micros
        return len(fresh) * unit_micros

    async def settle_request(self, reservation: int, *, micros: int, status: int, limit: RateLimit | None) -> None:
        self.spent += micros

    async def mark_unsettled(self, reservation: int) -> None:
        pass

    async def release(self, reservation: int, *, status: int, limit: RateLimit | None) -> None:
        pass

    async def refused(self, error: XError) -> None:
        pass


async def check_x_account(settings: Settings, spend_guard: CheckSpendGuard, section: Section) -> None:
    x = XClient(settings.x_credentials(), url=settings.x_api_url, clock=SystemClock(), spend_guard=spend_guard, prices=settings.prices())
    try:
        account = await _find_account(x, section)
        await _check_list(x.followers(purpose=Purpose.CHECK, page_size=1), FOLLOWERS, "can be read.", section)
        await _check_list(
            x.following(purpose=Purpose.CHECK, page_size=1), FOLLOWING, "can be read, so follows by hand will be confirmed.", section
        )
        _check_route(settings.x_access, section)
        _estimate(account, settings, section)
    finally:
        await x.close()


async def _find_account(x: XClient, section: Section) -> Profile | None:
    try:
        account = await x.me(purpose=Purpose.CHECK)
    except RateLimited as error:
        section.unknown(KEYS, sentence(error.note))
        return None
    except XError as error:
        _report_error(error, KEYS, section)
        raise CheckAborted("X did not say whose keys they are") from error
    count = "" if account.followers is None else f", who has {counted(account.followers, 'follower')}"
    section.good(KEYS, f"belong to @{account.username}{count}.")
    return account


async def _check_list(question: Awaitable[object], label: str, good: str, section: Section) -> None:
    try:
        await question
    except RateLimited as error:
        section.unknown(label, sentence(error.note))
    except XError as error:
        _report_error(error, label, section)
    else:
        section.good(label, good)


def _check_route(access: Access, section: Section) -> None:
    if access is Access.SELF_SERVE:
        section.good(FOLLOW_BACKS, "are handed to you as links, as X_ACCESS says.")
    else:
        section.unknown(FOLLOW_BACKS, _FOLLOW_BACKS[access])


def _estimate(account: Profile | None, settings: Settings, section: Section) -> None:
    if account is None or account.followers is None:
        raise CheckAborted("the number of followers is not known")
    estimate = Estimate.of(followers=account.followers, policy=settings.policy(), prices=settings.prices())
    section.good(MONTH, estimate.month)
    section.good(
        FIRST_START, f"by estimate {dollars(estimate.initial_sync)}, once, for reading the followers there are (at most BASELINE_USD)."
    )


def _report_error(error: XError, label: str, section: Section) -> None:
    if isinstance(error, Unreachable):
        section.bad(label, "X did not answer properly.", "Try again in a few minutes; check the network and X_API_URL.")
    else:
        section.bad(label, sentence(error.note))
