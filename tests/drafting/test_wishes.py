"""Whom to leave alone: at once where they say so, and nobody who merely uses the words."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings

from bot.drafting.lexicon import by_language, listed
from bot.drafting.phrases import SPACELESS
from bot.drafting.wishes import asks_to_be_left_alone
from tests.drafting.texts import anything


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("stop", "stop"),
        ("@acme STOP!!!", "stop"),
        ("@acme Stop. Please. 🛑", "stop"),
        ("@acme stop stop STOP", "stop"),
        ("@acme could you please just stop now, thanks", "stop"),
        ("@acme STOOOOP", "stop"),
        ("@acme #STOP", "stop"),
        ("@acme unsubscribe", "unsubscribe"),
        ("Opt-out @acme", "opt out"),
        ("@acme please stop replying to me", "stop replying to me"),
        ("@acme I said LEAVE ME ALONE, you weirdos", "leave me alone"),
        ("@acme don’t contact me again", "don't contact me"),
        ("@acme dont reply to me", "don't reply to me"),
        ("@acme no more replies, thank you", "no more replies"),
        ("@acme I said stop", "stop"),
        ("Stop replying to me", "stop replying to me"),
        ("@acme @bean hey @bot please stop", "stop"),
        ("@acme can you please stop replying to me?", "stop replying to me"),
        ("@acme for the last time STOP MESSAGING ME", "stop messaging me"),
        ("@acme tell your bot to stop tagging me", "stop tagging me"),
        ("@acme I asked you to leave me alone", "leave me alone"),
        ("@acme leave me the hell alone", "leave me alone"),
        ("@acme please take me off your mailing list", "take me off your mailing list"),
        ("@acme I don't want to hear from you anymore", "i don't want to hear from you"),
        ("@acme STOP SPAMMING", "stop spamming"),
        ("@acme please don't reply to me", "don't reply to me"),
        ("Thank you, but please do not contact me again", "do not contact me"),
        ("I am not interested. @acme don't message me", "don't message me"),
        ("I am not interested, don't message me", "don't message me"),
        ("don't reply to me @acme", "don't reply to me"),
        ("@acme I don't want your replies", "i don't want your replies"),
        ("bitte antwortet mir nicht mehr", "antwortet mir nicht mehr"),
        ("@acme Antwortet mir nicht!", "antwortet mir nicht"),
        ("@acme ne me répondez plus", "ne me répondez plus"),
        ("@acme S’il vous plaît, ne me répondez plus jamais", "ne me répondez plus"),
        ("@acme per favore non mi rispondete", "per favore non mi rispondete"),
        ("@acme por favor no me respondan más", "no me respondan"),
        ("@acme keine Antworten mehr, bitte", "keine antworten mehr"),
        ("@acme lütfen bana cevap verme artık", "bana cevap verme"),
        ("@acme من فضلك لا ترد علي", "لا ترد علي"),
        ("@acme больше не пишите мне", "не пишите мне"),
        ("@acme great coffee, but stop tagging me", "stop tagging me"),
        ("@acme ¡Basta!", "basta"),
        ("quit messaging me", "quit messaging me"),
        ("you need to stop replying to me", "stop replying to me"),
        ("Please stop. I don't want these replies.", "stop"),
        ("I want to unsubscribe", "i want to unsubscribe"),
        ("stop replying to all my posts", "stop replying to all my posts"),
        ("@acme stop the replies", "stop the replies"),
        ("leave me tf alone", "leave me alone"),
        ("stop dming me", "stop dming me"),
        ("stop pinging me!!", "stop pinging me"),
        ("make your bot stop replying to me", "stop replying to me"),
        ("@acme stop messaging me, I am not interested", "stop messaging me"),
        ("Hört auf, mir zu schreiben", "hört auf mir zu schreiben"),
        ("Hört bitte auf, mir zu antworten", "hört auf mir zu antworten"),
        ("Lasst mich endlich in Ruhe", "lasst mich in ruhe"),
        ("laat me alsjeblieft met rust", "laat me met rust"),
        ("deja de mandarme mensajes", "deja de mandarme mensajes"),
        ("parem de me mandar mensagens", "parem de me mandar mensagens"),
        ("arrêtez de m'envoyer des messages", "arrêtez de m'envoyer des messages"),
        ("lâchez-moi", "lâchez-moi"),
        ("хватит мне отвечать", "хватит мне отвечать"),
        ("Оставьте в покое!", "оставьте в покое"),
        ("请不要再回复我", "不要再回复我"),
        ("제발 답장하지 마세요", "답장하지 마세요"),
        ("मुझे परेशान मत करो", "मुझे परेशान मत करो"),
        ("lämna mig ifred tack", "lämna mig ifred"),
        ("nechte mě na pokoji", "nechte mě na pokoji"),
        ("hagyjatok békén", "hagyjatok békén"),
        ("jättäkää minut rauhaan", "jättäkää minut rauhaan"),
        ("@acme déjenme en paz", "déjenme en paz"),
        ("@acme parem de me marcar", "parem de me marcar"),
        ("@acme Arrêtez s’il vous plaît", "arrêtez"),
        ("@acme lasst mich in Ruhe!", "lasst mich in ruhe"),
        ("@acme bitte aufhören", "aufhören"),
        ("@acme non scrivetemi più", "non scrivetemi"),
        ("@acme Laat me met rust", "laat me met rust"),
        ("@acme BANA YAZMAYIN", "bana yazmayın"),
        ("@acme Proszę przestań", "przestań"),
        ("@acme jangan hubungi saya lagi", "jangan hubungi saya"),
        ("@acme もう返信しないでください", "返信しないで"),
        ("@acme やめてください", "やめてください"),
        ("@acme أتركني وشأني", "اتركني وشأني"),
        ("@acme توقّف من فضلك", "توقف"),
        ("@acme Оставьте меня в покое", "оставьте меня в покое"),
        ("@acme хватит, пожалуйста", "хватит"),
    ],
)
def test_the_wish_is_seen_and_named(text: str, phrase: str) -> None:
    assert asks_to_be_left_alone(text) == phrase


@pytest.mark.parametrize(
    "text",
    [
        "don't stop making these",
        "Please don’t stop",
        "never stop being you",
        "which bus stop",
        "Which bus stop is next to your shop?",
        "stop by on Sunday",
        "Don't reply to me here, send me a DM please",
        "don't message me on whatsapp",
        "don't tag me in the photo please",
        "don't contact me on this account, use @other",
        "Don't answer me now, enjoy the weekend",
        "Stop tagging me in this and answer my question",
        "Stop replying to me so fast",
        "Stop writing me off",
        "stop writing me such nice replies",
        "She said leave me alone",
        "I want no replies from bots, I want a human",
        "I opt out of Mondays",
        "pineapple belongs on pizza, don't @ me",
        "stop 😭",
        "Stop it ☺️",
        "Stop 🥹🫶",
        "Para",
        "assez !",
        "Alto",
        "dur",
        "kes",
        "एक कॉफ़ी चाहिए",
        "non-stop",
        "I can't stop drinking this",
        "please stop the price rises",
        "stop selling plastic cups",
        "stop https://t.co/x",
        "stop #bullying",
        "one-stop shop",
        "Full stop.",
        "this song won't leave me alone",
        "don't leave me alone with this cake",
        "please don't leave me alone",
        "my kids never leave me the hell alone",
        "I don't want to hear from you that it is sold out again",
        "stop spamming the good news and bake",
        "how do I unsubscribe from your newsletter?",
        "is there a way to opt out of the cookies?",
        "enough coffee for a week",
        "quit my job to roast coffee",
        "go away for the weekend",
        "they asked him to contact me",
        "para mi madre",
        "para todos",
        "basta un caffè",
        "genug Kaffee für heute",
        "dur bakalım kahve geldi",
        "やめてほしくない味",
        "قف هنا لشرب القهوة",
        "хватит на неделю",
        "stopped by today",
        "Enough said.",
        "I quit 😂",
        "I just quit!",
        "no replies??",
        "Hello? No replies",
        "OMG stop it",
        "stop it 😍😍",
        "stop ❤️",
        "Stop?",
        "Can I stop?",
        "I said no more",
        "خلاص شكرا",
        "dame de baja la línea",
        "لا أريد ردود آلية",
        "please",
        "thanks, you",
        "@stop",
        "❤️",
        "",
    ],
)
def test_the_words_alone_are_no_wish(text: str) -> None:
    assert asks_to_be_left_alone(text) == ""
    assert asks_to_be_left_alone(f"@acme {text}") == ""


@pytest.mark.parametrize(
    "text",
    [
        "you never reply to me 😭",
        "I've sent three emails and you don't reply to me",
        "if you don't contact me by Friday I want a refund",
        "they don't tag me",
        "they don't reply to me",
        "You take my money, don't reply to me, and never call back",
        "why does @acmehelp not help, @acmehelp and the rest of @acmeteam don't reply to me",
        "your support team don't reply to me",
        "don't reply to me?",
        "ask your courier to stop messaging me",
        "why did you stop replying to me",
        "your agents just stop replying to me",
        "I'm getting no more replies from support!",
        "no more replies since Monday",
        "I don't want replies from a bot, I want my refund",
        "your mail says “do not reply to me”, so where do I write",
        "don't contact me by phone, write to me here",
        "please don't talk to me before my first coffee",
        "don't talk to me 😂",
        "how do I opt out of the newsletter",
        "Ihr antwortet mir nicht! Wo ist mein Paket?",
        "Antwortet mir nicht seit Wochen",
        "Warum antworten Sie mir nicht",
        "Kontaktieren Sie mich nicht?",
        "Der Support kontaktiert mich nicht",
        "ich bekomme keine Antworten mehr",
        "pourquoi vous ne me répondez pas ?",
        "vous ne me répondez plus",
        "plus de réponses depuis lundi",
        "perché non mi rispondete?",
        "Non mi rispondete da una settimana",
        "basta messaggi automatici, voglio una persona",
        "es increíble que no me respondan",
        "vocês param de me responder e não me respondam assim",
        "ik krijg geen reacties meer",
        "bana cevap verme nezaketi göstermediniz",
        "CS kalian berhenti membalas saya",
        "لماذا لا ترد علي",
        "الشركة لا تتواصل معي",
        "لا ترد علي منذ أسبوع",
        "なぜ返信しないで",
        "どうして私に返信しないで放置するの",
        "почему вы не пишите мне",
    ],
)
def test_whoever_complains_of_silence_is_not_silenced(text: str) -> None:
    assert asks_to_be_left_alone(text) == ""
    assert asks_to_be_left_alone(f"@acme {text}") == ""


def test_every_phrase_of_the_table_is_a_wish() -> None:
    for phrase in (*listed("wishes", "clear"), *listed("wishes", "stop"), *listed("wishes", "asked"), *listed("wishes", "alone")):
        assert asks_to_be_left_alone(f"@acme {phrase}!"), phrase
        assert asks_to_be_left_alone(phrase.upper()), phrase


def test_clear_ones_are_wishes_beside_other_words() -> None:
    for phrase in (*listed("wishes", "clear"), *listed("wishes", "stop"), *listed("wishes", "asked")):
        assert asks_to_be_left_alone(f"@acme coffee, {phrase}. coffee"), phrase


def test_what_goes_on_in_the_same_sentence_makes_it_a_smaller_wish() -> None:
    for phrase in (*listed("wishes", "stop"), *listed("wishes", "asked")):
        if phrase.isascii() or not SPACELESS.search(phrase):
            assert asks_to_be_left_alone(f"@acme {phrase} espresso") == "", phrase


def test_doubt_makes_asked_ones_none() -> None:
    for phrase in listed("wishes", "asked"):
        assert asks_to_be_left_alone(f"@acme {phrase}?") == "", phrase
        assert asks_to_be_left_alone(f"@acme {phrase} ❤") == "", phrase


@pytest.mark.parametrize(("language", "asked"), by_language("wishes", "asked").items())
def test_what_comes_before_and_behind_makes_asked_ones_none(language: str, asked: Sequence[str]) -> None:
    phrase = asked[0]
    for doubt in by_language("wishes", "doubt").get(language, ()):
        assert asks_to_be_left_alone(f"@acme {doubt} espresso, {phrase}") == "", doubt
    for condition in by_language("wishes", "conditions").get(language, ()):
        assert asks_to_be_left_alone(f"@acme {phrase} {condition} espresso") == "", condition


def test_ambiguous_ones_are_none_beside_other_words() -> None:
    for phrase in listed("wishes", "alone"):
        assert asks_to_be_left_alone(f"@acme espresso, {phrase}") == "", phrase


def test_every_harmless_phrase_is_none() -> None:
    for phrase in listed("wishes", "harmless"):
        assert asks_to_be_left_alone(f"@acme {phrase} espresso") == "", phrase


@given(anything)
@settings(deadline=5_000)
def test_it_never_raises_is_quick_and_names_a_phrase_of_the_table(text: str) -> None:
    assert asks_to_be_left_alone(text) in {
        "",
        *listed("wishes", "clear"),
        *listed("wishes", "stop"),
        *listed("wishes", "asked"),
        *listed("wishes", "alone"),
    }
