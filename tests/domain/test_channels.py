"""Which channel is for what."""

from __future__ import annotations

from bot.domain import ANNOUNCED_IN, AnnouncementKind, ChannelPurpose, Channels

CARDS, DIGEST, ALERTS = ChannelPurpose


def test_everything_that_the_team_is_told_has_a_channel() -> None:
    assert set(ANNOUNCED_IN) == set(AnnouncementKind)


def test_what_has_no_channel_of_its_own_comes_with_the_cards() -> None:
    assert [Channels(1).of(purpose) for purpose in ChannelPurpose] == [1, 1, 1]
    assert [Channels(1, alerts=3).of(purpose) for purpose in ChannelPurpose] == [1, 1, 3]


def test_a_channel_that_is_for_several_things_is_there_once() -> None:
    assert Channels(1).purposes == {1: CARDS}
    assert list(Channels(1, 2, 3).purposes.items()) == [(1, CARDS), (2, DIGEST), (3, ALERTS)]
    assert Channels(1, 2, 2).purposes == {1: CARDS, 2: DIGEST}
    assert Channels(1, 1, 3).purposes == {1: CARDS, 3: ALERTS}
