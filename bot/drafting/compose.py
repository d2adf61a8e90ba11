"""Chooses the next draft for a post among the team's saved replies, or says why there is none.

Which fit: those for the post's intent, in its language or in any; of a post whose language X does not know, all. Those that ask for a topic
fit where there is one. Order: own language, any language, the rest; within these, as the team keeps them. Where none fits, those for
"other" are the fallback, but not for questions and complaints: a general answer is worse than none there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain import Intent, Interaction, Note, SavedReply
from bot.drafting.faults import NoDraft
from bot.drafting.intents.match import IntentMatch
from bot.drafting.language import language_of
from bot.drafting.rules import text_errors
from bot.drafting.similar import Repeats
from bot.drafting.templates import TOPIC, Addressee, can_fill, fill, placeholders_of

_NO_FALLBACK = frozenset({Intent.QUESTION, Intent.COMPLAINT, Intent.OTHER})


@dataclass(frozen=True, slots=True)
class FilledReply:
    """A text made from a saved reply."""

    text: str
    saved_reply_id: int


def next_draft(
    saved: Sequence[SavedReply],
    match: IntentMatch,
    post: Interaction,
    addressee: Addressee,
    sent: Sequence[str],
    *,
    after: int | None = None,
) -> FilledReply | None:
    """The first saved reply that fits and may go out; None where there is none.

    sent: what went out lately; what nearly repeats any of it is passed over, also where it differs by the name alone. after: the id of the
    saved reply that is shown now: the search goes on behind it, and around to it again at last.
    """
    fitting = _from(after, _fitting(saved, match, post, addressee))
    repeats = Repeats(sent, addressee, fitting)
    for reply in fitting:
        text = fill(reply.text, addressee)
        if repeats.by(text) is None and not text_errors(text, author=addressee.handle):
            return FilledReply(text, reply.id)
    return None


def no_draft_reason(
    saved: Sequence[SavedReply],
    match: IntentMatch,
    post: Interaction,
    addressee: Addressee,
    sent: Sequence[str],
    *,
    days: int,
    unused: Sequence[SavedReply] = (),
) -> Note | None:
    """Why `next_draft` finds nothing; None where it finds something.

    days: how far back `sent` reaches. unused: what the team keeps besides, from which nothing is drafted because of its language.
    """
    intent = match.intent.value
    fitting = _fitting(saved, match, post, addressee)
    if not fitting and _fitting(unused, match, post, addressee):
        return Note(NoDraft.LANGUAGE_UNUSED, {"language": language_of(post.lang)})
    if not fitting:
        return _no_fit_reason(saved, match, post, addressee)
    repeats = Repeats(sent, addressee, fitting)
    left = [text for reply in fitting if repeats.by(text := fill(reply.text, addressee)) is None]
    if not left:
        return Note(NoDraft.ALL_SENT, {"intent": intent, "days": days})
    errors = [text_errors(text, author=addressee.handle) for text in left]
    return Note(NoDraft.NONE_FIT_TO_GO, {"intent": intent, "fault": errors[0][0]}) if all(errors) else None


def _no_fit_reason(saved: Sequence[SavedReply], match: IntentMatch, post: Interaction, addressee: Addressee) -> Note:
    intent, language = match.intent.value, language_of(post.lang)
    of_intent = [reply for reply in saved if reply.intent is match.intent]
    if not of_intent:
        return Note(NoDraft.NONE_OF_INTENT, {"intent": intent})
    speaking = [reply for reply in of_intent if _fits_language(reply, language)]
    if speaking and (addressee.topic or not all(TOPIC in placeholders_of(reply.text) for reply in speaking)):
        return Note(NoDraft.HANDLE_TAKEN, {"intent": intent})
    if speaking:
        return Note(NoDraft.NO_TOPIC, {"intent": intent})
    return Note(NoDraft.NONE_IN_LANGUAGE, {"intent": intent, "language": language})


def _fitting(saved: Sequence[SavedReply], match: IntentMatch, post: Interaction, addressee: Addressee) -> list[SavedReply]:
    language = language_of(post.lang)
    speaking = [reply for reply in saved if _fits_language(reply, language) and can_fill(reply.text, addressee)]
    fitting = [reply for reply in speaking if reply.intent is match.intent]
    if not fitting and match.intent not in _NO_FALLBACK:
        fitting = [reply for reply in speaking if reply.intent is Intent.OTHER]
    return sorted(fitting, key=lambda reply: _rank(reply, language))


def _fits_language(reply: SavedReply, language: str) -> bool:
    return not language or reply.language.lower() in ("", language)


def _rank(reply: SavedReply, language: str) -> int:
    if not reply.language:
        return 1
    return 0 if reply.language.lower() == language else 2


def _from(after: int | None, fitting: list[SavedReply]) -> list[SavedReply]:
    """The round, begun behind the one shown now."""
    place = next((place for place, reply in enumerate(fitting) if reply.id == after), -1) + 1
    return fitting[place:] + fitting[:place]
