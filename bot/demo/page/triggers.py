"""What a visitor of the page can trigger on the simulated X, and do to the clock."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping
from datetime import timedelta
from itertools import islice
from random import Random
from typing import Any, Final

from bot.demo.bursts import PURCHASE, PURCHASE_OVER, VIRAL, VIRAL_OVER, Burst, BurstKind, FollowerBursts
from bot.demo.clock import SimulatedClock
from bot.demo.page.errors import Refused
from bot.demo.page.post_triggers import PostTriggers
from bot.demo.x import Endpoint, Person, Persona, SimulatedX, Tier

PERSONAS: Final = {
    Persona.ENGAGED: "Engaged",
    Persona.ORDINARY: "Ordinary",
    Persona.QUIET: "Quiet",
    Persona.SUSPICIOUS: "Suspicious",
    Persona.PROTECTED: "Protected",
    Persona.BIG: "Big reach",
}
TIERS: Final = {Tier.SELF_SERVE: "Self-serve", Tier.ENTERPRISE: "Enterprise"}
SPEEDS: Final = (0, 1, 60, 600)
"""Simulated seconds a real second."""
SKIPS: Final = (3_600, 86_400)
"""Simulated seconds."""
_MINUTE: Final = timedelta(minutes=1)
BURSTS: Final = {
    BurstKind.PURCHASE: (
        f"Someone buys {PURCHASE} followers",
        f"Look-alikes of the same weeks, in {PURCHASE_OVER // _MINUTE} minutes",
    ),
    BurstKind.VIRAL: (
        "A post goes viral",
        f"{VIRAL} ordinary people, in {VIRAL_OVER // _MINUTE} minutes",
    ),
}
"""What each is called, and what it is."""

_ARRIVING: Final = {BurstKind.PURCHASE: "bought followers", BurstKind.VIRAL: "readers of the viral post"}
_RECENT: Final = 200
"""Whoever leaves is one of so many newest followers, so that it can be seen in the list."""
_FAST_ENOUGH: Final = 30
"""Simulated seconds per real second from which a burst takes only a minute or two."""

Payload = Mapping[str, Any]


class Triggers:
    """Each method triggers one thing and returns a sentence about it. Raises Refused when it cannot be done now."""

    def __init__(self, clock: SimulatedClock, x: SimulatedX, bursts: FollowerBursts) -> None:
        self._clock = clock
        self._x = x
        self._bursts = bursts
        self._random = Random(len(x.followers_list))
        self._post_triggers = PostTriggers(x, self._random)
        self._unfollowers: deque[Person] = deque(maxlen=_RECENT)
        self._by_name: dict[str, Callable[[Payload], str]] = {
            "follower": self._follower,
            BurstKind.PURCHASE: self._purchase,
            BurstKind.VIRAL: self._viral,
            "leaves": self._leaves,
            "returns": self._returns,
            "down": self._down,
            "locked": self._locked,
            "broke": self._broke,
            "rate_limit": self._rate_limit,
            "tier": self._tier,
            **self._post_triggers.triggers,
        }

    def trigger(self, payload: Payload) -> str:
        """payload: `what`, and its parameters."""
        action = self._by_name.get(str(payload.get("what")))
        if action is None:
            raise Refused("The demo cannot do that.")
        return action(payload)

    def follow(self, payload: Payload) -> str:
        """A human follows or unfollows on X itself. payload: `person` (an id as text) and `on`."""
        wanted = payload.get("person")
        person = self._x.find_id(int(wanted)) if isinstance(wanted, str) and wanted.isdecimal() else None
        if person is None or person.suspended or person not in self._x.followers_list:
            raise Refused("This person no longer follows the account.")
        if not payload.get("on"):
            self._x.unfollows_by_hand(person)
            return f"You unfollowed @{person.username} on X."
        self._x.follows_by_hand(person)
        return f"You sent @{person.username} a follow request on X." if person.protected else f"You followed @{person.username} on X."

    def delete_post(self, payload: Payload) -> str:
        """The author of a post deletes it. payload: `post` (an id as text)."""
        return self._post_triggers.delete(payload)

    def run_clock(self, payload: Payload) -> str:
        """payload: `speed`, one of SPEEDS, or `skip`, one of SKIPS."""
        if payload.get("speed") in SPEEDS and not isinstance(payload["speed"], bool):
            self._clock.run_at(payload["speed"])
        elif payload.get("skip") in SKIPS:
            self._clock.advance(timedelta(seconds=payload["skip"]))
        else:
            raise Refused("The clock cannot do that.")
        return ""

    def _follower(self, payload: Payload) -> str:
        kind = next((kind for kind in PERSONAS if kind == payload.get("kind")), None)
        if kind is None:
            raise Refused("There is no such kind of follower.")
        return f"@{self._x.gains_follower(persona=kind).username} follows the account now."

    def _purchase(self, payload: Payload) -> str:
        self._require_idle()
        self._bursts.buys_followers()
        return f"{PURCHASE} bought followers are on their way. {self._pace()}".rstrip()

    def _viral(self, payload: Payload) -> str:
        self._require_idle()
        self._bursts.goes_viral()
        return f"Somebody with reach has shared one of the account’s posts. {self._pace()}".rstrip()

    def _require_idle(self) -> None:
        burst = self._bursts.current
        if burst is not None:
            raise Refused(f"One burst at a time: {_so_far(burst)}. {self._pace()}".rstrip())

    def _pace(self) -> str:
        """How to speed the burst up, where it would take long."""
        if self._clock.speed == 0:
            return "They arrive once the clock runs."
        return "A faster clock brings them sooner." if self._clock.speed < _FAST_ENOUGH else ""

    def _leaves(self, payload: Payload) -> str:
        followers = list(islice(self._x.followers_list, _RECENT))
        if not followers:
            raise Refused("Nobody follows the account, so nobody can leave.")
        person = self._random.choice(followers)
        self._x.unfollows(person)
        self._unfollowers.append(person)
        return f"@{person.username} left."

    def _returns(self, payload: Payload) -> str:
        if not self._unfollowers:
            raise Refused("Nobody has left yet. Press “Someone leaves” first.")
        person = self._unfollowers.pop()
        self._x.follows(person)
        return f"@{person.username} is back, on top of the list."

    def _down(self, payload: Payload) -> str:
        self._x.down = bool(payload.get("on"))
        return "X is down and answers nothing." if self._x.down else "X is up again."

    def _locked(self, payload: Payload) -> str:
        self._x.locked = bool(payload.get("on"))
        return "X has locked the account." if self._x.locked else "X has unlocked the account."

    def _broke(self, payload: Payload) -> str:
        self._x.credits = not payload.get("on")
        return "There are credits again." if self._x.credits else "X’s credits are used up: X answers nothing until somebody pays."

    def _rate_limit(self, payload: Payload) -> str:
        self._x.rate_limit(Endpoint.FOLLOWERS)
        return "The bot may not read followers for the rest of X’s 15 minutes."

    def _tier(self, payload: Payload) -> str:
        tier = next((tier for tier in TIERS if tier == payload.get("tier")), None)
        if tier is None:
            raise Refused("X has no such tier.")
        self._x.tier = tier
        return f"The app’s access is {TIERS[tier]} now. Mutuals asks X about it once a day: skip a day and see /status."


def _so_far(burst: Burst) -> str:
    return f"{burst.arrived} of {burst.size} {_ARRIVING[burst.kind]} have arrived so far"
