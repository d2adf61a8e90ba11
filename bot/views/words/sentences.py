"""Says any fact of the lower rooms: the catalogues of the areas, joined; but for those of /why, which has screens alone."""

from __future__ import annotations

from bot.domain import Note
from bot.views.format.facts import Sentences
from bot.views.format.i18n import ENGLISH, speaking
from bot.views.words.blockers import BLOCKERS
from bot.views.words.digests import INCIDENTS
from bot.views.words.discord_faults import DISCORD_FAULTS
from bot.views.words.errors import X_ERRORS
from bot.views.words.idle import AUDIT_STOPS, IDLE
from bot.views.words.notes import SUGGESTION_NOTES
from bot.views.words.posts import POSTS
from bot.views.words.reasons import REASONS
from bot.views.words.setup_faults import SETUP_FAULTS
from bot.views.words.text_faults import KEYWORD_FAULTS, TEXT_FAULTS

SENTENCES: Sentences = {
    **X_ERRORS,
    **SUGGESTION_NOTES,
    **BLOCKERS,
    **TEXT_FAULTS,
    **AUDIT_STOPS,
    **IDLE,
    **INCIDENTS,
    **DISCORD_FAULTS,
    **SETUP_FAULTS,
    **REASONS,
    **POSTS,
    **KEYWORD_FAULTS,
}


def sentence(note: Note | None) -> str:
    """This fact in words; empty for none."""
    return SENTENCES[note.code](note) if note is not None else ""


def logged(note: Note | None) -> str:
    """The same for the log, which is in English whatever the team speaks."""
    with speaking(ENGLISH):
        return sentence(note)
