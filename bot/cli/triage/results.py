"""One record → what Mutuals would make of the posts in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from bot.cli.exports.command import RunSummary
from bot.cli.exports.processing import BadRecord, Counts
from bot.cli.exports.records import RecordType
from bot.cli.triage.posts import ExportedPost, is_column, is_empty_page, posts_in
from bot.domain import Intent, Interaction, SavedReply
from bot.drafting.compose import next_draft
from bot.drafting.intents.match import match_intent
from bot.drafting.opt_outs.requests import detect_opt_out
from bot.drafting.templates import Addressee
from bot.drafting.visible_text import visible_text
from bot.runtime.clock import Clock
from bot.views.words.posts import opt_out
from bot.views.words.sentences import sentence

_FORMS = "JSON, JSON lines and tables (CSV) of posts with their text"
POSTS = RecordType(
    ("post", "posts"),
    is_column,
    archive="it is from the archive that X sends its users, which holds your own posts and not what others said to you; use an export of"
    " your mentions",
    alone=f"it is a list of ids or single words, without the text of any post; Mutuals reads {_FORMS}",
    forms=_FORMS,
)
"""What triage looks for in a file."""

_NAME, _HANDLE = "Name", "handle"
"""What drafts say where an export does not name a post's author."""


class PostTriager:
    """Answers records as the bot would triage and draft, each post by itself: nothing else is on its way or was sent lately."""

    def __init__(self, saved: Sequence[SavedReply], clock: Clock) -> None:
        self._saved, self._clock = saved, clock
        self._intents: Counter[Intent] = Counter()
        self._opt_outs = self._drafts = 0

    def answers(self, record: object) -> list[dict[str, object]]:
        """What is made of each post in a record, ready for JSON. Raises BadRecord."""
        if not isinstance(record, dict):
            raise BadRecord("There is no JSON object here.")
        found = posts_in(record)
        if not found and not is_empty_page(record):
            raise BadRecord('There is no post here: no "text".')
        return [self._answer(post) for post in found]

    def summarize(self, counts: Counts) -> RunSummary:
        """How many of each intent there were, of requests, and of drafts."""
        if not counts.found:
            return RunSummary()
        intents = ", ".join(f"{intent} {count:,}" for intent, count in self._intents.most_common())
        return RunSummary(f"By intent: {intents}. Opt-outs, certain and possible: {self._opt_outs:,}. Drafts: {self._drafts:,}.")

    def _answer(self, said: ExportedPost) -> dict[str, object]:
        match, request = match_intent(said.text, said.lang, said.kind), detect_opt_out(said.text)
        because, draft = sentence(match.because), ""
        if request is not None:
            self._opt_outs += 1
            because = opt_out(request.words, certain=request.certain)
        else:
            post = Interaction(0, 0, self._clock.now(), said.kind, said.text, said.lang)
            addressee = Addressee(said.name or said.handle or _NAME, said.handle or _HANDLE)
            found = next_draft(self._saved, match, post, addressee, ())
            draft = visible_text(found.text) if found else ""
        self._intents[match.intent] += 1
        self._drafts += bool(draft)
        return {
            **({"id": said.post_id} if said.post_id else {}),
            "intent": match.intent,
            "because": because,
            "wish": request is not None and request.certain,  # an opt-out, by the name that scripts know it by
            "perhaps_wish": request is not None and not request.certain,
            "draft": draft,
        }
