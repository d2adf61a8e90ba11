"""What kinds of suggestions are called, on every screen and in the log: the one table of their words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain import SuggestionKind
from bot.views.format.i18n import N_

_BY_ITSELF = "Approved items are now sent automatically. Links already handed out still work."


@dataclass(frozen=True, slots=True)
class ClosedByTeam:
    """Where the team did it on X by itself. headline, outcome: of the card; too_late: to whoever decides then, {at} for the moment."""

    headline: str
    outcome: str
    too_late: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KindWords:
    """What is said of one kind.

    queue_empty: where nothing waits; your_turn: to a member, of a hand-off that they have approved there.
    spread_out: why an approved one waits for its turn, {time}.
    already_sent: to whoever withdraws too late. no_longer_awaited: of a hand-off that was withdrawn.
    handed_off: of those handed off, in /status. api_open, api_closed: when the way through X's API opens or closes, and what that means.
    log: its name there.
    """

    queue_empty: str
    your_turn: str
    spread_out: str
    already_sent: str
    no_longer_awaited: str
    closed_by_team: ClosedByTeam | None = None
    handed_off: str
    api_open: tuple[str, str]
    api_closed: tuple[str, str]
    log: str


KIND_WORDS: Mapping[SuggestionKind, KindWords] = {
    SuggestionKind.FOLLOW_BACK: KindWords(
        queue_empty="Nobody is waiting for a decision. New followers worth considering show up here by themselves.",
        your_turn="Now press Follow on X; Mutuals will notice.",
        spread_out=N_("Will be sent at about {time}; follows are spread over the hour, at most {per_hour} an hour and {per_day} a day."),
        already_sent="It is too late to withdraw this: the follow was already sent to X. Nothing was changed.",
        no_longer_awaited=N_("Mutuals sent nothing to X and no longer waits for a follow."),
        handed_off="to be followed by hand",
        api_open=("X lets this app follow people again", _BY_ITSELF),
        api_closed=(
            "X no longer lets this app follow people",
            "Approvals come to you as a link instead: press Follow on X, and Mutuals confirms it. Nothing was lost.",
        ),
        log="follow back",
    ),
    SuggestionKind.REPLY: KindWords(
        queue_empty="Nothing is waiting for an answer. What people say to you shows up here by itself.",
        your_turn="Its card in the channel brings a link that opens X with your text, once Mutuals has seen that nobody has answered yet.",
        spread_out=N_("Will be sent at about {time}; replies are spread over the hour, at most {per_hour} an hour and {per_day} a day."),
        already_sent="It is too late to withdraw this: the reply was already sent to X. Nothing was changed.",
        no_longer_awaited=N_("Mutuals sent nothing to X and no longer waits for an answer."),
        closed_by_team=ClosedByTeam(
            headline=N_("Answered on X"),
            outcome=N_("The team answered directly; Mutuals sent nothing."),
            too_late="The team answered this directly on X{at}. Nothing was changed.",
        ),
        handed_off="to be sent by hand",
        api_open=("X accepts replies from this app again", _BY_ITSELF),
        api_closed=(
            "X no longer accepts replies from this app",
            "Approvals come to you as a link that opens X with the text filled in: post it there, and Mutuals confirms it. "
            "Nothing was lost.",
        ),
        log="answer",
    ),
}
