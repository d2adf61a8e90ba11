"""How people ask, by language; see `intent_words`."""

from __future__ import annotations

QUESTION_WORDS = {
    "en": """
        ^how, ^why, ^where, ^which, ^what is, ^what's, ^what are, ^what do, ^what does, ^what about, ^what kind of, ^what size,
        what time, how do i, how do you, how can i, how can we, how much is, how much are, how much does, how much do, how long does,
        how long do, how long will, where can, where do i, when will, when do, when does, when is, when are, when can, why is, why are,
        why do, why does, do you, can you, could you, would you, will you, are you, can i, could i, may i, can we, can someone,
        is there, are there, ^is it, ^is this, ^is the, ^does it, ^does this, ^does the, ^did you, ^have you, any chance, any plans,
        any idea, any update, any updates, any news on, anyone know, anybody know, does anyone, i wonder, wondering, curious if,
        curious about, let me know when, let me know if, please advise, please help, help me, need help, question for, a question,
        quick question, would love to know, would like to know, i'd like to know, i'd love to know, want to know
    """,
    "es": """
        ^dónde puedo, ^cómo puedo, ^cómo se, ^cuánto cuesta, cuánto cuesta, cuánto vale, cuándo sale, cuándo llega, por qué,
        ^hacen envíos, hacen envíos, tienen tienda, me pueden, me puedes, pueden ayudarme, una pregunta, una duda, alguien sabe,
        quisiera saber, quiero saber, hay alguna
    """,
    "pt": """
        quanto custa, quando vai, quando chega, onde posso, onde compro, como faço, como posso, vocês enviam, vocês entregam, vocês têm,
        podem me, pode me, uma pergunta, uma dúvida, alguém sabe, queria saber, gostaria de saber, por que
    """,
    "fr": """
        combien coûte, c'est combien, quand est-ce, est-ce que, est-ce qu'il, qu'est-ce que, où puis-je, où peut-on, comment faire,
        comment puis-je, pourquoi, avez-vous, livrez-vous, pouvez-vous, pourriez-vous, une question, quelqu'un sait, j'aimerais savoir,
        je voudrais savoir
    """,
    "de": """
        ^warum, ^wieso, wann kommt, wann gibt, wie viel kostet, was kostet, wie kann ich, wo kann ich, wo gibt es, habt ihr, gibt es,
        liefert ihr, könnt ihr, könnten sie, kann ich, kann man, eine frage, weiß jemand, wüsste gerne, würde gerne wissen
    """,
    "it": """
        quanto costa, quando arriva, quando esce, dove posso, dove si, come posso, come faccio, come si, perché non, avete, spedite,
        potete, potreste, una domanda, qualcuno sa, vorrei sapere, c'è un modo
    """,
    "nl": """
        ^waarom, hoeveel kost, wat kost, wanneer komt, hoe kan ik, hoe lang, waar kan ik, hebben jullie, leveren jullie, kunnen jullie,
        kan ik, een vraag, weet iemand, ik vraag me af
    """,
    "tr": """
        ne kadar, kaç para, ne zaman, nasıl, nerede, nereden, neden, var mı, mümkün mü, olur mu, yapıyor musunuz, gönderiyor musunuz,
        alabilir miyim, bir sorum, bilen var mı, merak ediyorum
    """,
    "ja": "ですか, ますか, でしょうか, ませんか, どこで, いつから, いつ発売, なぜ, いくら, 教えて, 質問",
    "id": """
        berapa harganya, harganya berapa, berapa lama, kapan ada, kapan rilis, di mana bisa, dimana bisa, bagaimana cara, gimana cara,
        kenapa, apakah, bisakah, apa bisa, ada yang tahu, mau tanya, mau nanya, ingin tahu
    """,
    "pl": """
        ^dlaczego, ^czemu, ile kosztuje, kiedy będzie, kiedy będą, gdzie mogę, gdzie można, jak mogę, czy jest, czy są, czy macie,
        czy można, czy wysyłacie, czy mogę, mam pytanie, pytanie do, ktoś wie, chciałbym wiedzieć, chciałabym wiedzieć
    """,
}

QUESTION_WORDS_OF_ONE_LANGUAGE = {
    "es": "^cómo, ^dónde, ^cuándo, ^cuánto, ^cuál, ^quién",
    "pt": "^como, ^onde, ^quando, ^quanto, ^qual, ^quem, ^cadê",
    "fr": "^comment, ^où, ^quand, ^combien, ^quel, ^quelle, ^qui",
    "de": "^wie, ^wo, ^wann, ^was, ^wer, ^welche, ^welcher",
    "it": "^come, ^dove, ^quando, ^quanto, ^quale, ^cosa, ^chi, ^perché",
    "nl": "^hoe, ^waar, ^wanneer, ^wat, ^welke, ^wie",
    "tr": "^hangi, ^kaç, ^kim",
    "id": "^apa, ^kapan, ^berapa, ^bagaimana, ^gimana, ^mana, ^bisa",
    "pl": "^jak, ^gdzie, ^kiedy, ^czy, ^ile, ^który, ^która",
}
"""Those that mean something else in another language."""
