"""Carry out what was approved, at the team's pace: by API where X lets this access, by hand-off otherwise."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.model import Account, Act, AnnouncementKind, Decision, Outlook, Route, Suggestion, SuggestionState
from bot.store import Tx
from bot.workflow.context import Context, Job
from bot.workflow.pace import next_turn
from bot.workflow.route import outlook
from bot.workflow.verify import REQUEST_SENT
from bot.x.door import X
from bot.x.errors import BadCredentials, Locked, NotAllowed, NotFound, OutcomeUnknown, Rejected, XError

_STATES = SuggestionState


class Deliver:
    """The recurring job, woken by every approval. At most one delivery is under way."""

    def __init__(self, context: Context, x: X) -> None:
        self._store, self._clock, self._policy, self._wake = context.store, context.clock, context.policy, context.wake
        self._x = x

    async def run(self) -> datetime | None:
        """Deliver until nothing is approved or the next one has to wait; returns until when. Raises XError."""
        await self._doubt_leftovers()
        while True:
            now = self._clock.now()
            async with self._store.write() as tx:
                account = await tx.accounts.get()
                approved = await tx.suggestions.in_states({_STATES.APPROVED}, limit=1)
                if account.paused_at or account.writes_stopped or not approved:
                    return None
                turn = await self._next_turn(tx, now)
                if turn > now:
                    return turn
                suggestion = await self._begin(tx, account, approved[0], now)
            self._wake(Job.SHOW)
            self._wake(Job.VERIFY)
            if suggestion is not None and suggestion.state is _STATES.DELIVERING:
                await self._send(suggestion)

    async def _doubt_leftovers(self) -> None:
        """What was being sent when a crash or a fault came between has an unknown outcome. It is looked up, never guessed."""
        async with self._store.read() as tx:
            leftovers = await tx.suggestions.in_states({_STATES.DELIVERING}, limit=100)
        if not leftovers:
            return
        now = self._clock.now()
        async with self._store.write() as tx:
            for suggestion in leftovers:
                await self._doubt(tx, suggestion, now)
        self._wake(Job.VERIFY)

    async def _next_turn(self, tx: Tx, now: datetime) -> datetime:
        sent = await tx.suggestions.sent_since(now - timedelta(days=1))
        return next_turn(sent, now, per_hour=self._policy.follow_backs_per_hour, per_day=self._policy.follow_backs_per_day)

    async def _begin(self, tx: Tx, account: Account, suggestion: Suggestion, now: datetime) -> Suggestion | None:
        if outlook(account, self._policy.access, now) is Outlook.HAND_OFF:
            return await self._hand_off(tx, suggestion, _STATES.APPROVED, now)
        return await tx.suggestions.move(
            suggestion.id, to=_STATES.DELIVERING, from_={_STATES.APPROVED}, decision=Decision(Act.START, now), route=Route.API, sent_at=now
        )

    async def _hand_off(self, tx: Tx, suggestion: Suggestion, from_: SuggestionState, now: datetime) -> Suggestion | None:
        return await tx.suggestions.move(
            suggestion.id,
            to=_STATES.HANDED_OFF,
            from_={from_},
            decision=Decision(Act.HAND_OFF, now),
            route=Route.HAND_OFF,
            sent_at=now,
            note="",
        )

    async def _send(self, suggestion: Suggestion) -> None:
        """One follow by API. Every way it can end is a state that the team can see."""
        try:
            followed = await self._x.follow(suggestion.user_id, purpose="follow_back")
        except OutcomeUnknown:
            async with self._store.write() as tx:
                await self._doubt(tx, suggestion, self._clock.now())
        except NotAllowed as refusal:
            await self._refused(suggestion, refusal)
        except (NotFound, Rejected) as error:
            await self._end(suggestion, _STATES.FAILED, Act.FAIL, str(error))
        except (Locked, BadCredentials) as error:
            await self._stop_writing(suggestion, error)
        except XError as error:
            await self._put_back(suggestion, str(error))
            raise
        else:
            if followed.following or followed.pending:
                await self._end(suggestion, _STATES.DONE, Act.CONFIRM, REQUEST_SENT if followed.pending else "")
            else:
                await self._end(suggestion, _STATES.FAILED, Act.FAIL, "X answered that this person is not followed, and not why.")
        finally:
            self._wake(Job.SHOW)
            self._wake(Job.VERIFY)

    async def _refused(self, suggestion: Suggestion, refusal: NotAllowed) -> None:
        """A refusal of the tier changes the route for everyone and loses nothing; a refusal about this person ends here."""
        if not refusal.tier:
            await self._end(suggestion, _STATES.FAILED, Act.FAIL, str(refusal))
            return
        now = self._clock.now()
        async with self._store.write() as tx:
            known = await tx.accounts.get()
            first = known.route_refused_at is None or known.route_access is not self._policy.access
            await tx.accounts.refuse_route(now, self._policy.access)
            if first:
                await tx.announcements.add(
                    AnnouncementKind.ROUTE_CHANGED, f"refused {now.isoformat()}", {"route": Route.HAND_OFF.value}, now
                )
            await self._hand_off(tx, suggestion, _STATES.DELIVERING, now)

    async def _stop_writing(self, suggestion: Suggestion, error: XError) -> None:
        now = self._clock.now()
        async with self._store.write() as tx:
            await tx.accounts.stop_writes(str(error))
            await tx.announcements.add(AnnouncementKind.WRITES_STOPPED, now.isoformat(), {"reason": str(error)}, now)
            await self._retry(tx, suggestion, "", now)

    async def _put_back(self, suggestion: Suggestion, note: str) -> None:
        async with self._store.write() as tx:
            await self._retry(tx, suggestion, note, self._clock.now())

    async def _retry(self, tx: Tx, suggestion: Suggestion, note: str, now: datetime) -> None:
        await tx.suggestions.move(
            suggestion.id,
            to=_STATES.APPROVED,
            from_={_STATES.DELIVERING},
            decision=Decision(Act.RETRY, now, note=note),
            sent_at=None,
            route=None,
            note=note,
        )

    async def _doubt(self, tx: Tx, suggestion: Suggestion, now: datetime) -> None:
        await tx.suggestions.move(suggestion.id, to=_STATES.IN_DOUBT, from_={_STATES.DELIVERING}, decision=Decision(Act.DOUBT, now))

    async def _end(self, suggestion: Suggestion, to: SuggestionState, act: Act, note: str) -> None:
        now = self._clock.now()
        async with self._store.write() as tx:
            if to is _STATES.DONE:
                await tx.accounts.allow_route(now, self._policy.access)
            await tx.suggestions.move(
                suggestion.id,
                to=to,
                from_={_STATES.DELIVERING, _STATES.IN_DOUBT},
                decision=Decision(act, now, note=note),
                note=note,
            )
