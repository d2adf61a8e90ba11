"""The file of all followers is never larger than Discord takes."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha512

import pytest

from bot.domain import Assessment, Follower
from bot.views.followers.export import FollowersFile, followers_file
from tests.support.samples.profiles import GENUINE
from tests.support.team import START


def crowd(size: int) -> Iterator[list[tuple[Follower, Assessment | None]]]:
    for number in range(0, size, 100):
        people = [replace(GENUINE, user_id=1 + each, bio=sha512(bytes([each % 256])).hexdigest()) for each in range(number, number + 100)]
        yield [(Follower(profile, START, START, False, START), None) for profile in people]


@pytest.mark.parametrize(("largest", "name", "people"), [(200_000, "followers.csv", 500), (60_000, "followers.csv.gz", 500)])
def test_what_is_too_large_for_discord_is_packed(largest: int, name: str, people: int) -> None:
    file = FollowersFile(largest)

    assert all(file.add(portion) for portion in crowd(people))

    made = file.made()
    assert (made.name, made.people, made.cut) == (name, people, False)
    assert len(made.data) <= largest
    text = gzip.decompress(made.data) if name.endswith("gz") else made.data
    assert text.count(b"\n") == 1 + people
    assert ("packed with gzip to fit into the 0 MB" in followers_file(made)) == name.endswith("gz")


def test_what_is_too_large_even_so_is_cut_and_says_so() -> None:
    file = FollowersFile(40_000)

    added = [file.add(portion) for portion in crowd(3_000)]

    made = file.made()
    assert not all(added)
    assert len(made.data) <= 40_000
    assert 0 < made.people < 3_000
    assert gzip.decompress(made.data).count(b"\n") == 1 + made.people
    assert followers_file(made).startswith(f"The newest {made.people} of your followers, as more would not fit")
