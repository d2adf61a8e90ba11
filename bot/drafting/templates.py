"""Saved replies as templates: what is wrong with one, and filling it in. `PLACEHOLDERS` is the one table of what may stand in braces."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot.domain import Note
from bot.drafting.faults import TextFault
from bot.drafting.first_names import first_name
from bot.drafting.names import sanitize_display_name
from bot.drafting.rules import MAX_CASHTAGS, cashtags, handles_in, refused_characters, too_long_to_show
from bot.drafting.visible_text import MAX_TEXT_LENGTH
from bot.post_text import MAX_WEIGHTED_LENGTH, links_in, weighted_length

NAME, HANDLE, TOPIC = "name", "handle", "topic"


@dataclass(frozen=True, slots=True)
class Addressee:
    """Whom an answer is for. name: as they call themselves on X. handle: empty where somebody else has it by now: then they may be called
    otherwise, too, and neither is used. topic: which of the team's their post is about; empty for none."""

    name: str
    handle: str
    topic: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Placeholder:
    """What may stand in braces.

    needs: of the addressee, empty where it cannot be filled in. value: what is put in its place; plain: the same where that would make a
    link of what stands beside it. shortest: a text that counts as little as any. sample: one that is told apart from the others; it would
    make a link or a mention of what stands too close. varies: whether one text differs by it from another, as handles do not.
    """

    needs: Callable[[Addressee], str]
    value: Callable[[Addressee], str]
    plain: Callable[[Addressee], str]
    shortest: str
    sample: str
    varies: bool = True


def _topic(to: Addressee) -> str:
    return to.topic


def _bare_handle(to: Addressee) -> str:
    return to.handle.removeprefix("@")


def _handle(to: Addressee) -> str:
    return f"@{_bare_handle(to)}"


PLACEHOLDERS: Mapping[str, Placeholder] = {
    NAME: Placeholder(
        needs=_bare_handle,
        value=lambda to: first_name(to.name) or sanitize_display_name(to.name) or _bare_handle(to),
        plain=_bare_handle,
        shortest="A",
        sample="Nova",
    ),
    HANDLE: Placeholder(needs=_bare_handle, value=_handle, plain=_handle, shortest="@a", sample="@ada", varies=False),
    TOPIC: Placeholder(needs=_topic, value=_topic, plain=_topic, shortest="a", sample="so"),
}
"""By name, as members are told of them."""

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_BEHIND_AT = re.compile(rf"[@＠]{_PLACEHOLDER.pattern}")
"""Whatever stands before it, somebody's name can make this a mention."""
_BRACE = re.compile(r"[{}]")

_NAME_AND_TITLE = rf"\{{{NAME}\}}(?: ?(?:さん|さま|様|님|씨))?"
_SENTENCE = r"(?P<before>^|[.!?…]\s+|[¡¿。！？\n]\s*)"
_SIGN = r"(?=[^\S\n]*(?:$|[\n。！？、…]|[^\w\s@＠#＃$&{}]+(?:\s|$)))"
_LEFT_OUT = re.compile(
    rf"{_SENTENCE}{_NAME_AND_TITLE}[,、，!！]\s*(?P<next>\w)?"  # "{name}, thank you" is "Thank you"
    rf"|[,、，]\s*{_NAME_AND_TITLE}{_SIGN}"  # "Thank you, {name}!" is "Thank you!"
    rf"|{_SENTENCE.replace('before', 'greeting')}(?P<words>\w+|[Tt]hank you|[Gg]ood \w+) {_NAME_AND_TITLE}{_SIGN}"  # "Hi {name}!" is "Hi!"
)
"""Where people are spoken to, with what else goes where the name goes."""
_MAX_SHOWN = 30
_MAX_NAMED = 3
_SHORTEST_VALUES = {name: placeholder.shortest for name, placeholder in PLACEHOLDERS.items()}
_SAMPLE = {name: placeholder.sample for name, placeholder in PLACEHOLDERS.items()}


def placeholders_of(text: str) -> frozenset[str]:
    """The placeholders of a template, known or not, without their braces."""
    return frozenset(_PLACEHOLDER.findall(text))


def can_fill(text: str, addressee: Addressee) -> bool:
    """Whether there is something to put in place of each of the template's placeholders."""
    return all(name in PLACEHOLDERS and PLACEHOLDERS[name].needs(addressee) for name in placeholders_of(text))


def fill(text: str, addressee: Addressee) -> str:
    """The template with the addressee's words in it; it holds no link that the template does not hold, whatever they call themselves.

    Whoever has no first name is not called by one, where the template reads as well without: see `without_name`.
    Only called where the template has no errors, and the addressee what it asks for: see `can_fill`.
    """
    values = {name: placeholder.value(addressee) for name, placeholder in PLACEHOLDERS.items()}
    plain = {name: placeholder.plain(addressee) for name, placeholder in PLACEHOLDERS.items()}
    own, template = len(links_in(text)), text if first_name(addressee.name) else without_name(text)
    for attempt in (values, plain):
        filled = _filled(template, attempt)
        if len(links_in(filled)) <= own:
            return filled
    return _filled(text, {key: f" {value.replace('.', ' ')} " for key, value in values.items()})


def without_name(text: str) -> str:
    """The template without {name}, and without the comma or the honorific that goes with it: "Thanks, {name}!" is "Thanks!".

    The template as it is where the name belongs to a sentence, as in "{name}’s day".
    """
    shorter = _LEFT_OUT.sub(_rest, text)
    return text if NAME in placeholders_of(shorter) or not any(map(str.isalnum, shorter)) else shorter


def _rest(found: re.Match[str]) -> str:
    """What stays where the name was: the beginning of a sentence takes a capital."""
    before, greeting, words = found["before"] or "", found["greeting"] or "", found["words"] or ""
    return before + (found["next"] or "").upper() + greeting + words


def template_errors(text: str) -> list[Note]:
    """What is wrong with a saved reply; none when it can be kept."""
    bare = _PLACEHOLDER.sub("\n", text)
    if len(text) > MAX_TEXT_LENGTH:
        return [too_long_to_show(text)]
    if not bare.strip():
        return [Note(TextFault.NO_WORDS)]
    if _BRACE.search(bare):
        return [Note(TextFault.STRAY_BRACE)]
    if unknown := [name for name in dict.fromkeys(_PLACEHOLDER.findall(text)) if name not in PLACEHOLDERS]:
        return [Note(TextFault.UNKNOWN_PLACEHOLDERS, {"named": _shown(unknown)})]
    return _wording_errors(text, bare)


def _wording_errors(text: str, bare: str) -> list[Note]:
    if (length := weighted_length(_filled(text, _SHORTEST_VALUES))) > MAX_WEIGHTED_LENGTH:
        # What else is wrong with it is told once it is shorter: the longest texts are those that take longest to look through.
        return [Note(TextFault.TEMPLATE_TOO_LONG, {"characters": length, "most": MAX_WEIGHTED_LENGTH})]
    errors: list[Note] = []
    if len(found := cashtags(bare)) > MAX_CASHTAGS:
        errors.append(Note(TextFault.TEMPLATE_CASHTAGS, {"count": len(found)}))
    if by_hand := handles_in(bare):
        errors.append(Note(TextFault.TEMPLATE_MENTIONS, {"named": tuple(f"@{handle}" for handle in by_hand[:_MAX_NAMED])}))
    if text != bare and (too_close := _joined(text, bare)):
        errors.append(Note(TextFault.PLACEHOLDER_TOO_CLOSE, {"seen": too_close}))
    return errors + refused_characters(text)


def _joined(text: str, bare: str) -> str:
    """What X would see where a placeholder meets its surroundings: somebody else's handle, a link or a cashtag."""
    if behind_at := _BEHIND_AT.search(text):
        return _filled(behind_at[0], _SAMPLE)
    sample = _filled(text, _SAMPLE)
    by_itself = {handle.lower() for handle in handles_in(bare)} | {_SAMPLE[HANDLE].removeprefix("@")}
    if joined := [handle for handle in handles_in(sample) if handle.lower() not in by_itself]:
        return f"@{joined[0]}"
    if HANDLE in placeholders_of(text) and not handles_in(sample):
        return _around(sample)
    links = links_in(bare)
    if len(linked := links_in(sample)) > len(links):
        return next((link for link in linked if link not in links), linked[0])
    tags = cashtags(bare)
    return next((f"${tag}" for tag in cashtags(sample) if tag not in tags), "")


def _around(sample: str) -> str:
    """The word in which the sample's handle got lost."""
    return next((word for word in sample.split() if _SAMPLE[HANDLE] in word), _SAMPLE[HANDLE])


def _filled(text: str, values: Mapping[str, str]) -> str:
    return _PLACEHOLDER.sub(lambda found: values.get(found[1], found[0]), text)


def _shown(names: list[str]) -> tuple[str, ...]:
    on_one_line = [" ".join(name.split()) for name in names[:_MAX_NAMED]]
    return tuple(f"{{{name if len(name) <= _MAX_SHOWN else name[: _MAX_SHOWN - 1] + '…'}}}" for name in on_one_line)
