"""Plain spam: which observable signs speak against a post, and how much. No sign of the weak kind is enough by itself.

An angry tone, hashtags and a strange language count for nothing, and a link for next to nothing: customers have all of these. Customers
also repeat what they read, so where a post asks or complains the words of a trade are not enough either.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from bot.domain import Intent, Note
from bot.drafting.intents.match import match_intent
from bot.drafting.lexicon.excerpt import cached_reader
from bot.drafting.lexicon.phrases import Phrasebook, folded, words_in
from bot.drafting.rules import cashtags
from bot.scoring.follow_worth import FOLLOW_BACK_PHRASES

SPAM_FROM = 60
"""Points from which a post is spam, as in the scorecard."""

_MOST_TOLD = 3


class SpamSign(StrEnum):
    """What shows that a post is spam; `bot.views.words.posts` says it."""

    COPIES = "spam_copies"
    """count: of other people who posted the same."""
    HANDLES = "spam_handles"
    """count."""
    CASHTAGS = "spam_cashtags"
    """count."""
    WORDLESS = "spam_wordless"
    LINKS = "spam_links"
    PITCH = "spam_pitch"
    """words: those of the trade."""


@dataclass(frozen=True, slots=True)
class SpamSignal:
    """One countable fact. Of those with the same sign only the first that applies counts."""

    sign: SpamSign
    at_least: int
    points: int
    source: str


SPAM_SIGNALS = (
    #          sign               at least points  why so much
    SpamSignal(SpamSign.COPIES,   10, 60, "so many say the same only by arrangement"),
    SpamSignal(SpamSign.COPIES,    3, 45, "share buttons write the same text for all, too"),
    SpamSignal(SpamSign.HANDLES,  11, 40, "X puts everybody of a long conversation in front of a reply"),
    SpamSignal(SpamSign.CASHTAGS,  5, 50, "tickers strung together to be found"),
    SpamSignal(SpamSign.CASHTAGS,  2, 20, "people who write about shares compare two of them"),
    SpamSignal(SpamSign.WORDLESS,  1, 30, "a photo without words is a link, too"),
    SpamSignal(SpamSign.LINKS,     1, 10, "turns the scale where much else is odd"),
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
def spam_in(text: str, copies: int = 0, lang: str = "") -> tuple[Note, ...]:
    """What shows that a post is spam, the strongest sign first; nothing where it is none.

    copies: how many other people posted the same text lately. lang: X's guess.
    """
    counted, pitched = list(_counted(text, copies)), _pitched(text)
    pitches = sum(points for points, _ in pitched)
    if pitches > WITHOUT_OTHER_SIGNS and _wants_an_answer(text, lang):
        pitches = WITHOUT_OTHER_SIGNS
    if sum(points for points, _ in counted) + pitches < SPAM_FROM:
        return ()
    return tuple(sign for _, sign in sorted((*counted, *pitched), key=lambda sign: -sign[0])[:_MOST_TOLD])


def _wants_an_answer(text: str, lang: str) -> bool:
    offered = _OFFERED.found(folded(_HANDLE.sub("\n", text)))
    return not offered and match_intent(text, lang).intent in _WANTS_AN_ANSWER


def _counted(text: str, copies: int) -> Iterator[tuple[int, Note]]:
    """The signs that are counted, each at its strongest, with their points."""
    counts = _counts(text, copies)
    for sign, signals in groupby(SPAM_SIGNALS, lambda signal: signal.sign):
        count = counts[sign]
        if signal := next((signal for signal in signals if count >= signal.at_least), None):
            yield signal.points, Note(sign, {"count": count})


def _counts(text: str, copies: int) -> Mapping[SpamSign, int]:
    unlinked, links = _ADDRESS.subn(" ", text)
    words = len(words_in(folded(_HANDLE.sub(" ", unlinked))).words)
    return {
        SpamSign.COPIES: copies if words >= _MEANINGFUL else 0,
        SpamSign.HANDLES: len({handle.casefold() for handle in _HANDLE.findall(unlinked)}),
        SpamSign.CASHTAGS: len(cashtags(text)),
        SpamSign.WORDLESS: int(links > 0 and words == 0),
        SpamSign.LINKS: links,
    }


@cached_reader
def _pitched(text: str) -> Sequence[tuple[int, Note]]:
    """The phrases of each trade, strongest row first, with their points."""
    said = _PARTS.found(folded(_HANDLE.sub(" ", text)))
    found: list[tuple[int, Note]] = []
    for _, pitches in groupby(PITCHES, lambda pitch: pitch.trade):
        spoken = ((pitch.points, phrase) for pitch in pitches for phrase in pitch.phrases if said.keys() >= set(phrase.split(_ALL)))
        if (first := next(spoken, None)) is not None:
            found.append((first[0], Note(SpamSign.PITCH, {"words": first[1]})))
    return found
