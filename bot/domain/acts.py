"""The life of a suggestion: its states, and the acts that move it from one to the next. `ACTS` is the one table of what an act does.

What an act is called on screens stands in `bot.views.words.acts`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from bot.domain.verdicts import OverrideKind, Verdict


class SuggestionState(StrEnum):
    """Where a suggestion is in its life; docs/architecture.md, "The life of a suggestion"."""

    OPEN = "open"
    SNOOZED = "snoozed"
    APPROVED = "approved"
    DELIVERING = "delivering"
    IN_DOUBT = "in_doubt"
    HANDED_OFF = "handed_off"
    DONE = "done"
    FAILED = "failed"
    LAPSED = "lapsed"
    SKIPPED = "skipped"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"

    @property
    def settled(self) -> bool:
        """Whether nothing more will happen by itself."""
        return self in SETTLED


_STATES = SuggestionState

SETTLED = frozenset({_STATES.DONE, _STATES.FAILED, _STATES.LAPSED, _STATES.SKIPPED, _STATES.WITHDRAWN, _STATES.EXPIRED})
UNDECIDED = frozenset({_STATES.OPEN, _STATES.SNOOZED})


class Act(StrEnum):
    """What was said or seen about a suggestion; each is one row of its history."""

    APPROVE = "approve"
    SKIP = "skip"
    SNOOZE = "snooze"
    OPT_OUT = "opt_out"
    WITHDRAW = "withdraw"
    UNDO = "undo"
    """A member took back what a member had decided, before anything reached X."""
    REVIVE = "revive"
    """A member reopened an expired suggestion."""
    RETRY = "retry"
    """A member had a lapsed or failed suggestion retried."""
    CLAIM = "claim"
    """A member is on it. The suggestion stays where it is."""
    RELEASE = "release"
    """Nobody is on it any more. The suggestion stays where it is."""
    DISCUSS = "discuss"
    """A member opened a thread below the card. The suggestion stays where it is."""
    FINE = "fine"
    """A member overrode the verdict: this one is fine. The suggestion stays where it is."""
    NOT_FOR_US = "not_for_us"
    """A member overrode the verdict: this one is not for us."""
    EDIT = "edit"
    """A member edited the reply. The suggestion stays where it is."""
    ANOTHER = "another"
    """A member took another saved reply. The suggestion stays where it is."""
    SUGGEST = "suggest"
    """A member had this suggested, whom or what nobody was asked about."""
    LEAVE_OUT = "leave_out"
    """Nobody is asked about this post."""
    HONOUR_OPT_OUT = "honour_opt_out"
    """Closed because the person opted out, or because a member opted them out on another suggestion."""
    ANSWERED = "answered"
    """The team answered on X by itself."""
    SEND_BACK = "send_back"
    """X does not take the text, or nearly the same went out: a member has to change it."""
    REOPEN = "reopen"
    EXPIRE = "expire"
    START = "start"
    HAND_OFF = "hand_off"
    CONFIRM = "confirm"
    FAIL = "fail"
    DOUBT = "doubt"
    REQUEUE = "requeue"
    LAPSE = "lapse"


class Actor(StrEnum):
    """Who acts."""

    MEMBER = "member"
    MUTUALS = "mutuals"


class Style(StrEnum):
    """What a button looks like, by Discord's own names."""

    PRIMARY = "primary"
    SECONDARY = "secondary"
    SUCCESS = "success"
    DANGER = "danger"


class TextChange(StrEnum):
    """Where the new text of a suggestion comes from."""

    WRITTEN = "written"
    """A member writes it in a form."""
    NEXT_SAVED = "next_saved"
    """It is the next saved reply that fits."""


Moves = Mapping[SuggestionState, SuggestionState]


@dataclass(frozen=True, slots=True, kw_only=True)
class ActRules:
    """What one act does.

    by: who can do it. moves: from each state in which it can happen to the one that follows; the same one where the suggestion stays.
    begins: the state of a suggestion that begins with this act, where one does.
    unoffered: those of the states in which cards do not offer it; style: its button's. in_menu: whether it has no button of its own on
    the card, and stands in the menu behind More.
    needs_revision: whether it counts for the very text alone that the member saw, and only where there is one.
    text_change: whether it proposes another text, and from where.
    override: of the verdict, that it sets; verdicts: on which ones it is offered. opts_out: whether the person is not suggested again.
    undoable: whether it can be taken back, as long as nothing reached X. undoes: whether it takes back what was decided last.
    revives: whether it reopens what nobody decided in time. claims: whether the member is on it from then on; releases: whether that ends.
    discusses: whether it opens a thread below the card, which it takes for that.
    routine: whether most of them interest nobody.
    """

    by: Actor = Actor.MEMBER
    moves: Moves
    begins: SuggestionState | None = None
    unoffered: frozenset[SuggestionState] = frozenset()
    style: Style = Style.SECONDARY
    in_menu: bool = False
    needs_revision: bool = False
    text_change: TextChange | None = None
    override: OverrideKind | None = None
    verdicts: frozenset[Verdict] = frozenset(Verdict)
    opts_out: bool = False
    undoable: bool = False
    undoes: bool = False
    revives: bool = False
    claims: bool = False
    releases: bool = False
    discusses: bool = False
    routine: bool = False

    @property
    def offered_in(self) -> frozenset[SuggestionState]:
        """States in which cards have a button for it, and a click on it counts."""
        return frozenset(self.moves) - self.unoffered if self.by is Actor.MEMBER else frozenset()

    @property
    def only_recorded(self) -> bool:
        """Whether it is done once it is recorded: it proposes no text and opens no thread."""
        return self.text_change is None and not self.discusses

    def leads_to(self, state: SuggestionState) -> bool:
        """Whether it can put a suggestion into this state."""
        return state in self.moves.values()


def _to(state: SuggestionState, *from_: SuggestionState) -> Moves:
    return dict.fromkeys(from_, state)


_STAYS_UNDECIDED: Moves = {state: state for state in SuggestionState if state in UNDECIDED}
_SNOOZED = frozenset({_STATES.SNOOZED})
_CLOSES: Moves = {**_to(_STATES.EXPIRED, *UNDECIDED), **_to(_STATES.WITHDRAWN, _STATES.APPROVED, _STATES.HANDED_OFF)}

ACTS: Mapping[Act, ActRules] = {
    # By members, in the order of their buttons.
    Act.APPROVE: ActRules(moves=_to(_STATES.APPROVED, *UNDECIDED), style=Style.SUCCESS, needs_revision=True),
    Act.RETRY: ActRules(moves=_to(_STATES.APPROVED, _STATES.FAILED, _STATES.LAPSED), style=Style.PRIMARY),
    Act.EDIT: ActRules(moves=_STAYS_UNDECIDED, unoffered=_SNOOZED, style=Style.PRIMARY, text_change=TextChange.WRITTEN),
    Act.ANOTHER: ActRules(moves=_STAYS_UNDECIDED, unoffered=_SNOOZED, in_menu=True, text_change=TextChange.NEXT_SAVED),
    Act.SKIP: ActRules(moves=_to(_STATES.SKIPPED, *UNDECIDED), undoable=True),
    Act.SNOOZE: ActRules(moves=_to(_STATES.SNOOZED, _STATES.OPEN), undoable=True),
    Act.OPT_OUT: ActRules(moves=_to(_STATES.SKIPPED, *UNDECIDED), style=Style.DANGER, in_menu=True, opts_out=True, undoable=True),
    # Until Mutuals begins to send; a hand-off is never sent by Mutuals.
    Act.WITHDRAW: ActRules(moves=_to(_STATES.WITHDRAWN, _STATES.APPROVED, _STATES.HANDED_OFF), undoable=True),
    Act.UNDO: ActRules(moves=_to(_STATES.OPEN, _STATES.SKIPPED, _STATES.SNOOZED, _STATES.WITHDRAWN), undoes=True),
    Act.REVIVE: ActRules(moves=_to(_STATES.OPEN, _STATES.EXPIRED), revives=True),
    Act.CLAIM: ActRules(moves=_to(_STATES.OPEN, _STATES.OPEN), in_menu=True, claims=True),
    Act.RELEASE: ActRules(moves=_to(_STATES.OPEN, _STATES.OPEN), in_menu=True, releases=True),
    Act.DISCUSS: ActRules(moves=_to(_STATES.OPEN, _STATES.OPEN), in_menu=True, discusses=True),
    Act.FINE: ActRules(
        moves=_STAYS_UNDECIDED,
        unoffered=_SNOOZED,
        in_menu=True,
        override=OverrideKind.FINE,
        verdicts=frozenset({Verdict.UNSURE, Verdict.SUSPICIOUS}),
    ),
    Act.NOT_FOR_US: ActRules(moves=_to(_STATES.SKIPPED, *UNDECIDED), in_menu=True, override=OverrideKind.NOT_FOR_US, undoable=True),
    Act.SUGGEST: ActRules(moves={}, begins=_STATES.OPEN),
    # By Mutuals.
    Act.LEAVE_OUT: ActRules(by=Actor.MUTUALS, moves={}, begins=_STATES.SKIPPED, routine=True),
    Act.HONOUR_OPT_OUT: ActRules(by=Actor.MUTUALS, moves={**_CLOSES, _STATES.DELIVERING: _STATES.WITHDRAWN}),
    Act.ANSWERED: ActRules(
        by=Actor.MUTUALS,
        moves=_to(_STATES.DONE, *UNDECIDED, _STATES.APPROVED, _STATES.FAILED, _STATES.LAPSED, _STATES.WITHDRAWN),
        begins=_STATES.DONE,
    ),
    Act.SEND_BACK: ActRules(
        by=Actor.MUTUALS, moves=_to(_STATES.OPEN, _STATES.APPROVED, _STATES.DELIVERING, _STATES.FAILED, _STATES.LAPSED)
    ),
    Act.REOPEN: ActRules(by=Actor.MUTUALS, moves=_to(_STATES.OPEN, _STATES.SNOOZED)),
    Act.EXPIRE: ActRules(by=Actor.MUTUALS, moves=_CLOSES),
    Act.START: ActRules(by=Actor.MUTUALS, moves=_to(_STATES.DELIVERING, _STATES.APPROVED)),
    Act.HAND_OFF: ActRules(by=Actor.MUTUALS, moves=_to(_STATES.HANDED_OFF, _STATES.APPROVED, _STATES.DELIVERING)),
    Act.CONFIRM: ActRules(by=Actor.MUTUALS, moves=_to(_STATES.DONE, _STATES.HANDED_OFF, _STATES.IN_DOUBT, _STATES.DELIVERING)),
    Act.FAIL: ActRules(
        by=Actor.MUTUALS,
        moves=_to(_STATES.FAILED, _STATES.APPROVED, _STATES.DELIVERING, _STATES.IN_DOUBT, _STATES.HANDED_OFF),
    ),
    Act.DOUBT: ActRules(by=Actor.MUTUALS, moves=_to(_STATES.IN_DOUBT, _STATES.DELIVERING)),
    Act.REQUEUE: ActRules(by=Actor.MUTUALS, moves=_to(_STATES.APPROVED, _STATES.DELIVERING, _STATES.IN_DOUBT)),
    Act.LAPSE: ActRules(by=Actor.MUTUALS, moves=_to(_STATES.LAPSED, _STATES.HANDED_OFF)),
}

APPROVALS = frozenset(act for act, rules in ACTS.items() if rules.by is Actor.MEMBER and rules.leads_to(_STATES.APPROVED))
"""After these a suggestion may be carried out."""

DECISIVE = frozenset(
    act for act, rules in ACTS.items() if rules.by is Actor.MEMBER and rules.moves.get(_STATES.OPEN, _STATES.OPEN) not in UNDECIDED
)
"""By these a member decides what waits."""

TEXT_CHANGES = frozenset(act for act, rules in ACTS.items() if rules.text_change is not None)

CLAIM_ACTS = frozenset(act for act, rules in ACTS.items() if rules.claims or rules.releases)
"""The latest of these tells whether somebody is on it."""

CLAIM_LASTS = timedelta(hours=2)
"""After which a claim ends by itself: whoever made it may have gone home."""

ACT_OF_OVERRIDE = {rules.override: act for act, rules in ACTS.items() if rules.override is not None}
"""The act that sets this override."""


def member_act(word: str) -> Act | None:
    """The act of members that this word stands for, as a button carries it; None where there is no such act."""
    return next((act for act, rules in ACTS.items() if act.value == word and rules.by is Actor.MEMBER), None)
