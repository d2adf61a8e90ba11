"""Whom to leave alone: at once where they say so, after a human looked where they may, and nobody who merely uses the words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings

from bot.drafting.lexicon.word_lists import by_language, lexicon
from bot.drafting.opt_outs.patterns import ORDERS, orders
from bot.drafting.opt_outs.requests import OptOutRequest, detect_opt_out
from tests.support.samples.texts import anything

CERTAIN = (
    "stop",
    "@acme STOP!!!",
    "@acme Stop. Please. 🛑",
    "@acme stop stop STOP",
    "@acme could you please just stop now, thanks",
    "@acme STOOOOP",
    "@acme #STOP",
    "@acme unsubscribe",
    "Opt-out @acme",
    "@acme please stop replying to me",
    "@acme I said LEAVE ME ALONE, you weirdos",
    "@acme don’t contact me again",
    "@acme dont reply to me",
    "@acme no more replies, thank you",
    "@acme I said stop",
    "Stop replying to me",
    "@acme @bean hey @bot please stop",
    "@acme can you please stop replying to me?",
    "@acme for the last time STOP MESSAGING ME",
    "@acme tell your bot to stop tagging me",
    "@acme I asked you to leave me alone",
    "@acme leave me the hell alone",
    "@acme please take me off your mailing list",
    "@acme I don't want to hear from you anymore",
    "@acme STOP SPAMMING",
    "@acme please don't reply to me",
    "Thank you, but please do not contact me again",
    "I am not interested. @acme don't message me",
    "I am not interested, don't message me",
    "don't reply to me @acme",
    "@acme I don't want your replies",
    "bitte antwortet mir nicht mehr",
    "@acme Antwortet mir nicht!",
    "@acme ne me répondez plus",
    "@acme S’il vous plaît, ne me répondez plus jamais",
    "@acme per favore non mi rispondete",
    "@acme por favor no me respondan más",
    "@acme keine Antworten mehr, bitte",
    "@acme lütfen bana cevap verme artık",
    "@acme من فضلك لا ترد علي",
    "@acme больше не пишите мне",
    "@acme great coffee, but stop tagging me",
    "@acme ¡Basta!",
    "quit messaging me",
    "you need to stop replying to me",
    "Please stop. I don't want these replies.",
    "I want to unsubscribe",
    "stop replying to all my posts",
    "@acme stop the replies",
    "leave me tf alone",
    "stop dming me",
    "stop pinging me!!",
    "make your bot stop replying to me",
    "@acme stop messaging me, I am not interested",
    "Hört auf, mir zu schreiben",
    "Hört bitte auf, mir zu antworten",
    "Lasst mich endlich in Ruhe",
    "laat me alsjeblieft met rust",
    "deja de mandarme mensajes",
    "parem de me mandar mensagens",
    "arrêtez de m'envoyer des messages",
    "lâchez-moi",
    "хватит мне отвечать",
    "Оставьте в покое!",
    "请不要再回复我",
    "제발 답장하지 마세요",
    "मुझे परेशान मत करो",
    "lämna mig ifred tack",
    "nechte mě na pokoji",
    "hagyjatok békén",
    "jättäkää minut rauhaan",
    "@acme déjenme en paz",
    "@acme parem de me marcar",
    "@acme Arrêtez s’il vous plaît",
    "@acme lasst mich in Ruhe!",
    "@acme bitte aufhören",
    "@acme non scrivetemi più",
    "@acme Laat me met rust",
    "@acme BANA YAZMAYIN",
    "@acme Proszę przestań",
    "@acme jangan hubungi saya lagi",
    "@acme もう返信しないでください",
    "@acme やめてください",
    "@acme أتركني وشأني",
    "@acme توقّف من فضلك",
    "@acme Оставьте меня в покое",
    "@acme хватит, пожалуйста",
    "Stop @ing me",
    "@acme not interested, stop messaging",
    "别再@我了",
    "if you don't mind, please stop tagging me",
)

HARMLESS = (
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
)

OF_SILENCE = (
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
)
"""Whoever complains of silence wants an answer."""


def told(text: str) -> str:
    request = detect_opt_out(text)
    return "none" if request is None else "request" if request.certain else "perhaps"


def labelled() -> Iterator[tuple[bool, str]]:
    """Sentences written apart from the lists: whether they opt out, and what they say."""
    for line in Path(__file__).with_name("requests.txt").read_text("utf-8").splitlines():
        _, mark, text = line.split(" ", 2)
        yield mark == "+", text


def test_sentences_written_apart_from_the_lists_are_told_apart() -> None:
    answers = [(request, told(text), text) for request, text in labelled()]
    requests = [answer for request, answer, _ in answers if request]
    others = [answer for request, answer, _ in answers if not request]
    assert [text for request, answer, text in answers if not request and answer == "request"] == []
    assert len(requests) > 100
    assert len(others) > 100
    assert sum(answer != "none" for answer in requests) >= 0.9 * len(requests)
    assert sum(answer != "none" for answer in others) <= 0.05 * len(others)


@pytest.mark.parametrize(("name", "answer"), [("yes", "request"), ("perhaps", "perhaps"), ("no", "none")])
def test_every_example_in_the_files_is_read_as_it_says(name: str, answer: str) -> None:
    wrong = [(text, told(text)) for said in by_language("opt_out.examples", name).values() for text in said if told(text) != answer]
    assert wrong == []


def test_every_language_has_examples_of_both_kinds() -> None:
    assert by_language("opt_out.examples", "yes").keys() == by_language("opt_out.examples", "no").keys() == lexicon().keys()


def test_every_class_of_words_is_used_and_every_order_can_be_read() -> None:
    for language, tables in lexicon().items():
        used = {slot for name in ORDERS for order in orders(language, name) for slot, _ in order.slots}
        assert used == tables["opt_out.words"].keys(), language


def test_opt_outs_are_certain_whatever_is_around_them() -> None:
    assert [text for text in CERTAIN if told(text) != "request"] == []
    assert [text for text in CERTAIN if told(f"@acme {text}") != "request"] == []


def test_other_words_are_no_certain_opt_out_and_seldom_a_possible_one() -> None:
    for text in (*HARMLESS, *OF_SILENCE):
        assert told(text) != "request", text
        assert told(f"@acme {text}") != "request", text
    assert sum(told(text) == "perhaps" for text in (*HARMLESS, *OF_SILENCE)) <= 4


def test_idioms_opt_out_beside_other_sentences_and_ambiguous_words_only_by_themselves() -> None:
    for language, phrases in by_language("opt_out", "clear").items():
        for phrase in phrases:
            if not phrase.endswith("*"):
                assert told(f"@acme {phrase}!") != "none", (language, phrase)
                assert told(f"@acme coffee, {phrase}. coffee") != "none", (language, phrase)
    for language, phrases in by_language("opt_out", "alone").items():
        for phrase in phrases:
            assert told(f"@acme {phrase.upper()}!") == "request", (language, phrase)
    for phrase in by_language("opt_out", "alone")["en"]:
        assert told(f"espresso machine {phrase} coffee") != "request", phrase


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("stop replying to me", "request"),
        ("I love the coffee but seriously stop replying to me", "perhaps"),
        ("stop replying to me all day long you machine", "perhaps"),
        ("stop secretly replying to me", "perhaps"),
        ("stop replying to me 😂", "perhaps"),
        ("could you stop replying to me?", "request"),
        ("stop replying to me?", "none"),
        ("don't reply to me?", "none"),
        ("why did they stop replying to me", "none"),
        ("they stop replying to me", "none"),
        ("you promised, then you don't reply to me", "none"),
        ("parcels don't reply to me", "none"),
        ("don't reply to me on weekends", "none"),
        ("don't reply to me now", "none"),
        ("stop replying to me. Call me.", "perhaps"),
        ("don't stop replying to me", "none"),
        ("stop talking and reply to me", "none"),
        ("stop replying", "request"),
        ("The shop is nice. Stop replying.", "perhaps"),
        ("The shop is nice, stop replying so rudely", "none"),
        ("leave me alone", "request"),
        ("why can't you people leave me alone", "perhaps"),
        ("she said “leave me alone” twice", "none"),
        ("you keep replying to my posts, stop", "perhaps"),
        ("you keep replying to others, stop", "none"),
        ("no need to reply to me", "perhaps"),
        ("no need to reply to me before Monday", "none"),
        ("enough with the @s", "request"),
        ("don't @me again", "request"),
    ],
)
def test_what_is_around_it_makes_an_opt_out_doubtful_or_none(text: str, answer: str) -> None:
    assert told(text) == answer


def test_an_opt_out_is_quoted_by_its_own_words_alone() -> None:
    assert detect_opt_out("@acme Please STOP secretly replying to all of my tweets!") == OptOutRequest(
        "STOP secretly replying to all of my tweets", certain=False
    )
    assert detect_opt_out("もう返信しないでください") == OptOutRequest("返信しないでください", certain=True)
    assert detect_opt_out("Don’t message me") == OptOutRequest("Don’t message me", certain=True)
    assert detect_opt_out(f"leave me alone {'x' * 30_000}") == OptOutRequest("leave me alone", certain=False)


def test_of_a_very_long_post_the_beginning_and_the_end_are_read() -> None:
    filler = "coffee is nice. " * 1_500
    assert told(f"leave me alone. {filler}") == told(f"{filler} leave me alone.") == "request"


@given(anything)
@settings(deadline=None)
def test_it_never_raises_and_quotes_little(text: str) -> None:
    request = detect_opt_out(text)
    assert request is None or 0 < len(request.words) <= 120
