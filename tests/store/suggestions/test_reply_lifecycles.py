"""Whatever happens in which order: one suggestion a post, one unsettled a person, and no approval of a text that nobody saw."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain import SETTLED, Act, Decision, SuggestionState
from bot.store import Store, Tx
from tests.support.samples.notes import SPAM
from tests.support.store import DAY, LEO, MAYA, NOW, STATES, add_people, draft, mention, rolled_back

PEOPLE, POSTS = 3, range(1, 8)
UNDECIDED = {STATES.OPEN, STATES.SNOOZED}


@dataclass(frozen=True, slots=True)
class Life:
    """What is expected of one suggestion."""

    id: int
    post: int
    state: SuggestionState
    revision: int = 1

    @property
    def person(self) -> int:
        return author_of(self.post)


@dataclass(frozen=True, slots=True)
class Opening:
    post: int

    async def happen(self, tx: Tx, told: Told) -> None:
        suggestion_id = await tx.replies.open(
            mention(self.post, author_of(self.post)), draft(text(1)), worth=0, why=(), at=NOW, expires_at=NOW + DAY
        )
        assert (suggestion_id is not None) == (told.undecided(self.post) and not told.alive(author_of(self.post)))
        if suggestion_id is not None:
            told.lives.append(Life(suggestion_id, self.post, STATES.OPEN))


@dataclass(frozen=True, slots=True)
class LeavingOut:
    post: int

    async def happen(self, tx: Tx, told: Told) -> None:
        left_out = await tx.replies.leave_out(mention(self.post, author_of(self.post)), draft(text(1)), SPAM, NOW)
        assert left_out == told.undecided(self.post)
        if left_out:
            told.lives.append(Life((await tx.replies.to([self.post]))[self.post], self.post, STATES.SKIPPED))
            told.lines += 1


@dataclass(frozen=True, slots=True)
class Move:
    """behind: how many texts the member has missed; None for a move that regards none."""

    number: int
    to: SuggestionState
    from_: frozenset[SuggestionState]
    behind: int | None

    async def happen(self, tx: Tx, told: Told) -> None:
        if self.number >= len(told.lives):
            return
        life = told.lives[self.number]
        moved = await tx.suggestions.move(
            life.id,
            to=self.to,
            from_=self.from_,
            decision=Decision(Act.APPROVE, NOW, MAYA),
            revision=None if self.behind is None else life.revision - self.behind,
        )
        others = [other for other in told.alive(life.person) if other.id != life.id]
        assert (moved is not None) == (life.state in self.from_ and not self.behind and (self.to in SETTLED or not others))
        if moved is not None:
            assert (moved.state, moved.revision, moved.post_id) == (self.to, life.revision, life.post)
            told.lives[self.number] = replace(life, state=self.to)
            told.lines += 1


@dataclass(frozen=True, slots=True)
class Redraft:
    number: int
    behind: int

    async def happen(self, tx: Tx, told: Told) -> None:
        if self.number >= len(told.lives):
            return
        life = told.lives[self.number]
        revision = life.revision + 1 - self.behind
        changed = await tx.replies.redraft(life.id, draft(text(revision), revision), Decision(Act.EDIT, NOW, LEO))
        assert changed == (life.state in UNDECIDED and self.behind == 0)
        if changed:
            told.lives[self.number] = replace(life, revision=revision)
            told.lines += 1


@dataclass(slots=True)
class Told:
    """What the store was told so far."""

    lives: list[Life] = field(default_factory=list)
    lines: int = 0

    def undecided(self, post: int) -> bool:
        return all(life.post != post for life in self.lives)

    def alive(self, person: int) -> list[Life]:
        return [life for life in self.lives if life.person == person and life.state not in SETTLED]


def author_of(post: int) -> int:
    return post % PEOPLE


def text(revision: int) -> str:
    return f"Text number {revision}"


posts, numbers, states = st.sampled_from(POSTS), st.integers(0, 5), st.sampled_from(list(STATES))
some_states = st.one_of(st.just(frozenset(STATES)), st.frozensets(states))
moves = st.builds(Move, numbers, states, some_states, st.sampled_from([None, 0, 1, -1]))
redrafts = st.builds(Redraft, numbers, st.sampled_from([0, 0, 1, -1]))
acts = st.lists(st.one_of(st.builds(Opening, posts), st.builds(LeavingOut, posts), moves, redrafts), max_size=20)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=acts)
async def test_any_order(store: Store, acts: list[Opening | LeavingOut | Move | Redraft]) -> None:
    told = Told()
    async with rolled_back(store) as tx:
        await add_people(tx, *range(PEOPLE))
        await tx.interactions.add([mention(post, author_of(post)) for post in POSTS], NOW)
        for act in acts:
            await act.happen(tx, told)

        found = [suggestion for person in range(PEOPLE) for suggestion in await tx.suggestions.about(person)]
        assert all(count == 1 for count in Counter(suggestion.post_id for suggestion in found).values())
        alive = Counter(suggestion.user_id for suggestion in found if suggestion.state not in SETTLED)
        assert all(count == 1 for count in alive.values())
        assert {(one.id, one.post_id, one.user_id, one.state, one.revision) for one in found} == {
            (life.id, life.post, life.person, life.state, life.revision) for life in told.lives
        }
        for life in told.lives:
            drafted = await tx.replies.draft(life.id)
            assert drafted is not None
            assert (drafted[0].text, drafted[0].revision) == (text(life.revision), life.revision)
        assert await tx.suggestions.count_history() == told.lines
        assert {post.post_id for post in await tx.interactions.undecided(NOW, 100)} == {
            post for post in POSTS if told.undecided(post) and not told.alive(author_of(post))
        }
