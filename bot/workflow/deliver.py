"""Carry out what was approved, at the team's pace: by API where X lets this access, by hand-off otherwise."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.model import Act, Capability, Decision, Lesson, Outlook, Purpose, Route, Suggestion, SuggestionState
from bot.store import Tx
from bot.workflow.access import learn_to_follow
from bot.workflow.context import Context, Job
from bot.workflow.hold import why_held
from bot.workflow.pace import next_turn
from bot.workflow.route import outlook
from bot.workflow.verify import REQUEST_SENT
from bot.x.door import X
from bot.x.errors import NotAllowed, NotFound, OutcomeUnknown, Rejected, XError

_STATES = SuggestionState


class Deliver:
    """The recurring job, woken by every approval. At most one delivery is under way."""

    def __init__(self, context: Context, x: X) -> None:
        self._context = context
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
                by_api = outlook(await tx.permissions.get(Capability.FOLLOW), self._policy.access) is not Outlook.HAND_OFF
                if by_api and (held := await why_held(tx, account, self._context, now)) is not None:
                    raise held
                turn = await self._next_turn(tx, now, by_api=by_api)
                if turn > now:
                    return turn
                suggestion = await self._begin(tx, approved[0], now, by_api=by_api)
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

    async def _next_turn(self, tx: Tx, now: datetime, *, by_api: bool) -> datetime:
        return next_turn(await tx.suggestions.sent_since(now - timedelta(days=1)), now, self._policy, by_api=by_api)

    async def _begin(self, tx: Tx, suggestion: Suggestion, now: datetime, *, by_api: bool) -> Suggestion | None:
        if not by_api:
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
            followed = await self._x.follow(suggestion.user_id, purpose=Purpose.FOLLOW_BACK)
        except OutcomeUnknown:
            async with self._store.write() as tx:
                await self._doubt(tx, suggestion, self._clock.now())
        except NotAllowed as refusal:
            await self._refused(suggestion, refusal)
        except (NotFound, Rejected) as error:
            await self._end(suggestion, _STATES.FAILED, Act.FAIL, str(error))
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
            await learn_to_follow(tx, self._policy.access, allowed=False, lesson=Lesson.REFUSAL, now=now)
            await self._hand_off(tx, suggestion, _STATES.DELIVERING, now)

    async def _put_back(self, suggestion: Suggestion, note: str) -> None:
        """Nothing happened on X, and the approval waits for its turn again."""
        async with self._store.write() as tx:
            await tx.suggestions.move(
                suggestion.id,
                to=_STATES.APPROVED,
                from_={_STATES.DELIVERING},
                decision=Decision(Act.RETRY, self._clock.now(), note=note),
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
                await learn_to_follow(tx, self._policy.access, allowed=True, lesson=Lesson.SUCCESS, now=now)
            await tx.suggestions.move(
                suggestion.id,
                to=to,
                from_={_STATES.DELIVERING, _STATES.IN_DOUBT},
                decision=Decision(act, now, note=note),
                note=note,
            )
