"""Which posts are worth answering: about whose nobody is asked, and why."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.domain import Interaction, InteractionKind
from bot.drafting.lexicon.excerpt import reads_a_post
from bot.drafting.lexicon.phrases import folded
from bot.drafting.opt_outs.requests import asks_to_be_left_alone
from bot.scoring.spam import spam_in

AGAIN = timedelta(hours=1)
"""Within it the same words by the same person are a slip, or impatience with X; later they mean something again."""


@dataclass(frozen=True, slots=True)
class Asking:
    """A post about which the team might be asked.

    follows: whether its author follows the account. kept_off: why nobody is asked about the author, as their assessment says; empty when
    somebody may be. left_alone: a member said so, or the author did. earlier: what the author said to the account within AGAIN before.
    own: it is a post of the account itself. copies: how many other people posted the same text lately.
    """

    interaction: Interaction
    follows: bool = False
    kept_off: str = ""
    left_alone: bool = False
    earlier: Sequence[Interaction] = ()
    own: bool = False
    copies: int = 0


@dataclass(frozen=True, slots=True)
class ReplySetting:
    """Whom the author of a post lets reply besides those it mentions. who: in words. admits: whether the account is among them."""

    who: str
    admits: Callable[[Asking], bool] = lambda _: False


REPLY_SETTINGS = {
    "": ReplySetting("anybody", lambda _: True),
    "everyone": ReplySetting("anybody", lambda _: True),
    "mentionedUsers": ReplySetting("only people they mention"),
    "following": ReplySetting("only people they follow", lambda asking: asking.follows),
    "subscribers": ReplySetting("only people who pay them"),
    "verified": ReplySetting("only verified people"),
    "other": ReplySetting("only people they chose"),
}
"""X's words, and empty where it said nothing. A word that is not here is one of X's newer restrictions."""

_ADDRESSED = re.compile(r"https?://\S+|[@＠]\w+", re.IGNORECASE)


def left_out(asking: Asking) -> str:
    """Why nobody is asked about this post, in words for /history; empty when somebody may be."""
    if asking.own:
        return "the account's own post"
    if asking.left_alone:
        # Not by their words alone: a member may have taken it back.
        wish = asks_to_be_left_alone(asking.interaction.text)
        return f"asked to be left alone (“{wish}”)" if wish else "is left alone"
    return _not_to_us(asking) or asking.kept_off or _restricted(asking) or _again(asking) or _spam(asking)


def _not_to_us(asking: Asking) -> str:
    carried = asking.interaction.kind is InteractionKind.IMPLICIT_MENTION
    return "answers somebody else and only carries your handle along" if carried else ""


def _restricted(asking: Asking) -> str:
    post = asking.interaction
    setting = REPLY_SETTINGS.get(post.reply_settings, REPLY_SETTINGS["other"])
    mentioned = post.summoned and post.kind is not InteractionKind.QUOTE
    return "" if mentioned or setting.admits(asking) else f"{setting.who} may reply"


def _again(asking: Asking) -> str:
    said = _said(asking.interaction.text)
    to_us = [earlier for earlier in asking.earlier if earlier.kind is not InteractionKind.IMPLICIT_MENTION]
    repeated = any(_said(earlier.text) == said and _may_repeat(earlier, asking.interaction) for earlier in to_us)
    return "said the same before" if said and repeated else ""


def _may_repeat(earlier: Interaction, later: Interaction) -> bool:
    """ "Yes, please!" below two different posts is said twice, and so is the plea of who waits for an answer longer than AGAIN."""
    elsewhere = earlier.conversation_id != later.conversation_id
    both_reply = earlier.kind is later.kind is InteractionKind.REPLY
    return not (elsewhere and both_reply) and later.at - earlier.at <= AGAIN


def _spam(asking: Asking) -> str:
    signs = spam_in(asking.interaction.text, asking.copies, asking.interaction.lang)
    return f"looks like spam ({signs})" if signs else ""


@reads_a_post
def _said(text: str) -> str:
    """What makes two posts the same: everything but case, accents, spaces, links and whom they mention."""
    return " ".join(folded(_ADDRESSED.sub(" ", text)).split())
