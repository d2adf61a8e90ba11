"""The times inside X's ids."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.x.parse.snowflake import first_id_at, snowflake_moment

MOMENTS = st.datetimes(datetime(2010, 11, 5), datetime(2070, 1, 1), timezones=st.just(UTC)).map(  # noqa: DTZ001
    lambda moment: moment.replace(microsecond=moment.microsecond // 1_000 * 1_000)
)


@given(MOMENTS)
def test_the_first_id_of_a_moment_is_of_that_moment_and_the_one_before_it_is_not(moment: datetime) -> None:
    assert snowflake_moment(first_id_at(moment)) == moment
    assert snowflake_moment(first_id_at(moment) - 1) == moment - timedelta(milliseconds=1)


def test_before_ids_held_the_time_there_is_no_first_one() -> None:
    assert first_id_at(datetime(2009, 1, 1, tzinfo=UTC)) == 0
