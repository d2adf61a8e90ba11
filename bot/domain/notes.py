"""Facts without their words: a code and its figures. `bot.views` makes whole sentences of them, in the team's language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, TypeAlias

Figure: TypeAlias = "str | int | float | datetime | date | tuple[str, ...] | Note | None"
"""What a sentence may name. A moment that is named by the team's clock is given in the team's time zone."""


@dataclass(frozen=True, slots=True)
class Note:
    """One fact that people are told. code: of one of the enumerations of codes; it survives a restart, and a change of language.

    figures: what the sentence names, each by its name.
    """

    code: str
    figures: Mapping[str, Figure] = field(default_factory=dict, hash=False)

    def __str__(self) -> str:
        """For logs."""
        figures = ", ".join(f"{name}={value}" for name, value in self.figures.items())
        return f"{self.code} ({figures})" if figures else str(self.code)

    def text(self, name: str) -> str:
        """A figure that is text; "" where there is none."""
        value = self.figures.get(name)
        return "" if value is None else str(value)

    def number(self, name: str) -> int:
        """A figure that is a whole number; 0 where there is none."""
        value = self.figures.get(name)
        return int(value) if isinstance(value, int | float) else 0

    def moment(self, name: str) -> datetime:
        """A figure that is a moment. Raises LookupError where there is none."""
        value = self.figures.get(name)
        if not isinstance(value, datetime):
            raise LookupError(f"{self.code} names no moment {name}")
        return value

    def texts(self, name: str) -> tuple[str, ...]:
        """A figure that is a list of texts; empty where there is none."""
        value = self.figures.get(name)
        return value if isinstance(value, tuple) else ()

    def note(self, name: str) -> Note:
        """A figure that is a fact itself. Raises LookupError where there is none."""
        value = self.figures.get(name)
        if not isinstance(value, Note):
            raise LookupError(f"{self.code} names no fact {name}")
        return value

    def to_json(self) -> dict[str, object]:
        """As it is stored."""
        return {"code": str(self.code), "figures": {name: _stored(value) for name, value in self.figures.items()}}

    @classmethod
    def __get_pydantic_core_schema__(cls, source: object, handler: object) -> Any:
        """Where pydantic stores a whole report, as `to_json` and `from_json` do."""
        from pydantic_core import core_schema

        return core_schema.no_info_plain_validator_function(
            lambda value: value if isinstance(value, Note) else Note.from_json(value),
            serialization=core_schema.plain_serializer_function_ser_schema(Note.to_json),
        )

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Note:
        """What `to_json` made."""
        return cls(stored["code"], {name: _figure(value) for name, value in stored["figures"].items()})


def notes_of(stored: Sequence[Mapping[str, Any]]) -> list[Note]:
    """Several that are stored together."""
    return [Note.from_json(each) for each in stored]


def _stored(value: Figure) -> object:
    if isinstance(value, datetime):
        return {"moment": value.isoformat()}
    if isinstance(value, date):
        return {"day": value.isoformat()}
    if isinstance(value, Note):
        return value.to_json()
    return list(value) if isinstance(value, tuple) else value


def _figure(stored: Any) -> Figure:
    if isinstance(stored, list):
        return tuple(stored)
    if isinstance(stored, dict):
        if "code" in stored:
            return Note.from_json(stored)
        return datetime.fromisoformat(stored["moment"]) if "moment" in stored else date.fromisoformat(stored["day"])
    return stored  # type: ignore[no-any-return]  # str, int, float or None by construction
