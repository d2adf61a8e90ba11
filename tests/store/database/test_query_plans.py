"""No question of the store reads a whole table, however large the account: an index answers it."""

from __future__ import annotations

import sqlite3
from collections.abc import Awaitable, Callable, Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event

from bot.domain import (
    Act,
    AnnouncementKind,
    BurstKind,
    BurstState,
    Capability,
    Decision,
    Intent,
    Keyword,
    Place,
    Purpose,
    Side,
    SuggestionKind,
    Verdict,
)
from bot.store import Store, Tx
from tests.support.samples.notes import SPAM
from tests.support.store import (
    DAY,
    MAYA,
    NOW,
    STATES,
    add_people,
    cohort,
    draft,
    mention,
    profile,
    rolled_back,
    suggest_follow_back,
    suggest_reply,
)

TODAY = date(2026, 3, 1)
OPEN = {STATES.OPEN}
REPLY = SuggestionKind.REPLY
APPROVE = Decision(Act.APPROVE, NOW, MAYA)

QUESTIONS: dict[str, Callable[[Tx], Awaitable[Any]]] = {
    "accounts.get": lambda tx: tx.accounts.get(),
    "profiles.get": lambda tx: tx.profiles.get(1),
    "profiles.get_many": lambda tx: tx.profiles.get_many([1, 2]),
    "profiles.followed_among": lambda tx: tx.profiles.followed_among(["ada", "bob"]),
    "profiles.by_username": lambda tx: tx.profiles.by_username("ada"),
    "profiles.handles": lambda tx: tx.profiles.handles("ada", 25),
    "followers.known": lambda tx: tx.followers.known([1, 2]),
    "followers.get": lambda tx: tx.followers.get(1),
    "followers.newest": lambda tx: tx.followers.newest(10),
    "followers.newest_profiles": lambda tx: tx.followers.newest_profiles(10),
    "followers.new_among": lambda tx: tx.followers.new_among([1, 2], followed_since=NOW),
    "assessments.current": lambda tx: tx.assessments.current([1, 2], "1"),
    "followers.last_moves": lambda tx: tx.followers.last_moves([1, 2]),
    "followers.times_returned": lambda tx: tx.followers.times_returned([1, 2]),
    "neglected.page": lambda tx: tx.neglected.page(10, followed_by=NOW, turned_down_since=NOW),
    "neglected.page below": lambda tx: tx.neglected.page(10, Place(Side.BELOW, (7, 7)), followed_by=NOW, turned_down_since=NOW),
    "lost.page": lambda tx: tx.lost.page(10),
    "lost.page below": lambda tx: tx.lost.page(10, Place(Side.BELOW, (7, 7))),
    "lost.page above": lambda tx: tx.lost.page(10, Place(Side.ABOVE, (7, 7))),
    "lost.count_since": lambda tx: tx.lost.count_since(NOW),
    "lost.count_seen_since": lambda tx: tx.lost.count_seen_since(NOW),
    "lost.count_back_since": lambda tx: tx.lost.count_back_since(NOW),
    "lost.unseen": lambda tx: tx.lost.unseen(NOW),
    "lost.unseen_among": lambda tx: tx.lost.unseen_among([1, 2], NOW),
    "lost.gone_from_x": lambda tx: tx.lost.gone_from_x(NOW),
    "sweeps.current": lambda tx: tx.sweeps.current(),
    "sweeps.last": lambda tx: tx.sweeps.last(),
    "lost.between": lambda tx: tx.lost.between(NOW, NOW + DAY, 10),
    "followers.count_new": lambda tx: tx.followers.count_new(),
    "bursts.arrivals": lambda tx: tx.bursts.arrivals(NOW),
    "bursts.arrivals_per_hour": lambda tx: tx.bursts.arrivals_per_hour(NOW, NOW + DAY),
    "bursts.ordinary_arrivals": lambda tx: tx.bursts.ordinary_arrivals(NOW + DAY, 10),
    "bursts.last_arrival": lambda tx: tx.bursts.last_arrival(NOW),
    "bursts.suspicious_by_profile": lambda tx: tx.bursts.suspicious_by_profile([1, 2]),
    "following.known": lambda tx: tx.following.known([1, 2]),
    "assessments.get": lambda tx: tx.assessments.get(1),
    "assessments.suppressed": lambda tx: tx.assessments.suppressed([1, 2]),
    "assessments.stale": lambda tx: tx.assessments.stale("b", 10),
    "overrides.among": lambda tx: tx.overrides.among([1, 2]),
    "keywords.get": lambda tx: tx.keywords.get(),
    "interactions.among": lambda tx: tx.interactions.among([1, 2]),
    "interactions.get": lambda tx: tx.interactions.get(1),
    "interactions.changed_speakers": lambda tx: tx.interactions.changed_speakers(NOW, seen_before=NOW, limit=100),
    "tally.last_counts": lambda tx: tx.digest_counts.last_counts(NOW - DAY),
    "tally.count_at": lambda tx: tx.digest_counts.count_at(NOW),
    "interactions.count": lambda tx: tx.interactions.count(NOW, NOW + DAY),
    "interactions.count_by": lambda tx: tx.interactions.count_by(1, before=NOW),
    "interactions.undecided": lambda tx: tx.interactions.undecided(NOW, 10),
    "interactions.longest_waiting": lambda tx: tx.interactions.longest_waiting(NOW),
    "interactions.undecided of the known": lambda tx: tx.interactions.undecided(NOW, 10, assessed=True),
    "interactions.undecided of strangers": lambda tx: tx.interactions.undecided(NOW, 10, assessed=False),
    "interactions.undecided behind others": lambda tx: tx.interactions.undecided(NOW, 10, assessed=True, behind={Intent.THANKS}),
    "interactions.earlier_by": lambda tx: tx.interactions.earlier_by(1, before=7, since=NOW),
    "interactions.copies": lambda tx: tx.interactions.copies("Buy now", besides=1, since=NOW),
    "interactions.unseen_since": lambda tx: tx.interactions.unseen_since(NOW, 10),
    "own_posts.answers": lambda tx: tx.own_posts.answers([1, 2]),
    "own_posts.count_to": lambda tx: tx.own_posts.count_to(1),
    "own_posts.texts_since": lambda tx: tx.own_posts.texts_since(NOW),
    "own_posts.known_quote_counts": lambda tx: tx.own_posts.known_quote_counts([1, 2]),
    "bursts.get": lambda tx: tx.bursts.get(1),
    "bursts.latest": lambda tx: tx.bursts.latest(NOW),
    "bursts.member_ids": lambda tx: tx.bursts.member_ids(1),
    "bursts.cohort_memberships": lambda tx: tx.bursts.cohort_memberships([1, 2]),
    "bursts.examples": lambda tx: tx.bursts.examples(1, 10),
    "bursts.best": lambda tx: tx.bursts.best(1, 10),
    "bursts.stale": lambda tx: tx.bursts.stale(),
    "bursts.arrivals_every": lambda tx: tx.bursts.arrivals_every(DAY, NOW, NOW + DAY, 1),
    "audits.current": lambda tx: tx.audits.current(),
    "audits.by_verdict": lambda tx: tx.audits.by_verdict(),
    "audits.blocks": lambda tx: tx.audits.blocks(),
    "audits.biggest": lambda tx: tx.audits.biggest(Verdict.SUSPICIOUS, 10),
    "audits.neglected": lambda tx: tx.audits.neglected(10),
    "suggestions.get": lambda tx: tx.suggestions.get(1),
    "suggestions.best_open": lambda tx: tx.suggestions.best_open(1),
    "suggestions.count_waiting": lambda tx: tx.suggestions.count_waiting(),
    "suggestions.place": lambda tx: tx.suggestions.place(1, SuggestionKind.FOLLOW_BACK),
    "suggestions.last_acts": lambda tx: tx.suggestions.last_acts(NOW),
    "suggestions.open_about": lambda tx: tx.suggestions.open_about([1, 2], SuggestionKind.FOLLOW_BACK),
    "suggestions.in_states": lambda tx: tx.suggestions.in_states({STATES.APPROVED}, 1),
    "suggestions.counts": lambda tx: tx.suggestions.counts(),
    "suggestions.due_to_expire": lambda tx: tx.suggestions.due_to_expire(NOW, 10),
    "suggestions.due_to_reopen": lambda tx: tx.suggestions.due_to_reopen(NOW, 10),
    "suggestions.due_to_lapse": lambda tx: tx.suggestions.due_to_lapse(NOW, 10),
    "suggestions.next_due": lambda tx: tx.suggestions.next_due(),
    "suggestions.sent_since": lambda tx: tx.suggestions.sent_since(NOW),
    "suggestions.about": lambda tx: tx.suggestions.about(1),
    "suggestions.last_decision": lambda tx: tx.suggestions.last_decision(1),
    "suggestions.history": lambda tx: tx.suggestions.history(),
    "suggestions.history by member": lambda tx: tx.suggestions.history(member_id=1),
    "suggestions.history of a person": lambda tx: tx.suggestions.history(user_id=1),
    "suggestions.history of a span": lambda tx: tx.suggestions.history(since=NOW, until=NOW + DAY, acts=[Act.SKIP]),
    "suggestions.count_history": lambda tx: tx.suggestions.count_history(user_id=1),
    "suggestions.best_open of a kind": lambda tx: tx.suggestions.best_open(1, kind=REPLY),
    "suggestions.count_waiting of a kind": lambda tx: tx.suggestions.count_waiting(REPLY),
    "suggestions.in_states of a kind": lambda tx: tx.suggestions.in_states({STATES.APPROVED}, 1, REPLY),
    "suggestions.counts of a kind": lambda tx: tx.suggestions.counts(REPLY),
    "suggestions.due_to_lapse of a kind": lambda tx: tx.suggestions.due_to_lapse(NOW, 10, REPLY),
    "suggestions.sent_since of a kind": lambda tx: tx.suggestions.sent_since(NOW, REPLY),
    "suggestions.queued": lambda tx: tx.suggestions.queued(REPLY, 10, sent_since=NOW),
    "cards.get": lambda tx: tx.cards.get([1, 2]),
    "snapshots.take": lambda tx: tx.snapshots.take(1, 1, NOW),
    "replies.to": lambda tx: tx.replies.to([1, 2]),
    "replies.draft": lambda tx: tx.replies.draft(2),
    "replies.rejected_edit": lambda tx: tx.replies.rejected_edit(2, MAYA.id),
    "replies.answered": lambda tx: tx.replies.answered(NOW, NOW + DAY),
    "saved_replies.all": lambda tx: tx.saved_replies.all(),
    "saved_replies.get": lambda tx: tx.saved_replies.get(1),
    "saved_replies.count": lambda tx: tx.saved_replies.count(),
    "opt_outs.of": lambda tx: tx.opt_outs.of(1),
    "opt_outs.requested": lambda tx: tx.opt_outs.requested(1),
    "opt_outs.count": lambda tx: tx.opt_outs.count(),
    "opt_outs.all": lambda tx: tx.opt_outs.all(10),
    "prompts.for_suggestion": lambda tx: tx.prompts.for_suggestion(1),
    "prompts.by_message": lambda tx: tx.prompts.by_message(1),
    "prompts.unposted": lambda tx: tx.prompts.unposted(),
    "prompts.shown_of": lambda tx: tx.prompts.shown_of([1], [1], [1], {STATES.APPROVED}),
    "prompts.unprompted": lambda tx: tx.prompts.unprompted({STATES.APPROVED}),
    "prompts.unprompted that were asked for": lambda tx: tx.prompts.unprompted({STATES.APPROVED}, {STATES.OPEN}),
    "prompts.live": lambda tx: tx.prompts.live(),
    "prompts.count_on": lambda tx: tx.prompts.count_on(TODAY),
    "prompts.count_on of a kind": lambda tx: tx.prompts.count_on(TODAY, REPLY),
    "prompts.waiting_best": lambda tx: tx.prompts.waiting_best(5),
    "prompts.waiting_best of a kind": lambda tx: tx.prompts.waiting_best(5, kind=REPLY, came_by=NOW),
    "prompts.count_waiting": lambda tx: tx.prompts.count_waiting(REPLY, came_by=NOW),
    "prompts.outbid": lambda tx: tx.prompts.outbid(REPLY, shown_by=NOW, came_by=NOW),
    "suggestions.decided_at": lambda tx: tx.suggestions.decided_at(NOW),
    "announcements.unposted": lambda tx: tx.announcements.unposted(),
    "announcements.find": lambda tx: tx.announcements.find(AnnouncementKind.PURCHASE, "1"),
    "announcements.latest": lambda tx: tx.announcements.latest(AnnouncementKind.DIGEST),
    "announcements.of_kinds": lambda tx: tx.announcements.of_kinds([AnnouncementKind.PAUSE, AnnouncementKind.OUTAGE]),
    "ledger.sent until": lambda tx: tx.ledger.sent(Purpose.DETECTION, NOW, NOW + DAY),
    "ledger.last_success": lambda tx: tx.ledger.last_success(Purpose.MENTIONS),
    "ledger.sent": lambda tx: tx.ledger.sent(Purpose.FOLLOW_BACK, NOW),
    "ledger.spent": lambda tx: tx.ledger.spent(since=NOW),
    "ledger.spent on a purpose": lambda tx: tx.ledger.spent(purpose=Purpose.BASELINE),
    "ledger.succeeded": lambda tx: tx.ledger.succeeded(Purpose.OWN_POSTS),
    "ledger.spent_in_all": lambda tx: tx.ledger.spent_in_all(Purpose.BASELINE),
    "ledger.funds": lambda tx: tx.ledger.funds(1, 1, NOW),
    "ledger.by_day": lambda tx: tx.ledger.by_day(TODAY),
    "limits.all": lambda tx: tx.limits.all(),
    "permissions.get": lambda tx: tx.permissions.get(Capability.FOLLOW),
    "permissions.all": lambda tx: tx.permissions.all(),
    "tally.counts": lambda tx: tx.digest_counts.counts(TODAY, TODAY),
    "tally.gained": lambda tx: tx.digest_counts.gained(NOW, NOW + DAY),
    "tally.arrivals": lambda tx: tx.digest_counts.arrivals(NOW, NOW + DAY),
    "tally.awaiting": lambda tx: tx.digest_counts.awaiting(NOW, NOW + DAY),
    "tally.count_by": lambda tx: tx.digest_counts.count_by(NOW),
    "tally.first_ratio": lambda tx: tx.digest_counts.first_ratio(TODAY, TODAY),
    "highlights.posts": lambda tx: tx.digest_highlights.posts(NOW, NOW + DAY, window_begins=NOW, window_began=NOW - DAY),
    "highlights.oldest_reply": lambda tx: tx.digest_highlights.oldest_reply(),
    "highlights.best_newcomer": lambda tx: tx.digest_highlights.best_newcomer(NOW, NOW + DAY),
    "highlights.decisions_by_member": lambda tx: tx.digest_highlights.decisions_by_member(NOW, NOW + DAY),
    "announcements.between": lambda tx: tx.announcements.between([AnnouncementKind.OUTAGE], NOW, NOW + DAY),
    "suggestions.count_doubts": lambda tx: tx.suggestions.count_doubts(2),
    "tally.missed": lambda tx: tx.digest_counts.missed(NOW, NOW + DAY, SuggestionKind.REPLY),
    "tally.went_out": lambda tx: tx.digest_counts.went_out(NOW, NOW + DAY),
    "tally.expired": lambda tx: tx.digest_counts.expired(NOW, NOW + DAY, SuggestionKind.REPLY),
    "tally.outcomes": lambda tx: tx.digest_counts.outcomes(NOW, NOW + DAY),
    "tally.waiting": lambda tx: tx.digest_counts.waiting(),
    "tally.outcomes of a kind": lambda tx: tx.digest_counts.outcomes(NOW, NOW + DAY, REPLY),
    "tally.waiting of a kind": lambda tx: tx.digest_counts.waiting(REPLY),
}


async def open_another(tx: Tx) -> None:
    await add_people(tx, 3)
    await tx.replies.open(mention(8, 3), draft(), worth=1, why=(), at=NOW, expires_at=NOW)


async def request_too(tx: Tx) -> None:
    await tx.opt_outs.add(1, MAYA, NOW)
    await tx.opt_outs.add_request(1, "stop", NOW)


CHANGES: dict[str, Callable[[Tx], Awaitable[Any]]] = {
    "accounts.count": lambda tx: tx.accounts.count(1, NOW),
    "profiles.save": lambda tx: tx.profiles.save([profile(1)]),
    "tally.delete_counts": lambda tx: tx.digest_counts.delete_counts(after=NOW),
    "accounts.polled": lambda tx: tx.accounts.polled(NOW),
    "accounts.mentions_read": lambda tx: tx.accounts.mentions_read(1),
    "accounts.mentions_partly_read": lambda tx: tx.accounts.mentions_partly_read(2, 1),
    "accounts.mark_examples_added": lambda tx: tx.accounts.mark_examples_added(NOW),
    "accounts.mark_credits_depleted": lambda tx: tx.accounts.mark_credits_depleted(NOW),
    "ledger.settle": lambda tx: tx.ledger.settle(1, price="user", resource_ids=["1"], unit_micros=1, at=NOW, status=200),
    "profiles.clear": lambda tx: tx.profiles.clear([1, 2]),
    "sweeps.progress": lambda tx: tx.sweeps.progress(1, "next", 10),
    "sweeps.finish": lambda tx: tx.sweeps.finish(1, NOW),
    "sweeps.abandon": lambda tx: tx.sweeps.abandon(1),
    "followers.mark_unfollowed": lambda tx: tx.followers.mark_unfollowed([1, 2], NOW),
    "followers.mark_refollowed": lambda tx: tx.followers.mark_refollowed([1, 2], NOW),
    "assessments.invalidate": lambda tx: tx.assessments.invalidate([1, 2]),
    "overrides.clear": lambda tx: tx.overrides.clear(1),
    "keywords.replace": lambda tx: tx.keywords.replace(Keyword.TOPIC, ["cheese"]),
    "bursts.decide": lambda tx: tx.bursts.decide(1, BurstState.FINE, MAYA, NOW),
    "bursts.grow": lambda tx: tx.bursts.grow(1, NOW, cohort()),
    "bursts.shown": lambda tx: tx.bursts.shown(1, 1),
    "audits.progress": lambda tx: tx.audits.progress(1, 10),
    "audits.finish": lambda tx: tx.audits.finish(1, NOW),
    "followers.mark_seen": lambda tx: tx.followers.mark_seen([1, 2], NOW),
    "suggestions.open": lambda tx: tx.suggestions.open(1, SuggestionKind.FOLLOW_BACK, NOW, NOW),
    "suggestions.move": lambda tx: tx.suggestions.move(1, to=STATES.APPROVED, from_=OPEN, decision=APPROVE),
    "suggestions.move of a text": lambda tx: tx.suggestions.move(2, to=STATES.APPROVED, from_=OPEN, decision=APPROVE, revision=1),
    "interactions.mark_seen": lambda tx: tx.interactions.mark_seen([7, 8], NOW),
    "interactions.clear_text": lambda tx: tx.interactions.clear_text([7, 8]),
    "interactions.complete": lambda tx: tx.interactions.complete([mention(8, 3, text="In full")]),
    "interactions.clear_text_older": lambda tx: tx.interactions.clear_text_older(NOW),
    "interactions.clear_text_unseen": lambda tx: tx.interactions.clear_text_unseen(NOW),
    "own_posts.save_quote_counts": lambda tx: tx.own_posts.save_quote_counts({20: 1}),
    "own_posts.delete_older": lambda tx: tx.own_posts.delete_older(NOW),
    "replies.open": open_another,
    "replies.leave_out": lambda tx: tx.replies.leave_out(mention(8, 2), draft(), SPAM, NOW),
    "replies.already_answered": lambda tx: tx.replies.already_answered(mention(8, 2), draft(), NOW),
    "replies.redraft": lambda tx: tx.replies.redraft(2, draft("It costs $5.", 2), Decision(Act.EDIT, NOW, MAYA)),
    "replies.delete_rejected_edit": lambda tx: tx.replies.delete_rejected_edit(2, MAYA.id),
    "replies.delete_rejected_edits": lambda tx: tx.replies.delete_rejected_edits(),
    "saved_replies.change": lambda tx: tx.saved_replies.change(1, Intent.THANKS, "You are welcome!", "en"),
    "saved_replies.remove": lambda tx: tx.saved_replies.remove(1),
    "opt_outs.add_request": request_too,
    "opt_outs.remove": lambda tx: tx.opt_outs.remove(1),
    "prompts.retire": lambda tx: tx.prompts.retire(1, NOW),
    "announcements.posted": lambda tx: tx.announcements.posted(1, 1, 1),
}

Statements = list[tuple[str, Any]]


@pytest.fixture
def asked() -> Iterator[Statements]:
    """Every statement that reaches the database while the test runs."""
    statements: Statements = []

    def listen(_connection: Any, _cursor: Any, statement: str, parameters: Any, _context: Any, many: bool) -> None:
        if statement.startswith(("SELECT", "INSERT", "UPDATE", "DELETE")):
            statements.append((statement, parameters[0] if many and isinstance(parameters, list) else parameters))

    event.listen(Engine, "before_cursor_execute", listen)
    yield statements
    event.remove(Engine, "before_cursor_execute", listen)


def steps_of(file: Path, statements: Statements) -> list[str]:
    """What SQLite does for these statements, in its own words."""
    with closing(sqlite3.connect(file)) as connection:
        steps = [row[3] for text, given in statements for row in connection.execute(f"EXPLAIN QUERY PLAN {text}", given)]
    assert steps, "The statements did not reach the planner."
    return steps


def whole_tables_read(file: Path, statements: Statements) -> list[str]:
    return [step for step in steps_of(file, statements) if step.startswith("SCAN") and " CONSTANT ROW" not in step]


async def test_questions_and_changes_are_answered_by_an_index(store: Store, file: Path, asked: Statements) -> None:
    found: dict[str, list[str]] = {}
    async with store.write() as tx:
        await suggest_follow_back(tx, 1)
        await suggest_reply(tx, 2, 7)
        await tx.interactions.add([mention(8, 3)], NOW)
        await tx.ledger.reserve(purpose=Purpose.CHECK, endpoint="me", micros=1, at=NOW)
        await tx.bursts.add_members(await tx.bursts.open(BurstKind.PURCHASE, NOW, NOW, NOW, cohort()), [1])
    for name, change in CHANGES.items():
        asked.clear()
        async with rolled_back(store) as tx:
            await change(tx)
        found[name] = whole_tables_read(file, asked)
    for name, question in QUESTIONS.items():
        asked.clear()
        async with store.read() as tx:
            await question(tx)
        found[name] = whole_tables_read(file, asked)

    assert {name: steps for name, steps in found.items() if steps} == {}


async def test_the_budgets_are_looked_at_in_the_sums_of_the_month_alone(store: Store, file: Path, asked: Statements) -> None:
    async with store.read() as tx:
        await tx.ledger.funds(1, 1, NOW)

    (step,) = steps_of(file, asked)
    assert step.startswith("SEARCH spending")
    assert "day>? AND day<?" in step


async def test_those_who_left_are_found_without_looking_at_those_who_did_not(store: Store, file: Path, asked: Statements) -> None:
    async with store.read() as tx:
        await tx.lost.between(NOW, NOW + DAY, 10)

    first, *others = steps_of(file, asked)
    assert "USING INDEX ix_followers_unfollowed (account_id=? AND unfollowed_at>? AND unfollowed_at<?)" in first
    assert [step.split()[1] for step in others if step.startswith("SEARCH")] == ["profiles", "assessments"]


@pytest.mark.parametrize(
    ("question", "index"),
    [("lost.count_seen_since", "left_seen"), ("lost.count_back_since", "returned"), ("lost.gone_from_x", "departure")],
)
async def test_who_left_or_returned_is_found_without_a_walk_through_all_who_ever_did(
    store: Store, file: Path, asked: Statements, question: str, index: str
) -> None:
    async with store.read() as tx:
        await QUESTIONS[question](tx)

    assert f"INDEX ix_followers_{index} (account_id=? AND" in steps_of(file, asked)[0]


@pytest.mark.parametrize("side", Side)
async def test_a_page_of_those_who_left_begins_at_its_place(store: Store, file: Path, asked: Statements, side: Side) -> None:
    async with store.read() as tx:
        await tx.lost.page(10, Place(side, (7, 7)))

    first, *others = steps_of(file, asked)
    assert first.startswith("SEARCH followers USING INDEX ix_followers_unfollowed (account_id=? AND unfollowed_at>?")
    assert not [step for step in others if "TEMP B-TREE" in step]


_WHOLE_ACCOUNT = ("(account_id=?)", "(account_id=? AND post_id<?)")


async def test_what_was_said_is_found_without_walking_through_all_that_was_ever_said(store: Store, file: Path, asked: Statements) -> None:
    found: dict[str, list[str]] = {}
    spoken_of = {name: question for name, question in QUESTIONS.items() if name.startswith(("interactions.", "own_posts.", "replies."))}
    for name, question in spoken_of.items():
        asked.clear()
        async with store.read() as tx:
            await question(tx)
        found[name] = [step for step in steps_of(file, asked) if step.endswith(_WHOLE_ACCOUNT)]

    assert len(found) > 10
    assert {name: steps for name, steps in found.items() if steps} == {}


async def test_once_the_rows_are_counted_a_persons_history_is_found_from_the_person(store: Store, file: Path, asked: Statements) -> None:
    async with store.write() as tx:
        for user_id in range(1, 40):
            suggestion_id = await suggest_follow_back(tx, user_id)
            await tx.suggestions.move(suggestion_id, to=STATES.SKIPPED, from_=OPEN, decision=Decision(Act.SKIP, NOW, MAYA))

    await store.analyze()
    asked.clear()
    async with store.read() as tx:
        await tx.suggestions.history(user_id=7)

    first, second, *_ = [step for step in steps_of(file, asked) if step.startswith("SEARCH")]
    assert first.startswith(
        "SEARCH suggestions USING COVERING INDEX ix_suggestions_account_id_user_id_kind_state (account_id=? AND user_id=?"
    )
    assert second.startswith("SEARCH decisions USING INDEX ix_decisions_suggestion_id (suggestion_id=?)")


async def test_all_rows_are_counted_and_not_a_sample_that_takes_the_account_for_few_rows(store: Store, file: Path) -> None:
    people = list(range(1, 1_201))
    async with store.write() as tx:
        await tx.profiles.save([profile(user_id) for user_id in people])
        await tx.followers.add(people, NOW, baseline=True)

    await store.analyze()

    with closing(sqlite3.connect(file)) as connection:
        counted = dict(connection.execute("SELECT idx, stat FROM sqlite_stat1"))
    assert counted["ix_followers_account_id_baseline_id"] == "1200 1200 1200 1"
