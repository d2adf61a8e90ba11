"""Answers from outside: somebody speaks to the account, a card, a click, the answer on X, and what the team sees of it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from bot.demo.discord import Answer, Message
from bot.demo.x import Tier
from bot.demo.x.people import Person, Post
from tests.town import Town

A_LOOK = timedelta(minutes=5, seconds=1)


async def asked(town: Town, person: Person, text: str, **how: object) -> Message:
    """This person says so to the account; returns the card about it."""
    town.x.posts(person, text, **how)  # type: ignore[arg-type]  # as `posts` takes them
    return await heard(town, person)


async def heard(town: Town, person: Person) -> Message:
    town.passes(A_LOOK)
    return await town.discord.channel.shows(lambda m: f"@{person.username}" in m.text and "Answer by" in m.text)


async def card_says(town: Town, person: Person, *words: str) -> Message:
    """Wait until the card about what this person said says all these words; it is a decided one, so it links the post."""
    return await town.discord.channel.shows(
        lambda m: f"@{person.username}" in m.text and "post](" in m.text and all(word in m.text for word in words)
    )


def answers_to(town: Town, post: Post) -> list[str]:
    """What the account answered to this post, on X."""
    return [one.text for one in town.x.timeline.by(town.x.account, 1 << 63) if one.in_reply_to is post]


async def test_an_approved_answer_goes_out_as_it_was_shown(tmp_path: Path) -> None:
    async with Town(tmp_path, x_access="self_serve") as town:
        ada = town.x.joins("ada", name="Ada", followers=1_200)
        card = await asked(town, ada, "Are you open on Sunday?")
        post = town.x.timeline.latest_by(ada)
        assert post is not None

        assert [b.label for b in card.buttons] == ["Approve", "Edit", "Another", "Skip", "Later", "Leave alone"]
        assert "Are you open on Sunday?" in card.text
        assert "posts it as a reply: $0.01" in card.text
        answer = await town.discord.person("Maya").presses(card, "Approve")
        assert answer.text.startswith("Approved by Maya")

        card = await card_says(town, ada, "Approved by Maya", "Answered ")
        [said] = answers_to(town, post)
        assert said.replace("\n", " ") in card.text.replace("\\", "").replace("\n> ", " ")
        assert card.buttons == []


async def test_what_the_team_answers_by_hand_closes_the_suggestion(tmp_path: Path) -> None:
    async with Town(tmp_path, x_access="self_serve") as town:
        ada = town.x.joins("ada")
        await asked(town, ada, "Do you ship to Norway?")
        post = town.x.timeline.latest_by(ada)
        assert post is not None

        town.x.replies_by_hand(post, "We do, from Monday on.")
        town.passes(A_LOOK)
        card = await card_says(town, ada, "Answered on X", "The team answered by itself", "We do, from Monday on.")

        assert card.buttons == []
        assert answers_to(town, post) == ["We do, from Monday on."]


async def test_an_answer_given_by_hand_between_approval_and_sending_stays_the_only_one(tmp_path: Path) -> None:
    async with Town(tmp_path, x_access="self_serve") as town:
        ada = town.x.joins("ada")
        card = await asked(town, ada, "Do you ship to Norway?")
        post = town.x.timeline.latest_by(ada)
        assert post is not None

        town.x.replies_by_hand(post, "We do.")
        await town.discord.person("Maya").presses(card, "Approve")
        await card_says(town, ada, "Answered on X")

        assert answers_to(town, post) == ["We do."]


async def edits(town: Town, name: str, target: Message | Answer, written: str) -> Answer:
    """Press Edit, type this and send the form."""
    member = town.discord.person(name)
    form = await member.presses(target, "Edit" if isinstance(target, Message) else "Edit again")
    return await member.submits(form, text=written)


async def test_what_is_written_goes_out_byte_for_byte(tmp_path: Path) -> None:
    async with Town(tmp_path, x_access="self_serve") as town:
        ada = town.x.joins("ada")
        card = await asked(town, ada, "Are you open on Sunday?")
        post = town.x.timeline.latest_by(ada)
        assert post is not None
        written = "Yes, from 9 to 6 :)\nCome *hungry*, @ada & bring `friends` <3"

        answer = await edits(town, "Maya", card, written)
        assert "written by Maya" in answer.text
        await town.discord.person("Leo").presses(answer, "Approve")
        await card_says(town, ada, "Approved by Leo", "Answered ")

        assert answers_to(town, post) == [written]


async def test_a_text_with_faults_is_explained_and_kept(tmp_path: Path) -> None:
    async with Town(tmp_path, x_access="self_serve") as town:
        ada = town.x.joins("ada")
        card = await asked(town, ada, "Are you open on Sunday?")
        written = "Ask @bo about $AAPL and $MSFT. " + "x" * 270

        answer = await edits(town, "Maya", card, written)
        assert answer.private
        assert all(word in answer.text for word in ("280", "cashtag", "bo"))
        maya = town.discord.person("Maya")
        form = await maya.presses(answer, "Edit again")
        assert form.modal is not None
        assert written in str(form.modal)
        await maya.submits(form, text="Yes, until six.")
        await town.discord.channel.shows(lambda m: "Yes, until six." in m.text and "written by Maya" in m.text)


async def test_whoever_approves_has_seen_the_very_text(tmp_path: Path) -> None:
    async with Town(tmp_path, x_access="self_serve") as town:
        ada = town.x.joins("ada")
        card = await asked(town, ada, "Are you open on Sunday?")
        desk = await town.discord.person("Leo").types("/replies queue")
        assert "Are you open on Sunday?" in desk.text

        await edits(town, "Maya", card, "Yes, until six.")
        answer = await town.discord.person("Leo").presses(desk, "Approve")
        assert "Maya changed the text" in answer.text
        assert "Yes, until six." in answer.text
        assert [call for call in town.x.calls if call.method == "POST" and call.path == "/2/tweets"] == []

        await town.discord.person("Leo").presses(answer, "Approve")
        await card_says(town, ada, "Approved by Leo", "Answered ")


async def test_another_brings_the_next_saved_reply(tmp_path: Path) -> None:
    async with Town(tmp_path, x_access="self_serve") as town:
        ada = town.x.joins("ada")
        card = await asked(town, ada, "Are you open on Sunday?")
        shown = card.text
        answer = await town.discord.person("Maya").presses(card, "Another")
        assert answer.private or answer.text != shown


async def test_whoever_says_stop_is_left_alone_at_once(tmp_path: Path) -> None:
    async with Town(tmp_path, x_access="self_serve", quiet_hours="00:00-23:59") as town:
        ada = town.x.joins("ada")
        card = await asked(town, ada, "Are you open on Sunday?")
        await town.discord.person("Maya").presses(card, "Approve")
        await card_says(town, ada, "Quiet hours")

        town.x.posts(ada, "Please stop replying to me")
        town.passes(A_LOOK)
        await card_says(town, ada, "Withdrawn", "asked to be left alone")

        maya = town.discord.person("Maya")
        history = await maya.types("/history", person="ada")
        assert "asked to be left alone" in history.text
        listed = await maya.types("/people left-alone")
        assert "ada" in listed.text
        await maya.presses(listed, "Take it back")
        assert "ada" not in (await maya.types("/people left-alone")).text
        assert [call for call in town.x.calls if call.path == "/2/tweets" and call.method == "POST"] == []


async def test_a_post_that_is_deleted_meanwhile_gets_no_answer(tmp_path: Path) -> None:
    async with Town(tmp_path, x_access="self_serve") as town:
        ada = town.x.joins("ada")
        card = await asked(town, ada, "Are you open on Sunday?")
        post = town.x.timeline.latest_by(ada)
        assert post is not None
        town.x.deletes(post)
        await town.discord.person("Maya").presses(card, "Approve")
        await card_says(town, ada, "It did not work", "no longer there")
        assert answers_to(town, post) == []


async def test_x_refusing_the_app_hands_the_answer_over(tmp_path: Path) -> None:
    async with Town(tmp_path, x_access="self_serve") as town:
        ada = town.x.joins("ada")
        card = await asked(town, ada, "Are you open on Sunday?")
        post = town.x.timeline.latest_by(ada)
        assert post is not None
        town.x.refuse(1, status=403, method="POST", path_contains="/2/tweets")
        await town.discord.person("Maya").presses(card, "Approve")

        card = await card_says(town, ada, "Your turn")
        link = next((button.url for button in card.buttons if button.url), "") or card.text
        assert f"intent/tweet?in_reply_to={post.id}" in link
        town.x.replies_by_hand(post, "Yes, every Sunday. See you!")
        town.a_minute_passes()
        card = await card_says(town, ada, "Answered on X, confirmed", "Yes, every Sunday. See you!")
        assert answers_to(town, post) == ["Yes, every Sunday. See you!"]


async def test_a_lost_answer_from_x_never_becomes_a_second_reply(tmp_path: Path) -> None:
    async with Town(tmp_path, x_access="self_serve") as town:
        ada = town.x.joins("ada")
        card = await asked(town, ada, "Are you open on Sunday?")
        post = town.x.timeline.latest_by(ada)
        assert post is not None
        town.x.hides_posts_for = timedelta(seconds=90)
        town.x.drop_answers(1)
        await town.discord.person("Maya").presses(card, "Approve")
        await card_says(town, ada, "Mutuals is looking")
        await town.restarts()
        for _ in range(4):
            town.a_minute_passes()
        await card_says(town, ada, "Answered ")
        assert len(answers_to(town, post)) == 1


async def test_a_quote_without_a_mention_is_heard(tmp_path: Path) -> None:
    async with Town(tmp_path, x_access="self_serve") as town:
        ada = town.x.gains_follower("ada")
        town.x.account_posts("A new roast is in: Guji natural.", None, None, made_with_ai=False)
        town.a_minute_passes()
        town.x.quotes_account(ada)
        card = await heard(town, ada)
        assert "[Quoted you](" in card.text


async def test_a_link_is_said_to_be_dear(tmp_path: Path) -> None:
    async with Town(tmp_path, x_access="self_serve") as town:
        ada = town.x.joins("ada")
        card = await asked(town, ada, "Where is your menu?")
        answer = await edits(town, "Maya", card, "Here: https://harbourlight.com/menu")
        assert "$0.20 because of the link" in answer.text


async def test_everything_about_replies_by_api_on_enterprise(tmp_path: Path) -> None:
    async with Town(tmp_path, tier=Tier.ENTERPRISE, x_access="enterprise") as town:
        ada = town.x.joins("ada")
        card = await asked(town, ada, "Thank you for the beans!")
        await town.discord.person("Maya").presses(card, "Approve")
        await card_says(town, ada, "Answered ")
        digest = await town.next_digest()
        assert "**Replies:**" in digest.text
        stats = await town.discord.person("Maya").types("/replies stats")
        assert "Maya" in stats.text
