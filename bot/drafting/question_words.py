"""How people ask, by language; see `intent_words`."""

from __future__ import annotations

QUESTION_WORDS = {
    "en": """
        ^how about, ^how long, ^how much, ^how many, ^how often, ^how far, ^how big, ^how small, ^how old, ^how soon, ^how fast, ^how hot,
        ^how fresh, ^how late, ^how come, ^how to, ^how do, ^how does, ^how did, ^how is, ^how's, ^how are, ^how was, ^how can,
        ^how could, ^how should, ^how will, ^how would, ^how has, ^how have, ^why, ^where, ^which, ^what is, ^what's, ^what are, ^what do,
        ^what does, ^what about, ^what kind of, ^what size, what time, how do i, how do you, how can i, how can we, how much is,
        how much are, how much does, how much do, how long does, how long do, how long will, where can, where do i, when will, when do,
        when does, ^when's, ^who's, when is, when are, when can, why is, why are, why do, why does, do you, can you, could you, would you,
        will you, are you, can i, could i, may i, can we, can someone, is there, are there, ^is it, ^is this, ^is the, ^did you,
        ^have you, any chance, any plans, any idea, any update, any updates, any news on, anyone know, anybody know, does anyone,
        i wonder, wondering, curious if, curious about, let me know when, let me know if, please advise, please help, help me, need help,
        question for, a question, quick question, would love to know, would like to know, i'd like to know, i'd love to know,
        want to know, ^are, ^does, ^do u, do u, can u, ^is your, ^is my, ^have u, please, pls, plz, opening hours, what's the, who can,
        who do i, would be great if, would be nice if, would be lovely if, would be amazing if, would be awesome if, would be cool if,
        would be good if, would be better if, would love an explanation, would love an answer, would love an update, would appreciate an,
        looking for, ^price
    """,
    "es": """
        ^dónde puedo, ^cómo puedo, ^cómo se, ^cuánto cuesta, cuánto cuesta, cuánto vale, cuándo sale, cuándo llega, por qué,
        ^hacen envíos, hacen envíos, tienen tienda, me pueden, me puedes, pueden ayudarme, una pregunta, una duda, alguien sabe,
        quisiera saber, quiero saber, hay alguna, dónde están, dónde está, cuánto es, a qué hora, cómo hago para
    """,
    "pt": """
        quanto custa, quando vai, quando chega, onde posso, onde compro, como faço, como posso, vocês enviam, vocês entregam, vocês têm,
        podem me, pode me, uma pergunta, uma dúvida, alguém sabe, queria saber, gostaria de saber, por que, onde fica, que horas,
        onde vocês
    """,
    "fr": """
        combien coûte, c'est combien, quand est-ce, est-ce que, est-ce qu'il, qu'est-ce que, où puis-je, où peut-on, comment faire,
        comment puis-je, pourquoi, avez-vous, livrez-vous, pouvez-vous, pourriez-vous, une question, quelqu'un sait, j'aimerais savoir,
        je voudrais savoir, où êtes-vous, à quelle heure, où se trouve, vous livrez, vous avez
    """,
    "de": """
        ^warum, ^wieso, wann kommt, wann gibt, wie viel kostet, was kostet, wie kann ich, wo kann ich, wo gibt es, habt ihr, gibt es,
        liefert ihr, könnt ihr, könnten sie, kann ich, kann man, eine frage, weiß jemand, wüsste gerne, würde gerne wissen, wann macht,
        wann öffnet, wann habt, wann seid, wo finde, wo seid, ab wann, bis wann
    """,
    "it": """
        quanto costa, quando arriva, quando esce, dove posso, dove si, come posso, come faccio, come si, perché non, avete, spedite,
        potete, potreste, una domanda, qualcuno sa, vorrei sapere, c'è un modo, a che ora, dove siete, dove si trova
    """,
    "nl": """
        ^waarom, hoeveel kost, wat kost, wanneer komt, hoe kan ik, hoe lang, waar kan ik, hebben jullie, leveren jullie, kunnen jullie,
        kan ik, een vraag, weet iemand, ik vraag me af, hoe laat, waar zijn jullie, wanneer gaan
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
        czy można, czy wysyłacie, czy mogę, mam pytanie, pytanie do, ktoś wie, chciałbym wiedzieć, chciałabym wiedzieć, o której,
        gdzie jesteście
    """,
    "ru": "сколько стоит, когда, где можно, где вы, как заказать, можно ли, есть ли, подскажите, почему",
    "zh": "多少钱, 多少錢, 吗, 嗎, 什么时候, 什麼時候, 哪里, 哪裡, 怎么, 怎麼, 请问, 請問, 为什么, 為什麼",
    "ko": "얼마, 얼마예요, 얼마인가요, 언제, 어디, 어디서, 어떻게, 있나요, 인가요, 되나요, 왜",
    "ar": "كم سعر, متى, اين, كيف, هل, لماذا",
    "hi": "कितना, कितने, कब, कहाँ, कैसे, क्या",
    "th": "เท่าไหร่, เท่าไร, เมื่อไหร่, ที่ไหน, ไหม, มั้ย, ยังไง",
    "vi": "bao nhiêu, khi nào, ở đâu, làm sao, có không, phải không",
}

QUESTION_WORDS_OF_ONE_LANGUAGE = {
    "es": """
        ^cómo hago, ^cómo hacen, ^cómo funciona, ^cómo es, ^cómo son, ^dónde está, ^dónde están, ^dónde se, ^dónde compro,
        ^dónde encuentro, ^cuándo es, ^cuándo abren, ^cuándo van, ^cuánto cuestan, ^cuánto tiempo, ^cuánto tarda, ^cuál es, ^cuáles son,
        ^quién es, ^quién puede
    """,
    "pt": """
        ^como faz, ^como funciona, ^como é, ^onde está, ^onde estão, ^onde fica, ^onde encontro, ^onde tem, ^quando abre, ^quando sai,
        ^quando vão, ^quando volta, ^quanto tempo, ^quanto é, ^qual é, ^quais são, ^qual o, ^quem pode, ^quem sabe, ^cadê
    """,
    "fr": """
        ^comment ça marche, ^comment on, ^comment je, ^comment peut, ^comment fonctionne, ^où est, ^où sont, ^où trouver, ^où acheter,
        ^quand sera, ^quand ouvre, ^quand arrive, ^combien de temps, ^combien ça, ^quel est, ^quelle est, ^quels sont, ^quelles sont,
        ^quel prix, ^qui peut, ^qui sait
    """,
    "de": """
        ^wie lange, ^wie viel, ^wie viele, ^wie kann, ^wie komme, ^wie geht das, ^wie funktioniert, ^wie macht, ^wie oft, ^wie teuer,
        ^wo kann, ^wo finde, ^wo bekomme, ^wo ist, ^wo sind, ^wo kriege, ^wann, ^was kann, ^was ist, ^was sind, ^was macht, ^was mache,
        ^was muss, ^was heißt, ^wer kann, ^wer weiß, ^welche ist, ^welche sind, ^welcher ist, ^welche habt, ^welche bohnen
    """,
    "it": """
        ^come funziona, ^come mai, ^come fare, ^dove trovo, ^dove è, ^dove sono, ^dove posso, ^dov'è, ^quando apre, ^quando sarà,
        ^quanto tempo, ^quanto ci, ^quale è, ^qual è, ^quali sono, ^cosa devo, ^cosa posso, ^chi può, ^chi sa
    """,
    "nl": """
        ^hoe kan, ^hoe werkt, ^hoe doe, ^hoe duur, ^hoeveel, ^hoe vaak, ^waar is, ^waar kan, ^waar vind, ^waar koop, ^wanneer is,
        ^wanneer kan, ^wanneer gaat, ^wanneer zijn, ^wat is, ^wat zijn, ^wat kan, ^wat moet, ^welke is, ^welke zijn, ^wie kan, ^wie weet
    """,
    "tr": "^hangi, ^kaç gün, ^kaç saat, ^kaç lira, ^kaç tl",
    "id": "^apa ada, ^apa itu, ^apa masih, ^kapan buka, ^kapan mulai, ^berapa, ^bagaimana, ^gimana, ^mana yang, ^bisa kirim, ^bisa pesan",
    "pl": """
        ^jak długo, ^jak mogę, ^jak można, ^jak to działa, ^jak zamówić, ^jak się, ^gdzie jest, ^gdzie są, ^gdzie kupię, ^gdzie kupić,
        ^kiedy jest, ^kiedy otwieracie, ^kiedy wraca, ^czy, ^ile trwa, ^ile jest, ^ile to, ^który jest, ^która jest
    """,
}
"""Those that mean something else in another language.

Hardly any of one word: "como siempre", "wie schön" and "quel délice" praise, and whoever asks with such a word mostly writes the mark, too.
"""
