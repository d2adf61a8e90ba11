"""The table by which a post's intent is read: from what decides most to what decides least.

Words are compared without case, accents and apostrophes. `^` in front: at the beginning of a sentence alone, `$` behind: at its end. A
phrase that begins earlier, or is longer, takes its words away from those it overlaps: "never disappoints" is praise, and no complaint by
its "disappoints". Praise and thanks that are denied complain: see `negations`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.drafting.complaint_words import COMPLAINT_WORDS
from bot.drafting.praise_words import PRAISE_WORDS, PRAISE_WORDS_OF_ONE_LANGUAGE
from bot.drafting.question_words import QUESTION_WORDS, QUESTION_WORDS_OF_ONE_LANGUAGE
from bot.model import Intent


@dataclass(frozen=True, slots=True)
class Row:
    """What shows an intent.

    says: how it is told which phrase it was; a sign is told alone. phrases: by language, with commas between; they count in a post of any
    language, as X's guess at that of a short post is often wrong. only: phrases that mean something else in another language, so they
    count where X guessed theirs. signs: emoji and question marks. up_to: words of a post up to which the row counts; 0 for any length.
    """

    intent: Intent
    says: str = "says"
    phrases: Mapping[str, str] = field(default_factory=dict)
    only: Mapping[str, str] = field(default_factory=dict)
    signs: str = ""
    alone: bool = False


COMPLAINT = Row(Intent.COMPLAINT, "complains", COMPLAINT_WORDS)
ANGER = Row(Intent.COMPLAINT, signs="😡 🤬 😠 😤 👎")
SMALL_TALK = Row(
    Intent.GREETING,
    phrases={
        "en": """
            ^how are you$, ^how are you doing$, ^how are you all$, ^how are you today$, ^how's it going$, ^how is it going$, ^what's up$,
            ^how do you do$, ^how r u$, ^how are things$
        """,
        "es": "^cómo estás$, ^cómo están$, ^qué tal estás$, ^qué tal$",
        "pt": "^tudo bem$, ^como você está$, ^como vai$",
        "fr": "^ça va$, ^comment ça va$, ^comment allez-vous$",
        "de": "^wie geht's$, ^wie geht es euch$, ^wie geht es dir$",
        "it": "^come stai$, ^come va$, ^come state$",
        "nl": "^hoe gaat het$, ^hoe is het$",
        "tr": "^nasılsın$, ^nasılsınız$, ^naber$",
        "ja": "元気ですか, お元気",
        "id": "^apa kabar$",
        "pl": "^jak się masz$, ^co słychać$",
        "ru": "^как дела$, ^как вы$",
        "ko": "^잘 지내세요$",
        "ar": "^كيف حالك$, ^كيف حالكم$",
        "vi": "^bạn khỏe không$",
    },
    alone=True,
)
"""Before the question mark: nobody who asks this waits for an answer to it."""

QUESTION = Row(Intent.QUESTION, "asks", QUESTION_WORDS, QUESTION_WORDS_OF_ONE_LANGUAGE)
QUESTION_MARK = Row(Intent.QUESTION, signs="? ¿ ？ ؟")
_FOR_HELP = (
    "fixing", "solving", "sorting", "sorting out", "resolving", "replacing", "refunding", "repairing", "helping", "taking care of",
    "looking into", "the refund", "the quick refund", "my refund", "the replacement", "the help", "your help", "the quick help",
    "handling", "the quick response", "the quick reply", "finding",
)  # fmt: skip
_THANKS_FOR = ("thanks", "thank you", "thank u", "thx", "many thanks", "thanks so much", "thank you so much", "thanks a lot")

MENDED = Row(
    Intent.THANKS,
    phrases={
        "en": ", ".join(f"{thanks} for {what}" for thanks in _THANKS_FOR for what in _FOR_HELP),
        "es": "gracias por el reembolso, gracias por la ayuda, gracias por solucionar, gracias por arreglar, gracias por resolver",
        "pt": "obrigado pelo reembolso, obrigada pelo reembolso, obrigado por resolver, obrigada por resolver, obrigado pela ajuda",
        "fr": "merci pour le remboursement, merci pour l'aide, merci pour votre aide, merci d'avoir réglé, merci d'avoir résolu",
        "de": """
            danke für die rückerstattung, danke für die schnelle rückerstattung, danke für die hilfe, danke für eure hilfe,
            danke für die schnelle hilfe, danke für den ersatz, danke fürs reparieren
        """,
        "it": "grazie per il rimborso, grazie per l'aiuto, grazie per aver risolto, grazie di aver risolto",
        "nl": "bedankt voor de terugbetaling, bedankt voor de hulp, bedankt voor het oplossen",
        "pl": "dziękuję za zwrot, dzięki za zwrot, dziękuję za pomoc, dzięki za pomoc",
    },
)
"""What is complained of in the rest of the sentence is mended."""

THANKS = Row(
    Intent.THANKS,
    phrases={
        "en": """
            thanks, thank you, thank u, thankyou, thx, thnx, thanx, tysm, ^ty, tks, cheers, can't thank you enough, appreciate it,
            appreciate you, appreciate this, appreciate that, appreciate the, appreciated, grateful, thankful
        """,
        "es": "gracias, muchas gracias, mil gracias, se agradece, les agradezco, agradecido, agradecida",
        "pt": "obrigado, obrigada, muito obrigado, muito obrigada, brigado, brigada, valeu, agradeço",
        "fr": "merci, merci beaucoup, merci bcp, je vous remercie",
        "de": "danke, dankeschön, danke schön, vielen dank, besten dank, herzlichen dank, tausend dank",
        "it": "grazie, grazie mille, vi ringrazio, ti ringrazio",
        "nl": "bedankt, dankjewel, dank je, dank u, dank jullie, hartelijk dank",
        "tr": "teşekkürler, teşekkür ederim, teşekkür ederiz, çok teşekkürler, sağ olun, sağolun, sağ ol, eyvallah",
        "ja": "ありがとう, 有難う, 有り難う, 感謝, サンキュー",
        "id": "terima kasih, terimakasih, makasih, trima kasih",
        "pl": "dziękuję, dziękujemy, dzięki, wielkie dzięki, dziękuję bardzo",
        "ru": "спасибо, большое спасибо, благодарю, благодарим",
        "zh": "谢谢, 謝謝, 感谢, 多谢, 多謝",
        "ko": "감사합니다, 고마워요, 고맙습니다, 감사해요, 고마워",
        "ar": "شكرا, شكرا جزيلا, مشكور, مشكورين",
        "hi": "धन्यवाद, शुक्रिया, dhanyavaad, shukriya",
        "th": "ขอบคุณ, ขอบใจ",
        "vi": "cảm ơn, cám ơn",
        "sv": "tusen tack, tack så mycket",
        "da": "mange tak, tusind tak",
        "no": "takk, tusen takk, mange takk",
        "cs": "děkuji, děkuju, děkujeme",
        "el": "ευχαριστώ, ευχαριστούμε",
        "he": "תודה, תודה רבה",
        "ro": "mulțumesc, mulțumim",
        "hu": "köszönöm, köszönjük",
        "fi": "kiitos, kiitoksia",
        "uk": "дякую, дякуємо",
    },
    only={"sv": "tack", "da": "tak", "cs": "díky", "ro": "mersi", "hu": "köszi"},
)
PRAISE = Row(Intent.PRAISE, "says", PRAISE_WORDS, PRAISE_WORDS_OF_ONE_LANGUAGE)
SHARE = Row(
    Intent.SHARE,
    phrases={
        "en": """
            check out, check this out, look at this, look what, take a look at, have a look at, sharing this, just shared, shared this,
            worth a read, worth reading, worth a look, worth watching, must read, read this, watch this, new blog post, new post,
            new video, wrote about, i wrote, my review, reviewed, just published, just posted, featuring, featured in, shoutout,
            shout out to, ^rt
        """,
        "es": "miren esto, mira esto, les comparto, comparto, nuevo video, nuevo artículo, recomiendo leer",
        "pt": "olha isso, olhem isso, compartilhando, novo vídeo, novo artigo, vejam isso",
        "fr": "regardez ça, je partage, à lire, à voir, nouvel article, nouvelle vidéo",
        "de": "schaut mal, schaut euch, lesenswert, sehenswert, neuer artikel, neues video, ich teile",
        "it": "guardate questo, guarda qui, condivido, nuovo articolo, nuovo video, da leggere",
        "nl": "kijk dit, moet je zien, nieuw artikel, nieuwe video, ik deel",
        "tr": "şuna bakın, buna bakın, paylaşıyorum, yeni yazı, yeni video",
        "ja": "シェア, 紹介し, 記事を書き, 見てください",
        "id": "lihat ini, cek ini, coba lihat, video baru, artikel baru",
        "pl": "zobaczcie, zobacz to, udostępniam, polecam przeczytać, nowy artykuł, nowy film",
    },
)
GREETING = Row(
    Intent.GREETING,
    phrases={
        "en": """
            ^hi, ^hii, ^hello, ^hey, ^hiya, ^howdy, ^gm, ^gn, ^morning, ^greetings, good morning, good afternoon, good evening, good night,
            happy monday, happy friday, happy weekend, happy birthday, happy new year, happy holidays, merry christmas, nice to meet you
        """,
        "es": "^hola, buenos días, buenas tardes, buenas noches, ^saludos, feliz año",
        "pt": "^olá, ^oi, bom dia, boa tarde, boa noite, feliz ano novo",
        "fr": "^bonjour, ^bonsoir, ^salut, ^coucou, bonne journée, bonne année",
        "de": "^hallo, ^moin, ^servus, guten morgen, guten tag, guten abend, gute nacht, schönen tag, frohes neues",
        "it": "^ciao, ^buongiorno, ^buonasera, buona giornata, buon anno",
        "nl": "^hoi, ^hallo allemaal, goedemorgen, goedemiddag, goedenavond, fijne dag",
        "tr": "^merhaba, ^selam, ^selamlar, günaydın, iyi günler, iyi akşamlar, iyi geceler",
        "ja": "おはよう, こんにちは, こんばんは, はじめまして, あけまして",
        "id": "^halo, ^hai, selamat pagi, selamat siang, selamat sore, selamat malam",
        "ru": "^привет, ^здравствуйте, доброе утро, добрый день, добрый вечер, доброй ночи",
        "zh": "你好, 您好, 早上好, 早安, 晚安, 大家好",
        "ko": "안녕하세요, ^안녕, 좋은 아침",
        "ar": "السلام عليكم, ^مرحبا, صباح الخير, مساء الخير, ^اهلا",
        "hi": "^नमस्ते, ^namaste, सुप्रभात",
        "th": "สวัสดี",
        "vi": "xin chào, chào buổi sáng, ^chào bạn",
        "pl": "^cześć, ^hej, dzień dobry, dobry wieczór, dobranoc, miłego dnia",
    },
    alone=True,
)
"""Who says hello and then something else wants an answer to that."""

JOY = Row(Intent.PRAISE, signs="❤ ♥ 🧡 💛 💚 💙 💜 🖤 🤍 🤎 🩷 🩵 💖 💕 💗 💓 💞 💘 💝 😍 🥰 😻 🤩 🔥 💯 👏 🙌 👍 ⭐ 🌟 🏆 👌 😘")
FOLDED_HANDS = Row(Intent.THANKS, signs="🙏", alone=True)
WAVE = Row(Intent.GREETING, signs="👋", alone=True)
NOTHING = Row(
    Intent.OTHER,
    phrases={
        "en": """
            no problem, no problems, no issue, no issues, not a problem, no worries, worst case, at worst, without problems,
            without issues, without any problems, without any issues, broken record, no thanks, no thank you, thanks but no thanks,
            thanks in advance, thank you in advance, thank god, thank goodness, would love to, i'd love to, would love a, i'd love a,
            would love if, i'd love if, would appreciate, i'd appreciate, great britain, great deal, the best of luck, best way,
            can you believe, can you imagine, do you know what, could you not, will you look, how about that, ^what a, ^how i,
            no question, out of the question, ^how much i, ^how much we, ^how many times i, ^how is it possible, ^how can anyone not,
            ^why i love, ^why we love, ^which is why, ^where would i be, ^where would we be, never a problem, never an issue,
            never had a problem, never had a single problem, never had any problem, never had any problems, never had problems,
            never had an issue, never had a single issue, never had any issue, never had any issues, never had issues,
            never had any trouble, haven't had a problem, haven't had any problems, haven't had an issue, haven't had any issues,
            have not had any problems, have not had any issues, didn't have any problems, didn't have any issues,
            don't have any problems, don't have any issues, not a single problem, not a single issue, zero problems, zero issues,
            no complaint, not a complaint, never a complaint, yes please, please never change, please never stop, please don't stop,
            please don't change, please keep, please don't ever, torn between, been waiting for this, so bad i, want this so bad,
            need this so bad, bad hair day, bad day, my bad, terrible day, awful day, horrible day, worst day, terrible week, awful week,
            bad week, rough day, awful weather, annoying weather, terrible weather, horrible weather, bad weather, terrible morning,
            horrible morning, awful morning, terrible night, happy to help, no rush, too late again,
            ruined all other, ruined every other, ruined other
        """,
        "de": """
            kein problem, keine frage, nein danke, nie ein problem, nie probleme, was für ein, was für eine, was für einen,
            nicht enttäuscht
        """,
        "es": "no hay problema, no gracias, sin problemas",
        "fr": """
            pas de problème, non merci, sans problème, ne marche pas mal, marche pas mal, jamais déçu, jamais déçue, pas déçu, pas déçue
        """,
        "it": "nessun problema, no grazie, non va male, non va affatto male, mai un problema, mai deluso, mai delusa, non delude",
        "nl": "geen probleem, nee bedankt",
        "pt": "sem problema, sem problemas, não obrigado, não obrigada",
        "pl": "nie ma problemu, nie dziękuję, bez problemu",
    },
)
"""Says nothing, and takes away the words that would otherwise mislead."""

ROWS = (COMPLAINT, ANGER, SMALL_TALK, QUESTION, QUESTION_MARK, MENDED, THANKS, PRAISE, SHARE, GREETING, JOY, FOLDED_HANDS, WAVE, NOTHING)
"""The first that shows decides. Who complains while asking complains; who asks while thanking or praising asks; thanks come before praise,
as "you are welcome" answers both; emoji that please decide only where no word does."""

COMPANY = """
    hi, hello, hey, there, all, everyone, everybody, team, guys, folks, friends, fam, you, two, my, dear, lovely, people, to, the, a, and,
    from, today, this, fine, again, ok, okay, so, oh, well, well then, lads, ladies, y'all, yall, hola, a todos, a todas, equipo, amigos,
    desde, pessoal, gente, de, à tous, toutes, les amis, ihr, euch, ihr lieben, leute, zusammen, aus, a tutti, ragazzi, da, allemaal,
    iedereen, herkese, arkadaşlar, semua, kak, min, wszystkim, всем
"""
"""Whom one greets, from where, and what says nothing: beside a row that counts alone they may stand."""
