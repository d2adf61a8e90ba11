"""The same people in the forms in which exports come."""

from __future__ import annotations

import base64
import csv
import io
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

User = dict[str, Any]

PEOPLE: tuple[User, ...] = tuple(
    {
        "id": str(1_700_000_000_000_000_000 + number),
        "name": name,
        "username": username,
        "description": bio,
        "created_at": f"{created_at}T09:30:00.000Z",
        "public_metrics": dict(
            zip(("followers_count", "following_count", "tweet_count", "listed_count", "like_count"), figures, strict=True)
        ),
        "protected": protected,
        "verified": verified,
    }
    for number, (username, name, bio, created_at, figures, protected, verified) in enumerate(
        [
            ("rosa_reads", "Rosa", "Books; tea, and\nrain", "2018-03-12", (1_234, 310, 14, 0, 1_200), False, False),
            ("big_paper", "The “Big” Paper", "News", "2009-07-28", (812_000, 1_200, 99_000, 3_100, 410), False, True),
            ("wqkzjx91833", "=1+1", "", "2024-11-07", (9, 4_871, 0, 0, 0), False, False),
            ("paid_loud", "Paid", "", "2024-11-07", (9, 4_871, 0, 0, 0), False, True),
            ("likes_all", "Zoë", "Je lis", "2020-02-29", (12, 1_500, 3, 0, 1_800), True, False),
            ("follows_few", "Bo", "", "2015-01-09", (0, 10, 1, 0, 0), False, False),
            ("grocer_9", "Grocer", "Fresh", "2017-06-30", (88, 1_140, 302, 1, 64), False, False),
        ]
    )
)

V1_DATE = "%a %b %d %H:%M:%S +0000 %Y"


def born(user: User) -> datetime:
    return datetime.fromisoformat(str(user["created_at"]))


def flat(user: User) -> User:
    """Without anything inside of anything."""
    return {**{name: value for name, value in user.items() if name != "public_metrics"}, **user["public_metrics"]}


def v1(user: User) -> User:
    """As X's API v1.1 wrote them."""
    metrics = user["public_metrics"]
    return {
        "id": int(user["id"]),
        "id_str": user["id"],
        "name": user["name"],
        "screen_name": user["username"],
        "description": user["description"],
        "created_at": born(user).strftime(V1_DATE),
        "followers_count": metrics["followers_count"],
        "friends_count": metrics["following_count"],
        "statuses_count": metrics["tweet_count"],
        "listed_count": metrics["listed_count"],
        "favourites_count": metrics["like_count"],
        "protected": user["protected"],
        "verified": user["verified"],
        "following": False,
        "entities": {"description": {"urls": []}},
        "status": {"id_str": "9", "text": "hi", "favorite_count": 99},
    }


def snscrape(user: User) -> User:
    metrics = user["public_metrics"]
    return {
        "_type": "snscrape.modules.twitter.User",
        "username": user["username"],
        "id": int(user["id"]),
        "displayname": user["name"],
        "rawDescription": user["description"],
        "renderedDescription": user["description"],
        "verified": user["verified"],
        "created": born(user).isoformat(),
        "followersCount": metrics["followers_count"],
        "friendsCount": metrics["following_count"],
        "statusesCount": metrics["tweet_count"],
        "favouritesCount": metrics["like_count"],
        "listedCount": metrics["listed_count"],
        "mediaCount": 3,
        "protected": user["protected"],
        "label": None,
    }


def tweet_scraper(user: User) -> User:
    """A post with its author, as scrapers sold by the run give them."""
    metrics = user["public_metrics"]
    author = {
        "type": "user",
        "userName": user["username"],
        "url": f"https://x.com/{user['username']}",
        "id": user["id"],
        "name": user["name"],
        "isVerified": False,
        "isBlueVerified": user["verified"],
        "description": user["description"],
        "followers": metrics["followers_count"],
        "following": metrics["following_count"],
        "favouritesCount": metrics["like_count"],
        "statusesCount": metrics["tweet_count"],
        "listedCount": metrics["listed_count"],
        "createdAt": born(user).strftime(V1_DATE),
        "protected": user["protected"],
    }
    return {"type": "tweet", "id": "1", "text": "hello", "likeCount": 7, "createdAt": "2026-01-01", "author": author}


def website(user: User) -> User:
    """As X's website receives them."""
    metrics = user["public_metrics"]
    result = {
        "__typename": "User",
        "id": base64.b64encode(f"User:{user['id']}".encode()).decode(),
        "rest_id": user["id"],
        "is_blue_verified": user["verified"],
        "core": {"created_at": born(user).strftime(V1_DATE), "name": user["name"], "screen_name": user["username"]},
        "legacy": {
            "description": user["description"],
            "followers_count": metrics["followers_count"],
            "fast_followers_count": 0,
            "normal_followers_count": metrics["followers_count"],
            "friends_count": metrics["following_count"],
            "statuses_count": metrics["tweet_count"],
            "listed_count": metrics["listed_count"],
            "favourites_count": metrics["like_count"],
            "following": True,
        },
        "privacy": {"protected": user["protected"]},
    }
    return {"entryId": f"user-{user['id']}", "content": {"itemContent": {"itemType": "TimelineUser", "user_results": {"result": result}}}}


def table(columns: Mapping[str, Callable[[User], object]], people: Sequence[User], delimiter: str = ",", newline: str = "\r\n") -> str:
    file = io.StringIO()
    writer = csv.writer(file, delimiter=delimiter, lineterminator=newline)
    writer.writerow(columns)
    writer.writerows([column(user) for column in columns.values()] for user in people)
    return file.getvalue()


def metric(name: str, write: Callable[[int], object] = int) -> Callable[[User], object]:
    return lambda user: write(user["public_metrics"][name])


def field(name: str) -> Callable[[User], object]:
    return lambda user: flat(user)[name]


PLAIN = {name: field(name) for name in flat(PEOPLE[0])}
PATHS = {
    **{f"author.{name}": field(name) for name in PEOPLE[0] if name != "public_metrics"},
    **{f"author.public_metrics.{name}": metric(name) for name in PEOPLE[0]["public_metrics"]},
    "id": lambda _: "55",
    "public_metrics.like_count": lambda _: "3",
}
SPOKEN: dict[str, Callable[[User], object]] = {
    "Handle": lambda user: f"@{user['username']}",
    "User ID": lambda user: f'="{user["id"]}"',
    "Name": lambda user: user["name"],
    "Bio": lambda user: user["description"],
    "Joined": lambda user: born(user).strftime("%b %d, %Y"),
    "Follower count": metric("followers_count", "{:,}".format),
    "Following": metric("following_count", lambda count: f"{count:,}".replace(",", " ")),
    "Total tweets": metric("tweet_count", lambda count: f"{count:,}".replace(",", ".")),
    "Listed": metric("listed_count", str),
    "Likes": metric("like_count", lambda count: f"{count / 1000:g}K" if count > 999 else count),
    "Private": lambda user: "yes" if user["protected"] else "no",
    "Verified type": lambda user: "blue" if user["verified"] else "none",
}
PHANTOM: dict[str, Callable[[User], object]] = {
    "profileUrl": lambda user: f"https://twitter.com/{user['username']}",
    "screenName": lambda user: user["username"],
    "userId": lambda user: user["id"],
    "name": lambda user: user["name"],
    "bio": lambda user: user["description"],
    "createdAt": lambda user: born(user).strftime(V1_DATE),
    "followersCount": metric("followers_count"),
    "friendsCount": metric("following_count"),
    "tweetsCount": metric("tweet_count"),
    "listedCount": metric("listed_count"),
    "favouritesCount": metric("like_count"),
    "certified": lambda user: str(user["verified"]).upper(),
    "protected": lambda user: str(user["protected"]).upper(),
    "following": lambda _: "FALSE",
    "followedBy": lambda _: "TRUE",
}
POSTS_OF_R: dict[str, Callable[[User], object]] = {
    "status_id": lambda _: "77",
    "created_at": lambda _: "2026-10-30 10:00:00",
    "text": lambda _: "hello",
    "user_id": lambda user: user["id"],
    "screen_name": lambda user: user["username"],
    "description": lambda user: user["description"],
    "account_created_at": lambda user: f"{born(user):%Y-%m-%d %H:%M:%S}",
    "followers_count": metric("followers_count"),
    "friends_count": metric("following_count"),
    "listed_count": metric("listed_count"),
    "statuses_count": metric("tweet_count"),
    "favourites_count": metric("like_count"),
    "favorite_count": lambda _: 9_000,
    "protected": lambda user: str(user["protected"]).upper(),
    "verified": lambda user: str(user["verified"]).upper(),
    "url": lambda _: "https://t.co/abc",
}
TWINT: dict[str, Callable[[User], object]] = {
    "id": lambda user: user["id"],
    "name": lambda user: user["name"],
    "username": lambda user: user["username"],
    "bio": lambda user: user["description"],
    "join_date": lambda user: f"{born(user):%Y-%m-%d}",
    "join_time": lambda user: f"{born(user):%H:%M:%S}",
    "tweets": metric("tweet_count"),
    "following": metric("following_count"),
    "followers": metric("followers_count"),
    "likes": metric("like_count"),
    "media": lambda _: 4,
    "private": lambda user: int(user["protected"]),
    "verified": lambda user: int(user["verified"]),
}


def lines(records: Iterable[object]) -> str:
    return "".join(f"{json.dumps(record, ensure_ascii=False)}\n" for record in records)


def pages(people: Sequence[User]) -> list[User]:
    return [
        {
            "data": list(people[:4]),
            "includes": {"tweets": [{"id": "1", "text": "pinned"}]},
            "meta": {"result_count": 4},
            "__twarc": {"version": "2"},
        },
        {"data": list(people[4:]), "meta": {"result_count": len(people) - 4}},
        {"meta": {"result_count": 0}},
    ]


def as_text(record: User) -> User:
    """With every figure as text."""
    return {
        name: as_text(value) if isinstance(value, dict) else str(value) if isinstance(value, int) else value
        for name, value in record.items()
    }


TIMELINE = {"data": {"user": {"result": {"timeline": {"timeline": {"instructions": [{"entries": [*map(website, PEOPLE)]}]}}}}}}
V1_PEOPLE = [v1(user) for user in PEOPLE]

FORMS: dict[str, tuple[str, str]] = {
    "v2 lines": (lines(PEOPLE), "JSON lines"),
    "pages a line": (lines(pages(PEOPLE)), "JSON lines"),
    "one array": (json.dumps(PEOPLE), "a JSON document"),
    "an array with one object a line": ("[\n" + ",\n".join(map(json.dumps, PEOPLE)) + "\n]\n", "a JSON document"),
    "pretty array": (json.dumps(PEOPLE, indent=2), "a JSON document"),
    "pretty pages, one after the other": ("\n".join(json.dumps(page, indent=4) for page in pages(PEOPLE)), "a JSON document"),
    "an array of pages": (json.dumps(pages(PEOPLE), indent=1), "a JSON document"),
    "one page": (json.dumps({"meta": {}, "data": PEOPLE}), "JSON lines"),
    "pretty objects, one after the other": ("\n".join(json.dumps(user, indent=2) for user in PEOPLE), "a JSON document"),
    "inside records": (lines({"n": 1, "user": user} for user in PEOPLE), "JSON lines"),
    "figures as text": (lines(map(as_text, PEOPLE)), "JSON lines"),
    "v1.1 lines": (lines(V1_PEOPLE), "JSON lines"),
    "v1.1 list": (json.dumps({"users": V1_PEOPLE, "next_cursor": 0}), "JSON lines"),
    "v1.1 posts with their users": (lines({"id_str": "1", "text": "x", "user": user} for user in V1_PEOPLE), "JSON lines"),
    "snscrape": (lines(map(snscrape, PEOPLE)), "JSON lines"),
    "posts of scrapers with authors": (json.dumps([tweet_scraper(user) for user in PEOPLE], indent=2), "a JSON document"),
    "the website's answers": (json.dumps(TIMELINE, indent=2), "a JSON document"),
    "the website's entries": (lines(map(website, PEOPLE)), "JSON lines"),
    "csv": (table(PLAIN, PEOPLE), "a CSV table"),
    "csv with semicolons under a word for Excel": ("sep=;\r\n" + table(PLAIN, PEOPLE, ";"), "a CSV table"),
    "tabs": (table(PLAIN, PEOPLE, "\t", "\n"), "a table with tabs"),
    "csv of an old Macintosh": (table(PLAIN, PEOPLE, ",", "\r"), "a CSV table"),
    "csv below a title": ("My followers,\n\n" + table(PLAIN, PEOPLE), "a CSV table"),
    "csv of paths": (table(PATHS, PEOPLE), "a CSV table"),
    "csv of slashed paths": (table({name.replace(".", "/"): column for name, column in PATHS.items()}, PEOPLE), "a CSV table"),
    "csv as people spell it": (table(SPOKEN, PEOPLE, ";"), "a CSV table"),
    "csv of Phantombuster": (table(PHANTOM, PEOPLE), "a CSV table"),
    "csv of posts from R": (table(POSTS_OF_R, PEOPLE), "a CSV table"),
    "csv of twint": (table(TWINT, PEOPLE), "a CSV table"),
}
"""Their text, and how the form is called."""
