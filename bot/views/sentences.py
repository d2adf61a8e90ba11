"""Says any fact of the lower rooms: the catalogues of the areas, joined."""

from __future__ import annotations

from bot.domain import Note
from bot.views.followers.audit_stops import AUDIT_STOPS
from bot.views.format.facts import Sentences
from bot.views.inbox.text_faults import TEXT_FAULTS
from bot.views.people.keyword_faults import KEYWORD_FAULTS
from bot.views.people.reasons import REASONS
from bot.views.suggestions.blockers import BLOCKERS
from bot.views.suggestions.notes import SUGGESTION_NOTES
from bot.views.team.discord_faults import DISCORD_FAULTS
from bot.views.team.errors import X_ERRORS
from bot.views.team.idle import IDLE
from bot.views.team.setup import SETUP_FAULTS

SENTENCES: Sentences = {
    **X_ERRORS,
    **SUGGESTION_NOTES,
    **BLOCKERS,
    **TEXT_FAULTS,
    **AUDIT_STOPS,
    **IDLE,
    **DISCORD_FAULTS,
    **SETUP_FAULTS,
    **REASONS,
    **KEYWORD_FAULTS,
}


def sentence(note: Note | None) -> str:
    """This fact in words; empty for none."""
    return SENTENCES[note.code](note) if note is not None else ""
