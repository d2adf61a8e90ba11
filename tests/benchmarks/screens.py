"""How high the screens are on a phone: shows each in Chromium, on the demo's page at 390×844 pixels, filled as it may well be.

python -m tests.benchmarks.screens [NAME …]

Printed is the height of each in pixels, with its buttons; NAME: only those whose name holds one of these. Beside 844 pixels of a phone's
screen, 685 are left for the channel. Cards are shown of people with the longest names, bios and figures, too.

Ends with 1 where a goal is missed: a follow card at most 260 pixels, 45 words and 9 lines, a reply card 360 pixels, or 400
with the longest of answers, and any other screen 685.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from playwright.async_api import Page as Window
from playwright.async_api import async_playwright

from bot.demo.clock import SimulatedClock
from bot.demo.discord import SimulatedDiscord, Upload
from bot.demo.discord.messages.message import COMPONENTS_V2
from bot.demo.discord.messages.uploads import Body
from bot.demo.page import Page as DemoPage
from bot.demo.x import SimulatedX
from bot.domain import (
    MICROS,
    SETTINGS,
    Access,
    Act,
    Announcement,
    AnnouncementKind,
    Assessment,
    AuditReport,
    BaselineStatus,
    BurstState,
    Capability,
    DayCount,
    Decision,
    Digest,
    DigestCost,
    Evidence,
    ExpectedRoute,
    Follower,
    HistoryEntry,
    Idle,
    Intent,
    KindCounts,
    MemberDecisions,
    Note,
    OptOut,
    OtherSuggestion,
    Override,
    OverrideKind,
    Page,
    Permission,
    Place,
    PostCounts,
    Priority,
    Profile,
    Purpose,
    RateLimit,
    Reason,
    ReasonCode,
    Route,
    SavedReply,
    SettingChange,
    SettingGroup,
    SettingKind,
    SettingState,
    SetupFault,
    Shortage,
    Side,
    SuggestionKind,
    SuggestionState,
    Verdict,
)
from bot.planning.features import Feature, FeatureName
from bot.planning.spending_overview import PurposeTotal
from bot.views.digest.digest import CHART_FILE, digest_view
from bot.views.digest.growth_chart import chart_png
from bot.views.followers.audit import AUDIT_FILE, audit_done_view, audit_view, first_look, offer_button, question_view
from bot.views.followers.audit_chart import audit_chart_png
from bot.views.followers.burst_chart import burst_chart_png
from bot.views.followers.bursts import BURST_FILE, burst_view, viral_view
from bot.views.followers.neglected import PAGE as NEGLECTED
from bot.views.followers.neglected import neglected_view
from bot.views.followers.new_followers import PAGE as FOLLOWERS
from bot.views.followers.new_followers import newest_view
from bot.views.format.screen import Screen
from bot.views.inbox.reply_stats import reply_stats_view
from bot.views.inbox.saved_replies import saved_list_view
from bot.views.money.budget import BUDGET_FILE, budget_view
from bot.views.money.budget_chart import budget_chart_png
from bot.views.money.plan import plan_view
from bot.views.people.lookup import lookup_view
from bot.views.people.opt_outs import PAGE as OPT_OUTS
from bot.views.people.opt_outs import opt_outs_view
from bot.views.suggestions.card import card_view
from bot.views.suggestions.details import details_view
from bot.views.suggestions.history import PAGE as HISTORY
from bot.views.suggestions.history import history_view
from bot.views.suggestions.queue import done_notice, queue_view
from bot.views.team.announcements import announcement_view
from bot.views.team.help import PAGE as COMMANDS_SHOWN
from bot.views.team.help import first_steps, help_view
from bot.views.team.settings import settings_view
from bot.views.team.status_details import status_details_view
from bot.views.team.status_screen import status_view
from bot.views.words.commands import COMMANDS
from bot.workflow.team.team_server import PERMISSIONS
from tests.benchmarks.cards import COUNT
from tests.demo.page.conftest import CHROMIUM, PHONE, QUIET
from tests.support.samples.cards import MAYA, NOW, ada, burst, card, reply_card
from tests.support.samples.notes import written
from tests.support.samples.statuses import shown as status
from tests.views.followers.test_audit import AUDIT, ESTIMATED
from tests.views.money.test_budget import COUNT as FOLLOWER_COUNT
from tests.views.money.test_budget import MENTIONS, NAMES, overview
from tests.views.money.test_plan import planned
from tests.views.team.test_settings import LONG, NUMBERS

HEIGHT = 685
FOLLOW_CARD, REPLY_CARD, LONGEST_REPLY_CARD = 260, 360, 400
LONG_ANSWER = 200
"""Characters: from here on an answer, which is shown whole, takes the room of the post."""
WORDS, LINES = 45, 9


AVATAR = ada().avatar_url
"""The page shows none from X itself: it takes one of the simulated X."""
BESIDE = Place(Side.ABOVE, (2**51, 10**7, 0)), Place(Side.BELOW, (2**51, 10**7, 0))
"""There are pages before and after."""
LINK = "https://discord.com/channels/1100000000000000001/1100000000000000002/1100000000000000003"
NAMES_OF_PEOPLE = ("Ada Lovelace", "Guji Coffee Roasters Collective", "bo", "Wolfeschlegelsteinhausenbergerdorff Harbour Lights")
BIO = "Coffee, boats, harbours, long-distance cycling, open data, typography, tide tables and everything that floats or could. "
SHOUTED = "WE MAKE YOUR BRAND GO VIRAL WWW MASSIVE GROWTH MARKETING FOR WINNERS ONLY, GROW NOW"
ASKED = (
    "Hello! We walked past on Sunday and you were closed, although the map said open until six. Are you open on holidays, and do you "
    "still have the Kenya beans that you wrote about last week? We would drive an hour for them, so it would be good to know. Thank you!"
)
ANSWER = (
    "Thanks for asking, and sorry about Sunday! We are open from nine to six on every day but public holidays. The Kenya beans are back "
    "on Thursday; write us a line and we keep a bag for you behind the counter until Saturday evening. See you soon!"
)
FOLLOW_BACK, REPLY = SuggestionKind.FOLLOW_BACK, SuggestionKind.REPLY
STATES = SuggestionState


@dataclass(frozen=True, slots=True)
class Shown:
    """A screen as it is measured. files: its pictures, by name. most: pixels; card: of the card alone, with few words where `brief`."""

    screen: Screen
    files: Mapping[str, bytes] = field(default_factory=dict)
    most: int = HEIGHT
    card: bool = False
    brief: bool = False


def screens() -> Iterator[tuple[str, Shown]]:
    """Every screen by its name, cards first."""
    for what, shown in cards():
        yield what, shown
    for what, screen in {**lists(), **about_people(), **about_the_team()}.items():
        yield what, screen if isinstance(screen, Shown) else Shown(screen)
    for what, announced in announcements():
        yield f"announcement: {what}", announced if isinstance(announced, Shown) else Shown(announced)


def person(n: int, **changes: Any) -> Profile:
    """Somebody with a name that is short, ordinary or long."""
    facts: dict[str, Any] = {
        "user_id": 4711 + n,
        "username": f"harbour_light_{n}",
        "name": NAMES_OF_PEOPLE[n % len(NAMES_OF_PEOPLE)],
        "avatar_url": AVATAR,
    }
    return ada(**facts | {"followers": 1_240 * (n + 1)} | changes)


def judged(verdict: Verdict = Verdict.QUIET, *facts: Note, why: Collection[Note] = (), suppressed: Note | None = None) -> Assessment:
    return Assessment(verdict, 0, tuple(Reason(fact) for fact in facts), 1, tuple(why), suppressed)


def note(code: ReasonCode, **figures: Any) -> Note:
    return Note(code, figures)


POSTED = note(ReasonCode.POSTED, times=5_200, so_far=0)
SPOKE = note(ReasonCode.SPOKE, times=3, last=date(2026, 2, 26))
INACTIVE = note(ReasonCode.INACTIVITY, following=4_871, posts=0, likes=0)
TOPICS = note(ReasonCode.TOPICS, named=("specialty coffee", "harbours", "cycling"), more=2)
CONNECTIONS = note(ReasonCode.CONNECTIONS, named=("@guji_coffee_co", "@harbour_museum"), more=0)
REACH = note(ReasonCode.REACH, followers=1_284_000)
SUPPRESSED = note(ReasonCode.COHORT_UNDECIDED, count=398)


def cards() -> Iterator[tuple[str, Shown]]:
    """Follow cards and reply cards, from ordinary to as tall as they come."""
    longest = person(3, username="w" * 15, bio=BIO * 2)
    shouted = person(1, name="W" * 50, username="W" * 15, bio=SHOUTED * 2, verified=True, protected=True)
    full = judged(Verdict.ENGAGED, SPOKE, POSTED, why=[SPOKE, TOPICS, CONNECTIONS, REACH])
    silent = judged(Verdict.SUSPICIOUS, INACTIVE)
    never = judged(Verdict.UNSURE, note(ReasonCode.POSTED, times=0, so_far=0), why=[note(ReasonCode.NEW_AND_UNSETTLED)])
    beside: dict[str, Any] = {"other": OtherSuggestion(8, REPLY, STATES.OPEN, None, None, 1, 2), "other_link": LINK}
    beside_reply: dict[str, Any] = {
        "other": OtherSuggestion(8, FOLLOW_BACK, STATES.DONE, Route.API, Decision(Act.APPROVE, NOW, MAYA)),
        "other_link": LINK,
    }
    tried: dict[str, Any] = {"expected_route": ExpectedRoute.TRY_API}
    claimed: dict[str, Any] = {"claim": Decision(Act.CLAIM, NOW, MAYA)}
    follow_cards = {
        "ordinary": card(profile=person(0, bio="Notes on engines."), assessment=judged(Verdict.QUIET, POSTED)),
        "full": card(profile=longest, assessment=full),
        "full, tried": card(profile=longest, assessment=full, **tried),
        "full, other card": card(profile=longest, assessment=full, **tried, **beside),
        "never posted": card(profile=person(0, posts=0, bio=BIO), assessment=never),
        "inactive": card(profile=person(2, posts=0, following=4_871, followers=2), assessment=silent),
        "suppressed": card(profile=longest, assessment=replace(full, suppressed=SUPPRESSED), **tried),
        "snoozed before": card(profile=longest, assessment=full, said=Act.SNOOZE, **tried, **claimed, **beside),
        "shouted": card(profile=shouted, assessment=full, **tried, **claimed, **beside),
        "handed off": card(STATES.HANDED_OFF, said=Act.APPROVE, profile=longest, assessment=full, hand_off_until=NOW, **beside),
        "done": card(STATES.DONE, said=Act.APPROVE, profile=longest, assessment=full, settled_at=NOW, **beside),
    }
    ordinary_reply: dict[str, Any] = {"asked": "Are you open on Sunday?"}
    worst: dict[str, Any] = {"asked": ASKED, "text": ANSWER, "profile": longest, "assessment": full}
    reply_cards = {
        "ordinary": reply_card(profile=person(0), **ordinary_reply),
        "other card": reply_card(profile=person(3), **ordinary_reply, **beside_reply),
        "long": reply_card(**worst),
        "long, all lines": reply_card(said=Act.SNOOZE, written_by="Maya", **tried, **claimed, **beside_reply, **worst),
        "opting out": reply_card(possible_opt_out="please stop", no_draft="They may be opting out.", **worst | {"text": ""}),
        "done": reply_card(STATES.DONE, said=Act.APPROVE, settled_at=NOW, **worst, **beside_reply),
    }
    for what, shown in follow_cards.items():
        yield f"follow card: {what}", Shown(card_view(shown), most=FOLLOW_CARD, card=True, brief=True)
    for what, shown in reply_cards.items():
        answer = shown.reply_details.draft.text if shown.reply_details else ""
        yield (
            f"reply card: {what}",
            Shown(card_view(shown), most=LONGEST_REPLY_CARD if len(answer) > LONG_ANSWER else REPLY_CARD, card=True),
        )


def lists() -> dict[str, Screen]:
    """Lists with a whole page, and another one after it."""
    people = [person(n) for n in range(25)]
    followers = [
        (Follower(profile, NOW, NOW, baseline=False, followed_at=NOW), judged(verdict, POSTED))
        for profile, verdict in zip(people, [*Verdict] * 7, strict=False)
    ]
    acts = [Act.APPROVE, Act.EDIT, Act.NOT_FOR_US, Act.CONFIRM, Act.LAPSE, Act.SKIP]
    entries = [
        HistoryEntry(
            Decision(acts[n % 6], NOW, MAYA if n % 6 < 3 else None), 7, [FOLLOW_BACK, REPLY][n % 2], 4711, f"harbour_{n}", who.name
        )
        for n, who in enumerate(people)
    ]
    opted_out = [OptOut(who.user_id, NOW, ["", "Maya"][n % 2], "please stop writing to me", who) for n, who in enumerate(people)]
    saved = [SavedReply(n, [*Intent][n // 3], ANSWER[: 120 + 20 * n], "en") for n in range(12)]
    answered = [(f"Member {n}", 12 - n, timedelta(minutes=11 * (n + 1))) for n in range(12)]
    return {
        "/followers new": newest_view(Page(tuple(followers[:FOLLOWERS]), *BESIDE), total=25),
        "/followers neglected": neglected_view(Page(tuple(followers[:NEGLECTED]), *BESIDE), BaselineStatus.PARTIAL),
        "/history": history_view(Page(tuple(entries[:HISTORY]), *BESIDE)),
        "/people opt-outs": opt_outs_view(opted_out[:OPT_OUTS], offset=OPT_OUTS, total=25),
        "/replies saved list": saved_list_view(saved, offset=0),
        "/replies stats": reply_stats_view(
            since=NOW, spoke=302, answered=211, median_time=timedelta(minutes=38), missed=9, members=answered
        ),
    }


def about_people() -> dict[str, Screen | Shown]:
    """Queues, look-ups, audits and bursts."""
    full = judged(Verdict.ENGAGED, SPOKE, POSTED, note(ReasonCode.LISTED, lists=41), why=[SPOKE, TOPICS, CONNECTIONS])
    one = card(profile=person(3, bio=BIO * 2), assessment=full, expected_route=ExpectedRoute.TRY_API)
    other = reply_card(profile=person(3), assessment=full, asked=ASKED, text=ANSWER)
    best = [(person(n), full) for n in range(5)]
    report = AuditReport(
        made_at=NOW,
        assessed=7_400,
        followers=100_000,
        by_verdict={Verdict.ENGAGED: 89, Verdict.QUIET: 5_994, Verdict.UNSURE: 888, Verdict.SUSPICIOUS: 429},
        shares=ESTIMATED,
        suspicious=tuple((person(n), judged(Verdict.SUSPICIOUS, INACTIVE)) for n in range(5)),
        neglected=tuple(best),
    )
    offers = [
        offer_button(2_000, cost=20_000_000, margin=0.01, everyone=False),
        offer_button(5_000, cost=50_000_000, margin=0.006, everyone=False),
        offer_button(92_600, cost=926_000_000, margin=None, everyone=True),
    ]
    chart = {AUDIT_FILE: audit_chart_png(ESTIMATED)}
    partial = BaselineStatus.PARTIAL
    entries = [
        HistoryEntry(Decision(act, NOW, MAYA), 7, FOLLOW_BACK, 4711, "harbour_light_3", "Ada") for act in [Act.APPROVE, Act.SKIP] * 4
    ]
    override = Override(OverrideKind.FINE, 11, "Maya", NOW)
    above = done_notice(Act.APPROVE, card(STATES.APPROVED, said=Act.APPROVE))
    return {
        "/queue": queue_view(FOLLOW_BACK, one, waiting=25, skip=2, above=above, to_do=3),
        "/replies queue": queue_view(REPLY, other, waiting=25, skip=2, to_do=3),
        "More, follow-back": details_view(one),
        "More, reply": details_view(other),
        "/followers lookup": lookup_view(
            person(3, bio=BIO * 2), follower=one.follower, assessment=full, latest={}, past=entries, opt_out=None, override=override
        ),
        "/followers audit": Shown(audit_view(report, partial, running=None, offers=offers), chart),
        "audit, question": question_view(2_000, max_profiles=2_200, cost=20_000_000, everyone=False, in_budget=5_000_000),
        "audit, done": Shown(audit_done_view(report, partial, AUDIT, cost=20_000_000, stopped_by=None), chart),
        **{f"burst, {state.value}": burst_alert(state, best) for state in BurstState},
        "burst, viral": Shown(viral_view(burst(), best, component_id=2_000_000_003)),
    }


def burst_alert(state: BurstState, people: list[tuple[Profile, Assessment]]) -> Shown:
    bars = [(NOW + timedelta(minutes=5 * n), 40 + n, 38 + n) for n in range(9)]
    picture = burst_chart_png(bars, 0.4, timezone=ZoneInfo("UTC"))
    return Shown(burst_view(burst(state), people * 2, component_id=2_000_000_003), {BURST_FILE: picture})


def about_the_team() -> dict[str, Screen | Shown]:
    """Status, help, settings, money and the digest."""
    kinds: dict[str, Any] = {"kinds": {kind: replace(status().kinds[kind], counts=dict.fromkeys(STATES, 12)) for kind in SuggestionKind}}
    troubled = status(
        **kinds,
        problems=[written("X did not answer when the newest followers were asked for (503); Mutuals tries again in 5 minutes.")] * 3,
        writes_stopped=written("X has locked the account: log in on x.com and follow what it says there."),
        shortage=Shortage((Priority.OPTIONAL, Priority.REPLY), True, NOW),
        quiet_until=NOW,
    )
    detailed = replace(
        troubled,
        permissions=[Permission(capability, True, NOW, Evidence.PROBE, Access.AUTO) for capability in Capability],
        limits=[RateLimit(name, 15, 4, NOW + timedelta(minutes=5)) for name in ENDPOINTS],
        why_idle=(Note(Idle.SYNCING),),
    )
    commands = [name for name in COMMANDS if not any(other.startswith(f"{name} ") for other in COMMANDS)]
    spending = overview(
        purposes=tuple(PurposeTotal(purpose, 30_000, 900_000) for purpose in Purpose),
        features=(MENTIONS, NAMES, *(Feature(name, False, 3_000_000, f"X_STREAM: {name}") for name in [*FeatureName][2:4]), FOLLOWER_COUNT),
    )
    return {
        "/status": status_view(status(**kinds)),
        "/status, troubled": status_view(troubled),
        "/status, details": status_details_view(detailed, NOW),
        "/help": help_view(commands, offset=0, account="harbourlight"),
        "/help, page 2": help_view(commands, offset=COMMANDS_SHOWN, account="harbourlight"),
        **{f"/settings show, {group}": settings_view([*map(setting, SETTINGS)], group, _CHANGED) for group in SettingGroup},
        "/budget now": Shown(budget_view(spending), {BUDGET_FILE: budget_chart_png(spending)}),
        "/budget plan": plan_view(planned()),
        "/digest now": digest(),
    }


_CHANGED = "**Maya** changed “Daily budget” from $2 to $3."
ENDPOINTS = ("GET /2/users/:id/followers", "GET /2/users/:id/mentions", "GET /2/users/:id/tweets", "POST /2/tweets")


def setting(name: str) -> SettingState:
    """As Maya changed it, for every other one."""
    kind = SETTINGS[name].kind
    change = SettingChange(name, "1", LONG[kind], False, MAYA, NOW) if len(name) % 2 else None
    value = "1100000000000000003" if kind is SettingKind.ROLES else LONG[kind]
    return SettingState(name, value, bounds=(Decimal(0), Decimal(1_000)) if kind in NUMBERS else None, change=change)


def digest() -> Shown:
    days = [DayCount(NOW.date() - timedelta(days=13 - n), 12 + n, 3, 2_400 + 9 * n) for n in range(14)]
    made = Digest(
        day=NOW.date(),
        since=NOW - timedelta(days=1),
        until=NOW,
        gained=31,
        lost=6,
        followers=2_431,
        counted_at=NOW,
        left=tuple(f"harbour_light_{n}" for n in range(6)),
        by_verdict={Verdict.ENGAGED: 4, Verdict.QUIET: 20, Verdict.UNSURE: 5, Verdict.SUSPICIOUS: 2},
        members=tuple(MemberDecisions(f"Member {n}", 16, 240 * (n + 1)) for n in range(5)),
        kinds={kind: KindCounts(9, 3, 12, 2) for kind in SuggestionKind},
        posts=PostCounts(came=59, answered=12, waiting=5, left_out={"spam": 31, "repeated": 9}, late=2),
        cost=DigestCost(NOW.date(), NOW.date(), 45_000, 2_460_000, 50_000_000),
        days=tuple(days),
    )
    return Shown(digest_view(made), {CHART_FILE: chart_png(days)})


def announcements() -> Iterator[tuple[str, Screen]]:
    """What the channel is told, each at its longest."""
    reason = written("X has locked the account: log in on x.com, follow what it says there, and then use /resume.").to_json()
    faults = [
        Note(SetupFault.NO_APPROVER_AT_ALL, {"role_ids": ("1100000000000000003", "1100000000000000004")}).to_json(),
        *(Note(SetupFault.NO_PERMISSION, {"permission": name, "channel": "mutuals", "channel_id": 1}).to_json() for name in PERMISSIONS),
    ]
    month = {"period": "month", "spent": 50 * MICROS, "budget": 50 * MICROS, "until": NOW.isoformat()}
    kinds = AnnouncementKind
    bodies: list[tuple[AnnouncementKind, dict[str, Any]]] = [
        (kinds.ROUTE_CHANGED, {"route": "hand_off", "suggestion_kind": "reply"}),
        (kinds.WRITES_STOPPED, {"reason": reason}),
        (kinds.ACTION_NEEDED, {"reason": reason}),
        (kinds.ACTION_NEEDED, {"faults": faults}),
        *((kinds.BUDGET, month | {"level": level}) for level in (50, 80, 100)),
        (kinds.CREDITS_RESTORED, {}),
        (kinds.OUTAGE, {}),
        (kinds.OUTAGE_OVER, {"seconds": 6_610}),
        (kinds.PAUSE, {"by": "Maya", "paused": True}),
        (kinds.SETTING, {"setting": "daily_budget_usd", "before": "2", "after": "3", "to_host": False, "by": "Maya"}),
        (kinds.NEW_DATABASE, {"baseline_micros": 5 * MICROS}),
        (kinds.DAY_FULL, {"shown": 20, "waiting": 41, "suggestion_kind": "follow_back"}),
    ]
    for kind, body in bodies:
        yield kind.value, announcement_view(Announcement(5, kind, NOW.isoformat(), body, NOW))
    best = [(person(n), judged(Verdict.ENGAGED, POSTED, why=[SPOKE, TOPICS])) for n in range(3)]
    found = first_look(dict.fromkeys(Verdict, 600), best)
    body = {"read": 5_000, "followers": 90_000, "status": "partial"}
    yield "baseline", announcement_view(Announcement(5, kinds.BASELINE, "", body, NOW), [*found, first_steps()])


class Phone:
    """Chromium with the demo's page on a phone, in whose channel one screen after the other is posted."""

    def __init__(self, discord: SimulatedDiscord, window: Window, avatar: str) -> None:
        self._discord, self._window, self._avatar = discord, window, avatar

    async def measure(self, shown: Shown) -> tuple[int, int, int]:
        """Words, lines, and the height in pixels: of a card itself, of any other screen with all that is around it."""
        components = shown.screen.to_components()  # type: ignore[no-untyped-call]  # discord.py does not annotate it
        form = {"components": json.loads(json.dumps(components).replace(AVATAR, self._avatar)), "flags": COMPONENTS_V2}
        form["attachments"] = [{"id": n, "filename": name} for n, name in enumerate(shown.files)]
        uploads = {n: Upload(name, data) for n, (name, data) in enumerate(shown.files.items())}
        message = self._discord.channel.create(Body(form, uploads))
        posted = self._window.locator(f"#messages li[id$='{message.id}']")
        await posted.wait_for(state="attached")
        await posted.evaluate("(message) => Promise.allSettled([...message.querySelectorAll('img')].map((image) => image.decode()))")
        words, lines, height = await posted.locator(".card").first.evaluate(COUNT)
        if not shown.card:
            height = await posted.evaluate("(message) => message.offsetHeight")
        self._discord.channel.delete(message)
        await posted.wait_for(state="detached")
        return words, lines, height


async def measure(names: Collection[str]) -> int:
    """Print everything; 1 where a goal is missed."""
    if CHROMIUM is None:
        raise SystemExit("There is no Chromium on this machine.")
    clock = SimulatedClock(NOW, speed=0)
    x, discord = SimulatedX(clock, population=2), SimulatedDiscord(clock, rate_limited=False)
    page = DemoPage(clock, x, discord)
    missed = 0
    for part in (x, discord, page):
        await part.start()
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        context = await browser.new_context(viewport={"width": PHONE[0], "height": PHONE[1]}, has_touch=True, is_mobile=True)
        window = await context.new_page()
        await window.goto(page.url)
        phone = Phone(discord, window, f"{x.url}/avatars/{x.account.id}.svg")
        for name, shown in screens():
            if names and not any(wanted in name for wanted in names):
                continue
            words, lines, height = await phone.measure(shown)
            too_much = height > shown.most or (shown.brief and (words > WORDS or lines > LINES))
            missed += too_much
            sys.stdout.write(f"{name:<36}{words:5} words{lines:4} lines{height:6} px{f'  of {shown.most}, missed' if too_much else ''}\n")
        await browser.close()
    for part in (page, discord, x):
        await part.stop()
    return int(missed > 0)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME")
    return asyncio.run(measure(parser.parse_args().names))


if __name__ == "__main__":
    sys.exit(main())
