"""Why a post to the account was not answered, or not yet."""

from __future__ import annotations

from bot.domain import (
    Account,
    Act,
    Decision,
    Exclusion,
    Explanation,
    Fact,
    Interaction,
    Note,
    Prompt,
    Purpose,
    SuggestionKind,
    SuggestionState,
    Why,
)
from bot.domain.jobs import Job
from bot.planning.inbox_polls import LISTING_DELAY
from bot.store import Tx
from bot.workflow.context import Context
from bot.workflow.inbox.triage import MAX_WAITING
from bot.workflow.suggestions.cards import Cards
from bot.workflow.team.job_errors import JobErrors
from bot.workflow.team.pause import why_paused
from bot.workflow.why.waiting import why_no_decision
from bot.x.parse.snowflake import snowflake_moment

_KIND = SuggestionKind.REPLY


class WhyNotAnswered:
    """Answers /why post. Asks X nothing. job_errors: why posts are not read, or not decided about, at present."""

    def __init__(self, context: Context, job_errors: JobErrors) -> None:
        self._context, self._store, self._job_errors = context, context.store, job_errors

    async def explain(self, post_id: int) -> Explanation:
        """Why this post was not answered, or what has become of the answer."""
        async with self._store.read() as tx:
            post = await tx.interactions.get(post_id)
            if post is None:
                return Explanation((await self._why_not_read(tx, post_id),))
            profile = await tx.profiles.get(post.user_id)
            suggestion_id = (await tx.replies.to([post_id])).get(post_id)
            if suggestion_id is None:
                fact, prompt = await self._why_not_suggested(tx, post)
                return Explanation((fact,), profile, prompt)
            facts, prompt = await self._what_became_of(tx, post, suggestion_id)
            return Explanation(facts, profile, prompt)

    async def _why_not_read(self, tx: Tx, post_id: int) -> Note:
        account, written_at = await tx.accounts.get(), snowflake_moment(post_id)
        if post_id in await tx.own_posts.known_quote_counts([post_id]):
            return Note(Why.OWN_POST_KNOWN)
        if not self._context.policy.read_mentions:
            return Note(Why.MENTIONS_OFF)
        read_at, started_at = await tx.ledger.last_success(Purpose.MENTIONS), account.baseline_finished_at
        if read_at is None or written_at > read_at or _is_in_gap(account, post_id):
            return self._standing_still(account, Job.POLL_MENTIONS) or Note(Why.NOT_READ_YET, {"at": read_at})
        if started_at is not None and written_at < started_at:
            return Note(Why.POST_BEFORE_START, {"at": started_at})
        return Note(Why.LISTED_LATE if written_at > read_at - LISTING_DELAY else Why.NOT_TO_YOU)

    async def _why_not_suggested(self, tx: Tx, post: Interaction) -> tuple[Fact, Prompt | None]:
        """Of a post that is read, and about which nothing was decided."""
        if (answer := (await tx.own_posts.answers([post.post_id])).get(post.post_id)) is not None:
            return Note(Why.ANSWERED_ON_X, {"at": answer.at}), None
        if (opt_out := await tx.opt_outs.of(post.user_id)) is not None and _KIND in opt_out.kinds:
            return opt_out, None
        stranger = await tx.assessments.get(post.user_id) is None
        if post.at < self._context.clock.now() - self._context.policy.reply_window or not post.text:
            return self._why_too_late(post, stranger=stranger), None
        if (other := (await tx.suggestions.open_about([post.user_id], _KIND)).get(post.user_id)) is not None:
            return Note(Why.ONE_AT_A_TIME), await tx.prompts.for_suggestion(other.id)
        if (still := self._standing_still(await tx.accounts.get(), Job.TRIAGE)) is not None:
            return still, None
        waiting = await tx.suggestions.count_waiting(_KIND)
        if stranger and waiting >= MAX_WAITING:
            return Note(Why.STRANGER_WAITS, {"count": waiting}), None
        return Note(Why.TRIAGE_NEXT), None

    def _why_too_late(self, post: Interaction, *, stranger: bool) -> Note:
        if stranger:
            return Note(Why.STRANGER_MISSED)
        window = self._context.policy.reply_window
        if post.at < self._context.clock.now() - window:
            return Note(Why.TOO_OLD, {"hours": round(window.total_seconds() / 3_600)})
        return Note(Why.WORDS_GONE)

    def _standing_still(self, account: Account, job: Job) -> Note | None:
        """Why this job does nothing at present; None where it works."""
        return why_paused(account) or next((error.note for error in self._job_errors.present if error.job is job), None)

    async def _what_became_of(self, tx: Tx, post: Interaction, suggestion_id: int) -> tuple[tuple[Fact, ...], Prompt | None]:
        """Of a post about which something was decided."""
        last = await tx.suggestions.last_decision(suggestion_id, by_member=False)
        if last is not None and last.act is Act.LEAVE_OUT:
            return (await _why_left_out(tx, post, last),), None
        suggestion = await tx.suggestions.get(suggestion_id)
        if suggestion is None:  # a stranger's, whom the team has answered by itself
            return (Note(Why.ANSWERED_ON_X, {"at": last.at if last is not None else None}),), None
        card = await Cards(tx, self._context).of(suggestion)
        if suggestion.state is not SuggestionState.OPEN:
            return (card,), await tx.prompts.for_suggestion(suggestion.id)
        waits, prompt = await why_no_decision(tx, self._context, suggestion)
        no_draft = card.reply_details.no_draft if card.reply_details is not None else None
        return (waits, *([] if no_draft is None else [Note(Why.NO_DRAFT, {"reason": no_draft})])), prompt


def _is_in_gap(account: Account, post_id: int) -> bool:
    """Whether it is below what an unfinished poll has read, and above what the polls before it have."""
    oldest = account.mentions_partial_oldest_id
    return oldest is not None and (account.newest_mention_id or 0) < post_id < oldest


async def _why_left_out(tx: Tx, post: Interaction, decision: Decision) -> Fact:
    """Of an opt-out that stands, by whom and when."""
    if decision.note is not None and decision.note.code in (Exclusion.OPTED_OUT, Exclusion.OPTED_OUT_IN_WORDS):
        opt_out = await tx.opt_outs.of(post.user_id)
        if opt_out is not None:
            return opt_out
    return Note(Why.LEFT_OUT, {"reason": decision.note})
