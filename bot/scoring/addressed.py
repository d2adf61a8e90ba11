"""Whether a post speaks to the account, or answers somebody else and merely carries its handle along.

X puts the handles of everybody in a conversation before each answer in it, so that all of them are told.
"""

from __future__ import annotations

import re
from itertools import accumulate

from bot.domain import Account, Post
from bot.drafting.lexicon.phrases import folded

_LEADING = re.compile(r"(?:\s*+[@＠][A-Za-z0-9_]{1,50}+)*+")
_HANDLE = re.compile(r"[@＠]([A-Za-z0-9_]{1,50})")
_WORD = re.compile(r"[^\W_]+")
_APOSTROPHE = re.compile("['’ʼ`´]")
_MIN_NAME_LENGTH = 3
"""Letters of a name that are taken for the account where they stand among other words."""
_MAX_NAME_WORDS = 8
"""Words of a name."""


def is_implicit_mention(post: Post, account: Account) -> bool:
    """Whether this answers somebody else and names the account in the leading run of handles alone."""
    if not account.username:
        return False
    leading = _LEADING.match(post.text)
    body = post.text[leading.end() if leading else 0 :]
    return _answers_somebody_else(post, account) and not _named_in(body, account)


def _answers_somebody_else(post: Post, account: Account) -> bool:
    """Where X does not say whom a post answers, it is whoever stands first."""
    if post.answers_user is not None:
        return post.answers_user not in (account.id, post.author_id)
    began_with = {None, post.id, *post.versions_before}
    first = _HANDLE.match(post.text.lstrip())
    answers = post.in_reply_to is not None or post.conversation_id not in began_with
    return answers and first is not None and first[1].lower() != account.username.lower()


def _named_in(text: str, account: Account) -> bool:
    """By handle or name, however that is spaced: "Harbour Light" is @harbourlight."""
    names = {joined for name in (account.username, account.name) if len(joined := "".join(_words(name))) >= _MIN_NAME_LENGTH}
    words = _words(text)
    runs = (run for start in range(len(words)) for run in accumulate(words[start : start + _MAX_NAME_WORDS]))
    if any(run in names for run in runs):
        return True
    # Scripts without spaces between words.
    return any(name in "".join(words) for name in names if not name.isascii())


def _words(text: str) -> list[str]:
    return _WORD.findall(folded(_APOSTROPHE.sub(" ", text)))
