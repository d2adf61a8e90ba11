"""The check against Discord's own document sees what that document says, and no more."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.demo.discord import Json
from tests.demo.discord import openapi
from tests.demo.discord.messages.test_limits import (
    address,
    box,
    button,
    gallery,
    label,
    linked,
    modal,
    option,
    row,
    section,
    select,
    text,
    v2,
)

pytestmark = pytest.mark.skipif(not openapi.DOCUMENT.exists(), reason=openapi.ABSENT)

MESSAGES = "/channels/{channel_id}/messages"
CALLBACK = "/interactions/{interaction_id}/{interaction_token}/callback"


@pytest.fixture
def check() -> openapi.Check:
    check = openapi.validator()
    assert check is not None
    return check


@pytest.mark.parametrize(
    ("form", "where"),
    [
        (v2(row(button(label="x" * 81))), "components.0.components.0.label"),
        (v2(box(row(button(custom_id="x" * 101)))), "components.0.components.0.components.0.custom_id"),
        (v2(row(*map(button, range(6)))), "components.0.components"),
        (v2(row()), "components.0.components"),
        (v2(text("x" * 4_001)), "components.0.content"),
        (v2(row(button(style=9))), "components.0.components.0.style"),
        (v2({"type": 9, "components": [text()]}), "components.0"),
        (v2(gallery(11)), "components.0.items"),
        (v2(row(select(*map(option, range(26))))), "components.0.components.0.options"),
        (v2(*(text() for _ in range(41))), "components"),
    ],
)
def test_a_fault_is_named_where_it_is(check: openapi.Check, form: Json, where: str) -> None:
    with pytest.raises(ValueError, match=f"^{where}: "):
        check("POST", MESSAGES, form)
    with pytest.raises(ValueError, match=f"^data.{where}: "):
        check("POST", CALLBACK, {"type": 4, "data": form})


def test_a_long_title_of_a_form_is_seen(check: openapi.Check) -> None:
    with pytest.raises(ValueError, match=r"^data\.title: "):
        check("POST", CALLBACK, modal(label(), title="x" * 46))


def test_what_is_right_passes(check: openapi.Check) -> None:
    check("POST", MESSAGES, v2(box(section(text()), row(button()), row(select(option(1))))))
    check("POST", MESSAGES, v2(text(linked(4_000)), row(button(style=5, custom_id=None, url=address(512)))))
    check("POST", CALLBACK, modal(label()))
    check("POST", CALLBACK, {"type": 6})
    check("GET", "/nowhere", None)


def test_ids_that_discord_py_sends_as_numbers_pass(check: openapi.Check) -> None:
    form = {"content": "x", "attachments": [{"id": 0, "filename": "a.csv"}], "allowed_mentions": {"users": [1], "parse": []}}
    check("POST", MESSAGES, form)
    check("POST", CALLBACK, {"type": 4, "data": form})


def test_a_wrong_answer_is_seen_too() -> None:
    check = openapi.answers()
    assert check is not None
    with pytest.raises(ValueError, match="url"):
        check("GET", "/gateway", {"address": "ws://127.0.0.1"})


@pytest.fixture
def absent(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    cached: Any = openapi._document
    monkeypatch.setattr(openapi, "DOCUMENT", tmp_path / "nothing.json")
    cached.cache_clear()
    yield
    cached.cache_clear()


@pytest.mark.usefixtures("absent")
def test_without_the_document_nothing_is_checked() -> None:
    assert openapi.validator() is None
    assert openapi.answers() is None
