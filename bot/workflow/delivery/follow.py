"""Carry out a follow-back."""

from __future__ import annotations

from bot.domain import Capability, Evidence, ExpectedRoute, Note, NoteCode, Suggestion, SuggestionKind
from bot.domain.kinds import KINDS
from bot.planning.routes import Routes
from bot.store import Tx
from bot.workflow.context import Context
from bot.workflow.delivery.access import record_permission
from bot.workflow.delivery.outcomes import Outcomes
from bot.x.client import XClient
from bot.x.errors import NotAllowed, NotFound, OutcomeUnknown, Rejected, XError


class FollowDelivery:
    """Follows through X's API. See `bot.workflow.delivery.deliver.Delivery`."""

    kind = SuggestionKind.FOLLOW_BACK

    def __init__(self, context: Context, x: XClient) -> None:
        self._context, self._store, self._clock = context, context.store, context.clock
        self._prices, self._x = context.prices, x
        self._outcomes = Outcomes(context)

    async def by_api(self, tx: Tx, suggestion: Suggestion) -> bool:
        routes = Routes(await tx.permissions.all(), self._context.policy.access, self._clock.now())
        return routes.expected(self.kind) is not ExpectedRoute.HAND_OFF

    async def price(self, tx: Tx, suggestion: Suggestion) -> int:
        return self._prices.of_kind(self.kind).micros

    async def prepare(self, suggestion: Suggestion) -> None:
        """Nothing: following somebody twice changes nothing."""

    async def send_back_if_stale(self, tx: Tx, suggestion: Suggestion) -> bool:
        """Never: a follow cannot become stale."""
        return False

    async def send(self, suggestion: Suggestion) -> None:
        """One follow."""
        try:
            followed = await self._x.follow(suggestion.user_id, purpose=KINDS[self.kind].purpose)
        except OutcomeUnknown:
            async with self._store.write() as tx:
                await self._outcomes.mark_in_doubt(tx, suggestion, self._clock.now())
        except NotAllowed as refusal:
            await self._refused(suggestion, refusal)
        except (NotFound, Rejected) as error:
            await self._fail(suggestion, error.note)
        except XError as error:
            await self._outcomes.requeue(suggestion, error.note)
            raise
        else:
            if followed.following or followed.pending:
                await self._done(suggestion, Note(NoteCode.REQUEST_SENT) if followed.pending else None)
            else:
                await self._fail(suggestion, Note(NoteCode.NOT_FOLLOWED))

    async def _refused(self, suggestion: Suggestion, refusal: NotAllowed) -> None:
        """A refusal of the tier changes the route for everyone and loses nothing; a refusal about this person ends here."""
        if not refusal.tier:
            await self._fail(suggestion, refusal.note)
            return
        now = self._clock.now()
        async with self._store.write() as tx:
            await record_permission(tx, self._context.policy.access, Capability.FOLLOW, allowed=False, evidence=Evidence.REFUSAL, now=now)
            await self._outcomes.hand_off(tx, suggestion, now)

    async def _done(self, suggestion: Suggestion, note: Note | None) -> None:
        now = self._clock.now()
        async with self._store.write() as tx:
            await record_permission(tx, self._context.policy.access, Capability.FOLLOW, allowed=True, evidence=Evidence.SUCCESS, now=now)
            await self._outcomes.confirm(tx, suggestion, now, note)

    async def _fail(self, suggestion: Suggestion, note: Note) -> None:
        async with self._store.write() as tx:
            await self._outcomes.fail(tx, suggestion, self._clock.now(), note)
