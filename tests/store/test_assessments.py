"""The latest word of scoring about a person."""

from __future__ import annotations

import pytest
from sqlalchemy.exc import IntegrityError

from bot.model import Assessment, Reason, Verdict
from bot.store import Store
from tests.store.people import DAY, NOW, assessment, profile


async def test_an_assessment_comes_back_with_its_reasons_in_order(store: Store) -> None:
    said = Assessment(Verdict.SUSPICIOUS, 100, (Reason("follows 4,871, followed by 9", 45), Reason("“ünï” \ud800", -3), Reason("x")), -7)
    async with store.write() as tx:
        await tx.profiles.save([profile(1), profile(2)])
        await tx.assessments.save({1: said}, NOW)

        assert await tx.assessments.get(1) == said
        assert await tx.assessments.get(2) is None


async def test_the_latest_one_stands(store: Store) -> None:
    async with store.write() as tx:
        await tx.profiles.save([profile(1), profile(2)])
        await tx.assessments.save([(1, assessment(worth=1)), (2, assessment(worth=2))], NOW)
        await tx.assessments.save([(1, assessment(worth=3))], NOW + DAY)

        assert await tx.assessments.get(1) == assessment(worth=3)
        assert await tx.assessments.get(2) == assessment(worth=2)


async def test_a_suspicion_beyond_its_scale_is_refused(store: Store) -> None:
    async with store.write() as tx:
        await tx.profiles.save([profile(1)])
        with pytest.raises(IntegrityError):
            await tx.assessments.save({1: Assessment(Verdict.QUIET, 101, (), 0)}, NOW)
