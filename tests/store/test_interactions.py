"""What people did towards the account: each post counts once."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.store import Store
from tests.store.people import MINUTE, NOW, undone


async def test_only_posts_that_were_not_there_are_new(store: Store) -> None:
    async with store.write() as tx:
        assert await tx.interactions.add([(2**63 - 1, 1, NOW), (11, 2, NOW)]) == {1, 2}
        assert await tx.interactions.add([(11, 2, NOW), (12, 1, NOW), (12, 1, NOW)]) == {1}
        assert await tx.interactions.add([]) == set()

        assert await tx.interactions.among([1, 2, 3]) == {1: (2, NOW), 2: (1, NOW)}
        assert await tx.interactions.among([]) == {}


posts = st.lists(st.tuples(st.integers(1, 12), st.integers(0, 30)), max_size=15)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(readings=st.lists(posts, max_size=4))
async def test_readings_may_overlap_as_they_like(store: Store, readings: list[list[tuple[int, int]]]) -> None:
    """Person n % 3 wrote post n, at the moment it was first read with."""
    known: dict[int, int] = {}
    async with undone(store) as tx:
        for reading in readings:
            fresh = {post % 3 for post, _ in reading if post not in known}
            for post, minute in reading:
                known.setdefault(post, minute)
            assert await tx.interactions.add([(post, post % 3, NOW + minute * MINUTE) for post, minute in reading]) == fresh

        by_person: dict[int, list[int]] = {}
        for post, minute in known.items():
            by_person.setdefault(post % 3, []).append(minute)
        expected = {person: (len(minutes), NOW + max(minutes) * MINUTE) for person, minutes in by_person.items()}
        assert await tx.interactions.among([0, 1, 2]) == expected
