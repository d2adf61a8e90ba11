"""Which posts get a suggested reply, and why the others do not."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.domain import Exclusion, Interaction, InteractionKind, Note
from bot.drafting.lexicon.excerpt import cached_reader
from bot.drafting.lexicon.phrases import folded
from bot.drafting.opt_outs.requests import explicit_opt_out
from bot.scoring.spam import spam_in

REPEAT_WINDOW = timedelta(hours=1)
"""Within it the same words by the same person are a mistake or an impatient resend; later they mean something again."""


@dataclass(frozen=True, slots=True)
class ReplyCandidate:
    """A post that may get a suggested reply.

    follows: whether its author follows the account. suppressed: why nobody is asked about the author, as their assessment says; None when
    somebody may be. opted_out: a member said so, or the author did. earlier: their posts to the account within REPEAT_WINDOW before.
    own: it is a post of the account itself. copies: how many other people posted the same text lately.
    """

    interaction: Interaction
    follows: bool = False
    suppressed: Note | None = None
    opted_out: bool = False
    earlier: Sequence[Interaction] = ()
    own: bool = False
    copies: int = 0


@dataclass(frozen=True, slots=True)
class ReplySetting:
    """Whom the author of a post lets reply besides those it mentions. code: for the others; allows: whether the account is among them."""

    code: Exclusion
    allows: Callable[[ReplyCandidate], bool] = lambda _: False


REPLY_SETTINGS = {
    "": ReplySetting(Exclusion.CHOSEN_ONLY, lambda _: True),
    "everyone": ReplySetting(Exclusion.CHOSEN_ONLY, lambda _: True),
    "mentionedUsers": ReplySetting(Exclusion.MENTIONED_ONLY),
    "following": ReplySetting(Exclusion.FOLLOWED_ONLY, lambda candidate: candidate.follows),
    "subscribers": ReplySetting(Exclusion.PAYING_ONLY),
    "verified": ReplySetting(Exclusion.VERIFIED_ONLY),
    "other": ReplySetting(Exclusion.CHOSEN_ONLY),
}
"""X's words, and empty where it said nothing. A word that is not here is one of X's newer restrictions."""

_ADDRESSED = re.compile(r"https?://\S+|[@＠]\w+", re.IGNORECASE)


def exclusion_reason(candidate: ReplyCandidate) -> Note | None:
    """Why no reply to this post is suggested; None if one may be."""
    if candidate.own:
        return Note(Exclusion.OWN_POST)
    if candidate.opted_out:
        # Not by their words alone: a member may have taken it back.
        request = explicit_opt_out(candidate.interaction.text)
        return Note(Exclusion.OPTED_OUT_IN_WORDS, {"words": request}) if request else Note(Exclusion.OPTED_OUT)
    return _implicit_mention(candidate) or candidate.suppressed or _restricted(candidate) or _repeated(candidate) or _spam(candidate)


def _implicit_mention(candidate: ReplyCandidate) -> Note | None:
    carried = candidate.interaction.kind is InteractionKind.IMPLICIT_MENTION
    return Note(Exclusion.IMPLICIT_MENTION) if carried else None


def _restricted(candidate: ReplyCandidate) -> Note | None:
    post = candidate.interaction
    setting = REPLY_SETTINGS.get(post.reply_settings, REPLY_SETTINGS["other"])
    mentioned = post.summoned and post.kind is not InteractionKind.QUOTE
    return None if mentioned or setting.allows(candidate) else Note(setting.code)


def _repeated(candidate: ReplyCandidate) -> Note | None:
    said = _said(candidate.interaction.text)
    to_us = [earlier for earlier in candidate.earlier if earlier.kind is not InteractionKind.IMPLICIT_MENTION]
    repeated = any(_said(earlier.text) == said and _may_repeat(earlier, candidate.interaction) for earlier in to_us)
    return Note(Exclusion.REPEATED) if said and repeated else None


def _may_repeat(earlier: Interaction, later: Interaction) -> bool:
    """ "Yes, please!" below two different posts is said twice, and so is the plea of who waits for an answer longer than REPEAT_WINDOW."""
    elsewhere = earlier.conversation_id != later.conversation_id
    both_reply = earlier.kind is later.kind is InteractionKind.REPLY
    return not (elsewhere and both_reply) and later.at - earlier.at <= REPEAT_WINDOW


def _spam(candidate: ReplyCandidate) -> Note | None:
    signs = spam_in(candidate.interaction.text, candidate.copies, candidate.interaction.lang)
    return Note(Exclusion.SPAM, {"signs": signs}) if signs else None


@cached_reader
def _said(text: str) -> str:
    """What makes two posts the same: everything but case, accents, spaces, links and whom they mention."""
    return " ".join(folded(_ADDRESSED.sub(" ", text)).split())
