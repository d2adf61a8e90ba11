"""What people say to the account, and what the team answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.notes import Note


def post_link(post_id: int) -> str:
    """Opens the post on X."""
    return f"https://x.com/i/status/{post_id}"


class InteractionKind(StrEnum):
    """How somebody spoke to the account."""

    MENTION = "mention"
    """They mentioned the account, also where X does not say whom they answer."""
    IMPLICIT_MENTION = "implicit_mention"
    """They answered somebody else, and the account's handle came along from the conversation."""
    REPLY = "reply"
    """They answered one of the account's posts."""
    QUOTE = "quote"
    """They quoted one of the account's posts."""


class Intent(StrEnum):
    """What a post wants, and what a saved reply is for."""

    QUESTION = "question"
    THANKS = "thanks"
    PRAISE = "praise"
    COMPLAINT = "complaint"
    SHARE = "share"
    GREETING = "greeting"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Post:
    """Something that was posted on X, as X's API told it.

    text: all of it, also where it is longer than 280 characters. lang: X's guess, a BCP 47 tag; empty where it has none.
    conversation_id: the post that its conversation began with. in_reply_to, quotes: the posts it answers and quotes, answers_user: who
    wrote the one it answers; None where there is none or X did not say. handles: whom it mentions, in its order. reply_settings: X's word
    for who may answer; empty where X did not say. quote_count: how often it was quoted, None where X did not say. versions_before: what it
    was before its author edited it.
    """

    id: int
    author_id: int
    at: datetime
    text: str = ""
    lang: str = ""
    conversation_id: int | None = None
    in_reply_to: int | None = None
    quotes: int | None = None
    answers_user: int | None = None
    handles: tuple[str, ...] = ()
    reply_settings: str = ""
    quote_count: int | None = None
    versions_before: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Interaction:
    """A post that speaks to the account.

    text: empty once it is no longer kept. summoned: whether the author asked for the account in this very post, by mentioning it or by
    quoting one of its posts: only then X's self-serve API takes an answer.
    """

    post_id: int
    user_id: int
    at: datetime
    kind: InteractionKind
    text: str = ""
    lang: str = ""
    conversation_id: int | None = None
    summoned: bool = False
    reply_settings: str = ""

    @property
    def link(self) -> str:
        return post_link(self.post_id)


@dataclass(frozen=True, slots=True)
class OwnPost:
    """A post of the account's own, by whatever hand."""

    post_id: int
    at: datetime
    text: str
    in_reply_to: int | None = None

    @property
    def link(self) -> str:
        return post_link(self.post_id)


@dataclass(frozen=True, slots=True)
class SavedReply:
    """A reply the team has written beforehand.

    text: with placeholders such as {name}. language: of which posts it answers, two letters such as "en"; empty for any.
    """

    id: int
    intent: Intent
    text: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """The text that is proposed as an answer.

    text: empty where somebody has to write it. revision: counts the texts a suggestion has had; what is approved is one of them.
    intent, because: what the post was taken to want, and by which of its words. saved_reply_id: the saved reply it was made from.
    written_by: the member who wrote it; empty for Mutuals.
    """

    text: str
    revision: int
    intent: Intent
    because: Note | None = None
    saved_reply_id: int | None = None
    written_by: str = ""
