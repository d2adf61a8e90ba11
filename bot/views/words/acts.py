"""What acts, and the states they lead to, are called, on every screen and in the log. What acts do stands in `bot.domain.acts`.

Where a kind of suggestion has words of its own, they stand in `bot.views.words.kinds`, and `act_words` there finds the right ones.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain import Act, SuggestionState
from bot.views.format.i18n import N_, _


@dataclass(frozen=True, slots=True, kw_only=True)
class ActWords:
    """What is said of one act; {by} stands for the member, {who} for the person it is about, {time} and {ago} for the moment.

    history: its line there, where the kind of suggestion has none of its own (`bot.views.words.kinds`). reason: why it happened, where
    nothing is noted. log: its line there, which is English whatever the team speaks; log_note: whether with what is noted.
    The others are said of what members do. label: on its button or in the menu; small_print: what it means.
    headline: of the card that was decided by it; outcome: below that, where the state alone does not say what comes of it.
    was_first: to whoever comes too late. done: to the member, in the queue, likewise.
    """

    history: str = ""
    log: str
    reason: str = ""
    log_note: bool = False
    label: str = ""
    small_print: str = ""
    headline: str = ""
    outcome: str = ""
    was_first: str = ""
    done: str = ""


ACT_WORDS: Mapping[Act, ActWords] = {
    Act.APPROVE: ActWords(
        label=N_("Approve"),
        headline=N_("Approved by {by}"),
        was_first=N_("{by} approved this at {time} ({ago}). Nothing was changed."),
        log="approved",
    ),
    Act.RETRY: ActWords(
        label=N_("Retry"),
        headline=N_("Approved by {by} · retried"),
        was_first=N_("{by} retried this at {time} ({ago}). Nothing was changed."),
        log="retried",
    ),
    Act.EDIT: ActWords(
        label=N_("Edit"),
        small_print=N_("Edit: write the reply yourself. Nothing is sent yet."),
        was_first=N_("{by} wrote another text at {time} ({ago}). Nothing was changed."),
        history=N_("{by} wrote the reply to {who}"),
        log="text written",
    ),
    Act.ANOTHER: ActWords(
        label=N_("Another text"),
        small_print=N_("The next saved reply that fits."),
        was_first=N_("{by} picked another text at {time} ({ago}). Nothing was changed."),
        history=N_("{by} picked another saved reply for {who}"),
        log="another text picked",
    ),
    Act.SKIP: ActWords(
        label=N_("Skip"),
        small_print=N_("Skip: not this time."),
        headline=N_("Skipped by {by}"),
        was_first=N_("{by} skipped this at {time} ({ago}). Nothing was changed."),
        log="skipped",
    ),
    Act.SNOOZE: ActWords(
        label=N_("Later"),
        headline=N_("Snoozed by {by}"),
        was_first=N_("{by} snoozed this at {time} ({ago}). Nothing was changed."),
        log="snoozed",
    ),
    Act.OPT_OUT: ActWords(
        label=N_("Opt out"),
        headline=N_("Opted out by {by}"),
        outcome=N_("/people opt-outs can undo that later."),
        was_first=N_("{by} opted this person out at {time} ({ago}). Nothing was changed."),
        done=N_("{who} has been opted out."),
        history=N_("{by} opted {who} out"),
        log="opted out",
    ),
    Act.WITHDRAW: ActWords(
        label=N_("Withdraw"),
        headline=N_("Withdrawn by {by}"),
        was_first=N_("{by} withdrew this at {time} ({ago}). Nothing was changed."),
        done=N_("The approval of {who} has been withdrawn."),
        log="withdrawn",
    ),
    Act.UNDO: ActWords(
        label=N_("Undo"),
        small_print=N_("Undo: the card is open again."),
        was_first=N_("{by} took back the last decision at {time} ({ago}). Nothing was changed."),
        done=N_("Taken back: {who} waits for a decision again."),
        log="taken back",
    ),
    Act.REVIVE: ActWords(
        label=N_("Reopen"),
        small_print=N_("Reopen: the card is open again."),
        was_first=N_("{by} reopened this at {time} ({ago}). Nothing was changed."),
        done=N_("Reopened: {who} waits for a decision again."),
        log="reopened",
    ),
    Act.CLAIM: ActWords(
        label=N_("Claim"),
        small_print=N_("You are on it: others are told for two hours."),
        was_first=N_("{by} claimed this at {time} ({ago}). Nothing was changed."),
        done=N_("You are on it now: {who}."),
        history=N_("{by} claimed {who}"),
        log="claimed",
    ),
    Act.RELEASE: ActWords(
        label=N_("Release"),
        small_print=N_("Nobody is on it any more."),
        was_first=N_("{by} released this at {time} ({ago}). Nothing was changed."),
        done=N_("Released: {who}."),
        history=N_("{by} released {who}"),
        log="released",
    ),
    Act.DISCUSS: ActWords(
        label=N_("Discuss"),
        small_print=N_("A thread below the card, for the team."),
        was_first=N_("{by} opened a discussion at {time} ({ago}). Nothing was changed."),
        done=N_("The discussion about {who}:"),
        history=N_("{by} opened a discussion about {who}"),
        log="discussion opened",
    ),
    Act.FINE: ActWords(
        label=N_("This one is fine"),
        small_print=N_("Your judgement counts, and the card stays."),
        was_first=N_("{by} marked this one as fine at {time} ({ago}). Nothing was changed."),
        done=N_("Noted: {who} is fine."),
        history=N_("{by} marked {who} as fine"),
        log="marked as fine",
    ),
    Act.NOT_FOR_US: ActWords(
        label=N_("Not for us"),
        small_print=N_("Not suggested again, and remembered."),
        headline=N_("Not for us, says {by}"),
        outcome=N_("This person is not suggested again; /followers lookup can undo that."),
        was_first=N_("{by} marked this one as not for us at {time} ({ago}). Nothing was changed."),
        done=N_("Noted: {who} is not for us, and not suggested again."),
        history=N_("{by} marked {who} as not for us"),
        log="marked as not for us",
    ),
    Act.SUGGEST: ActWords(
        label=N_("Suggest"),
        was_first=N_("{by} suggested this at {time} ({ago}). Nothing was changed."),
        history=N_("{by} suggested {who}"),
        log="suggested",
    ),
    Act.LEAVE_OUT: ActWords(history=N_("A post by {who} was left out"), log="left out"),
    Act.HONOUR_OPT_OUT: ActWords(log="closed: they opted out"),
    Act.ANSWERED: ActWords(history=N_("The team answered {who} directly on X"), log="answered on X by the team"),
    Act.SEND_BACK: ActWords(history=N_("The reply to {who} did not go out, and came back to be changed"), log="sent back to be changed"),
    Act.REOPEN: ActWords(log="open again"),
    Act.EXPIRE: ActWords(reason=N_("nobody decided in time"), log="expired"),
    Act.START: ActWords(log="sent to X"),
    Act.HAND_OFF: ActWords(log="handed off with a link"),
    Act.CONFIRM: ActWords(log="done on X"),
    Act.FAIL: ActWords(log="failed", log_note=True),
    Act.DOUBT: ActWords(log="outcome unknown, checking on X"),
    Act.REQUEUE: ActWords(log="queued again", log_note=True),
    Act.LAPSE: ActWords(log="not seen on X in time"),
}


_STATES = {
    SuggestionState.OPEN: N_("open"),
    SuggestionState.SNOOZED: N_("snoozed"),
    SuggestionState.APPROVED: N_("approved"),
    SuggestionState.DELIVERING: N_("delivering"),
    SuggestionState.IN_DOUBT: N_("in doubt"),
    SuggestionState.HANDED_OFF: N_("handed off"),
    SuggestionState.DONE: N_("done"),
    SuggestionState.FAILED: N_("failed"),
    SuggestionState.LAPSED: N_("lapsed"),
    SuggestionState.SKIPPED: N_("skipped"),
    SuggestionState.WITHDRAWN: N_("withdrawn"),
    SuggestionState.EXPIRED: N_("expired"),
}


def state_name(state: SuggestionState) -> str:
    """In a word or two."""
    return _(_STATES[state])
