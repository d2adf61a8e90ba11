"""Answers from outside: somebody speaks to the account, a card, a click, the answer on X, and what the team sees of it."""

from __future__ import annotations

import html
import re
from datetime import timedelta
from pathlib import Path

import aiohttp

from bot.demo.discord import Message, Response, Upload
from bot.demo.x import Persona, Tier
from bot.demo.x.world.models import Person, Post
from bot.demo.x.world.sample_posts import HOSTILE
from bot.domain import Act
from bot.drafting.examples import EXAMPLES
from tests.support.bot import BotWorld
from tests.support.discord import chooses, labels


async def asked(world: BotWorld, person: Person, text: str, **how: object) -> Message:
    """This person says so to the account; returns the card about it."""
    world.x.posts(person, text, **how)  # type: ignore[arg-type]  # as `posts` takes them
    return await heard(world, person)


async def heard(world: BotWorld, person: Person) -> Message:
    await world.poll_mentions()
    return await world.discord.channel.shows(lambda m: f"@{person.username}" in m.text and "/status/" in m.text and "Skip" in labels(m))


def reply_cards(world: BotWorld) -> list[Message]:
    """Those that wait for a decision."""
    return [message for message in world.messages_saying("/status/") if "Skip" in labels(message)]


async def card_says(world: BotWorld, person: Person, *words: str) -> Message:
    """Wait until the card about what this person said says all these words; it is a decided one, so it links the post."""
    return await world.discord.channel.shows(
        lambda m: f"@{person.username}" in m.text and "post](" in m.text and all(word in m.text for word in words)
    )


def answers_to(world: BotWorld, post: Post) -> list[str]:
    """What the account answered to this post, on X."""
    return [one.text for one in world.x.timeline.by(world.x.account, 1 << 63) if one.in_reply_to is post]


async def test_an_approved_answer_goes_out_as_it_was_shown(tmp_path: Path) -> None:
    async with BotWorld(tmp_path, x_access="self_serve") as world:
        ada = world.x.joins("ada", name="Ada", followers=1_200)
        card = await asked(world, ada, "Are you open on Sunday?")
        post = world.x.timeline.latest_by(ada)
        assert post is not None

        assert [b.label for b in card.buttons] == ["Approve", "Edit", "Skip", "Later", "More"]
        assert "Are you open on Sunday?" in card.text
        answer = await world.discord.person("Maya").presses(card, "Approve")
        assert answer.text.startswith("Approved by Maya")

        card = await card_says(world, ada, "Approved by Maya", "Answered ")
        [said] = answers_to(world, post)
        assert said.replace("\n", " ") in card.text.replace("\\", "").replace("\n> ", " ")
        assert card.buttons == []


async def test_what_the_team_answers_by_hand_closes_the_suggestion(tmp_path: Path) -> None:
    async with BotWorld(tmp_path, x_access="self_serve") as world:
        ada = world.x.joins("ada")
        await asked(world, ada, "Do you ship to Norway?")
        post = world.x.timeline.latest_by(ada)
        assert post is not None

        world.x.replies_by_hand(post, "We do, from Monday on.")
        await world.poll_mentions()
        card = await card_says(world, ada, "Answered on X", "The team answered directly", "We do, from Monday on.")

        assert card.buttons == []
        assert answers_to(world, post) == ["We do, from Monday on."]


async def test_an_answer_given_by_hand_between_approval_and_sending_stays_the_only_one(tmp_path: Path) -> None:
    async with BotWorld(tmp_path, x_access="self_serve") as world:
        ada = world.x.joins("ada")
        card = await asked(world, ada, "Do you ship to Norway?")
        post = world.x.timeline.latest_by(ada)
        assert post is not None

        world.x.replies_by_hand(post, "We do.")
        await world.discord.person("Maya").presses(card, "Approve")
        await card_says(world, ada, "Answered on X")

        assert answers_to(world, post) == ["We do."]


async def edits(world: BotWorld, name: str, target: Message | Response, written: str) -> Response:
    """Press Edit, type this and send the form."""
    member = world.discord.person(name)
    form = await member.presses(target, "Edit" if isinstance(target, Message) else "Edit again")
    return await member.submits(form, text=written)


async def test_what_is_written_goes_out_byte_for_byte(tmp_path: Path) -> None:
    async with BotWorld(tmp_path, x_access="self_serve") as world:
        ada = world.x.joins("ada")
        card = await asked(world, ada, "Are you open on Sunday?")
        post = world.x.timeline.latest_by(ada)
        assert post is not None
        written = "Yes, from 9 to 6 :)\nCome *hungry*, @ada & bring `friends` <3"

        answer = await edits(world, "Maya", card, written)
        assert "written by Maya" in answer.text
        await world.discord.person("Leo").presses(answer, "Approve")
        await card_says(world, ada, "Approved by Leo", "Answered ")

        assert answers_to(world, post) == [written]


async def test_a_text_with_faults_is_explained_and_kept(tmp_path: Path) -> None:
    async with BotWorld(tmp_path, x_access="self_serve") as world:
        ada = world.x.joins("ada")
        card = await asked(world, ada, "Are you open on Sunday?")
        written = "Ask @bo about $AAPL and $MSFT. " + "x" * 270

        answer = await edits(world, "Maya", card, written)
        assert answer.private
        assert all(word in answer.text for word in ("280", "cashtag", "bo"))
        maya = world.discord.person("Maya")
        form = await maya.presses(answer, "Edit again")
        assert form.modal is not None
        assert written in str(form.modal)
        await maya.submits(form, text="Yes, until six.")
        await world.discord.channel.shows(lambda m: "Yes, until six." in m.text and "written by Maya" in m.text)


async def test_whoever_approves_has_seen_the_very_text(tmp_path: Path) -> None:
    async with BotWorld(tmp_path, x_access="self_serve") as world:
        ada = world.x.joins("ada")
        card = await asked(world, ada, "Are you open on Sunday?")
        desk = await world.discord.person("Leo").types("/replies queue")
        assert "Are you open on Sunday?" in desk.text

        await edits(world, "Maya", card, "Yes, until six.")
        answer = await world.discord.person("Leo").presses(desk, "Approve")
        assert "Maya changed the text" in answer.text
        assert "Yes, until six." in answer.text
        assert [call for call in world.x.calls if call.method == "POST" and call.path == "/2/tweets"] == []

        await world.discord.person("Leo").presses(answer, "Approve")
        await card_says(world, ada, "Approved by Leo", "Answered ")


async def test_another_brings_the_next_saved_reply(tmp_path: Path) -> None:
    async with BotWorld(tmp_path, x_access="self_serve") as world:
        ada = world.x.joins("ada")
        card = await asked(world, ada, "Are you open on Sunday?")
        shown = card.text
        answer = await chooses(world.discord.person("Maya"), card, Act.ANOTHER)
        assert answer.private
        await world.discord.channel.shows(lambda m: m.id == card.id and "**Your reply**" in m.text and m.text != shown)


async def test_whoever_says_stop_is_opted_out_at_once(tmp_path: Path) -> None:
    async with BotWorld(tmp_path, x_access="self_serve", quiet_hours="00:00-23:59") as world:
        ada = world.x.joins("ada")
        card = await asked(world, ada, "Are you open on Sunday?")
        await world.discord.person("Maya").presses(card, "Approve")
        await card_says(world, ada, "Quiet hours")

        world.x.posts(ada, "Please stop replying to me")
        await world.poll_mentions()
        await card_says(world, ada, "Withdrawn", "opted out")

        maya = world.discord.person("Maya")
        history = await maya.types("/history", person="ada")
        assert "opted out" in history.text
        listed = await maya.types("/people opt-outs")
        assert "ada" in listed.text
        await maya.presses(listed, "Remove")
        assert "ada" not in (await maya.types("/people opt-outs")).text
        assert [call for call in world.x.calls if call.path == "/2/tweets" and call.method == "POST"] == []


async def test_a_post_that_is_deleted_meanwhile_gets_no_answer(tmp_path: Path) -> None:
    async with BotWorld(tmp_path, x_access="self_serve") as world:
        ada = world.x.joins("ada")
        card = await asked(world, ada, "Are you open on Sunday?")
        post = world.x.timeline.latest_by(ada)
        assert post is not None
        world.x.deletes(post)
        await world.discord.person("Maya").presses(card, "Approve")
        await card_says(world, ada, "It did not work", "no longer there")
        assert answers_to(world, post) == []


async def test_x_refusing_the_app_hands_the_answer_over(tmp_path: Path) -> None:
    async with BotWorld(tmp_path, x_access="self_serve") as world:
        ada = world.x.joins("ada")
        card = await asked(world, ada, "Are you open on Sunday?")
        post = world.x.timeline.latest_by(ada)
        assert post is not None
        world.x.refuse(1, status=403, method="POST", path_contains="/2/tweets")
        await world.discord.person("Maya").presses(card, "Approve")

        card = await card_says(world, ada, "Your turn")
        link = next((button.url for button in card.buttons if button.url), "") or card.text
        assert f"intent/tweet?in_reply_to={post.id}" in link
        world.x.replies_by_hand(post, "Yes, every Sunday. See you!")
        world.advance_a_minute()
        card = await card_says(world, ada, "Answered on X, confirmed", "Yes, every Sunday. See you!")
        assert answers_to(world, post) == ["Yes, every Sunday. See you!"]


async def test_a_lost_answer_from_x_never_becomes_a_second_reply(tmp_path: Path) -> None:
    async with BotWorld(tmp_path, x_access="self_serve") as world:
        ada = world.x.joins("ada")
        card = await asked(world, ada, "Are you open on Sunday?")
        post = world.x.timeline.latest_by(ada)
        assert post is not None
        world.x.listing_delay = timedelta(seconds=90)
        world.x.drop_responses(1)
        await world.discord.person("Maya").presses(card, "Approve")
        await card_says(world, ada, "Mutuals is checking")
        await world.restart()
        for _ in range(4):
            world.advance_a_minute()
        await card_says(world, ada, "Answered ")
        assert len(answers_to(world, post)) == 1


async def test_a_quote_without_a_mention_is_heard(tmp_path: Path) -> None:
    async with BotWorld(tmp_path, x_access="self_serve") as world:
        ada = world.x.gains_follower("ada")
        world.x.account_posts("A new roast is in: Guji natural.", None, None, made_with_ai=False)
        world.advance_a_minute()
        world.x.quotes_account(ada)
        card = await heard(world, ada)
        assert "[quoted you](" in card.text


async def test_a_link_is_said_to_be_dear(tmp_path: Path) -> None:
    async with BotWorld(tmp_path, x_access="self_serve") as world:
        ada = world.x.joins("ada")
        card = await asked(world, ada, "Where is your menu?")
        answer = await edits(world, "Maya", card, "Here: https://harbourlight.com/menu")
        assert "$0.20 because of the link" in answer.text


async def test_everything_about_replies_by_api_on_enterprise(tmp_path: Path) -> None:
    async with BotWorld(tmp_path, tier=Tier.ENTERPRISE, x_access="enterprise") as world:
        ada = world.x.joins("ada")
        card = await asked(world, ada, "Thank you for the beans!")
        await world.discord.person("Maya").presses(card, "Approve")
        await card_says(world, ada, "Answered ")
        digest = await world.next_digest()
        assert "**1 post:** 1 answered" in digest.text
        stats = await world.discord.person("Maya").types("/replies stats")
        assert "Maya" in stats.text


async def test_whatever_people_write_can_be_shown_answered_and_pings_nobody(tmp_path: Path) -> None:
    async with BotWorld(tmp_path, x_access="self_serve", reply_prompts_per_day="100", rate_limited=True) as world:
        written = {
            f"person{number}": text
            for number, text in enumerate([*(saying.text for saying in HOSTILE), "🔥🔥🔥", "word " * 800, "שלום! מתי אתם פתוחים?"])
        }
        for handle, text in written.items():
            world.x.posts(world.x.joins(handle), text)
        await world.poll_mentions()
        # Discord takes about one message a second.
        await world.discord.until(lambda: len(reply_cards(world)) == len(written), within=60)
        cards = reply_cards(world)

        for card in cards:
            assert "@everyone" not in card.text
            assert "](https://voucher" not in card.text
            assert "\u202e" not in card.text
        answer = await edits(world, "Maya", cards[-1], "We are open until six.")
        await world.discord.person("Maya").presses(answer, "Approve")
        await world.discord.channel.shows(lambda m: "The answer on X" in m.text)


async def test_what_is_left_out_stands_in_the_history_with_the_reason(tmp_path: Path) -> None:
    async with BotWorld(tmp_path, x_access="self_serve") as world:
        x = world.x
        x.posts(x.account, "A new roast is in.")
        crooks = {
            "fake": (x.gains_follower("fake", Persona.SUSPICIOUS, followers=2, following=4_900, posts=0), "Great products"),
            "pusher": (x.joins("pusher"), "airdrop giveaway, claim your free crypto now, DM for promo https://t.co/x"),
            "parrot": (x.joins("parrot"), "Are you open on Sunday?"),
        }
        for person, text in crooks.values():
            x.posts(person, text)
        x.posts(crooks["parrot"][0], "Are you open on Sunday?")
        x.quotes_restricted(x.joins("aloof"))
        await world.poll_mentions()

        await world.until(lambda: len(reply_cards(world)) == 1)
        history = await world.until_history_says("may reply")
        for reason in ("suspicious", "spam", "said the same before", "may reply"):
            assert reason in history.text
        assert len(reply_cards(world)) == 1


async def test_an_answer_handed_over_can_be_given_on_x_s_own_page(tmp_path: Path) -> None:
    async with BotWorld(tmp_path, x_access="self_serve") as world:
        ada = world.x.joins("ada")
        card = await asked(world, ada, "Are you open on Sunday?")
        post = world.x.timeline.latest_by(ada)
        assert post is not None
        world.x.refuse(1, status=403, method="POST", path_contains="/2/tweets")
        await world.discord.person("Maya").presses(card, "Approve")
        card = await card_says(world, ada, "Your turn")
        link = next(button.url for button in card.buttons if button.url)

        async with aiohttp.ClientSession() as browser:
            page = link.replace("https://x.com", world.x.url)
            async with browser.get(page) as shown:
                typed = re.search(r"<textarea[^>]*>\n?(.*?)</textarea>", await shown.text(), re.DOTALL)
            assert typed is not None
            async with browser.post(page, data={"text": html.unescape(typed[1])}) as sent:
                assert sent.status == 200
        world.advance_a_minute()
        await card_says(world, ada, "Answered on X, confirmed")
        assert len(answers_to(world, post)) == 1


async def test_saved_replies_travel_as_a_file(tmp_path: Path) -> None:
    async with BotWorld(tmp_path, x_access="self_serve") as world:
        maya = world.discord.person("Maya")
        export_replies = await maya.types("/replies saved export")
        [file] = export_replies.files
        assert len(file.data.decode("utf-8-sig").splitlines()) == 1 + len(EXAMPLES)
        faulty = Upload("saved.csv", b"intent,language,text\nquestion,en,Hello {nam}\nnonsense,,Hi there\n")
        answer = await (await maya.types("/replies saved import", file=faulty)).arrives()
        assert "Line 2" in answer.text
        assert "Line 3" in answer.text
        good = Upload("saved.csv", b"intent;language;text\nquestion;nl;Ja, {name}, tot zes uur!\n")
        assert "Added 1" in (await (await maya.types("/replies saved import", file=good)).arrives()).text

        ada = world.x.joins("ada", name="Ada")
        card = await asked(world, ada, "Wanneer zijn jullie open?", lang="nl")
        assert "> Ja, Ada, tot zes uur!" in card.text
