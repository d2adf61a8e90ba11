"""What exports call the fields of a user: X's API v2 and v1.1, the archive of its website, and common scrapers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

ID, USERNAME, NAME, BIO, CREATED_AT = "id", "username", "name", "description", "created_at"
FOLLOWERS, FOLLOWING, POSTS, LISTED, LIKES = "followers_count", "following_count", "tweet_count", "listed_count", "like_count"
PROTECTED, VERIFIED, LAST_POST = "protected", "verified", "most_recent_tweet_id"
TAKEN_AT = "collected_at"
COUNTS = (FOLLOWERS, FOLLOWING, POSTS, LISTED, LIKES)

_NAMES: Mapping[str, str] = {
    ID: "idstr restid id",
    USERNAME: "screenname username handle accountname profileurl url profilelink login user account",
    NAME: "displayname fullname profilename name",
    BIO: "rawdescription description bio about biography profilebio",
    CREATED_AT: "createdat created joindate joined joinedat datejoined creationdate registeredat",
    FOLLOWERS: "followerscount followercount followers follower",
    FOLLOWING: "followingcount followingscount friendscount friendcount followeescount followees friends followings following",
    POSTS: "tweetcount tweetscount statusescount statuscount postscount postcount statuses tweets posts",
    LISTED: "listedcount listcount listscount listed lists",
    LIKES: "favouritescount favoritescount favouritecount favoritecount likescount likecount favourites favorites likes likesgiven",
    PROTECTED: "protected isprotected private isprivate",
    VERIFIED: "verified isverified isblueverified blueverified bluecheck certified verifiedtype verifiedstatus",
    LAST_POST: "mostrecenttweetid mostrecentpostid",
    TAKEN_AT: "collectedat retrievedat scrapedat crawledat fetchedat exportedat",
}
"""For each field its names without case, spaces and marks, the surest first: where an export has several, that one is taken."""

_RANKS = {name: (field, rank) for field, names in _NAMES.items() for rank, name in enumerate(names.split())}
_MARKS = re.compile(r"[\W_]+")
_OWNER = re.compile(r"(?:user|author|account|profile|twitter|x)+")
"""Words that say whose it is: user_followers_count. Where posts are exported, "id" and "created_at" without them are the post's."""
_AMOUNT = re.compile(r"(?:publicmetrics|total|current|numberof|num|nb|n)+")
"""Words that say only that it is a number: "Total tweets"."""
_SURER = 100
_MAX_LENGTH = 100


@lru_cache(maxsize=4096)
def field_of(name: str) -> tuple[str, int] | None:
    """The field that is called so, and the rank of the name among its others, the lowest for the surest; None where it is none."""
    if len(name) > _MAX_LENGTH:
        return None
    bare = _MARKS.sub("", name).casefold()
    if known := _RANKS.get(bare) or _RANKS.get(_without(_AMOUNT, bare)):
        return known
    owned = _RANKS.get(_without(_AMOUNT, _without(_OWNER, bare)))
    return owned and (owned[0], owned[1] - _SURER)


def _without(words: re.Pattern[str], name: str) -> str:
    found = words.match(name)
    return name[found.end() :] if found else name


def is_column(name: str) -> bool:
    """Whether a column of this name is one of a table of users; a nested field is named by its path."""
    return field_of(re.split("[./]", name)[-1]) is not None
