"""The channel as a projection of the store: crashes, lost answers, outages and deletions mend themselves, and nothing is there twice."""

from __future__ import annotations

import asyncio
import logging
from datetime import timedelta

import pytest
from discord import ui

from bot.domain import Act, AnnouncementKind
from cogs.channel.attempts import AFTER_A_REFUSAL, FIRST_PAUSE, LONGEST_CHANNEL_PAUSE
from cogs.channel.projection import EVERY
from tests.cogs.house import STATES, House, labels

LONGER_THAN_A_NONCE = timedelta(minutes=6)


async def test_a_card_deleted_by_hand_comes_back_once(house: House) -> None:
    await house.arrives("ada")
    card = await house.card_about("ada")
    house.maya.deletes(card)

    await house.until(lambda: len(house.cards_about("ada")) == 1)
    await house.until_shown()
    assert len(house.cards_about("ada")) == 1


async def test_a_card_deleted_at_the_moment_it_is_posted_comes_back(house: House) -> None:
    await house.arrives("ada")
    card = await house.discord.channel.card_about("ada")
    house.maya.deletes(card)

    await house.until(lambda: len(house.cards_about("ada")) == 1)


async def test_a_card_deleted_while_the_bot_was_off_comes_back(house: House) -> None:
    await house.arrives("ada")
    card = await house.card_about("ada")
    await house.closes()
    house.maya.deletes(card)
    await house.opens()

    await house.until(lambda: len(house.cards_about("ada")) == 1)


async def test_a_deletion_that_is_noticed_twice_brings_one_card(house: House) -> None:
    await house.arrives("ada")
    card = await house.card_about("ada")
    (placed,) = await house.services.board.live()
    house.maya.deletes(card)
    await house.until(lambda: len(house.cards_about("ada")) == 1)
    await house.services.board.gone(placed.prompt)
    await house.until_shown()

    assert len(house.cards_about("ada")) == 1


async def test_a_deletion_that_nobody_told_of_is_noticed_by_the_next_edit(house: House) -> None:
    suggestion_id = await house.arrives("ada")
    card = await house.card_about("ada")
    await house.maya.presses(card, "Approve")
    house.discord.disconnect_gateway(resumable=False)
    house.maya.deletes(card)
    await house.moves(suggestion_id, STATES.HANDED_OFF, Act.HAND_OFF, sent_at=house.clock.now())

    await house.card_says("ada", "press **Follow**")
    assert len(house.cards_about("ada")) == 1


async def test_a_settled_card_that_was_deleted_stays_away(house: House) -> None:
    await house.arrives("ada")
    card = await house.card_about("ada")
    await house.maya.presses(card, "Skip")
    await house.until_shown()
    house.maya.deletes(card)
    await house.restarts()
    await house.until_shown()

    assert house.cards_about("ada") == []


@pytest.mark.parametrize("off_for", [timedelta(seconds=1), LONGER_THAN_A_NONCE])
async def test_a_crash_between_the_post_and_its_record_makes_no_second_card(house: House, off_for: timedelta) -> None:
    house.discord.drop_answers(1, method="POST", path_contains="/messages")
    suggestion_id = await house.arrives("ada")
    card = await house.discord.channel.card_about("ada")
    await house.closes()
    house.passes(off_for)
    await house.opens()
    await house.until_shown()

    assert house.cards_about("ada") == [card]
    assert (await house.maya.presses(card, "Skip")).text.startswith("Skipped by Maya")
    assert await house.state_of(suggestion_id) == STATES.SKIPPED


async def test_after_a_crash_a_card_of_another_set_up_is_not_taken_for_the_lost_one(house: House) -> None:
    await house.arrives("ada")
    old = await house.card_about("ada")
    await house.closes()
    house.file = house.file.with_name("another.sqlite3")
    house.passes(timedelta(days=1))
    house.discord.down = True
    await house.opens_store_only()
    await house.arrives("bo")
    await house.services_of_store().board.reserve_best(house.discord.channel_id)
    await house.store.close()
    house.discord.down = False
    await house.opens()

    await house.card_about("bo")
    assert house.cards_about("ada") == [old]


async def test_a_card_found_after_a_crash_shows_what_became_of_it_meanwhile(house: House) -> None:
    house.discord.drop_answers(1, method="POST", path_contains="/messages")
    suggestion_id = await house.arrives("ada")
    card = await house.discord.channel.card_about("ada")
    await house.closes()
    await house.opens_store_only()
    await house.moves(suggestion_id, STATES.EXPIRED, Act.EXPIRE)
    await house.store.close()
    await house.opens()
    await house.until_shown()

    assert house.cards_about("ada") == [card]
    assert card.text.startswith("Expired")
    assert labels(card) == []


async def test_an_answer_lost_on_the_way_makes_no_second_card_without_a_restart(house: House) -> None:
    house.discord.drop_answers(1, method="POST", path_contains="/messages")
    await house.arrives("ada")
    card = await house.discord.channel.card_about("ada")
    house.passes(LONGER_THAN_A_NONCE)
    await house.until_shown()
    house.passes(FIRST_PAUSE)
    await house.until_shown()

    assert house.cards_about("ada") == [card]


async def test_an_announcement_lost_on_the_way_is_posted_once(house: House) -> None:
    house.discord.drop_answers(1, method="POST", path_contains="/messages")
    await house.announces(AnnouncementKind.BASELINE, read=5, followers=5, status="complete")
    await house.discord.channel.shows(lambda m: "Mutuals knows your 5 followers" in m.text)
    await house.closes()
    house.passes(LONGER_THAN_A_NONCE)
    await house.opens()
    await house.until_shown()

    assert len(house.discord.channel.messages) == 1


async def test_a_second_card_about_one_suggestion_is_taken_out(house: House) -> None:
    await house.arrives("ada")
    card = await house.card_about("ada")
    channel = house.bot.get_partial_messageable(house.discord.channel_id)
    await channel.send(view=ui.LayoutView.from_message(await channel.fetch_message(card.id), timeout=None))
    assert len(house.cards_about("ada")) == 2
    await house.restarts()
    await house.until_shown()

    assert house.cards_about("ada") == [card]


async def test_an_edit_whose_answer_was_lost_is_made_again(house: House) -> None:
    suggestion_id = await house.arrives("ada")
    card = await house.card_about("ada")
    house.discord.drop_answers(1, method="PATCH", path_contains="/messages")
    await house.moves(suggestion_id, STATES.EXPIRED, Act.EXPIRE)
    await house.until(lambda: card.text.startswith("Expired"))
    house.passes(FIRST_PAUSE)
    await house.until_shown()

    assert card.text.startswith("Expired")


async def test_a_card_that_shows_something_else_is_mended_at_the_start(house: House) -> None:
    await house.arrives("ada")
    card = await house.card_about("ada")
    other = ui.LayoutView(timeout=None).add_item(ui.TextDisplay("Something else"))
    await house.bot.get_partial_messageable(house.discord.channel_id).get_partial_message(card.id).edit(view=other)
    assert card.text == "Something else"
    await house.restarts()

    await house.card_says("ada", "Verdict")
    assert house.cards_about("ada") == [card]


async def test_nothing_is_lost_while_discord_is_down(house: House, caplog: pytest.LogCaptureFixture) -> None:
    house.discord.down = True
    await house.arrives("ada")
    await house.announces(AnnouncementKind.ROUTE_CHANGED, route="hand_off")
    await house.until_shown()
    assert house.discord.channel.messages == []
    assert "It is tried again by itself" in caplog.text
    assert "Traceback" not in caplog.text
    house.discord.down = False
    house.passes(LONGEST_CHANNEL_PAUSE)

    await house.until(lambda: len(house.discord.channel.messages) == 2)


async def test_a_missing_permission_is_logged_with_its_cure_and_made_up_for(house: House, caplog: pytest.LogCaptureFixture) -> None:
    house.discord.permissions.discard("SEND_MESSAGES")
    await house.arrives("ada")
    await house.until_shown()
    assert house.discord.channel.messages == []
    warnings = [record for record in caplog.records if record.levelno == logging.WARNING and record.name.startswith("cogs")]
    assert warnings
    assert all("Send Messages" in record.getMessage() and record.exc_info is None for record in warnings)
    house.discord.permissions.add("SEND_MESSAGES")
    house.passes(FIRST_PAUSE)

    await house.discord.channel.card_about("ada")


async def test_an_announcement_that_cannot_be_posted_holds_no_card_up(house: House) -> None:
    house.discord.permissions.discard("ATTACH_FILES")
    await house.announces(AnnouncementKind.DIGEST, **digest_body())
    await house.arrives("ada")
    await house.card_about("ada")
    await house.until_shown()
    assert not any("Daily digest" in message.text for message in house.discord.channel.messages)
    house.discord.permissions.add("ATTACH_FILES")

    digest = await house.discord.channel.shows(lambda m: "Daily digest" in m.text)
    assert [file.name for file in digest.files] == ["followers.png"]


async def test_a_card_that_discord_refuses_holds_no_other_up_and_is_tried_again_later(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    house.refused_word = "@ada"
    await house.arrives("ada", worth=99)
    await house.arrives("bo")
    await house.card_about("bo")
    house.passes(EVERY)
    await house.until_shown()
    assert len(house.discord.refusals) == 1, "it is not sent in vain every minute"
    assert [record.levelno for record in caplog.records if "refused to post card" in record.getMessage()] == [logging.ERROR]
    house.discord.refusals.clear()
    house.refused_word = ""
    house.passes(AFTER_A_REFUSAL)

    await house.discord.channel.card_about("ada")


async def test_an_approval_made_elsewhere_gets_a_card_whatever_the_days_cap(house: House) -> None:
    suggestion_id = await house.arrives("ada")
    card = await house.card_about("ada")
    async with house.store.write() as tx:
        prompt = await tx.prompts.for_suggestion(suggestion_id)
        assert prompt is not None
        await tx.prompts.retire(prompt.id, house.clock.now())
    await house.closes()
    house.maya.deletes(card)
    await house.opens_store_only()
    await house.moves(suggestion_id, STATES.HANDED_OFF, Act.HAND_OFF, sent_at=house.clock.now())
    await house.store.close()
    await house.opens()

    await house.card_says("ada", "press **Follow**")


async def test_clicks_and_edits_at_once_leave_every_card_true(house: House) -> None:
    suggestions = {handle: await house.arrives(handle) for handle in ("ada", "bo", "cy", "di", "ed")}
    cards = {handle: await house.card_about(handle) for handle in suggestions}

    async def approved_and_handed_off(handle: str) -> None:
        await house.maya.presses(cards[handle], "Approve")
        await house.moves(suggestions[handle], STATES.HANDED_OFF, Act.HAND_OFF, sent_at=house.clock.now())
        await house.leo.presses(cards[handle].snapshot(), "Withdraw")

    await asyncio.gather(*map(approved_and_handed_off, suggestions))
    await house.until_shown()
    await house.until_shown()

    assert [card.text.split("·")[0].strip() for card in cards.values()] == ["Withdrawn by Leo"] * 5
    assert all(labels(card) == [] for card in cards.values())


async def test_a_message_that_a_click_is_being_answered_on_is_left_to_it(house: House) -> None:
    suggestion_id = await house.arrives("ada")
    card = await house.card_about("ada")
    with house.bot.prompts.projection.answering(card.id):
        await house.moves(suggestion_id, STATES.EXPIRED, Act.EXPIRE)
        await house.until_shown()
        assert labels(card) == ["Approve", "Skip", "Later", "Never", "Not for us"]
    await house.until_shown()

    assert card.text.startswith("Expired")


async def test_after_two_answers_at_once_on_one_message_it_is_shown_anew(house: House) -> None:
    await house.arrives("ada")
    card = await house.card_about("ada")
    before = card.edits
    with house.bot.prompts.projection.answering(card.id), house.bot.prompts.projection.answering(card.id):
        pass
    await house.until_shown()
    await house.until_shown()

    assert card.edits == before + 1


async def test_while_nothing_changes_discord_is_left_alone(house: House) -> None:
    await house.arrives("ada")
    await house.card_about("ada")
    await house.until_shown()
    before = len(house.discord.requests)
    house.passes(EVERY)
    await house.until_shown()

    assert len(house.discord.requests) == before


async def test_a_gateway_that_hangs_up_loses_nothing(house: House) -> None:
    await house.arrives("ada")
    card = await house.card_about("ada")
    house.discord.disconnect_gateway(resumable=True)
    house.maya.deletes(card)

    await house.until(lambda: len(house.cards_about("ada")) == 1)
    await house.until(lambda: house.discord.bot_online)


def digest_body() -> dict[str, object]:
    return {
        "day": "2026-03-02",
        "since": "2026-03-01T08:00:00Z",
        "until": "2026-03-02T08:00:00Z",
        "gained": 3,
        "lost": None,
        "followers": 2_403,
        "by_verdict": {"quiet": 3},
        "decisions": {"Maya": {"approve": 1}},
        "done": 1,
        "waiting": 0,
        "lapsed": 0,
        "spent": 12_000,
        "days": [{"day": "2026-03-01", "gained": 3, "lost": 0, "followers": 2_403}],
    }
