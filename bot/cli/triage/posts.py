"""A record of an export, whatever shape it has → the posts in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from bot.cli.exports.processing import BadRecord
from bot.cli.exports.records import Record, levels
from bot.domain import InteractionKind
from bot.drafting.spreadsheet import unescape_formulas
from bot.x.parse.profiles import mapping, parse_text

MAX_TEXT_LENGTH = 25_000
"""Characters that X's longest posts have; nothing behind them is read."""
_MAX_NAME_LENGTH = 200
_MAX_ID_LENGTH = 64

_TEXTS = ("text", "fulltext", "rawcontent", "tweettext", "posttext", "content", "tweet", "body")
_IDS = ("idstr", "tweetid", "postid", "statusid", "restid", "id", "conversationidstr")
_LANGUAGES = ("lang", "language")
_HANDLES = ("username", "screenname", "handle", "authorusername", "authorscreenname", "authorhandle", "userscreenname", "userusername")
_NAMES = ("name", "displayname", "fullname", "authorname", "userdisplayname")
_NAMES_OF_AUTHORS = _NAMES[3:]
"""In a post itself that does not name its author's handle, "name" is hardly theirs."""
_ANSWERS = ("inreplytostatusid", "inreplytostatusidstr", "inreplytotweetid", "inreplytoid")
_QUOTES = ("isquotestatus", "isquote", "quotedstatusid", "quotedtweet", "quotedstatus", "quotedid")

_LONG = ("note_tweet", "extended_tweet", "noteTweet")
"""What holds the whole text where a post is longer than 280 characters."""
_PARTS = (*_LONG, "legacy")
_NO_POSTS = (
    *("entities", "includes", "errors", "meta", "author", "user", "core", "attachments", "public_metrics", *_PARTS),
    *("quoted_status", "quotedTweet", "quoted_tweet", "quoted_status_result", "retweeted_status", "referenced_tweets"),
)
"""Objects that hold other posts than the one that is meant, or none."""
_MARKS = re.compile(r"[\W_]+")
_KINDS = {kind.value: kind for kind in InteractionKind}
_COLUMNS = frozenset({*_TEXTS, *_IDS, *_LANGUAGES, *_HANDLES, *_NAMES_OF_AUTHORS, "kind", "createdat", "authorid", "userid", "date"})


class ExportedPost(NamedTuple):
    """A post as far as an export tells. post_id: as it was written there; empty where it has none. handle, name: its author's."""

    post_id: str
    text: str
    lang: str
    kind: InteractionKind
    handle: str
    name: str


def is_column(name: str) -> bool:
    """Whether a column of this name is one of a table of posts; a nested field is named by its path."""
    return _bare(re.split("[./]", name)[-1]) in _COLUMNS


def posts_in(record: Record) -> list[ExportedPost]:
    """The posts that the record is or holds, those nearest to the top. Raises BadRecord for one of a kind that is none."""
    people = {person.get("id"): person for person in _users(record)}
    for level in levels(record, without=_NO_POSTS):
        if found := [_post(each, people) for each in level if _text(each)]:
            return found
    return []


def is_empty_page(record: Record) -> bool:
    """Whether it is X's answer that there is nothing."""
    return mapping(record.get("meta")).get("result_count") == 0


def _post(record: Record, people: dict[object, Record]) -> ExportedPost:
    author, own = _author(record, people), _first(record, _HANDLES)
    return ExportedPost(
        post_id=_id(record),
        text=_text(record),
        lang=parse_text(_of(record, _LANGUAGES), _MAX_ID_LENGTH),
        kind=_kind(record),
        handle=parse_text(_first(author, _HANDLES) or own, _MAX_NAME_LENGTH).removeprefix("@"),
        name=parse_text(_first(author, _NAMES) or _first(record, _NAMES if own else _NAMES_OF_AUTHORS), _MAX_NAME_LENGTH),
    )


def _users(record: Record) -> Iterator[Record]:
    users = mapping(record.get("includes")).get("users")
    yield from (user for user in users if isinstance(user, dict)) if isinstance(users, list) else ()


def _author(record: Record, people: dict[object, Record]) -> Record:
    author_id = record.get("author_id")
    if isinstance(author_id, str) and author_id in people:
        return people[author_id]
    for name in ("author", "user", "core"):
        for level in levels(mapping(record.get(name)), without=()):
            for each in level:
                if _first(each, _HANDLES):
                    return {**mapping(each.get("legacy")), **each}
    return {}


def _text(record: Record) -> str:
    """All of it, also of a long post; "" where this is no post."""
    whole = max((parse_text(_first(each, _TEXTS), MAX_TEXT_LENGTH) for each in (record, *_parts(record))), key=len)
    return unescape_formulas(whole)


def _parts(record: Record) -> Iterator[Record]:
    for part in _PARTS:
        if isinstance(inner := record.get(part), dict):
            yield inner


def _id(record: Record) -> str:
    found = _of(record, _IDS)
    return str(found)[:_MAX_ID_LENGTH] if isinstance(found, str | int) else ""


def _kind(record: Record) -> InteractionKind:
    if (kind := record.get("kind")) not in (None, ""):
        known = _KINDS.get(kind.strip().lower()) if isinstance(kind, str) else None
        if known is None:
            raise BadRecord(f"Its kind is none of {', '.join(_KINDS)}.")
        return known
    referenced = record.get("referenced_tweets")
    types = {mapping(each).get("type") for each in referenced} if isinstance(referenced, list) else set()
    if "quoted" in types or any(_is_set(each, _QUOTES) for each in (record, *_parts(record))):
        return InteractionKind.QUOTE
    if "replied_to" in types or any(_is_set(each, _ANSWERS) for each in (record, *_parts(record))):
        return InteractionKind.REPLY
    return InteractionKind.MENTION


def _of(record: Record, names: tuple[str, ...]) -> object:
    return next((found for each in (record, *_parts(record)) if (found := _first(each, names)) is not None), None)


def _first(record: Record, names: tuple[str, ...]) -> object:
    """What the record has under the first of these names, in any spelling."""
    bare = {_bare(name): value for name, value in record.items() if isinstance(value, str | int) and not isinstance(value, bool)}
    return next((bare[name] for name in names if bare.get(name) not in (None, "")), None)


def _is_set(record: Record, names: tuple[str, ...]) -> bool:
    return any(_bare(name) in names and value not in (None, "", False, "False", "false", "FALSE") for name, value in record.items())


def _bare(name: str) -> str:
    return _MARKS.sub("", name[:_MAX_NAME_LENGTH]).casefold()
