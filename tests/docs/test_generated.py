"""The generated pages are what the code says now."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.config import Settings
from tests.docs.generate import ROOT, SECTIONS, pages

NAMES = (".env.example", "docs/options.md", "docs/commands.md")


@pytest.fixture(scope="module")
def generated() -> dict[Path, str]:
    return pages()


@pytest.mark.parametrize("name", NAMES)
def test_a_generated_page_is_up_to_date(generated: dict[Path, str], name: str) -> None:
    assert (ROOT / name).read_text(encoding="utf-8") == generated[ROOT / name], "write it anew: python -m tests.docs.generate"


def test_nothing_else_is_generated(generated: dict[Path, str]) -> None:
    assert set(generated) == {ROOT / name for name in NAMES}


def test_every_option_says_what_it_is() -> None:
    assert [name for name, option in Settings.model_fields.items() if not (option.title or "").endswith(".")] == []


def test_every_heading_stands_before_an_option() -> None:
    assert SECTIONS.keys() <= Settings.model_fields.keys()
    assert next(iter(SECTIONS)) == next(iter(Settings.model_fields))
