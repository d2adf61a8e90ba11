"""What decides, for everything that is approved alike, whether and how it may go out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.access import Permission, RateLimit
from bot.domain.account import Account
from bot.domain.spending import Funds


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The account, what X was found to let it do, the limits of X's that are used up, and the money that is left, at one moment."""

    account: Account
    permissions: Sequence[Permission]
    used_up: Sequence[RateLimit]
    funds: Funds
