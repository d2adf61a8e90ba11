"""What a visitor of the page can make happen: on the simulated X, and to the clock."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping
from datetime import timedelta
from itertools import islice
from random import Random
from typing import Any, Final

from bot.demo.clock import SimulatedClock
from bot.demo.page.errors import Refused
from bot.demo.page.talk import Talk
from bot.demo.rushes import PURCHASE, PURCHASE_OVER, VIRAL, VIRAL_OVER, Crowd, Rush, Rushes
from bot.demo.x import Endpoint, Kind, Person, SimulatedX, Tier

KINDS: Final = {
    Kind.ENGAGED: "Engaged",
    Kind.ORDINARY: "Ordinary",
    Kind.QUIET: "Quiet",
    Kind.SUSPICIOUS: "Suspicious",
    Kind.PROTECTED: "Protected",
    Kind.BIG: "Big reach",
}
TIERS: Final = {Tier.SELF_SERVE: "Self-serve", Tier.ENTERPRISE: "Enterprise"}
SPEEDS: Final = (0, 1, 60, 600)
"""Simulated seconds a real second."""
SKIPS: Final = (3_600, 86_400)
"""Simulated seconds."""
_MINUTE: Final = timedelta(minutes=1)
CROWDS: Final = {
    Crowd.PURCHASE: (
        f"Someone buys {PURCHASE} followers",
        f"Look-alikes of the same weeks, in {PURCHASE_OVER // _MINUTE} minutes",
    ),
    Crowd.VIRAL: (
        "A post goes viral",
        f"{VIRAL} ordinary people, in {VIRAL_OVER // _MINUTE} minutes",
    ),
}
"""What each is called, and what it is."""

_COMING: Final = {Crowd.PURCHASE: "bought followers", Crowd.VIRAL: "readers of the viral post"}
_RECENT: Final = 200
"""Whoever leaves is one of so many newest followers, so that it can be seen in the list."""
_BRISK: Final = 30
"""Simulated seconds a real second from which on a crowd comes in a minute or two."""

Facts = Mapping[str, Any]


class Happenings:
    """Each method does one thing and returns a sentence that tells it. Raises Refused when it cannot be done now."""

    def __init__(self, clock: SimulatedClock, x: SimulatedX, rushes: Rushes) -> None:
        self._clock = clock
        self._x = x
        self._rushes = rushes
        self._random = Random(len(x.followers_list))
        self._talk = Talk(x, self._random)
        self._gone: deque[Person] = deque(maxlen=_RECENT)
        self._by_name: dict[str, Callable[[Facts], str]] = {
            "follower": self._follower,
            Crowd.PURCHASE: self._purchase,
            Crowd.VIRAL: self._viral,
            "leaves": self._leaves,
            "returns": self._returns,
            "down": self._down,
            "locked": self._locked,
            "broke": self._broke,
            "rate_limit": self._rate_limit,
            "tier": self._tier,
            **self._talk.happenings,
        }

    def happen(self, facts: Facts) -> str:
        """facts: `what`, and what that needs to know."""
        happening = self._by_name.get(str(facts.get("what")))
        if happening is None:
            raise Refused("The demo cannot make that happen.")
        return happening(facts)

    def follow(self, facts: Facts) -> str:
        """A human follows or unfollows on X itself. facts: `person` (an id as text) and `on`."""
        wanted = facts.get("person")
        person = self._x.find_id(int(wanted)) if isinstance(wanted, str) and wanted.isdecimal() else None
        if person is None or person.vanished or person not in self._x.followers_list:
            raise Refused("This person no longer follows the account.")
        if not facts.get("on"):
            self._x.unfollows_by_hand(person)
            return f"You unfollowed @{person.username} on X."
        self._x.follows_by_hand(person)
        return f"You asked @{person.username} on X." if person.protected else f"You followed @{person.username} on X."

    def delete_post(self, facts: Facts) -> str:
        """The author of a post deletes it. facts: `post` (an id as text)."""
        return self._talk.delete(facts)

    def run_clock(self, facts: Facts) -> str:
        """facts: `speed`, one of SPEEDS, or `skip`, one of SKIPS."""
        if facts.get("speed") in SPEEDS and not isinstance(facts["speed"], bool):
            self._clock.run_at(facts["speed"])
        elif facts.get("skip") in SKIPS:
            self._clock.advance(timedelta(seconds=facts["skip"]))
        else:
            raise Refused("The clock cannot do that.")
        return ""

    def _follower(self, facts: Facts) -> str:
        kind = next((kind for kind in KINDS if kind == facts.get("kind")), None)
        if kind is None:
            raise Refused("There is no such kind of follower.")
        return f"@{self._x.gains_follower(kind=kind).username} follows the account now."

    def _purchase(self, facts: Facts) -> str:
        self._require_quiet()
        self._rushes.buys_followers()
        return f"{PURCHASE} bought followers are on their way. {self._pace()}".rstrip()

    def _viral(self, facts: Facts) -> str:
        self._require_quiet()
        self._rushes.goes_viral()
        return f"Somebody with reach has passed one of the account’s posts on. {self._pace()}".rstrip()

    def _require_quiet(self) -> None:
        rush = self._rushes.under_way
        if rush is not None:
            raise Refused(f"One crowd at a time: {_so_far(rush)}. {self._pace()}".rstrip())

    def _pace(self) -> str:
        """How to see them come, where that would take long."""
        if self._clock.speed == 0:
            return "They come as soon as the clock runs."
        return "A faster clock brings them sooner." if self._clock.speed < _BRISK else ""

    def _leaves(self, facts: Facts) -> str:
        followers = list(islice(self._x.followers_list, _RECENT))
        if not followers:
            raise Refused("Nobody follows the account, so nobody can leave.")
        person = self._random.choice(followers)
        self._x.unfollows(person)
        self._gone.append(person)
        return f"@{person.username} left."

    def _returns(self, facts: Facts) -> str:
        if not self._gone:
            raise Refused("Nobody has left yet. Press “Someone leaves” first.")
        person = self._gone.pop()
        self._x.follows(person)
        return f"@{person.username} is back, on top of the list."

    def _down(self, facts: Facts) -> str:
        self._x.down = bool(facts.get("on"))
        return "X is down and answers nothing." if self._x.down else "X is up again."

    def _locked(self, facts: Facts) -> str:
        self._x.locked = bool(facts.get("on"))
        return "X has locked the account." if self._x.locked else "X has unlocked the account."

    def _broke(self, facts: Facts) -> str:
        self._x.credits = not facts.get("on")
        return "There are credits again." if self._x.credits else "X’s credits are used up: X answers nothing until somebody pays."

    def _rate_limit(self, facts: Facts) -> str:
        self._x.rate_limit(Endpoint.FOLLOWERS)
        return "The bot may not read followers for the rest of X’s 15 minutes."

    def _tier(self, facts: Facts) -> str:
        tier = next((tier for tier in TIERS if tier == facts.get("tier")), None)
        if tier is None:
            raise Refused("X has no such tier.")
        self._x.tier = tier
        return f"The app’s access is {TIERS[tier]} now. Mutuals asks X about it once a day: skip a day and see /status."


def _so_far(rush: Rush) -> str:
    return f"{rush.come} of {rush.size} {_COMING[rush.crowd]} have come so far"
