"""What turns praise and thanks into their opposite: "not very good", "pas super", "çok iyi değil"; and takes a complaint's words away."""

from __future__ import annotations

from collections.abc import Sequence

from bot.drafting.phrases import Words, folded, words_in

NEGATORS = {
    "en": """
        not, isn't, wasn't, aren't, weren't, don't, doesn't, didn't, won't, wouldn't, can't, cannot, couldn't, ain't, never, no longer,
        hardly, barely, far from, nothing, none, neither, nor, without, used to be, anything but, less than, lack of
    """,
    "es": "no, nada, nunca, ni, tampoco, poco",
    "pt": "não, nunca, nada, nem, pouco",
    "fr": "pas, jamais, guère, peu",
    "de": "nicht, kein, keine, keinen, nie, niemals, kaum, wenig",
    "it": "non, mai, poco, niente, nessun",
    "nl": "niet, geen, nooit, weinig",
    "pl": "nie, nigdy, mało",
    "id": "tidak, nggak, ngga, gak, ga, bukan, kurang, belum, tak",
    "ru": "не, никогда, ничего",
    "vi": "không",
    "ar": "ليس, مو, غير",
}
"""In front."""

NEGATORS_BEHIND = {"tr": "değil, değildi, değiller, değilim"}

BETWEEN = {
    "en": """
        a, an, the, at, all, is, was, be, been, being, so, very, really, that, too, exactly, particularly, especially, super, overly,
        quite, even, ever, your, my, entirely, completely, find, feel, feeling, such, totally, truly, terribly, by, with, any, say, call,
        it, i, it's, i'm, i'd, would
    """,
    "es": "es, el, la, los, muy, tan, está, fue, era, son, me, lo, del, todo",
    "pt": "é, o, a, muito, tão, foi, está, era, são, me",
    "fr": "très, si, trop, vraiment, du, tout, le, la, les, un, une, bien, des",
    "de": "so, sehr, besonders, wirklich, mehr, das, die, der, ganz, gerade, mal, ein, eine, war, ist",
    "it": "è, era, molto, così, tanto, un, il, la, mi, sono, i, gli",
    "nl": "zo, erg, heel, echt, bepaald, de, het, een, meer",
    "tr": "pek, çok, hiç",
    "pl": "jest, są, było, bardzo, zbyt, za, już, była",
    "id": "terlalu, begitu, sangat, se",
    "ru": "очень, так, самый, самые, особо",
    "vi": "được, hề",
}
"""What may stand between; nothing that begins another thought."""

_MOST_BETWEEN = 4
_LONGEST = 3


def _table(tables: dict[str, str]) -> dict[tuple[str, ...], str]:
    listed = (phrase.strip() for table in tables.values() for phrase in table.split(","))
    return {tuple(words_in(folded(phrase)).words): phrase for phrase in listed}


_BEFORE, _BEHIND, _MAY_STAND = _table(NEGATORS), _table(NEGATORS_BEHIND), _table(BETWEEN)


def negated(text: Words, begin: int, end: int) -> str:
    """The word by which what is said from one place to another is denied, as the table spells it; empty where it is not."""
    if behind := _BEHIND.get(tuple(text.words[end : end + 1])):
        return "" if end in text.starts else behind
    place = begin
    for _ in range(_MOST_BETWEEN + 1):
        before, reach = _words_before(place, text)
        for size in range(min(_LONGEST, reach), 0, -1):
            if found := _BEFORE.get(tuple(before[-size:])):
                return found
        if not reach or (before[-1],) not in _MAY_STAND:
            return ""
        place -= 1
    return ""


def _words_before(place: int, text: Words) -> tuple[Sequence[str], int]:
    """Those of the same sentence, as many as the longest negation has."""
    reach = 0
    while reach < _LONGEST and place - reach > 0 and place - reach not in text.starts:
        reach += 1
    return text.words[place - reach : place], reach
