"""Plain spam: which observable signs speak against a post, and how much. No sign of the weak kind is enough by itself.

An angry tone, hashtags and a strange language count for nothing, and a link for next to nothing: customers have all of these. Customers
also repeat what they read, so where a post asks or complains the words of a trade are not enough either.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from bot.domain import Intent
from bot.drafting.intents.match import match_intent
from bot.drafting.lexicon.excerpt import cached_reader
from bot.drafting.lexicon.phrases import Phrasebook, folded, words_in
from bot.drafting.rules import cashtags
from bot.scoring.follow_worth import FOLLOW_BACK_PHRASES

SPAM_FROM = 60
"""Points from which a post is spam, as in the scorecard."""

_MAX_REASONS = 3


@dataclass(frozen=True, slots=True)
class SpamSignal:
    """One countable fact. name: what is counted. Of those with the same name only the first that applies counts."""

    name: str
    at_least: int
    points: int
    says: Callable[[int], str]
    source: str


SPAM_SIGNALS = (
    #    name     at least points  what it says                                        why so much
    SpamSignal("copies",    10, 60, lambda n: f"{n:,} other people posted the same text", "so many say the same only by arrangement"),
    SpamSignal("copies",     3, 45, lambda n: f"{n:,} other people posted the same text", "share buttons write the same text for all, too"),
    SpamSignal("handles",   11, 40, lambda n: f"mentions {n:,} people", "X puts everybody of a long conversation in front of a reply"),
    SpamSignal("cashtags",   5, 50, lambda n: f"names {n:,} cashtags", "tickers strung together to be found"),
    SpamSignal("cashtags",   2, 20, lambda n: f"names {n:,} cashtags", "people who write about shares compare two of them"),
    SpamSignal("wordless",   1, 30, lambda _: "says nothing beside a link", "a photo without words is a link, too"),
    SpamSignal("links",      1, 10, lambda _: "has a link", "turns the scale where much else is odd"),
)  # fmt: skip

_ALSO_SAID_BY_FANS = ("follow back", "follow me back", "follow gain", "gain followers", "فولو باك")
_TRADED = tuple(phrase for phrase in FOLLOW_BACK_PHRASES if " " in phrase and phrase not in _ALSO_SAID_BY_FANS)
_ASKED = tuple(phrase for phrase in FOLLOW_BACK_PHRASES if phrase not in _TRADED and not phrase.startswith("#"))
"""The former, and abbreviations, which may stand for other things."""


@dataclass(frozen=True, slots=True)
class Pitch:
    """Phrases that one trade uses. Of each trade only the first row that applies counts.

    60 for what no customer writes, 45 for what needs one more sign, 20 for what only adds to others. `…` between parts: all of them occur.
    """

    trade: str
    points: int
    phrases: tuple[str, ...]


PITCHES = (
    Pitch("follow-backs", 60, (
        *_TRADED, *(phrase.replace(" ", "") for phrase in _TRADED), "follow everyone who likes", "cheap followers",
    )),
    Pitch("follow-backs", 45, (*_ASKED, "followback", "real followers", "buy followers")),
    Pitch("promotion", 60, (
        "dm for promo", "dm for promotion", "dm me for promo", "dm us for promo", "dm for paid promo", "promote it on", "promote this on",
        "send it to our page", "send this to our page", "grow your account", "boost your account", "boost your page",
        "boost your followers", "dm para promo",
    )),
    Pitch("promotion", 45, ("dm for collab", "dm for a collab", "dm me for collab", "dm us for collab", "grow your followers")),
    Pitch("promotion", 20, ("promo", "promotion", "collab", "dm me", "dm us", "inbox me", "whatsapp", "telegram")),
    Pitch("profile", 45, (
        "check my profile", "check my bio", "check the link in my bio", "check out my profile", "check my pinned", "visit my profile",
        "see my profile", "click my profile", "click on my profile", "link in my bio", "link in bio", "look at my profile",
        "mira mi perfil", "link en mi bio", "link na bio",
    )),
    Pitch("adult", 45, ("onlyfans", "hot pics", "nudes")),
    Pitch("prizes", 60, (
        "giveaway … claim your", "giveaway … claim now", "claim your airdrop", "claim your reward", "claim your rewards",
        "claim your tokens", "claim your prize", "claim your bonus", "claim your free", "free airdrop",
    )),
    Pitch("prizes", 45, ("airdrop is live", "claim now")),
    Pitch("prizes", 20, ("giveaway", "airdrop")),
    Pitch("crypto", 60, (
        "recover your wallet", "recover your funds", "recover your account … contact", "double your bitcoin", "double your crypto",
        "guaranteed profit", "guaranteed profits", "guaranteed returns", "100x gem", "next 100x", "pump … signals", "forex … signals",
    )),
    Pitch("crypto", 60, (
        "helped me recover my hacked", "helped me recover my account", "recover my hacked", "recovered my hacked", "recover your hacked",
        "weekly from home", "a week from home",
        "daily from home", "invest with … profit", "invest with … returns",
    )),
    Pitch("crypto", 45, ("invest with", "connect your wallet", "validate your wallet", "recovered my funds", "presale is live")),
    Pitch("crypto", 20, (
        "seed phrase", "recovery phrase", "presale", "memecoin", "100x", "1000x", "forex", "trading signals", "passive income", "bitcoin",
        "crypto",
    )),
)  # fmt: skip

WITHOUT_OTHER_SIGNS = 45
"""Points that pitches are worth at most where the post asks or complains. A link, say of a screenshot, does not make up for the rest.

A customer who writes "link in bio is broken, dm me" uses the words of two trades.
"""

_WANTS_AN_ANSWER = (Intent.COMPLAINT, Intent.QUESTION)

OFFERS = (
    "^want", "^do you want", "^do you need", "^would you like", "^need more", "^need a", "^need help with", "^looking for", "^interested",
    "^tired of", "^ready to", "^are you tired", "^are you ready", "^are you looking", "^who wants", "^who needs", "^were you scammed",
    "^have you been scammed", "^did you lose", "^have you lost", "^lost your", "recovered my funds", "helped me recover",
)  # fmt: skip
"""What is asked or complained of to sell something: "Do you want to grow? DM for promo" keeps all of its points."""

_GREETED = ("hey", "hi", "hello", "dear", "friend", "friends", "so")

_MEANINGFUL = 5
"""Words from which it says something that several people post the same: "happy birthday" is said by many."""

_HANDLE = re.compile(r"[@＠]\w+")
_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)
"""X writes every link in a post as https://t.co/…"""
_ALL = " … "
_PARTS = Phrasebook({part: (part,) for pitch in PITCHES for phrase in pitch.phrases for part in phrase.split(_ALL)})
_OFFERED = Phrasebook({True: OFFERS}, fillers=_GREETED)


@cached_reader
def spam_in(text: str, copies: int = 0, lang: str = "") -> str:
    """What shows that a post is spam, in words; empty where it is none.

    copies: how many other people posted the same text lately. lang: X's guess.
    """
    counted, pitched = list(_counted(text, copies)), _pitched(text)
    pitches = sum(points for points, _ in pitched)
    if pitches > WITHOUT_OTHER_SIGNS and _wants_an_answer(text, lang):
        pitches = WITHOUT_OTHER_SIGNS
    if sum(points for points, _ in counted) + pitches < SPAM_FROM:
        return ""
    return ", ".join(says for _, says in sorted((*counted, *pitched), key=lambda sign: -sign[0])[:_MAX_REASONS])


def _wants_an_answer(text: str, lang: str) -> bool:
    offered = _OFFERED.found(folded(_HANDLE.sub("\n", text)))
    return not offered and match_intent(text, lang).intent in _WANTS_AN_ANSWER


def _counted(text: str, copies: int) -> Iterator[tuple[int, str]]:
    """The signs that are counted, strongest of each name, with their points and what they say."""
    counts = _counts(text, copies)
    for name, signs in groupby(SPAM_SIGNALS, lambda sign: sign.name):
        count = counts[name]
        if sign := next((sign for sign in signs if count >= sign.at_least), None):
            yield sign.points, sign.says(count)


def _counts(text: str, copies: int) -> dict[str, int]:
    """What the signs count, by their names."""
    unlinked, links = _ADDRESS.subn(" ", text)
    words = len(words_in(folded(_HANDLE.sub(" ", unlinked))).words)
    return {
        "copies": copies if words >= _MEANINGFUL else 0,
        "handles": len({handle.casefold() for handle in _HANDLE.findall(unlinked)}),
        "cashtags": len(cashtags(text)),
        "wordless": int(links > 0 and words == 0),
        "links": links,
    }


@cached_reader
def _pitched(text: str) -> Sequence[tuple[int, str]]:
    """The phrases of each trade, strongest row first, with their points."""
    said = _PARTS.found(folded(_HANDLE.sub(" ", text)))
    found: list[tuple[int, str]] = []
    for _, pitches in groupby(PITCHES, lambda pitch: pitch.trade):
        spoken = ((pitch.points, phrase) for pitch in pitches for phrase in pitch.phrases if said.keys() >= set(phrase.split(_ALL)))
        if (first := next(spoken, None)) is not None:
            found.append((first[0], f"says “{first[1]}”"))
    return found
