"""A member has somebody suggested whom nobody was asked about, or asks about them once more."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain import Act, Decision, HistoryEntry, Member, OptOut, Profile, Prompt, Suggestion, SuggestionKind, SuggestionState
from bot.store import Tx
from bot.workflow.context import Context
from bot.workflow.people.assessor import Assessor
from bot.workflow.people.lookup import find_profile
from bot.workflow.permission import require_decide

_KIND = SuggestionKind.FOLLOW_BACK


@dataclass(frozen=True, slots=True)
class Suggested:
    """Their card is posted next, or after /resume where Mutuals is paused. earlier: what became of the suggestion before this one."""

    profile: Profile
    earlier: HistoryEntry | None
    paused: bool


@dataclass(frozen=True, slots=True)
class AlreadySuggested:
    """Nothing was changed. prompt: the card's; None where there is none."""

    profile: Profile
    suggestion: Suggestion
    prompt: Prompt | None


@dataclass(frozen=True, slots=True)
class AlreadyFollowed:
    """The account follows them as far as is known, or has asked to. Nothing was changed."""

    profile: Profile


@dataclass(frozen=True, slots=True)
class HasOptedOut:
    """They are not suggested. Nothing was changed."""

    profile: Profile
    opt_out: OptOut


@dataclass(frozen=True, slots=True)
class OwnAccount:
    """Nobody follows themselves back."""


Outcome = Suggested | AlreadySuggested | AlreadyFollowed | HasOptedOut | OwnAccount


class SuggestService:
    """Suggests whom a member names. Nothing is asked of X: what is known of them was read before."""

    def __init__(self, context: Context, assessor: Assessor) -> None:
        self._context, self._store, self._clock = context, context.store, context.clock
        self._assessor = assessor

    async def suggest(self, who: str, member: Member) -> Outcome | None:
        """Suggest following this person back; None when nothing is known of them. Raises NotPermitted.

        who: a handle, or a key of theirs (`bot.workflow.people.lookup.key_of`).
        """
        require_decide(member, self._context.policy)
        async with self._store.write() as tx:
            profile = await find_profile(tx, who)
            return None if profile is None else await self._suggest(tx, profile, member)

    async def _suggest(self, tx: Tx, profile: Profile, member: Member) -> Outcome:
        account, user_id = await tx.accounts.get(), profile.user_id
        if user_id == account.id:
            return OwnAccount()
        if (opt_out := await tx.opt_outs.of(user_id)) is not None and _KIND in opt_out.kinds:
            return HasOptedOut(profile, opt_out)
        before = next((each for each in await tx.suggestions.about(user_id) if each.kind is _KIND), None)
        if before is not None and not before.state.settled:
            prompt = await tx.prompts.for_suggestion(before.id)
            return AlreadySuggested(profile, before, prompt)
        if is_followed(profile, before):
            return AlreadyFollowed(profile)
        earlier = await _last_of(tx, before) if before is not None else None
        asked = Decision(Act.SUGGEST, self._clock.now(), Member(member.id, member.name))
        if await self._assessor.suggest_as_asked(tx, profile, asked) is None:
            raise RuntimeError("Nothing speaks against this suggestion, and it was not opened.")
        return Suggested(profile, earlier, paused=account.paused_at is not None)


def is_followed(profile: Profile, before: Suggestion | None) -> bool:
    """Whether the account follows them, or has asked to: X said so, or Mutuals saw it and X has not said otherwise since.

    before: the latest suggestion to follow them back.
    """
    if profile.followed_by_us or profile.follow_requested:
        return True
    seen_at = before.settled_at if before is not None and before.state is SuggestionState.DONE else None
    return seen_at is not None and profile.fetched_at <= seen_at


async def _last_of(tx: Tx, suggestion: Suggestion) -> HistoryEntry | None:
    """How this suggestion ended."""
    entries = await tx.suggestions.history(user_id=suggestion.user_id, limit=20)
    return next((entry for entry in entries if entry.suggestion_id == suggestion.id), None)
