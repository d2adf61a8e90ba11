"""What a post wants, and by which of its words."""

from __future__ import annotations

import inspect
import json
import time
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain import Intent, InteractionKind, Note
from bot.drafting.intents.match import match_intent
from bot.drafting.intents.rows import INTENT_RULES, IntentSign
from bot.drafting.lexicon.phrases import bare
from bot.drafting.lexicon.word_lists import by_language
from bot.views.words.sentences import sentence
from tests.support.samples.texts import anything

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

    assert (match.intent, sentence(match.because)) == (intent, because)


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


SAID = {
    COMPLAINT: (
        ("not very happy with the service", "en"),
        ("wasn't very good", "en"),
        ("not so good", "en"),
        ("not the best experience", "en"),
        ("not very impressed", "en"),
        ("I wouldn't recommend them", "en"),
        ("I don't recommend", "en"),
        ("not a big fan", "en"),
        ("I can't wait any longer for my order", "en"),
        ("You discontinued my favourite blend", "en"),
        ("My favorite mug arrived in pieces", "en"),
        ("wow you lost my parcel", "en"),
        ("used to be great", "en"),
        ("I don't appreciate this", "en"),
        ("not appreciated", "en"),
        ("Thanks for ruining my day", "en"),
        ("danke für nichts", "en"),
        ("merci pour rien", "en"),
        ("gracias por nada", "en"),
        ("grazie di niente", "en"),
        ("bedankt voor niets", "en"),
        ("obrigado por nada", "en"),
        ("nicht so toll", "de"),
        ("war nicht lecker", "nl"),
        ("pas super", "fr"),
        ("pas très bon", "en"),
        ("No es el mejor servicio", "en"),
        ("niet lekker", "nl"),
        ("não é muito bom", "en"),
        ("tidak enak", "id"),
        ("çok iyi değil", "en"),
        ("最高に遅い", "en"),
        ("My order is late", "en"),
        ("I've been waiting 3 weeks for my order", "en"),
        ("My grinder broke after two days", "en"),
        ("Never buying from you again", "en"),
        ("Cancel my order", "en"),
        ("there was a hair in my sandwich", "en"),
        ("got food poisoning", "en"),
        ("payment didn't go through", "en"),
        ("my account was hacked", "en"),
        ("you forgot my order", "en"),
        ("not what I ordered", "en"),
        ("I need a refund", "en"),
        ("website is down", "en"),
        ("Paket kam beschädigt an", "en"),
        ("ma commande n'est pas arrivée", "en"),
        ("colis perdu", "en"),
        ("hi my order is late", "en"),
        ("Hi, my parcel hasn't shown up", "en"),
        ("Hello, I need a refund", "en"),
        ("Hi cancel my subscription please", "en"),
        ("waiting on my refund 🙏", "en"),
        ("The bag came open and half of the beans are in the box.", "en"),
        ("You said open until six. It is half past five and the door is locked.", "en"),
        ("The coffee was not good at all", "en"),
        ("this isn't great", "en"),
        ("I am not happy", "en"),
        ("It never was very tasty", "en"),
        ("not even a thank you", "en"),
        ("no me gusta", "en"),
        ("Waited an hour in the queue and nobody came", "en"),
    ),
    QUESTION: (
        ("I would love an explanation for this", "en"),
        ("It would be great if you opened on Sundays", "en"),
        ("How do you do returns?", "en"),
        ("¿Qué tal el café nuevo?", "en"),
        ("come va la consegna del mio ordine?", "en"),
        ("Plz restock the decaf 🙏", "en"),
        ("are dogs allowed", "en"),
        ("Price please", "en"),
        ("do u ship internationally", "en"),
        ("Wann macht ihr auf", "en"),
        ("dónde están ubicados", "en"),
        ("How's it going with my grinder?", "en"),
        ("сколько стоит доставка", "en"),
        ("请问你们周日开门吗", "en"),
        ("언제 오픈하나요", "en"),
        ("Is the Guji natural still there, or am I too late again?", "en"),
    ),
    THANKS: (
        ("Thank you for fixing the broken lid", "en"),
        ("Danke für die schnelle Rückerstattung", "en"),
        ("Thanks for solving the issue with my order", "en"),
        ("Merci pour le remboursement", "en"),
        ("gracias por el reembolso", "en"),
        ("Thank you, my package arrived and nothing was damaged", "en"),
        ("Nothing is broken, all good, thank you", "en"),
        ("спасибо", "en"),
        ("谢谢", "en"),
        ("감사합니다", "en"),
        ("شكرا", "en"),
        ("धन्यवाद", "en"),
        ("ขอบคุณ", "en"),
        ("cảm ơn", "en"),
        ("I can't thank you enough", "en"),
        ("takk", "en"),
    ),
    PRAISE: (
        ("Had a great day and your barista made it better", "en"),
        ("Had a terrible day and your barista made it better", "en"),
        ("I'm useless without your coffee", "en"),
        ("Annoying weather but great coffee", "en"),
        ("can't recommend them enough", "en"),
        ("who doesn't love a flat white", "en"),
        ("I couldn't be happier with it", "en"),
        ("not bad at all", "en"),
        ("never disappoints", "en"),
        ("pas mal du tout", "fr"),
        ("nicht schlecht", "en"),
        ("очень вкусно", "en"),
        ("how can you not love this", "en"),
        ("loved it, not gonna lie", "en"),
        ("Not gonna lie, this is amazing", "en"),
        ("Wow, best flat white ever", "en"),
        ("I've never been so impressed", "en"),
        ("I will never not love this place", "en"),
    ),
    GREETING: (
        ("hi", "en"),
        ("hello there", "en"),
        ("Hi team!", "en"),
        ("good morning, you two", "en"),
        ("gm fam ☀️", "en"),
        ("How are you?", "en"),
        ("hey how are you guys", "en"),
        ("Hello from Oslo", "en"),
        ("¿Qué tal?", "en"),
        ("привет", "en"),
        ("你好", "en"),
        ("안녕하세요", "en"),
        ("مرحبا", "en"),
        ("Happy Monday everyone", "en"),
        ("👋", "en"),
    ),
    OTHER: (
        ("Yes please!", "en"),
        ("we moved to Berlin", "en"),
        ("hi I finally moved into the office across the street", "en"),
        ("Saw your van in the park", "en"),
        ("Still thinking about that cup", "en"),
        ("Your coffee ruined all other coffee for me", "en"),
    ),
}
"""As people write, with X's guess at the language."""


@pytest.mark.parametrize(("intent", "text", "lang"), [(intent, *said) for intent, several in SAID.items() for said in several])
def test_what_people_write_is_taken_for_what_they_mean(intent: Intent, text: str, lang: str) -> None:
    assert match_intent(f"@acme {text}", lang).intent is intent


def test_a_quote_that_says_nothing_in_particular_shares() -> None:
    quote = InteractionKind.QUOTE

    assert match_intent("what they said", "en", quote).intent is SHARE
    assert match_intent("", "", quote).because == Note(IntentSign.QUOTES_YOU)
    assert match_intent("love this", "en", quote).intent is PRAISE
    assert match_intent("no problem", "en", quote).intent is SHARE
    assert match_intent("what they said", "en", InteractionKind.REPLY).intent is OTHER


def _phrases() -> list[tuple[Intent, str, str]]:
    return [(row.intent, language, bare(phrase)) for row in INTENT_RULES for language, phrase, _ in row.spoken()]


@pytest.mark.parametrize("intent", Intent)
def test_every_phrase_of_the_table_is_found_by_itself_and_in_capitals(intent: Intent) -> None:
    """A phrase that another row took away would be dead."""
    for listed, language, phrase in _phrases():
        if listed is intent:
            assert match_intent(f"@acme {phrase}!", language).intent is intent, (language, phrase)
            assert match_intent(phrase.upper(), language).intent is intent, (language, phrase)


@given(anything, st.sampled_from(["", "en", "de", "und", "zh-TW", "x" * 50]) | st.text(max_size=5), st.sampled_from(InteractionKind))
@settings(deadline=5_000)
def test_it_never_raises_and_is_quick(text: str, lang: str, kind: InteractionKind) -> None:
    match = match_intent(text, lang, kind)

    assert (match.because is None) == (match.intent is OTHER)
    assert len(sentence(match.because)) < 60


@pytest.mark.parametrize(
    ("text", "because"),
    [
        ("I am not very impressed", "complains “not … impressed”"),
        ("it used to be great", "complains “used to be … great”"),
        ("çok iyi değil", "complains “değil … çok iyi”"),
        ("no es el mejor", "complains “no … el mejor”"),
    ],
)
def test_denied_praise_says_by_which_words(text: str, because: str) -> None:
    assert sentence(match_intent(text).because) == because


def test_a_denial_ends_with_its_sentence() -> None:
    assert match_intent("Not today. Great coffee!", "en").intent is PRAISE
    assert match_intent("no, great!", "en").intent is PRAISE


def test_only_a_denial_of_the_same_language_counts() -> None:
    assert match_intent("entregaram no endereço errado", "pt").intent is COMPLAINT
    assert match_intent("order abhi tak nahi aaya", "hi").intent is COMPLAINT
    assert match_intent("khana great nahi hai", "hi").intent is not PRAISE
    assert match_intent("no es el mejor", "pt").intent is COMPLAINT


SARCASM = (
    ("great job charging my card twice", "en"),
    ("thanks for ignoring my three emails", "en"),
    ("love how the app deletes my basket every time", "en"),
    ("nice one, you've lost my luggage", "en"),
    ("so happy to be charged £40 again", "en"),
    ("wonderful, three hours on hold 😍", "en"),
    ("thank you for closing the branch", "en"),
    ("great, the lights are off", "en"),
    ("bravo, encore un colis perdu", "fr"),
    ("merci d'avoir coupé la musique", "fr"),
    ("na super, wieder nichts geliefert", "de"),
    ("danke, dass ihr einfach abgehauen seid", "de"),
    ("gracias por dejarme esperando una hora", "es"),
    ("obrigado por cobrarem duas vezes", "pt"),
    ("harika, yine internet yok", "tr"),
    ("さすが、また障害ですか、ありがとう", "ja"),
    ("太棒了，又崩溃了", "zh"),
    ("mantap, udah tiga hari nggak ada kabar", "id"),
    ("wah kya service hai, do ghante se wait kar raha hu", "hi"),
    ("شكرا على التأخير كالعادة", "ar"),
    ("love how my refund just vanished", "en"),
    ("thanks for sending me a broken mug", "en"),
    ("thank you for refusing my refund", "en"),
    ("thanks for keeping my deposit", "en"),
    ("great job delivering my parcel to the neighbour's bin", "en"),
    ("great service, my pizza went to someone in another street", "en"),
    ("so glad I paid extra for a seat next to the toilet", "en"),
    ("brilliant, paid for express and it's been a week", "en"),
    ("boş kutu için teşekkürler", "tr"),
    ("شكرا على الطلب البارد", "ar"),
    ("खाली डिब्बे के लिए धन्यवाद", "hi"),
    ("空の箱をありがとう", "ja"),
    ("谢谢你们的空盒子", "zh"),
    ("спасибо за пустую коробку", "ru"),
)


@pytest.mark.parametrize(("text", "lang"), SARCASM)
def test_sarcasm_is_no_praise_and_no_thanks(text: str, lang: str) -> None:
    for guess in (lang, "", "und"):
        assert match_intent(f"@acme {text}", guess).intent not in (PRAISE, THANKS)


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("waited an hour and it was worth it", PRAISE),
        ("thanks for sorting my refund so fast", THANKS),
        ("best money I ever spent", PRAISE),
        ("you never disappoint", PRAISE),
        ("no complaints, everything perfect", PRAISE),
        ("thanks for replacing the broken lamp without any fuss", THANKS),
        ("thank you, you found my lost wallet", THANKS),
        ("never late, always friendly staff, love it", PRAISE),
        ("10 out of 10, would order again", PRAISE),
        ("love the cold brew", PRAISE),
        ("thanks for listening", THANKS),
        ("wow, best flat white in town", PRAISE),
        ("thanks for the refund that never came", COMPLAINT),
        ("thanks for not fixing my broken lamp", COMPLAINT),
        ("do you repair cracked screens", QUESTION),
        ("can I cancel my booking online", QUESTION),
        ("is the soup served cold", QUESTION),
        ("I lost my keys", OTHER),
        ("see you in three hours", OTHER),
        ("thanks for sorting the wrong order so fast", THANKS),
        ("great service, loved it", PRAISE),
        ("love how friendly your staff are", PRAISE),
        ("love that the tracking hasn't moved since Friday", COMPLAINT),
        ("found a hair in my soup", COMPLAINT),
        ("thank you, you found my lost keys", THANKS),
        ("we paid 40 pounds", OTHER),
    ],
)
def test_words_of_trouble_that_mean_none(text: str, intent: Intent) -> None:
    assert match_intent(f"@acme {text}", "en").intent is intent


EXAMPLES = [(language, intent) for intent in Intent for language in by_language("intents.examples", intent)]


@pytest.mark.parametrize(("language", "intent"), EXAMPLES)
def test_the_examples_of_every_file_are_read_as_they_say(language: str, intent: Intent) -> None:
    read = {text: match_intent(f"@acme {text}", language).intent for text in by_language("intents.examples", intent)[language]}

    assert read == dict.fromkeys(read, intent)


def test_most_of_what_nobody_tuned_on_is_read_right() -> None:
    """unseen.jsonl: 444 sentences that the lists were not changed for, half of those written together with the lists."""
    lines = (Path(__file__).parent / "unseen.jsonl").read_text("utf-8").splitlines()
    told = Counter((Intent(post["intent"]), match_intent(post["text"], post["lang"]).intent) for post in map(json.loads, lines))

    right = sum(count for (meant, read), count in told.items() if read is meant)
    wrong = sum(count for (meant, read), count in told.items() if read not in (meant, OTHER))
    assert right >= 0.85 * len(lines)
    assert wrong <= 0.03 * len(lines)
    assert told[COMPLAINT, PRAISE] == told[COMPLAINT, THANKS] == 0


@pytest.mark.parametrize(
    "part",
    [
        "thanks for ", "never came ", "do you ", "broken parcel fixed ", "great, ", "very not ", "快递还没到", "안 ", "thank you late ",
    ],
)  # fmt: skip
def test_the_time_grows_with_the_length(part: str) -> None:
    def seconds(length: int) -> float:
        text, best = (part * length)[:length], float("inf")
        for _ in range(3):
            began = time.process_time()
            inspect.unwrap(match_intent)(text, "en")
            best = min(best, time.process_time() - began)
        return best

    assert seconds(16_000) <= 12 * max(seconds(2_000), 0.005)
