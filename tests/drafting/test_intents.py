"""What a post wants, and by which of its words."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.drafting.intent_words import ROWS
from bot.drafting.intents import match_intent
from bot.model import Intent, InteractionKind
from tests.drafting.texts import anything

QUESTION, THANKS, PRAISE, COMPLAINT = Intent.QUESTION, Intent.THANKS, Intent.PRAISE, Intent.COMPLAINT
SHARE, GREETING, OTHER = Intent.SHARE, Intent.GREETING, Intent.OTHER

ENGLISH = [
    ("@acme How do I brew this", QUESTION, "asks “how do i”"),
    ("@acme how about decaf", QUESTION, "asks “how about”"),
    ("@acme really?", QUESTION, "“?”"),
    ("@acme do you ship to Norway", QUESTION, "asks “do you”"),
    ("@acme your app is ok, is there a dark mode", QUESTION, "asks “is there”"),
    ("@acme love this", PRAISE, "says “love”"),
    ("Loooooove it @acme", PRAISE, "says “love”"),
    ("@acme your beans never disappoint", PRAISE, "says “never disappoint”"),
    ("@acme can’t complain!", PRAISE, "says “can't complain”"),
    ("@acme Thaaaank you!!", THANKS, "says “thank you”"),
    ("THX @acme", THANKS, "says “thx”"),
    ("@acme where is my order", COMPLAINT, "complains “where is my order”"),
    ("@acme it DOESN’T WORK", COMPLAINT, "complains “doesn't work”"),
    ("@acme it doesnt work", COMPLAINT, "complains “doesn't work”"),
    ("@acme not happy with this", COMPLAINT, "complains “not happy”"),
    ("@acme thanks for nothing", COMPLAINT, "complains “thanks for nothing”"),
    ("@acme your app is down again", COMPLAINT, "complains “app is down”"),
    ("@acme great, another outage", COMPLAINT, "complains “another outage”"),
    ("@acme when's the next tasting", QUESTION, "asks “when's”"),
    ("@acme check this out", SHARE, "says “check this out”"),
    ("@acme Hello from Oslo", GREETING, "says “hello”"),
    ("@acme good morning team", GREETING, "says “good morning”"),
    ("@acme @bean how are you?", GREETING, "says “how are you”"),
    ("@acme no problem", OTHER, ""),
    ("@acme what a day", OTHER, ""),
    ("@acme we moved to Berlin", OTHER, ""),
    ("@acme", OTHER, ""),
    ("", OTHER, ""),
]


@pytest.mark.parametrize(("text", "intent", "because"), ENGLISH)
def test_the_words_decide_and_are_named(text: str, intent: Intent, because: str) -> None:
    match = match_intent(text, "en")

    assert (match.intent, match.because) == (intent, because)


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("where is my order??", COMPLAINT),
        ("Thanks! But it arrived broken. Can you help?", COMPLAINT),
        ("thanks! do you ship to Norway?", QUESTION),
        ("I love these, where can I buy more?", QUESTION),
        ("Hi! Do you have decaf?", QUESTION),
        ("love it, thanks", THANKS),
        ("thanks, love it", THANKS),
        ("Hello! Love your work", PRAISE),
        ("Look what arrived, amazing", PRAISE),
        ("Hey, I finally moved into the office across the street from you", OTHER),
        ("I would love to visit one day", OTHER),
        ("where is my parcel 😍", COMPLAINT),
        ("love it 🙏", PRAISE),
    ],
)
def test_what_decides_most_comes_first(text: str, intent: Intent) -> None:
    assert match_intent(f"@acme {text}", "en").intent is intent


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("❤️", PRAISE),
        ("😍😍", PRAISE),
        ("🔥", PRAISE),
        ("👍🏽", PRAISE),
        ("🙏🏿", THANKS),
        ("😡", COMPLAINT),
        ("👋", GREETING),
        ("🥱", OTHER),
    ],
)
def test_emoji_speak_where_no_word_does(text: str, intent: Intent) -> None:
    assert match_intent(f"@acme {text}").intent is intent
    assert match_intent(text).intent is intent


@pytest.mark.parametrize(
    ("lang", "question", "thanks", "praise", "complaint", "greeting"),
    [
        ("es", "¿Hacen envíos a Chile?", "Muchas gracias", "Me encanta", "¿Dónde está mi pedido?", "Hola"),
        ("pt", "Quanto custa o frete", "Muito obrigada", "Maravilhoso", "Meu pedido não chegou", "Bom dia"),
        ("fr", "Est-ce que vous livrez en Suisse", "Merci beaucoup", "J’adore", "Où est ma commande ?", "Bonjour"),
        ("de", "Habt ihr auch Decaf", "Vielen Dank", "Großartig", "Die Maschine funktioniert nicht", "Guten Morgen"),
        ("it", "Quanto costa", "Grazie mille", "Bellissimo", "Dov’è il mio ordine?", "Ciao"),
        ("nl", "Hebben jullie ook thee", "Dankjewel", "Geweldig", "Waar blijft mijn bestelling?", "Goedemorgen"),
        ("tr", "Fiyatı ne kadar", "TEŞEKKÜRLER", "Çok güzel", "Siparişim nerede?", "Merhaba"),
        ("ja", "海外発送はできますか", "ありがとうございます", "このコーヒー大好き", "まだ届かないです", "おはようございます"),
        ("in", "Berapa harganya", "Terima kasih", "Keren banget", "Pesanan belum sampai", "Selamat pagi"),
        ("pl", "Czy wysyłacie do Niemiec", "Dziękuję bardzo", "Świetna robota", "Gdzie jest moje zamówienie?", "Dzień dobry"),
    ],
)
def test_the_commonest_words_of_ten_other_languages(
    lang: str, question: str, thanks: str, praise: str, complaint: str, greeting: str
) -> None:
    told = [match_intent(f"@acme {text}", lang).intent for text in (question, thanks, praise, complaint, greeting)]

    assert told == [QUESTION, THANKS, PRAISE, COMPLAINT, GREETING]


@pytest.mark.parametrize("text", ["tienen té descafeinado?", "¿tienen té", "在吗？", "هل لديكم شاي؟"])
def test_every_question_mark_asks(text: str) -> None:
    assert match_intent(f"@acme {text}", "und").intent is QUESTION


def test_words_that_mean_something_else_elsewhere_count_in_their_language_alone() -> None:
    assert match_intent("@acme Was macht ihr heute", "de").intent is QUESTION
    assert match_intent("@acme Was at your shop today", "en").intent is OTHER
    assert match_intent("@acme super", "pl").intent is PRAISE
    assert match_intent("@acme super late today", "en").intent is OTHER


@pytest.mark.parametrize("text", ["@love @thanks hi there", "https://t.co/how?why=1", "#love #thanks #broken", "＠love", "HTTPS://T.CO/a?"])
def test_handles_links_and_hashtags_are_set_aside(text: str) -> None:
    assert match_intent(text, "en").intent in (GREETING, OTHER)


@pytest.mark.parametrize("text", ["gloves", "beloved", "thanksgiving", "unbroken"])
def test_words_are_whole_words(text: str) -> None:
    assert match_intent(f"@acme {text}", "en").intent is OTHER


@pytest.mark.parametrize(
    ("text", "lang", "intent"),
    [
        ("Como siempre, excelente café", "es", PRAISE),
        ("Cuánto los quiero", "es", OTHER),
        ("Como sempre, tudo maravilhoso", "pt", PRAISE),
        ("Come sempre, ottimo caffè", "it", PRAISE),
        ("Quanto siete bravi", "it", PRAISE),
        ("Wie schön!", "de", PRAISE),
        ("Was für ein toller Kaffee!", "de", PRAISE),
        ("Kann man nur empfehlen", "de", PRAISE),
        ("Quel délice, j'adore", "fr", PRAISE),
        ("Wat lekker!", "nl", PRAISE),
        ("Hoe leuk!", "nl", PRAISE),
        ("Jak zawsze pyszne!", "pl", PRAISE),
        ("How wonderful", "en", PRAISE),
        ("How thoughtful of you", "en", OTHER),
        ("How much I love this place", "en", PRAISE),
        ("Which is why I love you", "en", PRAISE),
        ("never had a problem with you guys, love it", "en", PRAISE),
        ("never had any issues with my order, thanks!", "en", THANKS),
        ("Haven't had any problems with the grinder", "en", OTHER),
        ("non va male", "it", OTHER),
        ("Besser geht nicht!", "de", PRAISE),
        ("Noch nie enttäuscht worden", "de", PRAISE),
    ],
)
def test_praise_that_begins_like_a_question_or_holds_a_complaint_is_none(text: str, lang: str, intent: Intent) -> None:
    assert match_intent(f"@acme {text}", lang).intent is intent


@pytest.mark.parametrize(
    ("text", "lang", "intent"),
    [
        ("Como siempre?", "es", QUESTION),
        ("Wie schön ist das?", "de", QUESTION),
        ("Wie lange dauert der Versand", "de", QUESTION),
        ("Wo finde ich die Anleitung", "de", QUESTION),
        ("Quelle est la différence", "fr", QUESTION),
        ("Cuál es la diferencia", "es", QUESTION),
        ("Onde fica a loja", "pt", QUESTION),
        ("Hoe werkt dit", "nl", QUESTION),
        ("how long does it keep", "en", QUESTION),
        ("how many grams a cup", "en", QUESTION),
        ("I had a problem with my order", "en", COMPLAINT),
        ("L’app non va", "it", COMPLAINT),
        ("I press the button and nothing happens", "en", COMPLAINT),
    ],
)
def test_questions_and_complaints_remain_what_they_are(text: str, lang: str, intent: Intent) -> None:
    assert match_intent(f"@acme {text}", lang).intent is intent


def test_a_quote_that_says_nothing_in_particular_shares() -> None:
    quote = InteractionKind.QUOTE

    assert match_intent("what they said", "en", quote).intent is SHARE
    assert match_intent("", "", quote).because == "quotes you"
    assert match_intent("love this", "en", quote).intent is PRAISE
    assert match_intent("no problem", "en", quote).intent is SHARE
    assert match_intent("what they said", "en", InteractionKind.REPLY).intent is OTHER


def _phrases() -> list[tuple[Intent, str, str]]:
    listed = [(row, language, phrases) for row in ROWS for table in (row.phrases, row.only) for language, phrases in table.items()]
    return [(row.intent, language, phrase.strip()) for row, language, phrases in listed for phrase in phrases.split(",") if phrase.strip()]


@pytest.mark.parametrize("intent", Intent)
def test_every_phrase_of_the_table_is_found_by_itself_and_in_capitals(intent: Intent) -> None:
    """A phrase that another row took away would be dead."""
    for listed, language, phrase in _phrases():
        if listed is intent:
            text = phrase.removeprefix("^")
            assert match_intent(f"@acme {text}!", language).intent is intent, (language, phrase)
            assert match_intent(text.upper(), language).intent is intent, (language, phrase)


@given(anything, st.sampled_from(["", "en", "de", "und", "zh-TW", "x" * 50]) | st.text(max_size=5), st.sampled_from(InteractionKind))
@settings(deadline=5_000)
def test_it_never_raises_and_is_quick(text: str, lang: str, kind: InteractionKind) -> None:
    match = match_intent(text, lang, kind)

    assert (match.because == "") == (match.intent is OTHER)
    assert len(match.because) < 60
