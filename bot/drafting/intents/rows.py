"""The rows by which a post's intent is read: from what decides most to what decides least. Their words: `[intents.…]` of `words/*.toml`.

Words are compared without case, accents and apostrophes. `^` in front: at the beginning of a sentence alone, `$` behind: at its end. A
phrase that begins earlier, or is longer, takes its words away from those it overlaps: "never disappoints" is praise, and no complaint by
its "disappoints". Praise and thanks that are denied complain: see `negations`; beside complaints they are doubted: see `complaints`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from bot.domain import Intent
from bot.drafting.lexicon.word_lists import by_language


class IntentSign(StrEnum):
    """What a post was taken by; `bot.views.words.posts` says it. words: those of our own lists that were found."""

    SAYS = "says_words"
    ASKS = "asks_words"
    COMPLAINS = "complains_words"
    SHOWS = "shows_sign"
    """sign: an emoji or a question mark."""
    QUOTES_YOU = "quotes_you"


@dataclass(frozen=True, slots=True)
class IntentRule:
    """What shows an intent.

    table, phrases: the list of its phrases; they count in a post of any language, as X's guess at that of a short post is often wrong.
    only: the list of phrases that mean something else in another language, so they count where X guessed theirs. sign: what finding a
    phrase shows. signs: emoji and question marks. alone: it counts where nothing else is said.
    """

    intent: Intent
    table: str = ""
    phrases: str = "phrases"
    only: str = ""
    sign: IntentSign = IntentSign.SAYS
    signs: str = ""
    alone: bool = False

    def spoken(self) -> Iterator[tuple[str, str, bool]]:
        """Every phrase with its language, and whether it counts in that alone. Raises LexiconError."""
        for name, alone in ((self.phrases, False), (self.only, True)):
            for language, listed in by_language(f"intents.{self.table}", name).items():
                yield from ((language, phrase, alone) for phrase in listed)


COMPLAINT = IntentRule(Intent.COMPLAINT, "complaint", sign=IntentSign.COMPLAINS)
ANGER = IntentRule(Intent.COMPLAINT, signs="😡 🤬 😠 😤 👎")
SMALL_TALK = IntentRule(Intent.GREETING, "greeting", "small_talk", alone=True)
"""Before the question mark: nobody who asks this waits for an answer to it."""

QUESTION = IntentRule(Intent.QUESTION, "question", only="only", sign=IntentSign.ASKS)
COMPOSED_COMPLAINT = IntentRule(Intent.COMPLAINT, sign=IntentSign.COMPLAINS)
"""What `complaints` composes. Behind clear questions: "is the soup served cold" asks."""

REQUEST = IntentRule(Intent.QUESTION, "question", "requests", sign=IntentSign.ASKS)
"""After complaints: "why is the app so slow", "please help, the screen is cracked"."""

QUESTION_MARK = IntentRule(Intent.QUESTION, signs="? ¿ ？ ؟")
THANKS = IntentRule(Intent.THANKS, "thanks", only="only")
PRAISE = IntentRule(Intent.PRAISE, "praise", only="only")
OPENING = IntentRule(Intent.QUESTION, "question", "openings", "openings_only", sign=IntentSign.ASKS)
"""Behind praise: "tienen tarjeta de regalo" asks, "tienen el mejor café" does not."""

SHARE = IntentRule(Intent.SHARE, "share")
GREETING = IntentRule(Intent.GREETING, "greeting", alone=True)
"""Who says hello and then something else wants an answer to that."""

JOY = IntentRule(Intent.PRAISE, signs="❤ ♥ 🧡 💛 💚 💙 💜 🖤 🤍 🤎 🩷 🩵 💖 💕 💗 💓 💞 💘 💝 😍 🥰 😻 🤩 🔥 💯 👏 🙌 👍 ⭐ 🌟 🏆 👌 😘")
FOLDED_HANDS = IntentRule(Intent.THANKS, signs="🙏", alone=True)
WAVE = IntentRule(Intent.GREETING, signs="👋", alone=True)
NOTHING = IntentRule(Intent.OTHER, "nothing")
"""Says nothing, and takes away the words that would otherwise mislead."""

INTENT_RULES = (
    COMPLAINT, ANGER, SMALL_TALK, QUESTION, COMPOSED_COMPLAINT, REQUEST, QUESTION_MARK, THANKS, PRAISE, OPENING, SHARE, GREETING, JOY,
    FOLDED_HANDS, WAVE, NOTHING,
)  # fmt: skip
"""The first that shows decides. Who complains while asking complains; who asks while thanking or praising asks; thanks come before praise,
as "you are welcome" answers both; emoji that please decide only where no word does."""
