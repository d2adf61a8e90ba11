"""A share of the followers comes with how far it can be trusted, and that promise holds when it is put to the test."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.domain import Share
from bot.scoring.sampling import margin_for, share_of

Population = list[bool]

blocks = st.tuples(st.integers(0, 200), st.integers(0, 200)).map(lambda pair: (min(pair), max(pair)))
counts = st.lists(blocks, max_size=60)
populations = st.none() | st.integers(0, 10**9)


def width(share: Share) -> float:
    return share.high - share.low


def cut(people: Population, length: int) -> list[tuple[int, int]]:
    """Blocks of so many neighbours: hits and size of each."""
    pieces = [people[at : at + length] for at in range(0, len(people), length)]
    return [(sum(piece), len(piece)) for piece in pieces]


def ordinary(rng: random.Random, share: float, size: int) -> Population:
    return [rng.random() < share for _ in range(size)]


def clumped(rng: random.Random, share: float, size: int) -> Population:
    """Clumps of about thirty neighbours; in half of them nobody is a hit."""
    people: Population = []
    while len(people) < size:
        among = 2 * share if rng.random() < 0.5 else 0
        people += ordinary(rng, among, 1 + int(rng.expovariate(1 / 30)))
    return people[:size]


def covered(make: Callable[[random.Random, float, int], Population], share: float, choose: Callable[[random.Random], list[int]]) -> float:
    """In what part of 400 samples of 2,000 out of 8,000 people the interval holds the share of all of them."""
    rng = random.Random(11)
    held = 0
    for _ in range(400):
        people = make(rng, share, 8_000)
        blocks_of_all = cut(people, 40)
        found = share_of([blocks_of_all[at] for at in choose(rng)], len(people))
        held += found.low <= sum(people) / len(people) <= found.high
    return held / 400


def anywhere(rng: random.Random) -> list[int]:
    return rng.sample(range(200), 50)


def the_newest(_: random.Random) -> list[int]:
    return list(range(50))


def test_wilsons_own_interval_for_people_who_do_not_clump() -> None:
    """Two hundred equal blocks show no clumps, so nothing is left but Wilson's formula: 400 of 2,000 gives 18.3 % to 21.8 %."""
    share = share_of([(2, 10)] * 200, None)

    assert share.value == 0.2
    assert share.low == pytest.approx(0.1831, abs=0.0005)
    assert share.high == pytest.approx(0.2181, abs=0.0005)


def test_clumps_widen_it_as_much_as_they_cost() -> None:
    """Blocks that are all or nothing are worth one person each, however many they hold."""
    in_clumps = share_of([(50, 50), (0, 50)] * 100, None)
    single = share_of([(1, 1), (0, 1)] * 100, None)

    assert width(in_clumps) == pytest.approx(width(single))
    assert width(in_clumps) > 5 * width(share_of([(25, 50)] * 200, None))


def test_clumps_longer_than_a_block_are_noticed() -> None:
    """The same hits and blocks, but in long runs."""
    runs = share_of(([(10, 20)] * 10 + [(0, 20)] * 10) * 5, None)
    mixed = share_of([(10, 20), (0, 20)] * 50, None)

    assert runs.value == mixed.value
    assert width(runs) > 2 * width(mixed)


@pytest.mark.parametrize("population", [300, 299, 0])
def test_where_everyone_was_counted_the_share_is_exact(population: int) -> None:
    assert share_of([(3, 100), (9, 200)], population) == Share(0.04, 0.04, 0.04)


@pytest.mark.parametrize("nothing", [[], [(0, 0)]])
def test_nothing_counted_says_nothing(nothing: list[tuple[int, int]]) -> None:
    share = share_of(nothing, 1_000)

    assert (share.low, share.high) == (0.0, 1.0)


def test_the_fewer_are_left_to_look_at_the_surer_it_is() -> None:
    seen = [(10, 100), (14, 100)] * 15
    widths = [width(share_of(seen, population)) for population in (3_001, 3_100, 4_000, 10_000, 10**7, None)]

    assert widths == sorted(widths)
    assert widths[0] < 0.001
    assert widths[-1] == pytest.approx(widths[-2], rel=0.001)


def test_who_was_counted_is_certain_whoever_the_others_are() -> None:
    share = share_of([(0, 100)] * 9, 1_000)

    assert (share.low, share.value) == (0.0, 0.0)
    assert 0 < share.high <= 0.1


@pytest.mark.parametrize("odd", [(-1, 5), (6, 5), (1, 0), (0, -1)])
def test_impossible_counts_are_refused(odd: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="hits"):
        share_of([(1, 2), odd], None)


@given(counts, populations)
def test_the_share_lies_in_its_interval_and_both_are_shares(seen: list[tuple[int, int]], population: int | None) -> None:
    share = share_of(seen, population)

    assert 0 <= share.low <= share.value <= share.high <= 1
    if (size := sum(size for _, size in seen)) and population is not None and population > size:
        assert width(share) > 0


@given(st.integers(1, 500), st.integers(0, 499), st.integers(501, 10**6))
def test_more_hits_never_lower_anything(size: int, hits: int, population: int) -> None:
    assume(hits < size)
    fewer, more = share_of([(hits, size)], population), share_of([(hits + 1, size)], population)

    assert fewer.value < more.value
    assert fewer.low <= more.low
    assert fewer.high <= more.high


@given(counts, st.lists(st.integers(0, 5), min_size=60, max_size=60))
def test_more_hits_anywhere_raise_the_share(seen: list[tuple[int, int]], extra: list[int]) -> None:
    more = [(min(size, hits + add), size) for (hits, size), add in zip(seen, extra, strict=False)]

    assert share_of(more, None).value >= share_of(seen, None).value


@given(counts, st.integers(2, 4))
def test_the_same_again_makes_it_surer(seen: list[tuple[int, int]], times: int) -> None:
    assert width(share_of(seen * times, None)) <= width(share_of(seen, None)) + 1e-9


@pytest.mark.parametrize("make", [ordinary, clumped])
def test_more_blocks_are_surer_on_average(make: Callable[[random.Random, float, int], Population]) -> None:
    rng = random.Random(5)
    several = [cut(make(rng, 0.3, 8_000), 40) for _ in range(60)]
    widths = [sum(width(share_of(seen[:number], None)) for seen in several) for number in (10, 20, 50, 100, 200)]

    assert widths == sorted(widths, reverse=True)


@pytest.mark.parametrize("share", [0.02, 0.2, 0.5])
@pytest.mark.parametrize("choose", [anywhere, the_newest])
def test_the_true_share_lies_within_in_95_of_100_samples(share: float, choose: Callable[[random.Random], list[int]]) -> None:
    assert 0.94 <= covered(ordinary, share, choose) <= 0.99


@pytest.mark.parametrize("share", [0.1, 0.4])
@pytest.mark.parametrize("choose", [anywhere, the_newest])
def test_it_does_so_in_90_of_100_where_people_come_in_clumps(share: float, choose: Callable[[random.Random], list[int]]) -> None:
    assert covered(clumped, share, choose) >= 0.9


@pytest.mark.parametrize(("size", "population", "margin"), [(0, 100, 0.5), (100, 100, 0.0), (200, 100, 0.0), (0, 0, 0.0)])
def test_the_ends_of_the_margin(size: int, population: int, margin: float) -> None:
    assert margin_for(size, population) == margin


@given(st.integers(0, 10**6), st.integers(1, 10**6))
def test_whoever_pays_for_more_is_promised_no_worse(size: int, population: int) -> None:
    assert 0.5 >= margin_for(size, population) >= margin_for(size + 1, population) >= 0


def test_what_is_promised_is_kept_for_clumps_as_usual() -> None:
    """Blocks that differ as PLANNED_DESIGN_EFFECT says: by twice the variance of people drawn at random."""
    off = round((2 * 0.25 * 100) ** 0.5)
    found = share_of([(50 + off, 100), (50 - off, 100)] * 50, 40_000)

    assert margin_for(10_000, 40_000) == pytest.approx(width(found) / 2, rel=0.05)
