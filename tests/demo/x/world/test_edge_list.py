from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from bot.demo.x.world.edge_list import EdgeList
from bot.demo.x.world.person_factory import PersonFactory

CAST = list(PersonFactory(1).make_many(6, datetime(2026, 9, 1, tzinfo=UTC)))

acts = st.lists(st.tuples(st.sampled_from(["add", "remove", "hide", "show"]), st.integers(0, len(CAST) - 1)), max_size=40)


@given(acts)
def test_an_edge_list_keeps_the_order_of_the_follows_through_anything(history: list[tuple[str, int]]) -> None:
    edges, order, hidden = EdgeList(), list[int](), set[int]()
    for act, who in history:
        getattr(edges, act)(CAST[who])
        if act == "add" and who not in order:
            order.insert(0, who)
        elif act == "remove" and who in order:
            order.remove(who)
            hidden.discard(who)
        elif act == "hide" and who in order:
            hidden.add(who)
        elif act == "show":
            hidden.discard(who)

    visible = [CAST[who] for who in order if who not in hidden]
    assert list(edges) == visible
    assert len(edges) == len(visible)
    assert [person in edges for person in CAST] == [who in order for who in range(len(CAST))]
    for position, person in enumerate(visible):
        assert edges.from_position(position, 2) == visible[position : position + 2]
        assert edges.older_than(edges.serial(person), 2) == visible[position + 1 : position + 3]
    assert edges.older_than(edges.top, 99) == visible
    assert edges.from_position(99, 5) == []
