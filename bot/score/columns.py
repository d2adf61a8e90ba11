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
    ID: "idstr restid userid twitterid xid accountid profileid id",
    USERNAME: "screenname username handle accountname userhandle twitterhandle xhandle profileurl userurl profilelink accounturl",
    NAME: "displayname fullname profilename name",
    BIO: "rawdescription description bio about biography profilebio",
    CREATED_AT: "createdat created accountcreatedat accountcreated joindate joined joinedat datejoined creationdate registeredat",
    FOLLOWERS: "followerscount followercount followers follower",
    FOLLOWING: "followingcount followingscount friendscount friendcount followeescount followees friends followings following",
    POSTS: "tweetcount tweetscount statusescount statuscount postscount postcount statuses tweets posts",
    LISTED: "listedcount listcount listscount listed lists",
    LIKES: "favouritescount favoritescount favouritecount favoritecount likescount likecount favourites favorites likes likesgiven",
    PROTECTED: "protected isprotected private isprivate",
    VERIFIED: "verified isverified isblueverified blueverified bluecheck certified verifiedtype",
    LAST_POST: "mostrecenttweetid mostrecentpostid",
    TAKEN_AT: "collectedat retrievedat scrapedat crawledat fetchedat exportedat",
}
"""For each field its names without case, spaces and marks, the surest first: where an export has several, that one is taken."""

_RANKS = {name: (field, rank) for field, names in _NAMES.items() for rank, name in enumerate(names.split())}
_MARKS = re.compile(r"[\W_]+")
_OWNER = re.compile(r"(?:user|author|account|profile|twitter|x|total|current|publicmetrics|numberof|num|nb|n)+")
"""Words that say only whose or that it is a number: user_followers_count, "Total tweets"."""
_LONGEST = 100


@lru_cache(maxsize=4096)
def field_of(name: str) -> tuple[str, int] | None:
    """The field that is called so, and the rank of the name among its others, 0 for the surest; None where it is none."""
    if len(name) > _LONGEST:
        return None
    bare = _MARKS.sub("", name).casefold()
    return _RANKS.get(bare) or _RANKS.get(_OWNER.sub("", bare, count=1) if _OWNER.match(bare) else "")


def is_column(name: str) -> bool:
    """Whether a column of this name is one of a table of users; a nested field is named by its path."""
    return field_of(re.split("[./]", name)[-1]) is not None
