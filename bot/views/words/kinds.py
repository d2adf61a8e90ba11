"""What kinds of suggestions are called, on every screen and in the log: the one table of their words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from bot.domain import Act, SuggestionKind
from bot.views.format.i18n import N_, ngettext
from bot.views.words.acts import ACT_WORDS, ActWords

_BY_ITSELF = N_("Approved items are now sent automatically. Links already handed out still work.")


@dataclass(frozen=True, slots=True)
class ClosedByTeam:
    """Where the team did it on X by itself. headline, outcome: of the card; too_late: to whoever decides then."""

    headline: str
    outcome: str
    too_late: str


@dataclass(frozen=True, slots=True)
class BesideWords:
    """On the person's other card: where one waits for a decision, where {by} decided so, and where it is otherwise, {state}."""

    waiting: str
    approved: str
    done: str
    skipped: str
    ended: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KindWords:
    """What is said of one kind.

    title: above what is told of all of them; one: a single one; counted: so many of them.
    received: what they answer, counted; none where they answer nothing.
    done, missed: of those that were done, and of those whose time ran out, {count}.
    latest: of the newest about somebody, {state}; never: where there is none.
    beside: of one, on the card of another kind about the same person.
    to_do: how many have to be done on X by hand, {count}.
    queue: the command that opens it. queue_empty: where nothing waits; your_turn: to a member, of a hand-off that they have approved there.
    spread_out: why an approved one waits for its turn, {time}.
    already_sent: to whoever withdraws too late. no_longer_awaited: of a hand-off that was withdrawn.
    underway: of those approved, in /status. by_hand: of those handed off, counted, as a sentence.
    api_open, api_closed: when the way through X's API opens or closes, and what that means.
    log: its name there, which is English whatever the team speaks.
    acts: the words of an act where they are others than `ACT_WORDS` has.
    history, queue_done: of acts where that differs from kind to kind: the line in the history, and what a member is told in the queue.
    """

    title: str
    one: str
    counted: Callable[[int], str]
    received: Callable[[int], str] | None = None
    done: str
    missed: str
    latest: str
    never: str = ""
    beside: BesideWords
    to_do: str
    queue: str
    queue_empty: str
    your_turn: str
    spread_out: str
    already_sent: str
    no_longer_awaited: str
    closed_by_team: ClosedByTeam | None = None
    underway: str
    by_hand: Callable[[int], str]
    api_open: tuple[str, str]
    api_closed: tuple[str, str]
    log: str
    acts: Mapping[Act, ActWords]
    history: Mapping[Act, str]
    queue_done: Mapping[Act, str]


KIND_WORDS: Mapping[SuggestionKind, KindWords] = {
    SuggestionKind.FOLLOW_BACK: KindWords(
        title=N_("Follow-backs"),
        one="follow-back",
        counted=lambda count: ngettext("{count} follow-back", "{count} follow-backs", count),
        done=N_("{count} done"),
        missed=N_("{count} lapsed"),
        latest=N_("Latest suggestion: **{state}**"),
        never=N_("Following back was never suggested."),
        beside=BesideWords(
            waiting=N_("Follow-back waiting"),
            approved=N_("{by} approved a follow-back"),
            done=N_("{by} followed them back"),
            skipped=N_("{by} skipped the follow-back"),
            ended=N_("Follow-back {state}"),
        ),
        to_do=N_("Waiting for your Follow: {count}"),
        queue="/queue",
        queue_empty=N_("Nobody is waiting for a decision. New followers worth considering show up here by themselves."),
        your_turn=N_("Now press Follow on X; Mutuals will notice."),
        spread_out=N_("Will be sent at about {time}; follows are spread over the hour, at most {per_hour} an hour and {per_day} a day."),
        already_sent=N_("It is too late to withdraw this: the follow was already sent to X. Nothing was changed."),
        no_longer_awaited=N_("Mutuals sent nothing to X and no longer waits for a follow."),
        underway=N_("Approved: {on_their_way} on their way · {handed_off} to be followed by hand"),
        by_hand=lambda count: ngettext(
            "{count} approved person has yet to be followed on X by hand; the cards have the link.",
            "{count} approved people have yet to be followed on X by hand; the cards have the link.",
            count,
        ),
        api_open=(N_("X lets this app follow people again (since {time})."), _BY_ITSELF),
        api_closed=(
            N_("X no longer lets this app follow people (since {time})."),
            N_("Approvals come to you as a link instead: press Follow on X, and Mutuals confirms it. Nothing was lost."),
        ),
        log="follow back",
        acts={
            Act.SNOOZE: replace(ACT_WORDS[Act.SNOOZE], small_print=N_("Later: it comes back tomorrow morning.")),
            Act.OPT_OUT: replace(
                ACT_WORDS[Act.OPT_OUT],
                label=N_("Do not suggest following"),
                small_print=N_("Following this person is never suggested again."),
                headline=N_("Not to be followed, says {by}"),
                done=N_("Following {who} is not suggested again."),
            ),
        },
        history={
            Act.APPROVE: N_("{by} approved {who}"),
            Act.RETRY: N_("{by} retried {who}"),
            Act.SKIP: N_("{by} skipped {who}"),
            Act.SNOOZE: N_("{by} snoozed {who}"),
            Act.WITHDRAW: N_("{by} withdrew the approval of {who}"),
            Act.UNDO: N_("{by} took back the decision about {who}"),
            Act.REVIVE: N_("{by} reopened the suggestion about {who}"),
            Act.HONOUR_OPT_OUT: N_("The suggestion about {who} ended"),
            Act.REOPEN: N_("{who} came back for a decision"),
            Act.EXPIRE: N_("The suggestion about {who} ended"),
            Act.START: N_("Mutuals began to follow {who}"),
            Act.HAND_OFF: N_("{who} was handed to the team with a link"),
            Act.CONFIRM: N_("The follow of {who} was confirmed"),
            Act.FAIL: N_("The follow of {who} failed"),
            Act.DOUBT: N_("X did not answer about {who}"),
            Act.REQUEUE: N_("{who} is queued again"),
            Act.LAPSE: N_("The follow of {who} was not seen on X in time"),
        },
        queue_done={
            Act.APPROVE: N_("Approved {who}."),
            Act.SKIP: N_("Skipped {who}."),
            Act.SNOOZE: N_("Snoozed {who} until tomorrow."),
        },
    ),
    SuggestionKind.REPLY: KindWords(
        title=N_("Replies"),
        one="reply",
        counted=lambda count: ngettext("{count} reply", "{count} replies", count),
        received=lambda count: ngettext("{count} post to you", "{count} posts to you", count),
        done=N_("{count} answered"),
        missed=N_("{count} not answered in time"),
        latest=N_("Latest reply: **{state}**"),
        beside=BesideWords(
            waiting=N_("Reply waiting"),
            approved=N_("{by} approved a reply to them"),
            done=N_("{by} answered their post"),
            skipped=N_("{by} skipped their post"),
            ended=N_("Reply {state}"),
        ),
        to_do=N_("Waiting for you to post: {count}"),
        queue="/replies queue",
        queue_empty=N_("Nothing is waiting for an answer. What people say to you shows up here by itself."),
        your_turn=N_(
            "Its card in the channel brings a link that opens X with your text, once Mutuals has seen that nobody has answered yet."
        ),
        spread_out=N_("Will be sent at about {time}; replies are spread over the hour, at most {per_hour} an hour and {per_day} a day."),
        already_sent=N_("It is too late to withdraw this: the reply was already sent to X. Nothing was changed."),
        no_longer_awaited=N_("Mutuals sent nothing to X and no longer waits for an answer."),
        closed_by_team=ClosedByTeam(
            headline=N_("Answered on X"),
            outcome=N_("The team answered directly; Mutuals sent nothing."),
            too_late=N_("The team answered this directly on X {when}. Nothing was changed."),
        ),
        underway=N_("Approved: {on_their_way} on their way · {handed_off} to be sent by hand"),
        by_hand=lambda count: ngettext(
            "{count} approved reply has yet to be sent on X by hand; the cards have the link.",
            "{count} approved replies have yet to be sent on X by hand; the cards have the link.",
            count,
        ),
        api_open=(N_("X accepts replies from this app again (since {time})."), _BY_ITSELF),
        api_closed=(
            N_("X no longer accepts replies from this app (since {time})."),
            N_(
                "Approvals come to you as a link that opens X with the text filled in: post it there, and Mutuals confirms it. "
                "Nothing was lost."
            ),
        ),
        log="answer",
        acts={
            Act.SNOOZE: replace(ACT_WORDS[Act.SNOOZE], small_print=N_("Later: it comes back in 3 hours.")),
            Act.OPT_OUT: replace(
                ACT_WORDS[Act.OPT_OUT],
                label=N_("Do not answer"),
                small_print=N_("Answering this person is never suggested again."),
                headline=N_("Not to be answered, says {by}"),
                done=N_("Answering {who} is not suggested again."),
            ),
        },
        history={
            Act.APPROVE: N_("{by} approved the reply to {who}"),
            Act.RETRY: N_("{by} retried the reply to {who}"),
            Act.SKIP: N_("{by} skipped a post by {who}"),
            Act.SNOOZE: N_("{by} snoozed a post by {who}"),
            Act.WITHDRAW: N_("{by} withdrew the approval of the reply to {who}"),
            Act.UNDO: N_("{by} took back the decision about the post by {who}"),
            Act.REVIVE: N_("{by} reopened the post by {who}"),
            Act.HONOUR_OPT_OUT: N_("The reply to {who} was dropped"),
            Act.REOPEN: N_("A post by {who} came back for a decision"),
            Act.EXPIRE: N_("The suggestion to answer {who} ended"),
            Act.START: N_("Mutuals began to send the reply to {who}"),
            Act.HAND_OFF: N_("The reply to {who} was handed to the team with a link"),
            Act.CONFIRM: N_("The reply to {who} was confirmed"),
            Act.FAIL: N_("The reply to {who} failed"),
            Act.DOUBT: N_("X did not answer about the reply to {who}"),
            Act.REQUEUE: N_("The reply to {who} is queued again"),
            Act.LAPSE: N_("The reply to {who} was not seen on X in time"),
        },
        queue_done={
            Act.APPROVE: N_("Approved the reply to {who}."),
            Act.SKIP: N_("Skipped what {who} said."),
            Act.SNOOZE: N_("Snoozed the reply to {who} for 3 hours."),
        },
    ),
}


def act_words(act: Act, kind: SuggestionKind) -> ActWords:
    """What is said of an act on a suggestion of this kind."""
    return KIND_WORDS[kind].acts.get(act, ACT_WORDS[act])
