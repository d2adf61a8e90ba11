"""The product's limits are those that the simulated Discord enforces, and stand in one file."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.demo.discord.messages import limits as simulated
from bot.demo.discord.messages import threads
from bot.demo.discord.messages.components import ComponentType
from bot.drafting import import_export
from bot.store.tables import prompts
from bot.views.format import limits
from bot.views.format.i18n import CODES, _, language, speaking
from bot.views.inbox import draft, saved_replies
from bot.views.people.keywords import FORM


def test_both_files_say_the_same() -> None:
    button, field, label = (simulated.TEXTS[kind] for kind in (ComponentType.BUTTON, ComponentType.TEXT_INPUT, ComponentType.LABEL))

    assert (limits.MESSAGE_TEXT, limits.MESSAGE_CONTENT) == (simulated.V2_TEXT, simulated.CONTENT)
    assert (limits.MESSAGE_COMPONENTS, limits.NONCE) == (simulated.V2_COMPONENTS, simulated.NONCE)
    assert (limits.ROW_BUTTONS, limits.CHOICES) == (simulated.ROW_BUTTONS, simulated.CHOICES)
    assert tuple(button[name].most for name in ("label", "url", "custom_id")) == (limits.BUTTON_LABEL, limits.BUTTON_LINK, limits.CUSTOM_ID)
    assert simulated.GALLERY_ITEM["description"].most == limits.ALT_TEXT
    assert (simulated.CHOICE["name"].most, simulated.OPTION["value"].most) == (limits.CHOICE_NAME, limits.CHOICE_VALUE)
    assert simulated.MODAL["title"].most == limits.FORM_TITLE
    assert threads.LONGEST_NAME == limits.THREAD_NAME
    assert (label["label"].most, label["description"].most) == (limits.FIELD_LABEL, limits.FIELD_DESCRIPTION)
    assert (field["placeholder"].most, field["value"].most) == (limits.FIELD_PLACEHOLDER, limits.INPUT_VALUE)


def test_what_stands_below_the_views_fits() -> None:
    assert import_export.MAX_CELL_LENGTH == limits.INPUT_VALUE
    assert getattr(prompts.c.nonce.type, "length", None) == limits.NONCE


@pytest.mark.parametrize("code", CODES)
def test_the_words_of_every_form_fit(code: str) -> None:
    titles = [draft.FORM_TITLE, saved_replies.NEW_TITLE, saved_replies.CHANGE_TITLE]
    labels = [draft.FORM_LABEL, saved_replies.INTENT_LABEL, saved_replies.TEXT_LABEL, saved_replies.LANGUAGE_LABEL]
    descriptions = [draft.FORM_HINT, saved_replies.LANGUAGE_DESCRIPTION, *(form.description for form in FORM.values())]

    with speaking(language(code)):
        assert max(len(_(title)) for title in titles) <= limits.FORM_TITLE
        assert max(len(_(label)) for label in [*labels, *(form.label for form in FORM.values())]) <= limits.FIELD_LABEL
        assert max(len(_(description)) for description in descriptions) <= limits.FIELD_DESCRIPTION
        assert max(len(_(form.placeholder)) for form in FORM.values()) <= limits.FIELD_PLACEHOLDER


ROOT = Path(__file__).parents[3]
LIMITS = {getattr(limits, name) for name in dir(limits) if name.isupper()}
TOO_COMMON = {5, 25, 40, 45}
"""Figures that stand for much else, too: these are compared where they are shown."""


def numbers_in(tree: ast.AST) -> Iterator[int]:
    """Whole numbers that are written where a limit may be meant: given to a call, cutting something, or bounding an option."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name(id="date")):
                continue
            case ast.Call():
                parts = [*node.args, *(keyword.value for keyword in node.keywords)]
            case ast.Slice():
                parts = [part for part in (node.lower, node.upper) if part]
            case ast.Subscript(slice=ast.Tuple(elts=elements)):
                parts = elements
            case _:
                continue
        yield from (part.value for part in parts if isinstance(part, ast.Constant) and type(part.value) is int)


def test_no_screen_and_no_cog_writes_a_limit_of_discords_out() -> None:
    found = {
        path.relative_to(ROOT).as_posix(): sorted(written)
        for room in ("bot/views", "cogs")
        for path in sorted((ROOT / room).rglob("*.py"))
        if (written := set(numbers_in(ast.parse(path.read_text(encoding="utf-8")))) & (LIMITS - TOO_COMMON))
    }

    assert found == {}


@pytest.mark.parametrize("source", ["label(name, 100)", "text[:80]", "handle: Range[str, 1, 100]", "field(max_length=4_000)"])
def test_a_limit_that_is_written_out_is_found(source: str) -> None:
    assert set(numbers_in(ast.parse(source))) & LIMITS
