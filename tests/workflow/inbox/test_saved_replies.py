"""The team's saved replies: what is wrong with one is said, and nothing is changed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bot.domain import Intent, Note, SavedReply
from bot.drafting.examples import EXAMPLES
from bot.drafting.faults import SavedReplyFault, TextFault
from bot.workflow.inbox.saved_replies import DUPLICATE, GONE, MOST, ImportResult, Invalid, Saved
from bot.workflow.permission import NotPermitted
from tests.support.team import MAYA, SAM
from tests.support.world import World

NEW = SavedReply(0, Intent.QUESTION, "Good question, {name}.", "en")


async def test_the_examples_are_given_once_ever(tmp_path: Path) -> None:
    async with World(tmp_path) as world:
        await world.services.saved_replies.add_examples()
        given = await world.services.saved_replies.all()
        assert {(reply.intent, reply.language, reply.text) for reply in given} == {
            (example.intent, example.language, example.text) for example in EXAMPLES
        }
        for reply in given[1:]:
            await world.services.saved_replies.remove(reply.id, MAYA)
        await world.services.saved_replies.add_examples()

        assert await world.services.saved_replies.all() == given[:1]


async def test_one_is_saved_changed_and_removed(tmp_path: Path) -> None:
    async with World(tmp_path) as world:
        saved = await world.services.saved_replies.save(replace(NEW, text="  Good  question,\u202e {name}. ", language=" EN "), MAYA)
        assert isinstance(saved, Saved)
        assert await world.services.saved_replies.all() == [replace(NEW, id=saved.reply.id)], "what is kept is what is seen"
        changed = SavedReply(saved.reply.id, Intent.OTHER, "We like {topic}, too.", "")
        assert await world.services.saved_replies.save(changed, MAYA) == Saved(changed)
        assert await world.services.saved_replies.get(changed.id) == changed
        assert await world.services.saved_replies.remove(changed.id, MAYA) == changed

        assert await world.services.saved_replies.all() == []
        assert (
            await world.services.saved_replies.remove(changed.id, MAYA)
            == await world.services.saved_replies.save(changed, MAYA)
            == Invalid((GONE,))
        )
        assert await world.services.saved_replies.get(changed.id) is None


@pytest.mark.parametrize(
    ("reply", "code"),
    [
        (replace(NEW, text="Hello {nmae}"), TextFault.UNKNOWN_PLACEHOLDERS),
        (replace(NEW, text="   "), TextFault.NO_WORDS),
        (replace(NEW, text="x" * 400), TextFault.TEMPLATE_TOO_LONG),
        (replace(NEW, language="english"), TextFault.NO_LANGUAGE),
    ],
)
async def test_a_faulty_one_is_not_kept_and_every_fault_is_said(tmp_path: Path, reply: SavedReply, code: str) -> None:
    async with World(tmp_path) as world:
        kept = await world.services.saved_replies.save(NEW, MAYA)
        assert isinstance(kept, Saved)
        for tried in (reply, replace(reply, id=kept.reply.id)):
            outcome = await world.services.saved_replies.save(tried, MAYA)
            assert isinstance(outcome, Invalid)
            assert len(outcome.faults) == 1
            assert outcome.faults[0].code == code
        both = await world.services.saved_replies.save(replace(reply, text="Hello {nmae}", language="english"), MAYA)
        assert isinstance(both, Invalid)
        assert len(both.faults) == 2

        assert await world.services.saved_replies.all() == [kept.reply]


async def test_no_text_is_there_twice(tmp_path: Path) -> None:
    async with World(tmp_path) as world:
        first = await world.services.saved_replies.save(NEW, MAYA)
        second = await world.services.saved_replies.save(replace(NEW, text="Another one."), MAYA)
        assert isinstance(first, Saved)
        assert isinstance(second, Saved)

        assert await world.services.saved_replies.save(NEW, MAYA) == Invalid((DUPLICATE,))
        assert await world.services.saved_replies.save(replace(second.reply, text=NEW.text), MAYA) == Invalid((DUPLICATE,))
        assert await world.services.saved_replies.save(replace(first.reply, intent=Intent.OTHER), MAYA) == Saved(
            replace(first.reply, intent=Intent.OTHER)
        )
        assert [reply.text for reply in await world.services.saved_replies.all()] == [NEW.text, "Another one."]


async def test_a_file_goes_out_and_comes_in_again(tmp_path: Path) -> None:
    async with World(tmp_path) as world:
        await world.services.saved_replies.add_examples()
        file, given = await world.services.saved_replies.export(), await world.services.saved_replies.all()
        for reply in given[:4]:
            await world.services.saved_replies.remove(reply.id, MAYA)

        assert await world.services.saved_replies.import_file(file, MAYA) == ImportResult(added=4, changed=0, known=len(given) - 4)
        assert {(r.intent, r.text, r.language) for r in await world.services.saved_replies.all()} == {
            (r.intent, r.text, r.language) for r in given
        }
        assert await world.services.saved_replies.import_file(file, MAYA) == ImportResult(added=0, changed=0, known=len(given))


async def test_what_a_file_says_differently_about_a_text_that_is_there_counts(tmp_path: Path) -> None:
    async with World(tmp_path) as world:
        saved = await world.services.saved_replies.save(NEW, MAYA)
        assert isinstance(saved, Saved)
        file = f'intent,language,text\nother,fr,"{NEW.text}"\npraise,,So kind!\n'.encode()

        assert await world.services.saved_replies.import_file(file, MAYA) == ImportResult(added=1, changed=1, known=0)
        assert await world.services.saved_replies.get(saved.reply.id) == replace(saved.reply, intent=Intent.OTHER, language="fr")


async def test_a_file_with_faults_adds_nothing(tmp_path: Path) -> None:
    async with World(tmp_path) as world:
        await world.services.saved_replies.add_examples()
        file = await world.services.saved_replies.export()
        for reply in await world.services.saved_replies.all():
            await world.services.saved_replies.remove(reply.id, MAYA)
        for broken in (file.replace(b"{name}", b"{nmae}", 1), b"\xff\xfe\x00", b"", file[: len(file) // 2].rpartition(b"\n")[0] + b'\n"'):
            outcome = await world.services.saved_replies.import_file(broken, MAYA)
            assert isinstance(outcome, Invalid), broken
            assert outcome.faults
            assert await world.services.saved_replies.all() == []


async def test_there_is_room_for_so_many(tmp_path: Path) -> None:
    async with World(tmp_path) as world:
        await world.services.saved_replies.add_examples()
        file = await world.services.saved_replies.export()
        for reply in await world.services.saved_replies.all():
            await world.services.saved_replies.remove(reply.id, MAYA)
        async with world.store.write() as tx:
            for number in range(MOST - 5):
                await tx.saved_replies.add(Intent.OTHER, f"Number {number}", "")
        outcome = await world.services.saved_replies.import_file(file, MAYA)
        assert isinstance(outcome, Invalid)
        assert outcome.faults == (Note(SavedReplyFault.IMPORT_TOO_MANY, {"count": MOST - 5 + len(EXAMPLES), "most": MOST}),)
        assert len(await world.services.saved_replies.all()) == MOST - 5

        for number in range(5):
            assert isinstance(await world.services.saved_replies.save(replace(NEW, text=f"Late {number}"), MAYA), Saved)
        late = await world.services.saved_replies.save(NEW, MAYA)
        assert isinstance(late, Invalid)
        assert late.faults == (Note(SavedReplyFault.FULL, {"most": MOST}),)


async def test_only_who_may_decide_changes_them(tmp_path: Path) -> None:
    async with World(tmp_path) as world:
        await world.services.saved_replies.add_examples()
        given, file = await world.services.saved_replies.all(), await world.services.saved_replies.export()

        with pytest.raises(NotPermitted):
            await world.services.saved_replies.save(NEW, SAM)
        with pytest.raises(NotPermitted):
            await world.services.saved_replies.remove(given[0].id, SAM)
        with pytest.raises(NotPermitted):
            await world.services.saved_replies.import_file(file, SAM)
        assert await world.services.saved_replies.all() == given
