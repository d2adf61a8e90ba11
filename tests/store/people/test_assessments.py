"""The latest word of scoring about a person."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy.exc import IntegrityError

from bot.domain import Assessment, Reason, Verdict
from bot.store import Store
from tests.support.samples.notes import written
from tests.support.store import DAY, NOW, assessment, profile


async def test_an_assessment_comes_back_with_its_reasons_in_order(store: Store) -> None:
    first, odd, last = Reason(written("follows 4,871, followed by 9"), 45), Reason(written("“ünï” \ud800"), -3), Reason(written("x"))
    storable = replace(odd, fact=written("“ünï” \N{REPLACEMENT CHARACTER}"))
    said = Assessment(
        Verdict.SUSPICIOUS, 100, (first, odd, last), -7, why=(written("They ask"),), suppressed=written("Their numbers look odd")
    )
    async with store.write() as tx:
        await tx.profiles.save([profile(1), profile(2)])
        await tx.assessments.save({1: said}, NOW, "1")

        assert await tx.assessments.get(1) == replace(said, reasons=(first, storable, last))
        assert await tx.assessments.get(2) is None


async def test_the_latest_one_stands(store: Store) -> None:
    async with store.write() as tx:
        await tx.profiles.save([profile(1), profile(2)])
        await tx.assessments.save([(1, assessment(worth=1)), (2, assessment(worth=2))], NOW, "1")
        await tx.assessments.save([(1, assessment(worth=3))], NOW + DAY, "1")

        assert await tx.assessments.get(1) == assessment(worth=3)
        assert await tx.assessments.get(2) == assessment(worth=2)


async def test_a_suspicion_beyond_its_scale_is_refused(store: Store) -> None:
    async with store.write() as tx:
        await tx.profiles.save([profile(1)])
        with pytest.raises(IntegrityError):
            await tx.assessments.save({1: Assessment(Verdict.QUIET, 101, (), 0)}, NOW, "1")


async def test_those_whom_something_keeps_off_the_desk(store: Store) -> None:
    async with store.write() as tx:
        await tx.profiles.save([profile(user_id) for user_id in (1, 2, 3)])
        await tx.assessments.save({1: assessment(suppressed="Not for us"), 2: assessment(), 3: assessment(suppressed="?")}, NOW, "1")

        assert await tx.assessments.suppressed([1, 2, 4]) == {1}
        await tx.assessments.save({1: assessment()}, NOW + DAY, "1")
        assert await tx.assessments.suppressed(range(3000)) == {3}


async def test_those_assessed_under_other_rules_are_stale(store: Store) -> None:
    async with store.write() as tx:
        await tx.profiles.save([profile(user_id) for user_id in (1, 2, 3, 4)])
        for user_id, rules_version in ((1, "b"), (2, "a"), (3, "c"), (4, "")):
            await tx.assessments.save({user_id: assessment()}, NOW, rules_version)

        assert sorted(await tx.assessments.stale("b", 10)) == [2, 3, 4]
        assert sorted(await tx.assessments.stale("d", 10)) == [1, 2, 3, 4]
        assert len(await tx.assessments.stale("b", 2)) == 2

        await tx.assessments.save([(user_id, assessment()) for user_id in (2, 3, 4)], NOW, "b")
        assert await tx.assessments.stale("b", 10) == []


async def test_people_about_whom_something_changed_are_stale_until_they_are_assessed_again(store: Store) -> None:
    async with store.write() as tx:
        await tx.profiles.save([profile(user_id) for user_id in (1, 2, 3)])
        await tx.assessments.save({user_id: assessment() for user_id in (1, 2, 3)}, NOW, "b")
        await tx.assessments.invalidate([2, 3, 9])
        assert sorted(await tx.assessments.stale("b", 10)) == [2, 3]
        assert await tx.assessments.current([1, 2, 3, 9], "b") == {1}
        assert await tx.assessments.get(2) == assessment()

        await tx.assessments.save({2: assessment()}, NOW, "b")
        assert await tx.assessments.stale("b", 10) == [3]
