"""Reads what a post wants, by the rows of `bot.drafting.intents.rows`, and by which of its words."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from bot.domain import Intent, InteractionKind, Note
from bot.drafting.intents.complaints import Complaints, complaints_in
from bot.drafting.intents.irony import congratulates, exclaims, ironic, thanks_for_an_action
from bot.drafting.intents.negations import denies, negated
from bot.drafting.intents.rows import (
    COMPLAINT,
    COMPOSED_COMPLAINT,
    INTENT_RULES,
    OPENING,
    PRAISE,
    QUESTION,
    REQUEST,
    THANKS,
    IntentRule,
    IntentSign,
)
from bot.drafting.language import language_of
from bot.drafting.lexicon.excerpt import cached_reader
from bot.drafting.lexicon.phrases import AT_START, Phrasebook, PhraseMatch, Words, bare, folded, words_in
from bot.drafting.lexicon.vocabulary import Vocabulary
from bot.drafting.lexicon.word_lists import by_language, lexicon, listed

_IGNORED = re.compile(r"https?://\S+|[@＠#＃]\w+", re.IGNORECASE)
"""Links, handles and hashtags. X writes every link in a post as https://t.co/…"""

_COMPLAINS = INTENT_RULES.index(COMPLAINT)
_PLEASED = (THANKS, PRAISE)
_MAX_OTHER_WORDS = 2
_MAX_BETWEEN = 6
_QUOTES = Note(IntentSign.QUOTES_YOU)


@dataclass(frozen=True, slots=True)
class IntentMatch:
    """What a post was taken to want. because: by which of its words, in words of our own table; None where nothing showed."""

    intent: Intent
    because: Note | None


@cached_reader
def match_intent(text: str, lang: str = "", kind: InteractionKind = InteractionKind.MENTION) -> IntentMatch:
    """The intent of a post, by the first rule that shows in it. lang: X's guess. Never raises."""
    post = _read(folded(_IGNORED.sub("\n", text)), language_of(lang))
    for place, rule in enumerate(INTENT_RULES):
        if because := _because(post, place, rule):
            return IntentMatch(rule.intent, because)
    return IntentMatch(Intent.SHARE, _QUOTES) if kind is InteractionKind.QUOTE else IntentMatch(Intent.OTHER, None)


@dataclass(frozen=True, slots=True)
class _Post:
    """A post as it was read.

    said: its folded text. languages: those that it may be in. meant: by rule, the first phrase that means what the rule says. wrong: by
    place, the words that say what is wrong. pleased: praise and thanks, denied or not. resolved: something tells of a good end. doubtful:
    praise and thanks in it are not taken at their word.
    """

    said: str
    language: str
    languages: Collection[str]
    words: Words
    meant: Mapping[int, PhraseMatch[int]]
    complaints: Complaints
    wrong: Mapping[int, str]
    pleased: Sequence[PhraseMatch[int]]
    resolved: bool
    doubtful: bool


def _read(said: str, language: str) -> _Post:
    words = words_in(said)
    found = list(_book(language if language in _languages_apart() else "").matches(said, words))
    pleased = [phrase for phrase in found if INTENT_RULES[phrase.key] in _PLEASED]
    languages = _languages(language, found)
    fixed = _fixed_places(pleased, words, languages)
    denials = _denials(found, words, language)
    taken = {place for phrase in found if INTENT_RULES[phrase.key] is not REQUEST for place in range(phrase.begin, phrase.end)}
    complaints = complaints_in(said, words, taken, fixed)
    resolved, doubtful = complaints.resolved(languages), complaints.doubts(languages)
    praised = {(phrase.begin, phrase.end) for phrase in pleased if phrase.end}
    if pleased and not (doubtful or resolved or fixed or _denied_complaint(found, denials)):
        doubtful = complaints.denies_behind(pleased[0].begin, languages) or ironic(said, words, praised, languages)
    doubtful = doubtful or thanks_for_an_action(words, {end for _, end in praised}, languages)
    meant, wrong = _meant(found, words, fixed, denials), complaints.wrong_at(languages)
    return _Post(said, language, languages, words, meant, complaints, wrong, pleased, resolved, doubtful)


def _languages(language: str, found: Sequence[PhraseMatch[int]]) -> Collection[str]:
    """Those that a post may be in: X's guess, and those of its phrases; any where neither tells."""
    languages = {language, *_languages_of(found)} & lexicon().keys()
    return languages or lexicon().keys()


def _denials(found: Sequence[PhraseMatch[int]], text: Words, language: str) -> Mapping[int, str]:
    """By where a phrase begins: the word by which it is denied, in a language that has the phrase or in the post's own."""
    return {
        phrase.begin: denial
        for phrase in found
        if phrase.end and (denial := negated(text, phrase.begin, phrase.end, {language, *_speakers().get(phrase.shown, ())}))
    }


def _denied_complaint(found: Sequence[PhraseMatch[int]], denials: Mapping[int, str]) -> bool:
    """Whether a complaint is denied: "nothing was damaged"."""
    return any(INTENT_RULES[phrase.key] is COMPLAINT and phrase.end and phrase.begin in denials for phrase in found)


def _because(post: _Post, place: int, rule: IntentRule) -> Note | None:
    """What shows that a post means what the rule says; None where nothing does."""
    phrase = post.meant.get(place)
    if rule.intent is Intent.OTHER or (post.doubtful and rule.intent in (Intent.THANKS, Intent.PRAISE)):
        return None
    if rule.alone and _besides(phrase, post.words) > _MAX_OTHER_WORDS:
        return None
    shown = _complains(post) if rule is COMPOSED_COMPLAINT else phrase.shown if phrase else ""
    if rule is OPENING and not shown:
        shown = _asking_form(post.words, post.language)
    if shown:
        return Note(rule.sign, {"words": shown})
    sign = next((sign for sign in rule.signs.split() if sign in post.said), "")
    return Note(IntentSign.SHOWS, {"sign": sign}) if sign else None


def _meant(
    found: Sequence[PhraseMatch[int]], text: Words, fixed: Collection[int], denials: Mapping[int, str]
) -> dict[int, PhraseMatch[int]]:
    """By rule: the first phrase that means what its rule says."""
    meant: dict[int, PhraseMatch[int]] = {}
    asked_to = 0
    for phrase in found:
        rule, denied = INTENT_RULES[phrase.key], denials.get(phrase.begin, "") if phrase.end else ""
        if rule is COMPLAINT and (denied or _is_retracted(phrase, text, fixed, asked_to)):
            continue
        if rule is QUESTION and phrase.end > asked_to:
            asked_to = _end_of_sentence(phrase.end, text)
        if rule in _PLEASED and denied:
            phrase = phrase._replace(key=_COMPLAINS, shown=f"{denied} … {phrase.shown}")
        meant.setdefault(phrase.key, phrase)
    return meant


def _is_retracted(complaint: PhraseMatch[int], text: Words, fixed: Collection[int], asked_to: int) -> bool:
    """Whether what is wrong is fixed, or asked about up to this place: "do you take back broken cups".

    Never what is denied: "thanks for the refund that never came".
    """
    return (complaint.begin in fixed or 0 < complaint.end <= asked_to) and not denies(text.words[complaint.begin])


@cache
def _repair_words() -> Vocabulary[bool]:
    """What makes good where somebody is thanked for it; and what does so by itself: "do you repair cracked screens"."""
    return Vocabulary({False: by_language("intents.thanks", "fixed"), True: by_language("intents.complaint", "repairs")})


def _fixed_places(pleased: Sequence[PhraseMatch[int]], text: Words, languages: Collection[str]) -> frozenset[int]:
    """The places of words that say what was wrong and is fixed: those behind "thanks for fixing", up to the end of the sentence.

    Praise does not do: "love how my refund vanished".
    """
    ends = {phrase.end for phrase in pleased if phrase.end and INTENT_RULES[phrase.key] is THANKS}
    fixed: set[int] = set()
    for part in _repair_words().found(text):
        if (
            part.begin in fixed
            or part.language not in languages
            or not (part.kind or _follows(part.begin, ends, text))
            or negated(text, part.begin, part.end, {part.language})
        ):
            continue
        fixed.update(range(part.begin, _end_of_sentence(part.end, text)))
    return frozenset(fixed)


def _follows(place: int, ends: Collection[int], text: Words) -> bool:
    """Whether one of these ends stands a few words before, in the same sentence."""
    for before in range(place, max(-1, place - _MAX_BETWEEN - 1), -1):
        if before in text.starts:
            return False
        if before in ends:
            return True
    return False


def _complains(post: _Post) -> str:
    """The words by which something is wrong, also something that is thanked for; empty where it ended well."""
    if post.pleased and post.resolved:
        return ""
    return post.complaints.complains or _thanks_for_a_defect(post) or _complaint_after_praise(post)


def _thanks_for_a_defect(post: _Post) -> str:
    thanks = {phrase.end: phrase.shown for phrase in post.pleased if INTENT_RULES[phrase.key] is THANKS or congratulates(phrase.shown)}
    wrong, thanked = post.wrong, ""
    for place in range(len(post.words.words)) if thanks and wrong else ():
        if place in post.words.starts:
            thanked = ""
        thanked = thanks.get(place, thanked)
        if thanked and place in wrong:
            return f"{thanked} … {wrong[place]}"
    return ""


def _complaint_after_praise(post: _Post) -> str:
    """One short praise and nothing else, then trouble: "great, sold out again", "brilliant, paid for express and it took a week"."""
    if not post.pleased or not exclaims(post.said, post.words, [(phrase.begin, phrase.end) for phrase in post.pleased]):
        return ""
    praise = post.pleased[0]
    behind = next((shown for place, shown in post.wrong.items() if place >= praise.end), "")
    if not behind and not post.complaints.counts_two(post.languages):
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


def _languages_of(phrases: Collection[PhraseMatch[int]]) -> Iterator[str]:
    for phrase in phrases:
        yield from _speakers().get(phrase.shown, ())


@cache
def _speakers() -> dict[str, set[str]]:
    """The languages of every phrase."""
    speakers: dict[str, set[str]] = {}
    for rule in INTENT_RULES:
        for language, phrase, _ in rule.spoken():
            speakers.setdefault(bare(phrase), set()).add(language)
    return speakers


def _besides(phrase: PhraseMatch[int] | None, text: Words) -> int:
    """How many words of the text are neither this phrase nor neutral."""
    rest = (*text.words[: phrase.begin], *text.words[phrase.end :]) if phrase else text.words
    return sum(word not in _neutral() for word in rest)


@cache
def _neutral() -> frozenset[str]:
    """Whom one greets, from where, and what says nothing: beside a rule that counts alone they may stand."""
    return frozenset(word for phrase in listed("intents.filler", "neutral") for word in words_in(folded(phrase)).words)


@cache
def _languages_apart() -> frozenset[str]:
    """Those that have phrases which count in them alone."""
    return frozenset(language for rule in INTENT_RULES for language, _, alone in rule.spoken() if alone)


@cache
def _book(language: str) -> Phrasebook[int]:
    """The phrases that count in a post of this language, by the place of their rule."""
    phrases = {
        place: [phrase for spoken, phrase, alone in rule.spoken() if spoken == language or not alone]
        for place, rule in enumerate(INTENT_RULES)
    }
    return Phrasebook(phrases, fillers=listed("intents.filler", "openings"))
