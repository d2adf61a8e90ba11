"""Why a suggestion is in its present state, or was left out."""

from __future__ import annotations

from bot.domain import Note, NoteCode
from bot.views.format.facts import Sentences, always
from bot.views.format.i18n import N_, _, ngettext


def _resend_too_soon(note: Note) -> str:
    minutes = note.number("minutes")
    return ngettext(
        "The text before this one may be on X already, where it can show late. Approve again in a minute if it is not there.",
        "The text before this one may be on X already, where it can show late. Approve again in {minutes} minutes if it is not there.",
        minutes,
    ).format(minutes=minutes)


SUGGESTION_NOTES: Sentences = {
    NoteCode.WRITTEN: lambda note: note.text("text"),
    NoteCode.NOT_FOLLOWED: always(N_("X answered that this person is not followed, and not why.")),
    NoteCode.ACCOUNT_GONE: always(N_("This account no longer exists on X.")),
    NoteCode.REQUEST_SENT: always(N_("Follow request sent; they decide.")),
    NoteCode.UNFOLLOWED_US: always(N_("They no longer follow you.")),
    NoteCode.NOT_SEEN: always(
        N_("X says that this text went out before, but your posts on X do not show it. Look there before you try again.")
    ),
    NoteCode.RESEND_TOO_SOON: _resend_too_soon,
    NoteCode.OPTED_OUT: always(N_("They opted out.")),
    NoteCode.OPTED_OUT_BY_MEMBER: lambda note: _("{member} opted them out.").format(member=note.text("member")),
    NoteCode.OPTED_OUT_CLEARABLE: always(N_("They opted out. If that was a misunderstanding, remove it in /people opt-outs.")),
    NoteCode.ANOTHER_OPEN: always(N_("There is another open card about this person. Decide about that one first.")),
    NoteCode.POST_EDITED: always(N_("They edited this post: the new version is a suggestion of its own.")),
    NoteCode.EARLIER_VERSION_DECIDED: always(N_("an edited version of a post that was decided about")),
    NoteCode.POST_HIDDEN: always(N_("Their post is no longer there, or hidden from you.")),
    NoteCode.AUTHOR_GONE: always(N_("the author is no longer on X")),
    NoteCode.SUPERSEDED: always(N_("They have asked or complained since: that comes first.")),
    NoteCode.SUPERSEDED_BY_OPT_OUT: always(N_("They may have opted out since: that comes first.")),
}
