"""Follow-backs and replies go out within both caps of their kind, at irregular gaps and never in quiet hours; and everyone gets a turn."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import assume, given
from hypothesis import strategies as st

from bot.domain import Policy, SuggestionKind
from bot.domain.kinds import KINDS, X_FOLLOWS_A_DAY, X_POSTS_A_DAY, Pace
from bot.planning.pace import (
    LONGEST_GAP,
    SHORTEST_GAP,
    after_quiet_hours,
    before_quiet_hours,
    earliest_allowed,
    next_slot,
    slots,
)

START = datetime(2026, 3, 1, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
POLICY = Policy(ZoneInfo("UTC"), time(9))
USUAL = Pace(15, 100)
ZONES = ("UTC", "Europe/Berlin", "America/New_York", "America/Havana", "Australia/Lord_Howe", "Asia/Kolkata", "Pacific/Apia")
CLOCK_CHANGES = [datetime(2026, month, day, tzinfo=UTC) for month, day in ((3, 8), (3, 29), (4, 5), (10, 4), (10, 25), (11, 1))]

times = st.times().map(lambda at: at.replace(second=0, microsecond=0))
quiet_hours = st.none() | st.tuples(times, times).filter(lambda span: span[0] != span[1])
policies = st.builds(lambda quiet, zone: replace(POLICY, quiet_hours=quiet, timezone=ZoneInfo(zone)), quiet_hours, st.sampled_from(ZONES))
paces = st.builds(Pace, st.integers(1, 50), st.integers(1, 60))
moments = st.one_of(st.just(START), st.sampled_from(CLOCK_CHANGES)).flatmap(
    lambda day: st.integers(-3 * 86_400, 3 * 86_400).map(lambda seconds: day + timedelta(seconds=seconds))
)


def is_quiet(moment: datetime, policy: Policy) -> bool:
    """By the clock on the team's wall."""
    if policy.quiet_hours is None:
        return False
    begin, end = policy.quiet_hours
    shown = moment.astimezone(policy.timezone).time()
    return begin <= shown < end if begin < end else shown >= begin or shown < end


def gone_out(policy: Policy, pace: Pace, asked: list[datetime], *, by_api: bool) -> list[datetime]:
    """When follows went out if somebody wanted one at each of these moments: at once if it is their turn then, otherwise never."""
    sent: list[datetime] = []
    for now in asked:
        if next_slot([s for s in sent if s > now - DAY], now, policy, pace, by_api=by_api) == now:
            sent.append(now)
    return sent


def after(start: datetime, gaps: list[int]) -> list[datetime]:
    found = [start]
    for gap in gaps:
        found.append(found[-1] + timedelta(seconds=gap))
    return found


@given(policies, paces, moments, st.lists(st.integers(0, 2 * 3600), min_size=1, max_size=120), st.booleans())
def test_no_window_ever_holds_more_than_its_cap(policy: Policy, pace: Pace, start: datetime, gaps: list[int], by_api: bool) -> None:
    sent = gone_out(policy, pace, after(start, gaps), by_api=by_api)

    for moment in sent:
        assert sum(moment <= s < moment + HOUR for s in sent) <= pace.per_hour
        assert sum(moment <= s < moment + DAY for s in sent) <= pace.per_day


def test_x_s_own_limit_of_a_day_holds_whatever_the_team_says() -> None:
    reckless = replace(POLICY, follow_backs_per_hour=3_600, follow_backs_per_day=100_000)
    pace = KINDS[SuggestionKind.FOLLOW_BACK].pace(reckless)
    for by_api in (True, False):
        planned = slots([], START, reckless, pace, count=3 * X_FOLLOWS_A_DAY, by_api=by_api)
        assert all(later - earlier >= DAY for earlier, later in zip(planned, planned[X_FOLLOWS_A_DAY:], strict=False))


def test_each_kind_has_caps_of_its_own() -> None:
    policy = replace(POLICY, follow_backs_per_hour=2, follow_backs_per_day=3, replies_per_hour=4, replies_per_day=5)

    assert KINDS[SuggestionKind.FOLLOW_BACK].pace(policy) == Pace(2, 3)
    assert KINDS[SuggestionKind.REPLY].pace(policy) == Pace(4, 5)
    assert KINDS[SuggestionKind.REPLY].pace(replace(policy, replies_per_day=100_000)) == Pace(4, X_POSTS_A_DAY)


@given(policies, paces, moments, st.lists(st.integers(0, 7200), min_size=1, max_size=60))
def test_nothing_is_written_to_x_in_quiet_hours(policy: Policy, pace: Pace, start: datetime, gaps: list[int]) -> None:
    for moment in [*slots([], start, policy, pace, count=20), *gone_out(policy, pace, after(start, gaps), by_api=True)]:
        assert not is_quiet(moment, policy)


@given(policies, moments)
def test_quiet_hours_end_when_the_clock_on_the_wall_says_so(policy: Policy, moment: datetime) -> None:
    assume(policy.quiet_hours is not None)
    freed = after_quiet_hours(moment, policy)

    assert freed >= moment
    if not any(abs(moment - change) < 3 * DAY for change in CLOCK_CHANGES):
        assert (freed > moment) == is_quiet(moment, policy)
        assert freed == moment or is_quiet(freed - timedelta(seconds=1), policy)


@given(policies, moments)
def test_quiet_hours_begin_when_the_clock_on_the_wall_says_so(policy: Policy, moment: datetime) -> None:
    last = before_quiet_hours(moment, policy)

    assert last <= moment
    if not any(abs(moment - change) < 3 * DAY for change in CLOCK_CHANGES):
        assert (last < moment) <= is_quiet(moment, policy)
        assert last == moment or (is_quiet(last, policy) and not is_quiet(last - timedelta(seconds=1), policy))


def test_a_night_of_quiet_hours_is_as_long_as_the_clock_makes_it() -> None:
    berlin = replace(POLICY, timezone=ZoneInfo("Europe/Berlin"), quiet_hours=(time(22), time(7)))

    def quiet_from(evening: datetime) -> timedelta:
        return after_quiet_hours(evening, berlin) - evening

    assert quiet_from(datetime(2026, 3, 27, 21, tzinfo=UTC)) == 9 * HOUR
    assert quiet_from(datetime(2026, 3, 28, 21, tzinfo=UTC)) == 8 * HOUR, "the clock is put forward"
    assert quiet_from(datetime(2026, 10, 24, 20, tzinfo=UTC)) == 10 * HOUR, "the clock is put back"
    assert quiet_from(datetime(2026, 3, 27, 20, 59, tzinfo=UTC)) == timedelta()


def test_whoever_is_handed_a_link_gets_it_in_quiet_hours_and_without_a_gap() -> None:
    always_quiet, pace = replace(POLICY, quiet_hours=(time(0, 1), time(0))), Pace(3, 100)
    sent = [START + HOUR, START + HOUR]

    assert next_slot(sent, START + HOUR, always_quiet, pace, by_api=False) == START + HOUR
    assert next_slot([*sent, START + HOUR], START + HOUR, always_quiet, pace, by_api=False) == START + 2 * HOUR


def gaps_of(pace: Pace, start: datetime, count: int) -> list[timedelta]:
    return [later - earlier for earlier, later in pairwise(slots([], start, POLICY, pace, count=count))]


@given(st.integers(1, 50), moments)
def test_follows_by_api_come_at_irregular_gaps_that_are_never_short(per_hour: int, start: datetime) -> None:
    even = HOUR / per_hour
    gaps = gaps_of(Pace(per_hour, 400), start, 30)

    assert min(gaps) >= SHORTEST_GAP * even
    assert len(set(gaps)) > len(gaps) / 2
    assert max(gaps) - min(gaps) > even / 10
    assert max(gaps) <= max(LONGEST_GAP * even, HOUR)


def test_the_pace_comes_near_to_the_cap() -> None:
    for per_hour in (1, 4, 15, 50):
        planned = slots([], START, POLICY, Pace(per_hour, 400), count=200)
        an_hour = len(planned) / ((planned[-1] - planned[0]) / HOUR)
        assert 0.7 * per_hour <= an_hour <= per_hour + 1


@given(policies, paces, moments, st.lists(st.integers(0, 7200), max_size=40), st.integers(0, 7200), st.integers(0, 86_400), st.booleans())
def test_waiting_never_makes_ones_turn_come_sooner_or_move(
    policy: Policy, pace: Pace, start: datetime, gaps: list[int], later: int, later_still: int, by_api: bool
) -> None:
    sent = after(start, gaps)
    one = sent[-1] + timedelta(seconds=later)
    other = one + timedelta(seconds=later_still)
    promised = next_slot(sent, one, policy, pace, by_api=by_api)

    assert promised <= next_slot(sent, other, policy, pace, by_api=by_api)
    assert next_slot(sent, promised, policy, pace, by_api=by_api) == promised, "who asks again at the promised moment goes"
    if other <= promised:
        assert next_slot(sent, other, policy, pace, by_api=by_api) == promised


@given(policies, paces, moments, st.lists(st.integers(0, 7200), max_size=80))
def test_everyone_gets_a_turn(policy: Policy, pace: Pace, start: datetime, gaps: list[int]) -> None:
    sent = after(start, gaps)

    assert next_slot(sent, sent[-1], policy, pace) <= sent[-1] + 3 * DAY


@given(policies, paces, moments, st.lists(st.integers(0, 7200), max_size=80), st.integers(0, 86_400))
def test_whoever_keeps_the_pace_is_never_stopped_by_the_caps(
    policy: Policy, pace: Pace, start: datetime, gaps: list[int], later: int
) -> None:
    sent = after(start, gaps)
    now = sent[-1] + timedelta(seconds=later)

    assert now <= earliest_allowed(sent, now, policy, pace) <= next_slot(sent, now, policy, pace)


def test_the_first_after_a_while_goes_at_once() -> None:
    last = START + timedelta(minutes=7)
    for per_hour in (1, 15, 50):
        now = last + LONGEST_GAP * HOUR / per_hour
        assert next_slot([last], now, POLICY, Pace(per_hour, 100)) == now
    assert next_slot([], START, POLICY, USUAL) == START


def test_a_turn_by_hand_off_comes_when_the_oldest_leaves_the_full_window() -> None:
    sent = [START, START + timedelta(minutes=20)]

    def turn(per_hour: int, per_day: int) -> datetime:
        return next_slot(sent, START + timedelta(minutes=30), POLICY, Pace(per_hour, per_day), by_api=False)

    assert turn(2, 9) == START + HOUR
    assert turn(9, 2) == START + DAY
