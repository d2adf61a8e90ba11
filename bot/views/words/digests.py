"""What a digest says of posts that were left out, and of what was out of the ordinary."""

from __future__ import annotations

from collections.abc import Mapping

from bot.domain import Exclusion, Incident, Note, NoteCode, ReasonCode, SuggestionKind
from bot.views.format.facts import Sentences, always
from bot.views.format.i18n import N_, _
from bot.views.format.numbers import moment, short_duration
from bot.views.words.kinds import KIND_WORDS

_CLOSED_TO_REPLIES = N_("{count} unanswerable")
_GONE = N_("{count} gone from X")
_OPTED_OUT = N_("{count} opted out")
_SUSPICIOUS = N_("{count} suspicious")
_MUTED = N_("{count} muted")
_REPEATED = N_("{count} repeated")
_NEWER_FIRST = N_("{count} behind a newer one")
OTHER_REASONS = N_("{count} other")

LEFT_OUT: Mapping[str, str] = {
    Exclusion.SPAM: N_("{count} spam"),
    Exclusion.REPEATED: _REPEATED,
    Exclusion.OPTED_OUT: _OPTED_OUT,
    Exclusion.OPTED_OUT_IN_WORDS: _OPTED_OUT,
    NoteCode.OPTED_OUT: _OPTED_OUT,
    NoteCode.OPTED_OUT_BY_MEMBER: _OPTED_OUT,
    NoteCode.OPTED_OUT_CLEARABLE: _OPTED_OUT,
    Exclusion.MENTIONED_ONLY: _CLOSED_TO_REPLIES,
    Exclusion.FOLLOWED_ONLY: _CLOSED_TO_REPLIES,
    Exclusion.PAYING_ONLY: _CLOSED_TO_REPLIES,
    Exclusion.VERIFIED_ONLY: _CLOSED_TO_REPLIES,
    Exclusion.CHOSEN_ONLY: _CLOSED_TO_REPLIES,
    ReasonCode.LOOKS_SUSPICIOUS: _SUSPICIOUS,
    ReasonCode.COHORT_HELD: _SUSPICIOUS,
    ReasonCode.COHORT_UNDECIDED: _SUSPICIOUS,
    ReasonCode.NOT_FOR_US: N_("{count} not for you"),
    ReasonCode.MUTED_IN_BIO: _MUTED,
    ReasonCode.MUTED_IN_NAME: _MUTED,
    NoteCode.AUTHOR_GONE: _GONE,
    NoteCode.ACCOUNT_GONE: _GONE,
    NoteCode.POST_HIDDEN: _GONE,
    NoteCode.POST_EDITED: N_("{count} edited"),
    NoteCode.EARLIER_VERSION_DECIDED: N_("{count} edited"),
    NoteCode.SUPERSEDED: _NEWER_FIRST,
    NoteCode.SUPERSEDED_BY_OPT_OUT: _NEWER_FIRST,
}
"""By the code of the reason, in the order in which equals are told; any other is among OTHER_REASONS."""


def _route(note: Note) -> str:
    words = KIND_WORDS[SuggestionKind(note.text("kind"))]
    return _((words.api_open if note.code == Incident.API_OPEN else words.api_closed)[0]).format(time=moment(note.moment("at"), "t"))


INCIDENTS: Sentences = {
    Incident.OUTAGE: lambda note: _("X did not answer for {time}.").format(time=short_duration(note.number("minutes") * 60)),
    Incident.API_CLOSED: _route,
    Incident.API_OPEN: _route,
    Incident.CANNOT_READ: always(N_("X refused to be read for a while.")),
    Incident.WRITES_STOPPED: always(N_("Sending to X was stopped; /status says why.")),
    Incident.CREDITS_DEPLETED: lambda note: _("X's credits are used up since {when}.").format(when=moment(note.moment("since"), "R")),
    Incident.PAUSED: lambda note: _("Mutuals was paused {when}; /resume goes on.").format(when=moment(note.moment("since"), "R")),
    Incident.NOT_POLLED: lambda note: _("Followers were last read {when}.").format(when=moment(note.moment("since"), "R")),
}
