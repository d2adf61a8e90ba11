"""A list of people in the order of their follows; paging and changing it is cheap at any size."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator

from bot.demo.x.world.models import Person


class EdgeList:
    """Everybody on one side of a follow, by the time of the follow.

    Two parallel lists sorted by serial number: a page is a slice, and a removal shifts one block of memory,
    which takes some microseconds for 100,000 people.
    """

    def __init__(self) -> None:
        self._serials: list[int] = []
        self._people: list[Person] = []
        self._serial_of: dict[int, int] = {}
        self._last = 0

    def __len__(self) -> int:
        return len(self._people)

    def __contains__(self, person: Person) -> bool:
        return person.id in self._serial_of

    def __iter__(self) -> Iterator[Person]:
        """Newest first."""
        return reversed(self._people)

    def add(self, person: Person) -> bool:
        """Put a person on top. Returns False, and changes nothing, for somebody who is in the list already."""
        if person in self:
            return False
        self._last += 1
        self._serial_of[person.id] = self._last
        self._serials.append(self._last)
        self._people.append(person)
        return True

    def extend(self, people: Iterable[Person]) -> None:
        for person in people:
            self.add(person)

    def remove(self, person: Person) -> bool:
        """Forget a person. Returns False for somebody who is not in the list."""
        self.hide(person)
        return self._serial_of.pop(person.id, None) is not None

    def hide(self, person: Person) -> None:
        """Keep a person's place but show it to nobody."""
        serial = self._serial_of.get(person.id)
        if serial is not None and (index := self._index(serial)) is not None:
            del self._serials[index], self._people[index]

    def show(self, person: Person) -> None:
        """Undo `hide`: the person is back in the old place."""
        serial = self._serial_of.get(person.id)
        if serial is not None and self._index(serial) is None:
            index = bisect_left(self._serials, serial)
            self._serials.insert(index, serial)
            self._people.insert(index, person)

    def from_position(self, position: int, size: int) -> list[Person]:
        """Up to `size` people, newest first, after skipping the `position` newest."""
        return self._down_from(len(self._people) - position, size)

    def older_than(self, serial: int, size: int) -> list[Person]:
        """Up to `size` people, newest first, whose edges are older than that of `serial`."""
        return self._down_from(bisect_left(self._serials, serial), size)

    def serial(self, person: Person) -> int:
        """What `older_than` understands. Raises KeyError for somebody who is not in the list."""
        return self._serial_of[person.id]

    @property
    def top(self) -> int:
        """A serial that everybody in the list is older than."""
        return self._last + 1

    def _down_from(self, end: int, size: int) -> list[Person]:
        end = max(0, end)
        return self._people[max(0, end - size) : end][::-1]

    def _index(self, serial: int) -> int | None:
        index = bisect_left(self._serials, serial)
        return index if index < len(self._serials) and self._serials[index] == serial else None
