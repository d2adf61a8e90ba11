"""One record → what Mutuals would make of the posts in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from bot.cli.exports.command import Ended
from bot.cli.exports.processing import BadRecord, Tally
from bot.cli.exports.records import Wanted
from bot.cli.triage.posts import SaidOnX, is_column, is_empty_page, posts_in
from bot.domain import Intent, Interaction, SavedReply
from bot.drafting.compose import next_draft
from bot.drafting.intents.match import match_intent
from bot.drafting.opt_outs.requests import read_wish
from bot.drafting.templates import Addressee
from bot.drafting.visible_text import as_seen
from bot.runtime.clock import Clock

_FORMS = "JSON, JSON lines and tables (CSV) of posts with their text"
POSTS = Wanted(
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


class Triage:
    """Answers records as the bot would triage and draft, each post by itself: nothing else is on its way or was sent lately."""

    def __init__(self, saved: Sequence[SavedReply], clock: Clock) -> None:
        self._saved, self._clock = saved, clock
        self._intents: Counter[Intent] = Counter()
        self._wishes = self._drafts = 0

    def answers(self, record: object) -> list[dict[str, object]]:
        """What is made of each post in a record, ready for JSON. Raises BadRecord."""
        if not isinstance(record, dict):
            raise BadRecord("There is no JSON object here.")
        found = posts_in(record)
        if not found and not is_empty_page(record):
            raise BadRecord('There is no post here: no "text".')
        return [self._answer(post) for post in found]

    def ended(self, tally: Tally) -> Ended:
        """How many of each intent there were, of wishes, and of drafts."""
        if not tally.found:
            return Ended()
        intents = ", ".join(f"{intent} {count:,}" for intent, count in self._intents.most_common())
        return Ended(f"By intent: {intents}. Asked, or may have asked, to be left alone: {self._wishes:,}. Drafts: {self._drafts:,}.")

    def _answer(self, said: SaidOnX) -> dict[str, object]:
        match, wish = match_intent(said.text, said.lang, said.kind), read_wish(said.text)
        because, draft = match.because, ""
        if wish is not None:
            self._wishes += 1
            because = f"{'asks' if wish.certain else 'may ask'} to be left alone “{wish.words}”"
        else:
            post = Interaction(0, 0, self._clock.now(), said.kind, said.text, said.lang)
            addressee = Addressee(said.name or said.handle or _NAME, said.handle or _HANDLE)
            found = next_draft(self._saved, match, post, addressee, ())
            draft = as_seen(found.text) if found else ""
        self._intents[match.intent] += 1
        self._drafts += bool(draft)
        return {
            **({"id": said.post_id} if said.post_id else {}),
            "intent": match.intent,
            "because": because,
            "wish": wish is not None and wish.certain,
            "perhaps_wish": wish is not None and not wish.certain,
            "draft": draft,
        }
