"""Links, hashtags, cashtags and mentions in a text, as X lists them: by code points, the end excluded."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.demo.x.schema.problems import Body
from bot.demo.x.world.models import Person
from bot.demo.x.world.timeline import MENTION
from bot.post_text import find_links

CASHTAG = re.compile(r"(?<![A-Za-z0-9_$])\$([A-Za-z]{1,6}(?:[._][A-Za-z]{1,2})?)(?![A-Za-z0-9_])")
HASHTAG = re.compile(r"(?<!\w)#(\w*[^\W\d]\w*)")


def entities_of(text: str, people: Iterable[Person] = ()) -> Body:
    """Only the kinds that occur. people: those whose ids are known; their mentions carry them."""
    ids = {person.username.lower(): str(person.id) for person in people}
    found: dict[str, list[Body]] = {
        "urls": [{"start": link.start, "end": link.end, "url": link.url, "expanded_url": link.url} for link in find_links(text)],
        "hashtags": [{"start": tag.start(), "end": tag.end(), "tag": tag[1]} for tag in HASHTAG.finditer(text)],
        "cashtags": [{"start": tag.start(), "end": tag.end(), "tag": tag[1]} for tag in CASHTAG.finditer(text)],
        "mentions": [_mention(match, ids.get(match[1].lower())) for match in MENTION.finditer(text)],
    }
    return {kind: entries for kind, entries in found.items() if entries}


def _mention(match: re.Match[str], user_id: str | None) -> Body:
    mention: Body = {"start": match.start(), "end": match.end(), "username": match[1]}
    return {**mention, "id": user_id} if user_id else mention
