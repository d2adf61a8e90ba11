"""What cards ask of their reader: drives the demo in Chromium at 1400×900 and 390×844 pixels.

python -m tests.benchmarks.cards [--no-clone]

Printed are, of 20 follow cards and 20 reply cards at both sizes, the words and lines above the buttons and the height in pixels, median
and most; how many of the reply cards have a draft; the seconds from opening the page of a demo that has just started to the first decision
and to the tenth, and the taps a decision; and the seconds that the README's way takes from cloning the last commit to the
first follow-back that is confirmed. Where pip's cache is cold the last figure says little: run it twice.

A decision is an Approve on the first card that waits for one. Where a card has no text to approve, one is written before: a tap opens the
form, which has the cursor in its field, and a tap submits it.

Ends with 1 where a goal is missed: at 390 pixels half of the follow cards at most 260 pixels high, and half of the reply cards 360; ten
decisions in 15 taps; from the clone to the confirmed follow-back 45 seconds.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import re
import statistics
import sys
import tempfile
import time
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Collection, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import astuple, dataclass
from itertools import cycle
from pathlib import Path

from playwright.async_api import Browser, async_playwright, expect
from playwright.async_api import Page as Window

from bot.cli.demo import Demo
from tests.demo.page.conftest import CHROMIUM, PHONE, QUIET
from tests.docs.generate import ROOT

DESK = (1400, 900)
OF_EACH = 20
"""Cards of a kind; the bot posts no more of one on a day."""
DECISIONS = 10
HEIGHT_LIMITS = {"follow": 260, "reply": 360}
TAPS_LIMIT = 15
CLONE_LIMIT = 45.0
SPEED, FAST = 60, 600
SEED = 7
SECONDS_FOR_CARDS = 300
SECONDS_FOR_A_CARD = 60
SECONDS_TO_INSTALL = 600
"""What takes longer never comes."""

APPROVE = 'button[data-custom-id^="suggestion:"][data-custom-id*=":approve"]'
APPROVE_TEXT = 'button[data-custom-id^="suggestion:"][data-custom-id*=":approve:"]'
"""On cards with a text to send, the button names which it is."""
EDIT = 'button[data-custom-id^="suggestion:"][data-custom-id*=":edit"]'
MADE_TO_HAPPEN = {
    "follow": ("Engaged", "Big reach", "Ordinary", "Quiet"),
    "reply": ("Someone asks", "Someone praises", "Someone complains", "Someone thanks you", "Someone mentions you", "Someone quotes you"),
}
"""What brings cards of a kind: buttons of the page's panel."""
ANSWERS = ("Guji", "Sunday", "decaf", "Kenya", "roast", "water", "grinder", "ferry", "kettle", "cupping")
"""What is written where there is no draft; no two answers may be alike."""

COUNT = """(card) => {
  const written = (node) => node.data.trim() && !node.parentElement.closest(".row");
  const walker = document.createTreeWalker(card, NodeFilter.SHOW_TEXT);
  const texts = [], boxes = [];
  while (walker.nextNode()) {
    if (!written(walker.currentNode)) continue;
    const range = document.createRange();
    range.selectNodeContents(walker.currentNode);
    texts.push(walker.currentNode.data);
    boxes.push(...range.getClientRects());
  }
  let lines = 0, end = -Infinity;
  for (const { top, bottom } of boxes.sort((one, other) => one.bottom - other.bottom)) {
    if ((top + bottom) / 2 > end) lines += 1;
    end = Math.max(end, bottom);
  }
  const words = texts.join(" ").split(/\\s+/).filter((word) => /[\\p{L}\\p{N}]/u.test(word)).length;
  return [words, lines, card.offsetHeight];
}"""
"""Words and lines above the buttons, and the height."""

MEASURE = f"""([approve, approveText]) => [...document.querySelectorAll("#messages .card")].flatMap((card) => {{
  const button = card.querySelector(approve);
  if (!button) return [];
  const kind = card.querySelector(approveText) ? "reply" : "follow";
  return [[card.closest("li").id, kind, ...({COUNT})(card), kind === "follow" || !button.disabled]];
}})"""


@dataclass(frozen=True, slots=True)
class Card:
    """One card as it stands there before anybody decided. ready: whether there is something to approve."""

    id: str
    kind: str
    words: int
    lines: int
    height: int
    ready: bool


@dataclass(frozen=True, slots=True)
class Decisions:
    """first, tenth: seconds from opening the page."""

    first: float
    tenth: float
    taps: int


Size = tuple[int, int]


async def measure_cards(browser: Browser) -> dict[Size, list[Card]]:
    """As many cards of each kind as they come, by size."""
    async with _demo(FAST) as url:
        windows = {size: await _opened(browser, url, size) for size in (DESK, PHONE)}
        found: dict[Size, dict[str, Card]] = {size: {} for size in windows}
        buttons = {kind: cycle(labels) for kind, labels in MADE_TO_HAPPEN.items()}
        give_up = time.monotonic() + SECONDS_FOR_CARDS
        while missing := _missing(found.values()):
            if time.monotonic() > give_up:
                raise SystemExit(f"There are fewer than {OF_EACH} cards of this kind: {missing[0]}.")
            for kind in missing:
                await windows[DESK].get_by_role("button", name=next(buttons[kind]), exact=True).click()
            await asyncio.sleep(0.5)
            for size, window in windows.items():
                cards = [Card(*values) for values in await window.evaluate(MEASURE, [APPROVE, APPROVE_TEXT])]
                found[size] |= {card.id: card for card in cards if card.id not in found[size]}
        for window in windows.values():
            await window.context.close()
    return {size: list(cards.values()) for size, cards in found.items()}


def _missing(found: Iterable[dict[str, Card]]) -> list[str]:
    fewest = {kind: min(len(_of(kind, cards.values())) for cards in found) for kind in MADE_TO_HAPPEN}
    return [kind for kind, count in fewest.items() if count < OF_EACH]


def _of(kind: str, cards: Collection[Card]) -> list[Card]:
    return [card for card in cards if card.kind == kind][:OF_EACH]


async def measure_decisions(browser: Browser, size: Size) -> Decisions:
    """Ten decisions in a demo that has just started."""
    async with _demo(SPEED) as url:
        opened = time.perf_counter()
        window = await _opened(browser, url, size)
        taps, at = 0, []
        for answer in ANSWERS[:DECISIONS]:
            taps += await _decide(window, answer)
            at.append(time.perf_counter() - opened)
        await window.context.close()
    return Decisions(at[0], at[-1], taps)


async def _decide(window: Window, answer: str) -> int:
    """Decide on the first card that waits for it. How many taps that took."""
    card = window.locator("#messages > li").filter(has=window.locator(APPROVE)).first
    await card.wait_for(timeout=SECONDS_FOR_A_CARD * 1_000)
    message = window.locator(f"#{await card.get_attribute('id')}")
    approve, taps = message.locator(APPROVE), 1
    if await approve.is_disabled():
        await message.locator(EDIT).click()
        await window.locator("#modal textarea").fill(f"{answer}, we would say. Does that help?")
        await window.locator("#modal button[type=submit]").click()
        await expect(approve).to_be_enabled()
        taps += 2
    await approve.click()
    await expect(approve).to_have_count(0)
    return taps


async def measure_clone(browser: Browser) -> float:
    """Seconds from the clone to a follow-back that is confirmed, in a demo that is installed as the README says."""
    with tempfile.TemporaryDirectory() as folder:
        begun = time.perf_counter()
        await _run(f'git clone -q "{ROOT}" mutuals && cd mutuals && {sys.executable} -m venv .venv && .venv/bin/pip install -q .', folder)
        process = await asyncio.create_subprocess_exec(
            ".venv/bin/mutuals", "demo", "--port", "0", "--no-browser", cwd=Path(folder) / "mutuals", stdout=PIPE, env=_outside()
        )
        try:
            await _follow_back(browser, await _url_of(process))
            return time.perf_counter() - begun
        finally:
            process.terminate()
            await process.wait()


async def _follow_back(browser: Browser, url: str) -> None:
    """Approve the first follow card, follow on X, and see it confirmed."""
    window = await _opened(browser, url, DESK)
    card = window.locator("#messages > li").filter(has=window.locator(APPROVE)).filter(has_not=window.locator(APPROVE_TEXT)).first
    await card.wait_for(timeout=SECONDS_FOR_A_CARD * 1_000)
    message = window.locator(f"#{await card.get_attribute('id')}")
    await message.locator(APPROVE).click()
    async with window.context.expect_page() as opened:
        await message.locator('a.button[href*="/intent/follow"]').click()
    await (await opened.value).get_by_role("button", name="Follow", exact=True).click()
    await expect(message).to_contain_text("confirmed", timeout=SECONDS_FOR_A_CARD * 1_000)
    await window.context.close()


async def _url_of(process: Process) -> str:
    assert process.stdout is not None
    line = (await process.stdout.readline()).decode()
    if not (found := re.search(r"http://\S+", line)):
        raise SystemExit(f"The demo of the clone did not start: {line}")
    return found[0]


async def _run(command: str, folder: str) -> None:
    process = await asyncio.create_subprocess_shell(command, cwd=folder, env=_outside())
    if await asyncio.wait_for(process.wait(), SECONDS_TO_INSTALL):
        raise SystemExit(f"This failed: {command}")


def _outside() -> dict[str, str]:
    """The environment without what would have the clone take this checkout's code."""
    return {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "VIRTUAL_ENV")}


@asynccontextmanager
async def _demo(speed: int) -> AsyncIterator[str]:
    """The address of a demo that has just started."""
    demo = Demo(port=0, speed=speed, seed=SEED)
    await demo.start()
    try:
        yield demo.url
    finally:
        await demo.stop()


async def _opened(browser: Browser, url: str, size: Size) -> Window:
    width, height = size
    context = await browser.new_context(viewport={"width": width, "height": height}, has_touch=size == PHONE, is_mobile=size == PHONE)
    window = await context.new_page()
    await window.goto(url)
    return window


def _lines_about(cards: dict[Size, list[Card]]) -> list[str]:
    sizes = "".join(f"{f'{width} × {height}':>20}" for width, height in cards)
    lines = [f"{'':<24}{sizes}", f"{'':<24}" + f"{'median':>12}{'most':>8}" * len(cards)]
    for kind in MADE_TO_HAPPEN:
        for measured in ("words", "lines", "height"):
            columns = [[getattr(card, measured) for card in _of(kind, found)] for found in cards.values()]
            figures = "".join(f"{statistics.median(column):12.0f}{max(column):8}" for column in columns)
            lines.append(f"{f'{kind} card, {measured}':<24}{figures}")
    replies = _of("reply", cards[PHONE])
    return [*lines, f"reply cards with a draft: {sum(card.ready for card in replies)} of {len(replies)}"]


def _missed(cards: dict[Size, list[Card]], decisions: Sequence[Decisions], cloned: float | None) -> list[str]:
    heights = {kind: statistics.median(card.height for card in _of(kind, cards[PHONE])) for kind in HEIGHT_LIMITS}
    taps = max(each.taps for each in decisions)
    return [
        *(f"{kind} card {height:.0f} px of {HEIGHT_LIMITS[kind]}" for kind, height in heights.items() if height > HEIGHT_LIMITS[kind]),
        *([f"ten decisions {taps} taps of {TAPS_LIMIT}"] if taps > TAPS_LIMIT else []),
        *([f"from the clone {cloned:.0f} s of {CLONE_LIMIT:.0f}"] if cloned is not None and cloned > CLONE_LIMIT else []),
    ]


async def measure(*, clone: bool) -> int:
    """Print everything; 1 where a goal is missed."""
    if CHROMIUM is None:
        raise SystemExit("There is no Chromium on this machine.")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        cards = await measure_cards(browser)
        decisions = {size: await measure_decisions(browser, size) for size in (DESK, PHONE)}
        cloned = await measure_clone(browser) if clone else None
        await browser.close()
    lines = _lines_about(cards)
    for (width, height), (first, tenth, taps) in zip(decisions, map(astuple, decisions.values()), strict=True):
        lines.append(
            f"{f'{width} × {height}':<12}first decision {first:.1f} s, tenth {tenth:.1f} s, {taps / DECISIONS:.1f} taps a decision"
        )
    if cloned is not None:
        lines.append(f"from the clone to a confirmed follow-back {cloned:.0f} s")
    missed = _missed(cards, list(decisions.values()), cloned)
    lines += [f"missed: {goal}" for goal in missed]
    sys.stdout.write("\n".join(lines) + "\n")
    return int(bool(missed))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--no-clone", action="store_true", help="leave out the clone, which installs everything anew")
    return asyncio.run(measure(clone=not parser.parse_args().no_clone))


if __name__ == "__main__":
    sys.exit(main())
