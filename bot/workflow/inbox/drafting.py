"""Makes drafts of answers from the team's saved replies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from bot.domain import Draft, Intent, Interaction, Note, Profile, SavedReply, SuggestionState
from bot.drafting.compose import next_draft, no_draft_reason
from bot.drafting.faults import NoDraft
from bot.drafting.intents.match import IntentMatch, match_intent
from bot.drafting.opt_outs.requests import detect_opt_out
from bot.drafting.rules import reply_errors
from bot.drafting.similar import Repeats
from bot.drafting.templates import Addressee
from bot.drafting.visible_text import visible_text
from bot.scoring.interests import matching
from bot.store import Tx
from bot.workflow.context import Context

_STATES = SuggestionState
_GOES_OUT = (_STATES.APPROVED, _STATES.DELIVERING, _STATES.IN_DOUBT, _STATES.HANDED_OFF)
_PROPOSED = (_STATES.OPEN, _STATES.SNOOZED)
_MOST = 1_000

MAY_HAVE_OPTED_OUT = Note(NoDraft.MAY_OPT_OUT)


def intent_of(post: Interaction) -> IntentMatch:
    """What a post wants. Who may be opting out does not thank: "merci de ne plus répondre"."""
    return IntentMatch(Intent.OTHER, None) if possible_opt_out(post) else match_intent(post.text, post.lang, post.kind)


def possible_opt_out(post: Interaction) -> str:
    """The words by which its author may be opting out; empty where they are not.

    Also those that ask for it for certain: a member removed the opt-out where such a post is suggested at all.
    """
    request = detect_opt_out(post.text)
    return request.words if request else ""


def may_request_opt_out(post: Interaction) -> bool:
    """Whether its author may be opting out, and nobody knows yet: what is certain took effect, or was removed by a member."""
    request = detect_opt_out(post.text)
    return request is not None and not request.certain


def unwritten(post: Interaction) -> Draft:
    """For a post that nobody is asked about."""
    match = intent_of(post)
    return Draft("", 1, match.intent, match.because)


def offered(draft: Draft, post: Interaction) -> Draft:
    """The draft that may be approved: nothing that Mutuals made, where its author may be opting out."""
    return draft if draft.written_by or not possible_opt_out(post) else replace(draft, text="")


class Drafts:
    """Reads what drafts are made of, within one transaction; what they have in common is read once."""

    def __init__(self, tx: Tx, context: Context) -> None:
        self._context, self._tx = context, tx
        self._now = context.clock.now()
        self._saved: Sequence[SavedReply] | None = None
        self._topics: Sequence[str] | None = None
        self._texts: dict[tuple[SuggestionState, ...], dict[int, str]] = {}
        self._posted: list[str] | None = None

    async def first(self, post: Interaction, author: Profile) -> Draft:
        """The first draft of an answer to this post; without a text where no saved reply fits."""
        return await self._draft(post, author, intent_of(post), revision=1)

    async def another(self, suggestion_id: int, post: Interaction, author: Profile, shown: Draft) -> Draft | None:
        """The next one that fits, after the one shown; None where there is no other."""
        match = IntentMatch(shown.intent, shown.because)
        draft = await self._draft(post, author, match, revision=shown.revision + 1, after=shown, besides=suggestion_id)
        return draft if draft.text and draft.text != shown.text else None

    async def no_draft_reason(self, suggestion_id: int, post: Interaction, author: Profile, shown: Draft) -> Note | None:
        """Why no saved reply but the one shown fits; None where that is the only one."""
        if possible_opt_out(post):
            return MAY_HAVE_OPTED_OUT
        used, match = await self._used(), IntentMatch(shown.intent, shown.because)
        unused = [reply for reply in await self._all_saved() if reply not in used]
        sent, days = await self._sent(besides=suggestion_id), self._context.policy.repeat_days
        return no_draft_reason(used, match, post, await self._addressee(post, author), sent, days=days, unused=unused)

    async def faults(self, suggestion_id: int, text: str, post: Interaction, author: Profile) -> list[Note]:
        """What X or the team's own rule has against this text going out now."""
        sent, addressee = await self._sent(besides=suggestion_id), await self._addressee(post, author)
        repeats = Repeats(sent, addressee, await self._all_saved())
        return reply_errors(text, author=author.username, repeats=repeats.by(text))

    async def _draft(
        self,
        post: Interaction,
        author: Profile,
        match: IntentMatch,
        *,
        revision: int,
        after: Draft | None = None,
        besides: int | None = None,
    ) -> Draft:
        if possible_opt_out(post):
            return Draft("", revision, match.intent, match.because)
        saved, sent = await self._used(), await self._sent(besides=besides)
        addressee = await self._addressee(post, author)
        shown = after.saved_reply_id if after else None
        proposed = list((await self._of(_PROPOSED, besides)).values())
        # What other cards propose is the second choice: whoever approves later could not send it any more.
        found = next_draft(saved, match, post, addressee, [*sent, *proposed], after=shown) or next_draft(
            saved, match, post, addressee, sent, after=shown
        )
        if found is None:
            return Draft("", revision, match.intent, match.because)
        return Draft(visible_text(found.text), revision, match.intent, match.because, found.saved_reply_id)

    async def _addressee(self, post: Interaction, author: Profile) -> Addressee:
        if self._topics is None:
            self._topics = (await self._tx.keywords.get()).topics
        topics = matching(self._topics, post.text)
        return Addressee(author.name, author.username, topics[0] if topics else "")

    async def _all_saved(self) -> Sequence[SavedReply]:
        if self._saved is None:
            self._saved = await self._tx.saved_replies.all()
        return self._saved

    async def _used(self) -> list[SavedReply]:
        """Those in the languages that the team has chosen, or in any."""
        languages = self._context.policy.draft_languages
        return [reply for reply in await self._all_saved() if not languages or not reply.language or reply.language.lower() in languages]

    async def _sent(self, besides: int | None) -> list[str]:
        """What went out within REPEAT_DAYS, or is on its way."""
        if self._posted is None:
            self._posted = await self._tx.own_posts.texts_since(self._now - timedelta(days=self._context.policy.repeat_days))
        return [*self._posted, *(await self._of(_GOES_OUT, besides)).values()]

    async def _of(self, states: tuple[SuggestionState, ...], besides: int | None) -> dict[int, str]:
        """The texts of the suggestions in these states, by id, without one."""
        if states not in self._texts:
            self._texts[states] = await self._tx.replies.texts_in(states, _MOST)
        return {suggestion_id: text for suggestion_id, text in self._texts[states].items() if suggestion_id != besides}

    async def proposed(self, suggestion_id: int, draft: Draft) -> None:
        """This draft stands on a card now; the next ones are made with it in mind."""
        if draft.text:
            await self._of(_PROPOSED, None)
            self._texts[_PROPOSED][suggestion_id] = draft.text
