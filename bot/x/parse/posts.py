"""X's JSON for posts → posts. Whatever X sends, this gives posts or none, never an exception."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from html import unescape

from bot.domain import Post
from bot.x.parse import dialects
from bot.x.parse.pagination import next_token
from bot.x.parse.profiles import HANDLE, mapping, parse_count, parse_id, parse_moment, parse_text
from bot.x.parse.snowflake import snowflake_moment, unless_future

log = logging.getLogger(__name__)

LONGEST_POST = 25_000
"""Characters that X takes of those who pay for long posts."""
_LONGEST_WORD = 50
_MOST_EDITS = 10
"""More than X lets anybody make of one post."""

_NO_LANGUAGE = re.compile(r"und|zxx|q[a-t][a-z]", re.IGNORECASE)
"""X's words for what is in no language it could tell: undetermined, nothing but media, and codes of its own such as "qme"."""

_POST_LINK = re.compile(r"\b(?:x|twitter)\.com/\w{1,50}(?:/web)?/status(?:es)?/(\d{1,19})\b", re.ASCII | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PostPage:
    """Part of a list of posts, newest first as far as X keeps to it.

    newest_id, oldest_id: the highest and the lowest id on this page, also of a post that is left out of `posts`; None when there was none.
    next_token: where to read on, None at the end. left_out: how many posts of it are not among `posts`.
    """

    posts: tuple[Post, ...] = ()
    newest_id: int | None = None
    oldest_id: int | None = None
    next_token: str | None = None
    left_out: int = 0


def parse_post_id(typed: str) -> int | None:
    """The id of the post that somebody means by its id or by a link to it; None where they mean none."""
    found = _POST_LINK.search(typed)
    return parse_id(found[1] if found else typed.strip())


def parse_page(body: Mapping[str, object], fetched_at: datetime, *, author_id: int | None = None) -> PostPage:
    """X's answer to a query for a list of posts; as `parse_posts`."""
    readable = list(_readable(body.get("data"), fetched_at, author_id))
    ids = [post.id for post, _ in readable]
    posts = tuple(post for post, passed_on in readable if not passed_on)
    return PostPage(posts, max(ids, default=None), min(ids, default=None), next_token(body), len(ids) - len(posts))


def parse_posts(data: object, fetched_at: datetime, *, author_id: int | None = None) -> list[Post]:
    """The posts in X's `data`, in X's order; what is no post, or has no author, is left out and logged.

    One that only passes somebody else's on is no post of theirs. author_id: who wrote those of which X does not say it.
    """
    return [post for post, passed_on in _readable(data, fetched_at, author_id) if not passed_on]


def _readable(data: object, fetched_at: datetime, author_id: int | None) -> Iterator[tuple[Post, bool]]:
    """Each post, and whether it only passes another one on."""
    entries = data if isinstance(data, list) else [] if data is None else [data]
    odd = 0
    for entry in entries:
        references = _references(dialects.references(mapping(entry)))
        post = _parse_post(mapping(entry), references, fetched_at, author_id)
        if post is None:
            odd += 1
        else:
            yield post, "retweeted" in references
    if odd:
        log.warning("X sent %d entries that are no posts; they were left out", odd)


def _parse_post(data: Mapping[str, object], references: Mapping[str, int], fetched_at: datetime, author_id: int | None) -> Post | None:
    """A post whose id lies in the future is none of X's: taken for the newest one, it would hide all that follow."""
    post_id, author = parse_id(data.get("id")), parse_id(data.get("author_id")) or author_id
    made_at = unless_future(snowflake_moment(post_id), fetched_at) if post_id is not None else None
    if post_id is None or author is None or made_at is None:
        return None
    note, language = mapping(dialects.note(data)), parse_text(data.get("lang"), _LONGEST_WORD)
    return Post(
        id=post_id,
        author_id=author,
        at=unless_future(parse_moment(data.get("created_at")), fetched_at) or made_at,
        text=_text(note.get("text")) or _text(data.get("text")),
        lang="" if _NO_LANGUAGE.fullmatch(language) else language,
        conversation_id=parse_id(data.get("conversation_id")),
        in_reply_to=references.get("replied_to"),
        quotes=references.get("quoted"),
        answers_user=parse_id(data.get("in_reply_to_user_id")),
        handles=_handles(data.get("entities"), note.get("entities")),
        reply_settings=parse_text(data.get("reply_settings"), _LONGEST_WORD),
        quote_count=parse_count(mapping(data.get("public_metrics")).get("quote_count")),
        versions_before=_versions_before(post_id, dialects.versions(data)),
    )


def _text(value: object) -> str:
    """X escapes the three characters that mean something in HTML."""
    return parse_text(unescape(value), LONGEST_POST) if isinstance(value, str) else ""


def _references(value: object) -> dict[str, int]:
    """Post ids by how they are referred to; of several of one kind, the first."""
    found: dict[str, int] = {}
    for entry in map(mapping, value if isinstance(value, list) else ()):
        kind, post_id = entry.get("type"), parse_id(entry.get("id"))
        if isinstance(kind, str) and post_id is not None:
            found.setdefault(kind, post_id)
    return found


def _versions_before(post_id: int, versions: object) -> tuple[int, ...]:
    found = map(parse_id, versions if isinstance(versions, list) else ())
    return tuple(sorted({version for version in found if version is not None and version < post_id}))[-_MOST_EDITS:]


def _handles(*entities: object) -> tuple[str, ...]:
    """Whom these entities mention, each once; a long post has some of its own, past those of its beginning."""
    found: dict[str, str] = {}
    for mentions in (mapping(some).get("mentions") for some in entities):
        for entry in map(mapping, mentions if isinstance(mentions, list) else ()):
            handle = entry.get("username")
            if isinstance(handle, str) and HANDLE.fullmatch(handle):
                found.setdefault(handle.lower(), handle)
    return tuple(found.values())
