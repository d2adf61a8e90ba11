"""Reads what a post wants, by the rows in `intent_words`, and says which of its words it took it by."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from bot.domain import Intent, InteractionKind
from bot.drafting.intents.complaints import Troubles, troubles_in
from bot.drafting.intents.irony import congratulates, exclaims, ironic, thanks_for_a_deed
from bot.drafting.intents.negations import denies, negated
from bot.drafting.intents.rows import COMPLAINT, OPENING, PRAISE, QUESTION, REQUEST, ROWS, THANKS, TROUBLE, Row
from bot.drafting.language import language_of
from bot.drafting.lexicon.excerpt import reads_a_post
from bot.drafting.lexicon.phrases import AT_START, Phrasebook, Said, Words, bare, folded, words_in
from bot.drafting.lexicon.vocabulary import Vocabulary
from bot.drafting.lexicon.word_lists import by_language, lexicon, listed

_SET_ASIDE = re.compile(r"https?://\S+|[@＠#＃]\w+", re.IGNORECASE)
"""Links, handles and hashtags. X writes every link in a post as https://t.co/…"""

_LANGUAGES = frozenset(language for row in ROWS for language, _, alone in row.spoken() if alone)
_OPENINGS = tuple(listed("intents.filler", "openings"))
"""What may stand between the edge of a sentence and a phrase that counts there alone."""
_COMPLAINS = ROWS.index(COMPLAINT)
_PLEASED = (THANKS, PRAISE)
_COMPANY = frozenset(word for phrase in listed("intents.filler", "company") for word in words_in(folded(phrase)).words)
"""Whom one greets, from where, and what says nothing: beside a row that counts alone they may stand."""
_MOST_BESIDES = 2
_MOST_BETWEEN = 6
_QUOTES = "quotes you"


@dataclass(frozen=True, slots=True)
class Match:
    """What a post was taken to want. because: by which of its words, in words of our own table; empty where nothing showed."""

    intent: Intent
    because: str


@reads_a_post
def match_intent(text: str, lang: str = "", kind: InteractionKind = InteractionKind.MENTION) -> Match:
    """The intent of a post, by the first row that shows in it. lang: X's guess. Never raises."""
    post = _read(folded(_SET_ASIDE.sub("\n", text)), language_of(lang))
    for place, row in enumerate(ROWS):
        if because := _because(post, place, row):
            return Match(row.intent, because)
    return Match(Intent.SHARE, _QUOTES) if kind is InteractionKind.QUOTE else Match(Intent.OTHER, "")


@dataclass(frozen=True, slots=True)
class _Post:
    """A post as it was read.

    said: its folded text. languages: those that it may be in. meant: by row, the first phrase that means what the row says. wrong: by
    place, the words that say what is wrong. pleased: praise and thanks, denied or not. resolved: something tells of a good end. doubtful:
    praise and thanks in it are not taken at their word.
    """

    said: str
    language: str
    languages: Collection[str]
    words: Words
    meant: Mapping[int, Said[int]]
    troubles: Troubles
    wrong: Mapping[int, str]
    pleased: Sequence[Said[int]]
    resolved: bool
    doubtful: bool


def _read(said: str, language: str) -> _Post:
    words = words_in(said)
    found = list(_book(language if language in _LANGUAGES else "").said(said, words))
    pleased = [phrase for phrase in found if ROWS[phrase.key] in _PLEASED]
    languages = _languages(language, found)
    mended = _mended(pleased, words, languages)
    denials = _denials(found, words, language)
    taken = {place for phrase in found if ROWS[phrase.key] is not REQUEST for place in range(phrase.begin, phrase.end)}
    troubles = troubles_in(said, words, taken, mended)
    resolved, doubtful = troubles.resolved(languages), troubles.doubts(languages)
    praised = {(phrase.begin, phrase.end) for phrase in pleased if phrase.end}
    if pleased and not (doubtful or resolved or mended or _spared(found, denials)):
        doubtful = troubles.denies_behind(pleased[0].begin, languages) or ironic(said, words, praised, languages)
    doubtful = doubtful or thanks_for_a_deed(words, {end for _, end in praised}, languages)
    meant, wrong = _meant(found, words, mended, denials), troubles.wrong_at(languages)
    return _Post(said, language, languages, words, meant, troubles, wrong, pleased, resolved, doubtful)


def _languages(language: str, found: Sequence[Said[int]]) -> Collection[str]:
    """Those that a post may be in: X's guess, and those of its phrases; any where neither tells."""
    languages = {language, *_languages_of(found)} & lexicon().keys()
    return languages or lexicon().keys()


def _denials(found: Sequence[Said[int]], text: Words, language: str) -> Mapping[int, str]:
    """By where a phrase begins: the word by which it is denied, in a language that has the phrase or in the post's own."""
    return {
        phrase.begin: denial
        for phrase in found
        if phrase.end and (denial := negated(text, phrase.begin, phrase.end, {language, *_speakers().get(phrase.shown, ())}))
    }


def _spared(found: Sequence[Said[int]], denials: Mapping[int, str]) -> bool:
    """Whether a complaint is denied: "nothing was damaged"."""
    return any(ROWS[phrase.key] is COMPLAINT and phrase.end and phrase.begin in denials for phrase in found)


def _because(post: _Post, place: int, row: Row) -> str:
    """What shows that a post means what the row says; empty where nothing does."""
    phrase = post.meant.get(place)
    if row.intent is Intent.OTHER or (post.doubtful and row.intent in (Intent.THANKS, Intent.PRAISE)):
        return ""
    if row.alone and _besides(phrase, post.words) > _MOST_BESIDES:
        return ""
    shown = _complains(post) if row is TROUBLE else phrase.shown if phrase else ""
    if row is OPENING and not shown:
        shown = _asking_form(post.words, post.language)
    if shown:
        return f"{row.says} “{shown}”"
    sign = next((sign for sign in row.signs.split() if sign in post.said), "")
    return f"“{sign}”" if sign else ""


def _meant(found: Sequence[Said[int]], text: Words, mended: Collection[int], denials: Mapping[int, str]) -> dict[int, Said[int]]:
    """By row: the first phrase that means what its row says."""
    meant: dict[int, Said[int]] = {}
    asked_to = 0
    for phrase in found:
        row, denied = ROWS[phrase.key], denials.get(phrase.begin, "") if phrase.end else ""
        if row is COMPLAINT and (denied or _taken_back(phrase, text, mended, asked_to)):
            continue
        if row is QUESTION and phrase.end > asked_to:
            asked_to = _end_of_sentence(phrase.end, text)
        if row in _PLEASED and denied:
            phrase = phrase._replace(key=_COMPLAINS, shown=f"{denied} … {phrase.shown}")
        meant.setdefault(phrase.key, phrase)
    return meant


def _taken_back(complaint: Said[int], text: Words, mended: Collection[int], asked_to: int) -> bool:
    """Whether what is wrong is mended, or asked about up to this place: "do you take back broken cups".

    Never what is denied: "thanks for the refund that never came".
    """
    return (complaint.begin in mended or 0 < complaint.end <= asked_to) and not denies(text.words[complaint.begin])


@cache
def _menders() -> Vocabulary[bool]:
    """What makes good where somebody is thanked for it; and what does so by itself: "do you repair cracked screens"."""
    return Vocabulary({False: by_language("intents.thanks", "mended"), True: by_language("intents.complaint", "repairs")})


def _mended(pleased: Sequence[Said[int]], text: Words, languages: Collection[str]) -> frozenset[int]:
    """The places of words that say what was wrong and is mended: those behind "thanks for fixing", up to the end of the sentence.

    Praise does not do: "love how my refund vanished".
    """
    ends = {phrase.end for phrase in pleased if phrase.end and ROWS[phrase.key] is THANKS}
    mended: set[int] = set()
    for part in _menders().found(text):
        if (
            part.begin in mended
            or part.language not in languages
            or not (part.kind or _follows(part.begin, ends, text))
            or negated(text, part.begin, part.end, {part.language})
        ):
            continue
        mended.update(range(part.begin, _end_of_sentence(part.end, text)))
    return frozenset(mended)


def _follows(place: int, ends: Collection[int], text: Words) -> bool:
    """Whether one of these ends stands a few words before, in the same sentence."""
    for before in range(place, max(-1, place - _MOST_BETWEEN - 1), -1):
        if before in text.starts:
            return False
        if before in ends:
            return True
    return False


def _complains(post: _Post) -> str:
    """The words by which something is wrong, also something that is thanked for; empty where it ended well."""
    if post.pleased and post.resolved:
        return ""
    return post.troubles.complains or _thanks_for_trouble(post) or _trouble_behind_praise(post)


def _thanks_for_trouble(post: _Post) -> str:
    thanks = {phrase.end: phrase.shown for phrase in post.pleased if ROWS[phrase.key] is THANKS or congratulates(phrase.shown)}
    wrong, thanked = post.wrong, ""
    for place in range(len(post.words.words)) if thanks and wrong else ():
        if place in post.words.starts:
            thanked = ""
        thanked = thanks.get(place, thanked)
        if thanked and place in wrong:
            return f"{thanked} … {wrong[place]}"
    return ""


def _trouble_behind_praise(post: _Post) -> str:
    """One short praise and nothing else, then trouble: "great, sold out again", "brilliant, paid for express and it took a week"."""
    if not post.pleased or not exclaims(post.said, post.words, [(phrase.begin, phrase.end) for phrase in post.pleased]):
        return ""
    praise = post.pleased[0]
    behind = next((shown for place, shown in post.wrong.items() if place >= praise.end), "")
    if not behind and not post.troubles.counts_two(post.languages):
        return ""
    return f"{praise.shown} … {behind}".removesuffix(" … ")


def _end_of_sentence(place: int, text: Words) -> int:
    while place < len(text.words) and place not in text.starts:
        place += 1
    return place


@cache
def _forms() -> Vocabulary[bool]:
    """The forms of verbs that ask, such as "*ez vous"; whether they do so at the beginning of a sentence alone."""
    forms = by_language("intents.question", "forms")
    anywhere = {language: [form for form in listed if not form.startswith(AT_START)] for language, listed in forms.items()}
    at_start = {language: [bare(form) for form in listed if form.startswith(AT_START)] for language, listed in forms.items()}
    return Vocabulary({False: anywhere, True: at_start})


def _asking_form(text: Words, language: str) -> str:
    """The ending of a verb that asks, in a post of this language: elsewhere other words end so."""
    forms = (form for form in _forms().found(text) if form.language == language)
    return next((f"…{form.shown}" for form in forms if not form.kind or form.begin in text.starts), "")


def _languages_of(phrases: Collection[Said[int]]) -> Iterator[str]:
    for phrase in phrases:
        yield from _speakers().get(phrase.shown, ())


@cache
def _speakers() -> dict[str, set[str]]:
    """The languages of every phrase."""
    speakers: dict[str, set[str]] = {}
    for row in ROWS:
        for language, phrase, _ in row.spoken():
            speakers.setdefault(bare(phrase), set()).add(language)
    return speakers


def _besides(phrase: Said[int] | None, text: Words) -> int:
    """How many words of the text are neither this phrase nor COMPANY."""
    rest = (*text.words[: phrase.begin], *text.words[phrase.end :]) if phrase else text.words
    return sum(word not in _COMPANY for word in rest)


@lru_cache(maxsize=len(_LANGUAGES) + 1)
def _book(language: str) -> Phrasebook[int]:
    """The phrases that count in a post of this language, by the place of their row."""
    phrases = {
        place: [phrase for spoken, phrase, alone in row.spoken() if spoken == language or not alone] for place, row in enumerate(ROWS)
    }
    return Phrasebook(phrases, fillers=_OPENINGS)
