"""People and posts as JSON, in the current dialect."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from hashlib import blake2s

from bot.demo.x.schema.entities import entities_of
from bot.demo.x.schema.long_posts import is_long, shown_text
from bot.demo.x.schema.problems import Body
from bot.demo.x.schema.viewer import Viewer
from bot.demo.x.world.models import Person, Post


def timestamp(moment: datetime) -> str:
    """As X writes time: UTC with milliseconds."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03}Z"


def user_json(person: Person, wanted: frozenset[str], viewer: Viewer) -> Body:
    """wanted: fields in the older document's words; id, name and username are always there, and what X does not know is left out."""
    body: Body = {"id": str(person.id), "name": person.name, "username": person.username}
    for name in sorted(wanted & _USER.keys()):
        value = _USER[name](person, viewer)
        if value is not None:
            body[viewer.vocabulary.translate(name)] = value
    return body


def post_json(post: Post, wanted: frozenset[str], viewer: Viewer) -> Body:
    """wanted: as for `user_json`; id, text and the history of edits are always there."""
    body: Body = {
        "id": str(post.id),
        "text": shown_text(post.text),
        viewer.vocabulary.translate("edit_history_tweet_ids"): [str(version) for version in post.versions],
    }
    for name in sorted(wanted & _POST.keys()):
        value = _POST[name](post, viewer)
        if value is not None:
            body[viewer.vocabulary.translate(name)] = value
    return body


def may_see(post: Post, viewer: Viewer) -> bool:
    """Whether X shows this post to the caller."""
    return post.shown and may_read(post.author, viewer)


def may_read(person: Person, viewer: Viewer) -> bool:
    """Whether the caller may see this person's posts."""
    return not person.protected or person is viewer.user or (viewer.user is not None and person in viewer.world.following_list)


def _connection_status(person: Person, viewer: Viewer) -> list[str] | None:
    if viewer.user is None:
        return None
    world = viewer.world
    relations = {
        "followed_by": person in world.followers_list,
        "following": person in world.following_list,
        "follow_request_sent": person in world.pending_follows,
    }
    return [relation for relation, holds in relations.items() if holds]


def _short_link(person: Person) -> str:
    return f"https://t.co/{blake2s(person.url.encode(), digest_size=5).hexdigest()}" if person.url else ""


def _user_entities(person: Person, _: Viewer) -> Body | None:
    entities: Body = {}
    if person.url:
        link = _short_link(person)
        shown = person.url.partition("://")[2]
        entities["url"] = {"urls": [{"start": 0, "end": len(link), "url": link, "expanded_url": person.url, "display_url": shown}]}
    if found := entities_of(person.bio):
        entities["description"] = found
    return entities or None


def _followers_count(person: Person, viewer: Viewer) -> int | None:
    wrong = viewer.conditions.reported_followers if person is viewer.world.account else None
    return person.followers if wrong is None else None if wrong == "null" else wrong


def _metrics(person: Person, viewer: Viewer) -> Body:
    return {
        "followers_count": _followers_count(person, viewer),
        "following_count": person.following,
        viewer.vocabulary.translate("tweet_count"): person.posts,
        "listed_count": person.listed,
        "like_count": person.likes,
        "media_count": person.media,
    }


def _most_recent(person: Person, viewer: Viewer) -> str | None:
    if not may_read(person, viewer):
        return None
    post = viewer.world.timeline.latest_by(person)
    return str(post.id) if post else None


def _post_metrics(post: Post, viewer: Viewer) -> Body:
    timeline = viewer.world.timeline
    return {
        viewer.vocabulary.translate("retweet_count"): 0,
        "reply_count": sum(reply.shown for reply in timeline.replies_to(post)),
        "quote_count": timeline.count_quotes(post),
        "bookmark_count": 0,
        "impression_count": 0,
        "like_count": len(post.liked_by),
    }


def _note(post: Post, _: Viewer) -> Body | None:
    """The whole text of a post that is too long to be shown as one."""
    if not is_long(post.text):
        return None
    entities = entities_of(post.text, post.mentions)
    return {"text": post.text, "entities": entities} if entities else {"text": post.text}


def _referenced(post: Post, _: Viewer) -> list[Body] | None:
    references = {"replied_to": post.in_reply_to, "quoted": post.quotes}
    return [{"type": kind, "id": str(other.id)} for kind, other in references.items() if other] or None


def _conversation(post: Post, _: Viewer) -> str:
    while post.in_reply_to:
        post = post.in_reply_to
    return str(post.id)


_USER: Mapping[str, Callable[[Person, Viewer], object]] = {
    "connection_status": _connection_status,
    "created_at": lambda person, _: timestamp(person.created_at),
    "description": lambda person, _: person.bio,
    "entities": _user_entities,
    "location": lambda person, _: person.location or None,
    "most_recent_tweet_id": _most_recent,
    "parody": lambda person, _: False,
    "profile_image_url": lambda person, viewer: f"{viewer.base_url}/avatars/{person.id}.svg",
    "protected": lambda person, _: person.protected,
    "public_metrics": _metrics,
    "url": lambda person, _: _short_link(person),
    "verified": lambda person, _: person.verified,
    "verified_type": lambda person, _: "blue" if person.verified else "none",
}

_POST: Mapping[str, Callable[[Post, Viewer], object]] = {
    "author_id": lambda post, _: str(post.author.id),
    "conversation_id": _conversation,
    "created_at": lambda post, _: timestamp(post.created_at),
    "entities": lambda post, _: entities_of(shown_text(post.text), post.mentions) or None,
    "in_reply_to_user_id": lambda post, _: str(post.in_reply_to.author.id) if post.in_reply_to else None,
    "lang": lambda post, _: post.lang,
    "note_tweet": _note,
    "possibly_sensitive": lambda post, _: False,
    "public_metrics": _post_metrics,
    "referenced_tweets": _referenced,
    "reply_settings": lambda post, _: post.reply_settings,
    "username": lambda post, _: post.author.username,
}
