"""What the pages point to is there: every relative link, every heading it names, and every file path."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")])

_LINK = re.compile(r"\]\(([^)\s]+)\)")
_QUOTED = re.compile(r"`([^`\n]+)`")
_PATH = re.compile(r"(?:\.?[\w-]+/)+[\w.-]*|[\w.-]+\.(?:md|toml|lock|ini|py|yaml)")
_IN_BOT = ("cli", "demo", "domain", "drafting", "planning", "runtime", "scoring", "store", "views", "workflow", "x")
_FENCED = re.compile(r"^ *```.*?^ *```", re.MULTILINE | re.DOTALL)


def _text(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def _anchors(page: Path) -> set[str]:
    """The headings of a page as a link names them."""
    headings = re.findall(r"^#+ (.+)$", _FENCED.sub("", _text(page)), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


def _links(page: Path) -> list[str]:
    return [link for link in _LINK.findall(_FENCED.sub("", _text(page))) if "://" not in link]


def _paths(page: Path) -> list[str]:
    """What is quoted as a file or folder of this repository; the rooms of `bot/` may leave that out."""
    quoted = [word for words in _QUOTED.findall(_FENCED.sub("", _text(page))) for word in words.split()]
    return [word for word in quoted if _PATH.fullmatch(word) and not word.startswith("/")]


def _exists(path: str) -> bool:
    where = [ROOT / path, ROOT / "docs" / path]
    return any(there.exists() for there in ([*where, ROOT / "bot" / path] if path.split("/")[0] in _IN_BOT else where))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_relative_link_leads_somewhere(page: Path) -> None:
    for link in _links(page):
        name, _, anchor = link.partition("#")
        target = (page.parent / name).resolve() if name else page
        assert target.exists(), link
        assert not anchor or anchor in _anchors(target), link


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_path_exists(page: Path) -> None:
    assert [path for path in _paths(page) if not _exists(path)] == []


def test_links_and_paths_are_found() -> None:
    assert "docs/set-up.md" in _links(ROOT / "README.md")
    assert "workflow/inbox" in _paths(ROOT / "docs" / "architecture.md")


def test_every_page_is_linked_from_the_readme() -> None:
    assert {f"docs/{page.name}" for page in ROOT.glob("docs/*.md")} <= set(_links(ROOT / "README.md"))
