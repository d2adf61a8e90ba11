"""The counts that are kept are those of the rows, whatever happened."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain import Verdict
from bot.store import Store
from bot.store.people.verdict_counts import BLOCK, counted_by_block
from tests.support.store import DAY, NOW, assessment, profile, rolled_back

_VERDICTS = st.sampled_from(Verdict)
_PEOPLE = st.lists(st.integers(1, 8), min_size=1, max_size=4, unique=True)
_STEPS = st.one_of(
    st.tuples(st.just("come"), _PEOPLE, _VERDICTS),
    st.tuples(st.just("leave"), _PEOPLE, _VERDICTS),
    st.tuples(st.just("return"), _PEOPLE, _VERDICTS),
    st.tuples(st.just("are assessed"), _PEOPLE, _VERDICTS),
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(_STEPS, max_size=12))
async def test_the_counts_are_those_of_the_rows_whatever_happened(store: Store, steps: list[tuple[str, list[int], Verdict]]) -> None:
    async with rolled_back(store) as tx:
        await tx.profiles.save([profile(user_id) for user_id in range(1, 9)])
        for n, (what, people, verdict) in enumerate(steps):
            at = NOW + n * DAY
            if what == "come":
                await tx.followers.add(people, at, baseline=bool(n % 2))
            elif what == "leave":
                await tx.followers.mark_unfollowed(people, at)
            elif what == "return":
                await tx.followers.mark_refollowed(people, at)
            else:
                await tx.assessments.save([(user_id, assessment(verdict=verdict)) for user_id in people], at, "1")

            rows = (await tx.made_of[0].execute(counted_by_block(BLOCK))).all()
            assert await tx.audits.blocks() == [{row.verdict: row.n for row in rows}] * bool(rows)
            assert await tx.audits.by_verdict() == dict.fromkeys(Verdict, 0) | {row.verdict: row.n for row in rows}
