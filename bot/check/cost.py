"""What a month will roughly cost at X. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from bot.model import MICROS
from bot.workflow import verify, watch
from bot.x import pricing

DAYS = 30


@dataclass(frozen=True, slots=True)
class Estimate:
    """Micro-dollars, by X's price list; an estimate, for nobody knows how many people will follow.

    X charges each person it returns once a UTC day, however often Mutuals looks.
    looking: on each of 30 days the first page of followers, and one look at the account itself.
    confirming: on each of 30 days the first page of `following`, which is read only on days with hand-offs.
    newcomer: one new follower. mention: one post that mentions the account, in X's older dialect; in the newer one X does not say who
    wrote it without charging for that person, too. stock: reading the present followers once, as far as BASELINE_USD goes.
    """

    looking: int
    confirming: int
    newcomer: int
    mention: int
    stock: int

    @classmethod
    def of(cls, *, followers: int, owns_app: bool, baseline_micros: int) -> Estimate:
        each = pricing.own_list(owns_app=owns_app).micros
        return cls(
            looking=DAYS * (min(followers, watch.FIRST_PAGE) * each + pricing.USER_READ.micros),
            confirming=DAYS * verify.FIRST_PAGE * each,
            newcomer=each,
            mention=pricing.own_mentions(owns_app=owns_app).micros,
            stock=min(baseline_micros, followers * each),
        )

    @property
    def month(self) -> str:
        return (
            f"by estimate {dollars(self.looking)} for looking, "
            f"{dollars(self.newcomer)} for each new follower and {dollars(self.mention)} for each mention; "
            f"up to {dollars(self.confirming)} for confirming hand-offs, or {dollars(pricing.FOLLOW.micros)} for each follow-back by API."
        )


def dollars(micros: int) -> str:
    """Cents, and below ten of them a tenth of a cent."""
    return f"${micros / MICROS:,.{2 if micros == 0 or micros >= MICROS // 10 else 3}f}"
