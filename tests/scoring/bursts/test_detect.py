"""Purchases and viral days are noticed, told apart, followed as they go on, and nothing else is made of ordinary days."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import Arrival, BurstKind
from bot.scoring.bursts.baseline import UsualFollowers
from bot.scoring.bursts.detect import ActiveBurst, DetectedBurst, detect_burst
from bot.scoring.bursts.rhythm import ArrivalModel
from tests.support.samples.arrivals import DAY, HOUR, NOW, ArrivalFactory, odd_arrivals, rhythm_of

USUAL = UsualFollowers.learn([ArrivalFactory(99).ordinary(NOW - 2 * DAY) for _ in range(300)], NOW)
NOTHING_SEEN = UsualFollowers.learn([], NOW)


def ids(people: list[Arrival]) -> set[int]:
    return {person.user_id for person in people}


def running(found: DetectedBurst) -> ActiveBurst:
    return ActiveBurst(found.kind, found.since, frozenset(found.members))


def bought(factory: ArrivalFactory, count: int, hours: float, *, fine: float = 0.3) -> list[Arrival]:
    return [factory.bought(at, fine=factory.rng.random() < fine) for at in factory.moments(count, NOW - hours * HOUR, NOW)]


def viral(factory: ArrivalFactory, count: int, hours: float, *, newcomers: float = 0.25) -> list[Arrival]:
    moments = factory.moments(count, NOW - hours * HOUR, NOW)
    return [factory.newcomer(at) if factory.rng.random() < newcomers else factory.ordinary(at) for at in moments]


@pytest.mark.parametrize("per_day", [10, 50, 500])
def test_an_ordinary_day_is_nothing(per_day: int) -> None:
    assert detect_burst(ArrivalFactory().day(per_day), rhythm_of(per_day), USUAL, NOW) is None


def test_nobody_came() -> None:
    assert detect_burst([], rhythm_of(50), USUAL, NOW) is None


def test_a_purchase_is_found_with_its_members_and_its_evidence() -> None:
    factory = ArrivalFactory()
    ordinary, sold = factory.day(100), bought(factory, 200, 2)

    found = detect_burst(ordinary + sold, rhythm_of(100), USUAL, NOW)

    assert found is not None
    assert found.kind is BurstKind.PURCHASE
    assert len(ids(sold) & set(found.members)) >= 195
    assert len(ids(ordinary) & set(found.members)) <= 3
    assert NOW - 2.2 * HOUR < found.since < NOW - 1.8 * HOUR
    assert found.until == max(person.at for person in sold + ordinary if person.user_id in found.members)
    cohort = found.cohort
    assert cohort.members == len(found.members) <= cohort.arrived
    assert cohort.expected < 15
    assert cohort.same_weeks > 0.95
    assert cohort.pattern > 0.95
    assert cohort.shape == "a5"
    assert cohort.made_from is not None
    assert abs(cohort.made_from - (NOW - 707 * DAY).date()) < timedelta(days=4)
    assert cohort.suspicious > 0.6 > 0.15 > cohort.usually_suspicious


def test_accounts_that_look_fine_alone_are_members_by_their_cohort() -> None:
    factory = ArrivalFactory()
    sold = bought(factory, 150, 3, fine=0.5)

    found = detect_burst(factory.day(100) + sold, rhythm_of(100), USUAL, NOW)

    fine = {person.user_id for person in sold if not person.suspicious}
    assert found is not None
    assert len(fine & set(found.members)) > 0.9 * len(fine)


def test_a_slow_purchase_is_told_by_likeness_where_the_rate_shows_nothing() -> None:
    factory, arrival_model = ArrivalFactory(), rhythm_of(500)
    ordinary, sold = factory.day(500), bought(factory, 100, 12)

    assert arrival_model.chance(len(sold) + 250, NOW - 12 * HOUR, NOW) > 0.05
    found = detect_burst(ordinary + sold, arrival_model, USUAL, NOW)

    assert found is not None
    assert found.kind is BurstKind.PURCHASE
    assert len(ids(sold) & set(found.members)) > 90


def test_several_batches_in_one_delivery_are_one_purchase() -> None:
    factory = ArrivalFactory()
    moments = factory.moments(240, NOW - 6 * HOUR, NOW)
    sold = [factory.bought(at, made_days_ago=(40, 400, 2100)[n % 3], fine=n % 2 == 0) for n, at in enumerate(moments)]

    found = detect_burst(factory.day(150) + sold, rhythm_of(150), USUAL, NOW)

    assert found is not None
    assert len(ids(sold) & set(found.members)) > 225


@pytest.mark.parametrize("count", [400, 3000])
def test_a_viral_day_is_no_purchase_although_it_brings_newcomers_to_x(count: int) -> None:
    factory = ArrivalFactory()

    found = detect_burst(factory.day(40) + viral(factory, count, 8), rhythm_of(40), USUAL, NOW)

    assert found is not None
    assert found.kind is BurstKind.VIRAL
    assert len(found.members) > 0.9 * count
    assert found.cohort.suspicious < 0.2
    assert found.cohort.same_weeks < 0.4


def test_a_purchase_in_the_first_hour_of_use_is_told_by_its_cohort() -> None:
    factory = ArrivalFactory()
    new = ArrivalModel.learn([], since=NOW - HOUR, until=NOW, followers=3_000)

    found = detect_burst(bought(factory, 60, 1), new, NOTHING_SEEN, NOW)

    assert found is not None
    assert found.kind is BurstKind.PURCHASE


def test_in_the_first_hour_a_viral_note_needs_a_lot() -> None:
    factory = ArrivalFactory()
    new = ArrivalModel.learn([], since=NOW - 3 * HOUR, until=NOW, followers=20_000)

    assert detect_burst(viral(factory, 40, 3), new, NOTHING_SEEN, NOW) is None
    many = detect_burst(viral(factory, 900, 3), new, NOTHING_SEEN, NOW)
    assert many is not None
    assert many.kind is BurstKind.VIRAL


def test_a_night_of_downtime_is_no_burst() -> None:
    factory = ArrivalFactory()
    people = factory.day(300)
    woken = [replace(person, at=NOW) if person.at > NOW - 14 * HOUR else person for person in people]

    assert detect_burst(woken, rhythm_of(300), USUAL, NOW) is None


def test_three_days_of_downtime_are_no_burst_when_the_last_look_is_told() -> None:
    factory = ArrivalFactory()
    woken = [factory.ordinary(NOW) for _ in range(900)]

    assert detect_burst(woken, rhythm_of(300), USUAL, NOW, before=NOW - 3 * DAY) is None
    in_an_hour = detect_burst(woken, rhythm_of(300), USUAL, NOW, before=NOW - HOUR)
    assert in_an_hour is not None
    assert in_an_hour.kind is BurstKind.VIRAL


def test_downtime_hides_no_purchase() -> None:
    factory = ArrivalFactory()
    woken = [replace(person, at=NOW) for person in factory.day(300) + bought(factory, 200, 6)]

    found = detect_burst(woken, rhythm_of(300), USUAL, NOW)

    assert found is not None
    assert found.kind is BurstKind.PURCHASE
    assert 190 < len(found.members) < 235


def test_a_running_purchase_grows_by_those_who_resemble_it_alone() -> None:
    factory, arrival_model = ArrivalFactory(), rhythm_of(100)
    people = factory.day(100) + bought(factory, 100, 2)
    found = detect_burst(people, arrival_model, USUAL, NOW)
    assert found is not None

    later = NOW + HOUR
    sold = [factory.bought(at, fine=n % 3 == 0) for n, at in enumerate(factory.moments(50, NOW, later))]
    others = [factory.ordinary(at) for at in factory.moments(10, NOW, later)]
    grown = detect_burst(people + sold + others, arrival_model, USUAL, later, running=running(found))

    assert grown is not None
    assert (grown.kind, grown.since) == (BurstKind.PURCHASE, found.since)
    assert set(found.members) <= set(grown.members)
    assert len(ids(sold) & set(grown.members)) >= 48
    assert len(ids(others) & set(grown.members)) <= 1
    assert grown.until > found.until


def test_a_batch_of_another_kind_that_comes_later_joins_the_running_purchase() -> None:
    factory, arrival_model = ArrivalFactory(), rhythm_of(100)
    people = factory.day(100) + bought(factory, 100, 2)
    found = detect_burst(people, arrival_model, USUAL, NOW)
    assert found is not None

    later = NOW + HOUR
    other = [factory.bought(at, made_days_ago=2500, fine=True) for at in factory.moments(60, NOW, later)]
    renamed = [replace(person, username="olek", followers=2_000, following=1_500) for person in other]
    grown = detect_burst(people + renamed, arrival_model, USUAL, later, running=running(found))

    assert grown is not None
    assert (grown.kind, grown.since) == (BurstKind.PURCHASE, found.since)
    assert len(ids(renamed) & set(grown.members)) > 55


def test_a_running_purchase_that_nobody_joins_says_nothing_new() -> None:
    factory, arrival_model = ArrivalFactory(), rhythm_of(100)
    people = factory.day(100) + bought(factory, 100, 2)
    found = detect_burst(people, arrival_model, USUAL, NOW)
    assert found is not None

    others = [factory.ordinary(at) for at in factory.moments(12, NOW, NOW + 3 * HOUR) if factory.rng.random() < 0.9]
    fine = [person for person in others if not person.suspicious]
    assert detect_burst(people + fine, arrival_model, USUAL, NOW + 3 * HOUR, running=running(found)) is None


def test_members_of_earlier_bursts_are_not_counted_again() -> None:
    factory, arrival_model = ArrivalFactory(), rhythm_of(100)
    people = factory.day(100) + bought(factory, 100, 2)
    found = detect_burst(people, arrival_model, USUAL, NOW)
    assert found is not None

    assert detect_burst(people, arrival_model, USUAL, NOW + 7 * HOUR, known=found.members) is None


def test_a_running_viral_day_grows_while_people_rush_and_then_rests() -> None:
    factory, arrival_model = ArrivalFactory(), rhythm_of(40)
    people = factory.day(40) + viral(factory, 400, 3)
    found = detect_burst(people, arrival_model, USUAL, NOW)
    assert found is not None

    more = [factory.ordinary(at) for at in factory.moments(60, NOW, NOW + HOUR)]
    grown = detect_burst(people + more, arrival_model, USUAL, NOW + HOUR, running=running(found))
    assert grown is not None
    assert ids(more) <= set(grown.members)

    late = factory.ordinary(NOW + 8 * HOUR)
    assert detect_burst([*people, *more, late], arrival_model, USUAL, NOW + 8 * HOUR, running=running(grown)) is None


def test_a_viral_day_may_turn_out_to_hold_a_purchase() -> None:
    factory, arrival_model = ArrivalFactory(), rhythm_of(40)
    people = factory.day(40) + viral(factory, 300, 3)
    found = detect_burst(people, arrival_model, USUAL, NOW)
    assert found is not None

    sold = [factory.bought(at) for at in factory.moments(150, NOW, NOW + HOUR)]
    turned = detect_burst(people + sold, arrival_model, USUAL, NOW + HOUR, running=running(found))

    assert turned is not None
    assert turned.kind is BurstKind.PURCHASE
    assert len(ids(sold) & set(turned.members)) > 145
    assert len(set(turned.members) - ids(sold)) < 10


def test_a_dozen_newcomers_from_the_same_fair_are_no_purchase() -> None:
    factory = ArrivalFactory()
    fair = [factory.newcomer(at) for at in factory.moments(12, NOW - 5 * HOUR, NOW)]

    assert detect_burst(factory.day(100) + fair, rhythm_of(100), USUAL, NOW) is None


def test_a_community_that_joined_x_together_is_usual_for_an_account_that_knows_it() -> None:
    factory = ArrivalFactory()

    def people(count: int, since: float) -> list[Arrival]:
        return [
            replace(factory.ordinary(at), created_at=NOW - factory.rng.uniform(800, 815) * DAY) if n % 6 == 0 else factory.ordinary(at)
            for n, at in enumerate(factory.moments(count, NOW - since * HOUR, NOW))
        ]

    acquainted = UsualFollowers.learn(people(500, 26), NOW)
    assert detect_burst(people(300, 24), rhythm_of(300), acquainted, NOW) is None


def test_the_order_of_the_rows_does_not_matter() -> None:
    factory = ArrivalFactory()
    people = factory.day(100) + bought(factory, 100, 2)
    shuffled = list(people)
    factory.rng.shuffle(shuffled)

    assert detect_burst(shuffled, rhythm_of(100), USUAL, NOW) == detect_burst(people, rhythm_of(100), USUAL, NOW)


def test_whoever_comes_after_now_or_came_long_ago_is_left_out() -> None:
    factory = ArrivalFactory()
    sold = bought(factory, 200, 2)

    assert detect_burst(sold, rhythm_of(100), USUAL, NOW - 3 * HOUR) is None
    assert detect_burst(sold, rhythm_of(100), USUAL, NOW + 30 * HOUR) is None


def test_twenty_thousand_arrivals_are_judged_within_a_second() -> None:
    factory, arrival_model = ArrivalFactory(), rhythm_of(500)
    people = factory.day(500) + bought(factory, 19_500, 6)

    began = process_time()
    found = detect_burst(people, arrival_model, USUAL, NOW)
    took = process_time() - began

    assert found is not None
    assert found.kind is BurstKind.PURCHASE
    assert took < 3  # about 0.5 s; the rest is room for a busy machine


RHYTHM = rhythm_of(30)
NEW = ArrivalModel.learn([], since=NOW, until=NOW, followers=None)
runs = st.none() | st.builds(
    ActiveBurst,
    st.sampled_from(BurstKind),
    st.sampled_from([NOW - 5 * HOUR, NOW, NOW + HOUR]),
    st.frozensets(st.integers(1, 60), max_size=30),
)


@given(
    st.lists(odd_arrivals, max_size=60),
    st.booleans(),
    st.none() | st.just(NOW - 2 * DAY) | st.just(NOW + DAY),
    st.frozensets(st.integers(1, 60), max_size=20),
    runs,
)
def test_it_never_raises_and_what_it_finds_holds_together(
    people: list[Arrival], new: bool, before: datetime | None, known: frozenset[int], run: ActiveBurst | None
) -> None:
    arrival_model, usual = (NEW, NOTHING_SEEN) if new else (RHYTHM, USUAL)
    found = detect_burst(people, arrival_model, usual, NOW, before=before, known=known, running=run)

    if found is not None:
        assert found.since <= found.until <= NOW or run is not None
        assert found.cohort.members == len(found.members) == len(set(found.members)) <= found.cohort.arrived
        assert run is not None or not set(found.members) & known


@given(st.lists(odd_arrivals, max_size=60))
def test_any_sample_teaches_shares(people: list[Arrival]) -> None:
    usual = UsualFollowers.learn(people, NOW)
    long_ago, today = date(2006, 3, 21).toordinal(), NOW.toordinal()

    assert 0 <= usual.made_between(long_ago, today, suspicious=False) <= 1
    assert all(share >= 0 for share in usual.made_at_most(today - 40, today, suspicious=True))
