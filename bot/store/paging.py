"""Lists of any length, read a page at a time from a row's key and not from its number: to pass over rows takes ever longer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import BigInteger, BindParameter, ColumnElement, Select, bindparam, tuple_, type_coerce

from bot.domain.pages import Key, Page, Place, Side
from bot.store.repository import Repository

Item = TypeVar("Item")

_LIMIT: BindParameter[int] = bindparam("limit")


@dataclass(frozen=True, slots=True)
class KeyedList:
    """The statements that read a list from its top, below a key, and above one (nearest first). names: of the key's numbers in a row."""

    top: Select[Any]
    below: Select[Any]
    above: Select[Any]
    names: tuple[str, ...]


def keyed_list(statement: Select[Any], *key: ColumnElement[Any]) -> KeyedList:
    """The statement's rows by these columns, all of them descending. key: whole numbers or moments, the last one unique."""
    numbers = [type_coerce(column, BigInteger).label(f"key_{n}") for n, column in enumerate(key)]
    names = tuple(number.name for number in numbers)
    place, given = tuple_(*numbers), tuple_(*(bindparam(name, type_=BigInteger) for name in names))
    keyed = statement.add_columns(*numbers)
    top = keyed.order_by(*(column.desc() for column in key)).limit(_LIMIT)
    return KeyedList(top, top.where(place < given), keyed.where(place > given).order_by(*key).limit(_LIMIT), names)


class PageReader(Repository):
    """A repository that hands out pages."""

    async def _page(self, listed: KeyedList, item: Callable[[Any], Item], size: int, place: Place | None, /, **given: Any) -> Page[Item]:
        """The page at this place, for somebody who turns pages."""
        found = await self._beside(listed, size + 1, place, **given)
        if turns_to_top(place, len(found), size):
            place, found = None, await self._beside(listed, size + 1, None, **given)
        return page_of([(key, item(row)) for key, row in found], size, place)

    async def _beside(self, listed: KeyedList, limit: int, place: Place | None, /, **given: Any) -> list[tuple[Key, Any]]:
        """The rows at the top or nearest to a place, each with its key."""
        statement = listed.top if place is None else listed.below if place.side is Side.BELOW else listed.above
        key = {} if place is None else dict(zip(listed.names, place.key, strict=False))
        rows = await self._rows(statement, limit=limit, **key, **given)
        return [(tuple(getattr(row, name) for name in listed.names), row) for row in rows]


def turns_to_top(place: Place | None, found: int, size: int) -> bool:
    """Whether somebody who turns to this place gets the first page: nothing is below it any more, or less than a page above."""
    return place is not None and found < (1 if place.side is Side.BELOW else size)


def page_of(found: Sequence[tuple[Key, Item]], size: int, place: Place | None) -> Page[Item]:
    """The page at this place. found: its rows, nearest first, and one more where there is one."""
    shown, more = found[:size], len(found) > size
    if place is not None and place.side is Side.ABOVE:
        shown, above, below = shown[::-1], more, True
    else:
        above, below = place is not None, more
    return Page(
        tuple(item for _key, item in shown),
        Place(Side.ABOVE, shown[0][0]) if shown and above else None,
        Place(Side.BELOW, shown[-1][0]) if shown and below else None,
    )
