"""Every act and every kind of suggestion is complete in every layer, and nothing outside the registries tells them apart."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import chain
from pathlib import Path

import pytest

from bot.domain import (
    SETTLED,
    UNDECIDED,
    Act,
    Capability,
    Card,
    Digest,
    ExpectedRoute,
    Idle,
    KindCounts,
    KindStatus,
    Note,
    OverrideKind,
    SuggestionKind,
    SuggestionState,
    Verdict,
)
from bot.domain.acts import ACT_OF_OVERRIDE, ACTS, APPROVALS, Actor, member_act
from bot.domain.kinds import KIND_OF_CAPABILITY, KIND_OF_PURPOSE, KINDS
from bot.domain.suggestions import Decision, HistoryEntry
from bot.views.digest.digest import digest_view
from bot.views.people.lookup import lookup_view
from bot.views.suggestions.card import card_view
from bot.views.suggestions.details import details_view
from bot.views.suggestions.log_line import log_line
from bot.views.suggestions.outcome import headline, outcome_line
from bot.views.suggestions.queue import done_notice
from bot.views.suggestions.registry import KIND_VIEWS
from bot.views.team.status import kind_lines
from bot.views.team.status_details import status_details_view
from bot.views.words.acts import ACT_WORDS
from bot.views.words.history import history_line
from bot.views.words.kinds import KIND_WORDS, act_words
from bot.views.words.sentences import sentence
from bot.workflow.delivery.registry import DELIVERIES
from bot.x.billing.pricing import PUBLISHED
from bot.x.client import FOLLOW, REPLY
from tests.support.samples.cards import MAYA, NOW, ada, assessed, buttons, card, discord_takes, options, reply_card, text
from tests.support.store import StoreWorld

STATES = SuggestionState
CARDS: dict[SuggestionKind, Callable[..., Card]] = {SuggestionKind.FOLLOW_BACK: card, SuggestionKind.REPLY: reply_card}
BY_MEMBER = [act for act, rules in ACTS.items() if rules.by is Actor.MEMBER]
BY_MUTUALS = [act for act in ACTS if act not in BY_MEMBER]

LIFE = {
    STATES.OPEN: {STATES.APPROVED, STATES.SNOOZED, STATES.SKIPPED, STATES.EXPIRED, STATES.DONE},
    STATES.SNOOZED: {STATES.OPEN, STATES.APPROVED, STATES.SKIPPED, STATES.EXPIRED, STATES.DONE},
    STATES.APPROVED: {STATES.DELIVERING, STATES.HANDED_OFF, STATES.WITHDRAWN, STATES.OPEN, STATES.FAILED, STATES.DONE},
    STATES.DELIVERING: {STATES.DONE, STATES.FAILED, STATES.IN_DOUBT, STATES.HANDED_OFF, STATES.APPROVED, STATES.OPEN, STATES.WITHDRAWN},
    STATES.IN_DOUBT: {STATES.DONE, STATES.APPROVED, STATES.FAILED},
    STATES.HANDED_OFF: {STATES.DONE, STATES.LAPSED, STATES.WITHDRAWN, STATES.FAILED},
    STATES.LAPSED: {STATES.APPROVED, STATES.OPEN, STATES.DONE},
    STATES.FAILED: {STATES.APPROVED, STATES.OPEN, STATES.DONE},
    STATES.WITHDRAWN: {STATES.DONE, STATES.OPEN},
    STATES.SKIPPED: {STATES.OPEN},
    STATES.EXPIRED: {STATES.OPEN},
    STATES.DONE: set[SuggestionState](),
}
"""docs/architecture.md, "The life of a suggestion", arrow by arrow: with what is seen late on X, or sent back to be changed."""


def test_every_act_and_every_kind_has_an_entry_in_every_table() -> None:
    assert ACTS.keys() == ACT_WORDS.keys() == set(Act)
    for table in (KINDS, KIND_WORDS, KIND_VIEWS, DELIVERIES, CARDS):
        assert table.keys() == set(SuggestionKind)


def test_the_tables_of_acts_name_them_in_one_order() -> None:
    """Buttons stand in it."""
    assert list(ACTS) == list(ACT_WORDS)


# Acts


def test_acts_move_suggestions_as_the_life_of_a_suggestion_says() -> None:
    moves = {(from_, to) for rules in ACTS.values() for from_, to in rules.moves.items() if from_ is not to}

    assert moves == {(from_, to) for from_, ends in LIFE.items() for to in ends}


def test_every_state_is_reached_from_an_open_suggestion() -> None:
    reached = {STATES.OPEN}
    while more := {to for state in reached for to in LIFE[state]} - reached:
        reached |= more

    assert reached == set(STATES)


@pytest.mark.parametrize("act", list(Act))
def test_an_act_happens_somewhere(act: Act) -> None:
    assert ACTS[act].moves or ACTS[act].begins


@pytest.mark.parametrize("act", BY_MUTUALS)
def test_what_mutuals_records_is_on_no_button(act: Act) -> None:
    assert member_act(act.value) is None
    assert not ACTS[act].offered_in
    assert not any((ACTS[act].override, ACTS[act].opts_out, ACTS[act].text_change, ACTS[act].needs_revision, ACTS[act].undoable))


@pytest.mark.parametrize("act", BY_MEMBER)
def test_what_a_member_says_has_words(act: Act) -> None:
    assert member_act(act.value) is act
    assert ACT_WORDS[act].label
    assert ACT_WORDS[act].was_first.startswith("{by} ")
    assert ACTS[act].offered_in <= ACTS[act].moves.keys()


@pytest.mark.parametrize("kind", list(SuggestionKind))
@pytest.mark.parametrize("state", list(STATES))
def test_a_card_shows_the_buttons_of_what_its_state_and_kind_offer(kind: SuggestionKind, state: SuggestionState) -> None:
    last = next((act for act in BY_MEMBER if state not in ACTS[act].moves and ACTS[act].leads_to(state)), None)
    shown = CARDS[kind](state, said=last, assessment=assessed("was made today", verdict=Verdict.UNSURE))
    offered = [act for act in BY_MEMBER if shown.suggestion.offers(act, shown.decision)]
    offered = [act for act in offered if not ACTS[act].releases and (KINDS[kind].has_text or ACTS[act].text_change is None)]
    offered = [act for act in offered if KINDS[kind].takes_overrides or ACTS[act].override is None]
    view, details = card_view(shown), details_view(shown)

    discord_takes(view)
    discord_takes(details)
    assert [label for label, target in buttons(view).items() if target.startswith("suggestion:")] == [
        act_words(act, kind).label for act in offered if not ACTS[act].in_menu
    ]
    assert options(details) == {act_words(act, kind).label: act.value for act in offered if ACTS[act].in_menu}
    assert ("More" in buttons(view)) is (state in UNDECIDED)


@pytest.mark.parametrize("kind", list(SuggestionKind))
@pytest.mark.parametrize("act", list(Act))
def test_the_history_and_the_log_have_a_line_for_every_act(act: Act, kind: SuggestionKind) -> None:
    member = MAYA if act in BY_MEMBER else None
    entry = HistoryEntry(Decision(act, NOW, member), 7, kind, 4711, "ada")

    assert "ada" in history_line(entry)
    assert ACT_WORDS[act].log in log_line(entry)
    assert ("Maya" in history_line(entry)) is (member is not None)


@pytest.mark.parametrize("kind", list(SuggestionKind))
@pytest.mark.parametrize("act", [act for act in BY_MEMBER if ACTS[act].offered_in & UNDECIDED and not ACTS[act].text_change])
def test_the_queue_says_what_a_click_did(act: Act, kind: SuggestionKind) -> None:
    assert done_notice(act, CARDS[kind](STATES.OPEN, said=act))


@pytest.mark.parametrize("kind", list(SuggestionKind))
@pytest.mark.parametrize("act", BY_MEMBER)
def test_a_card_says_who_decided(act: Act, kind: SuggestionKind) -> None:
    for state in {to for from_, to in ACTS[act].moves.items() if from_ is not to} - {STATES.OPEN}:
        assert "Maya" in headline(CARDS[kind](state, said=act))


def test_what_can_be_taken_back_sent_nothing_and_undo_is_offered_wherever_it_leads() -> None:
    (undo,) = [rules for rules in ACTS.values() if rules.undoes]

    assert {state for rules in ACTS.values() if rules.undoable for state in rules.moves.values()} == undo.offered_in
    assert undo.offered_in == {STATES.SKIPPED, STATES.SNOOZED, STATES.WITHDRAWN}


def test_what_an_approval_is() -> None:
    assert {Act.APPROVE, Act.RETRY} == APPROVALS
    assert all(ACTS[act].moves[state] is STATES.APPROVED for act in APPROVALS for state in ACTS[act].moves)


def test_every_override_is_set_by_one_act() -> None:
    assert ACT_OF_OVERRIDE.keys() == set(OverrideKind)
    assert len({rules.override for rules in ACTS.values()} - {None}) == len(OverrideKind)


# Kinds


def test_no_two_kinds_share_what_tells_them_apart() -> None:
    rules = KINDS.values()
    jobs = list(chain.from_iterable((one.deliver_job, one.verify_job) for one in rules))

    assert len(set(jobs)) == len(jobs) == 2 * len(KINDS)
    assert len(KIND_OF_PURPOSE) == len(KIND_OF_CAPABILITY) == len({one.endpoint for one in rules}) == len(KINDS)
    assert len({view.pages for view in KIND_VIEWS.values()}) == len(KINDS)


@pytest.mark.parametrize("kind", list(SuggestionKind))
def test_what_a_kind_names_exists(kind: SuggestionKind) -> None:
    rules = KINDS[kind]

    assert rules.price in PUBLISHED
    assert rules.endpoint in {FOLLOW, REPLY}
    assert {rules.capability, rules.unsolicited} <= set(Capability)
    assert KIND_VIEWS[kind].pages.isalpha()
    assert (KIND_WORDS[kind].closed_by_team is not None) is rules.closed_by_team


@pytest.mark.parametrize("kind", list(SuggestionKind))
@pytest.mark.parametrize("state", sorted(set(STATES) - {STATES.OPEN}))
def test_a_card_of_every_kind_and_state_tells_what_came_of_it(kind: SuggestionKind, state: SuggestionState) -> None:
    shown: Card = CARDS[kind](state)

    assert headline(shown)
    assert outcome_line(shown)
    assert headline(shown) in text(card_view(shown))


# Nothing else branches

ROOT = Path(__file__).parents[2]
REGISTRIES = {
    "bot/domain/acts.py",
    "bot/domain/kinds.py",
    "bot/views/words/acts.py",
    "bot/views/words/kinds.py",
    "bot/views/suggestions/registry.py",
    "bot/workflow/delivery/registry.py",
}


def sources() -> Iterator[tuple[str, ast.Module]]:
    for room in ("bot", "cogs"):
        for path in sorted((ROOT / room).rglob("*.py")):
            name = path.relative_to(ROOT).as_posix()
            if not name.startswith("bot/demo/"):
                yield name, ast.parse(path.read_text(encoding="utf-8"))


def members(node: ast.AST) -> Iterator[str]:
    """The acts of members and the kinds that are named anywhere in this expression."""
    for part in ast.walk(node):
        if isinstance(part, ast.Attribute) and isinstance(part.value, ast.Name):
            enum, name = part.value.id, part.attr
            if enum == "SuggestionKind" and name in SuggestionKind.__members__:
                yield f"SuggestionKind.{name}"
            if enum == "Act" and name in Act.__members__ and Act[name] in BY_MEMBER:
                yield f"Act.{name}"


def is_column(node: ast.expr) -> bool:
    """Whether it is a table's column: a query about one kind tells nothing apart."""
    return isinstance(node, ast.Attribute) and isinstance(node.value, ast.Attribute) and node.value.attr == "c"


def branches(tree: ast.Module) -> Iterator[str]:
    """Comparisons with an act of members or a kind, cases of them, tables keyed by them, and collections of them in a condition."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare) and not is_column(node.left):
            sides = (node.left, *node.comparators)
            yield from chain.from_iterable(members(side) for side in sides if not isinstance(side, ast.Call))
        elif isinstance(node, ast.match_case):
            yield from members(node.pattern)
        elif isinstance(node, ast.Dict):
            yield from chain.from_iterable(members(key) for key in node.keys if key is not None)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in {"in_", "not_in"}:
            yield from chain.from_iterable(map(members, node.args))


def lists_of_kinds(tree: ast.Module) -> Iterator[str]:
    """Collections, written out, of more than one kind: walk the registry instead."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Tuple | ast.List | ast.Set):
            named = [name for name in chain.from_iterable(map(members, node.elts)) if name.startswith("SuggestionKind.")]
            if len(set(named)) > 1:
                yield ", ".join(named)


OF_ONE_KIND = re.compile(rf"({'|'.join(kind.removesuffix('y') for kind in SuggestionKind)})(s|y|ies)?(_\w+)?")
A_FIGURE = re.compile(r"\b(int|ExpectedRoute|SuggestionState|Suggestion)\b")
OPTIONS = {"bot/config.py": "Settings", "bot/domain/account.py": "Policy"}
"""What the team may choose for a kind: `KINDS` says which option it is."""


def fields_of_one_kind(tree: ast.Module, options: str = "") -> Iterator[str]:
    """Fields that hold a figure, a route, a state or a suggestion of one kind: map kinds to them instead."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef) and node.name != options:
            for field in node.body:
                match field:
                    case ast.AnnAssign(target=ast.Name(id=name)) if OF_ONE_KIND.fullmatch(name) and A_FIGURE.search(
                        ast.unparse(field.annotation)
                    ):
                        yield f"{node.name}.{name}"


def test_nothing_outside_the_registries_lists_kinds_or_has_a_field_for_one() -> None:
    lists = {name: list(lists_of_kinds(tree)) for name, tree in sources() if name not in REGISTRIES}
    fields = {name: list(fields_of_one_kind(tree, OPTIONS.get(name, ""))) for name, tree in sources()}

    assert {name: found for name, found in lists.items() if found} == {}
    assert {name: found for name, found in fields.items() if found} == {}


def test_a_list_of_kinds_and_a_field_for_one_are_found() -> None:
    assert list(lists_of_kinds(ast.parse("for kind in (SuggestionKind.FOLLOW_BACK, SuggestionKind.REPLY): pass")))
    for field in ("follow_back: int", "replies: dict[SuggestionState, int]", "reply_route: ExpectedRoute", "reply: Suggestion | None"):
        assert list(fields_of_one_kind(ast.parse(f"class Status:\n    {field}")))


def test_nothing_outside_the_registries_tells_acts_or_kinds_apart() -> None:
    found = {name: sorted(set(branches(tree))) for name, tree in sources() if name not in REGISTRIES}

    assert {name: told for name, told in found.items() if told} == {}


@pytest.mark.parametrize(
    "source",
    [
        "if kind is SuggestionKind.REPLY: pass",
        "x = act in (Act.EDIT, Act.ANOTHER)",
        "x = {Act.SKIP: 1}",
        "match act:\n    case Act.SKIP: pass",
        "q = table.c.act.in_((Act.APPROVE, Act.RETRY))",
    ],
)
def test_a_branch_is_found(source: str) -> None:
    assert list(branches(ast.parse(source)))


@pytest.mark.parametrize("source", ["move(Act.EXPIRE)", "x = last.act is Act.REOPEN", "q = t.c.kind == SuggestionKind.REPLY"])
def test_what_mutuals_records_and_what_is_asked_about_one_kind_is_no_branch(source: str) -> None:
    assert not list(branches(ast.parse(source)))


# Another kind


@pytest.fixture
def another_kind(monkeypatch: pytest.MonkeyPatch) -> SuggestionKind:
    """A kind that stands in the tables alone, and like a follow-back there, but for its words."""
    kind = str.__new__(SuggestionKind, "another")
    kind._name_, kind._value_ = "ANOTHER", "another"
    known = SuggestionKind.FOLLOW_BACK
    monkeypatch.setitem(SuggestionKind._member_map_, "ANOTHER", kind)
    monkeypatch.setitem(SuggestionKind._value2member_map_, "another", kind)
    monkeypatch.setattr(SuggestionKind, "_member_names_", [*SuggestionKind._member_names_, "ANOTHER"])
    monkeypatch.setitem(KINDS, kind, KINDS[known])
    words = replace(KIND_WORDS[known], title="Others", latest="Latest other: **{state}**", queue="/others")
    monkeypatch.setitem(KIND_WORDS, kind, words)
    return kind


def test_every_screen_tells_of_another_kind_once_it_stands_in_the_tables(another_kind: SuggestionKind) -> None:
    day = Digest(NOW.date(), NOW, NOW, gained=0, lost=0, followers=None, kinds={another_kind: KindCounts(1, 2, 3, 4)})
    known = lookup_view(
        ada(), follower=None, assessment=None, latest={another_kind: card().suggestion}, past=[], opt_out=None, override=None
    )
    told = kind_lines(another_kind, KindStatus(ExpectedRoute.API, {STATES.OPEN: 7}, cards_today=1, cards_per_day=20))

    assert "**Others:** 1 done, 2 approved, 3 waiting, 4 lapsed" in text(digest_view(day))
    assert "Latest other: **open**" in text(known)
    assert told[:2] == ["**Others:** through X's API", "Waiting for a decision: **7** · snoozed: 0"]
    assert sentence(Note(Idle.NOTHING_APPROVED, {another_kind: 2})) == "Nothing is approved. 2 wait for a decision: /others."


async def test_status_and_the_digest_count_another_kind_once_it_stands_in_the_tables(tmp_path: Path, another_kind: SuggestionKind) -> None:
    async with StoreWorld(tmp_path) as world:
        digest = await world.services.digest.now()
        status = await world.services.status.now()

    assert list(digest.kinds) == list(status.kinds) == list(SuggestionKind)
    assert another_kind in status.kinds
    assert text(status_details_view(status, NOW)).count("**Others:**") == 1


# What is recorded


def literal(node: ast.expr | None) -> SuggestionState | None:
    """The state that this expression names, if it names one."""
    return SuggestionState[node.attr] if isinstance(node, ast.Attribute) and node.attr in STATES.__members__ else None


def recorded(tree: ast.Module) -> Iterator[tuple[Act, set[SuggestionState], SuggestionState]]:
    """Calls of `move` that name an act, the states it starts from and where it leads to."""
    for function in (node for node in ast.walk(tree) if isinstance(node, ast.AsyncFunctionDef)):
        acts = [part.attr for part in ast.walk(function) if isinstance(part, ast.Attribute) and part.attr in Act.__members__]
        for call in (node for node in ast.walk(function) if isinstance(node, ast.Call)):
            if not (isinstance(call.func, ast.Attribute) and call.func.attr == "move") or len(set(acts)) != 1:
                continue
            given = {keyword.arg: keyword.value for keyword in call.keywords}
            to, from_ = literal(given.get("to")), given.get("from_")
            states = {state for part in from_.elts if (state := literal(part))} if isinstance(from_, ast.Set) else set[SuggestionState]()
            if to is not None:
                yield Act[acts[0]], states, to


def test_what_is_recorded_moves_a_suggestion_as_the_table_says() -> None:
    found = list(chain.from_iterable(recorded(tree) for _, tree in sources()))

    assert {act for act, _, _ in found} >= {Act.START, Act.HAND_OFF, Act.CONFIRM, Act.LAPSE, Act.SEND_BACK, Act.EXPIRE, Act.REOPEN}
    for act, states, to in found:
        assert ACTS[act].leads_to(to)
        assert all(ACTS[act].moves.get(state) is to for state in states), (act, states, to)


def test_nothing_happens_to_what_is_settled_unless_a_member_wants_it_or_it_is_seen_on_x() -> None:
    after_the_end = {act for act, rules in ACTS.items() if rules.moves.keys() & SETTLED}

    assert after_the_end == {Act.RETRY, Act.UNDO, Act.REVIVE, Act.ANSWERED, Act.SEND_BACK}
