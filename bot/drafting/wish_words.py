"""The words by which somebody asks to be left alone, by language.

Compared as in `phrases`: without case, accents and apostrophes; `^` in front counts at the beginning of a sentence, `$` behind at its end,
on either side of handles and FILLERS. Whoever asks is left alone for good, so what a customer may say who complains of silence
("you never reply to me") is none of them; a human sees the post and can still leave its author alone.
"""

from __future__ import annotations

CLEAR = {
    "en": """
        leave me alone, leave us alone, you to leave me alone, you to leave us alone, ^stop replying$, ^stop replying to me,
        ^stop replying to my, ^stop answering me, ^stop messaging me, ^stop contacting me, ^stop tagging me, ^stop mentioning me,
        ^stop spamming me, ^stop bothering me, ^stop harassing me, ^stop writing to me, ^stop writing me, ^stop tweeting me,
        ^stop tweeting at me, ^stop talking to me, ^stop following me, ^stop commenting on my, ^stop sending me messages,
        ^stop sending me replies, ^stop sending me notifications, opt me out, ^i opt out, ^i want to opt out, ^i'd like to opt out,
        unsubscribe me, take me off your list, take me off this list, remove me from your list, remove me from this list,
        take me off your mailing list, remove me from your mailing list, ^leave me the hell alone, i want no replies
    """,
    "es": """
        déjame en paz, déjenme en paz, dejame tranquilo, déjame tranquila, déjenme tranquilo, ^dejen de escribirme, ^deja de escribirme,
        ^dejen de responderme, ^deja de responderme, ^dejen de molestarme, ^deja de molestarme, ^dejen de etiquetarme,
        ^dejen de contactarme
    """,
    "pt": """
        me deixa em paz, me deixe em paz, me deixem em paz, deixa-me em paz, deixem-me em paz, deixe-me em paz, ^parem de me responder,
        ^pare de me responder, ^para de me responder, ^parem de me marcar, ^pare de me marcar, ^para de me marcar,
        ^parem de me mandar mensagem, ^pare de me mandar mensagem, ^parem de me incomodar, ^pare de me incomodar, me descadastre,
        me descadastrem
    """,
    "fr": """
        laissez-moi tranquille, laisse-moi tranquille, laissez moi en paix, laisse moi en paix, fichez-moi la paix, foutez-moi la paix,
        fous-moi la paix, ^arrêtez de me répondre, ^arrête de me répondre, ^arrêtez de m'écrire, ^arrête de m'écrire,
        ^arrêtez de me contacter, ^arrêtez de me taguer, ^arrêtez de me mentionner, ^arrêtez de me harceler, désinscrivez-moi,
        désabonnez-moi
    """,
    "de": """
        lasst mich in ruhe, lass mich in ruhe, lassen sie mich in ruhe, ^hört auf mir zu antworten, ^hör auf mir zu antworten,
        ^hört auf mir zu schreiben, ^hör auf mir zu schreiben, ^hört auf mich zu markieren, ^hör auf mich zu markieren,
        ^hört auf mich zu erwähnen
    """,
    "it": """
        lasciatemi in pace, lasciami in pace, lasciatemi stare, lasciami stare, ^smettetela di scrivermi, ^smettila di scrivermi,
        ^smettete di scrivermi, ^smetti di scrivermi, ^smettetela di rispondermi, ^smettila di rispondermi, ^smettete di rispondermi,
        ^smettete di taggarmi, cancellatemi dalla lista, toglietemi dalla lista
    """,
    "nl": """
        laat me met rust, laat mij met rust, ^stop met reageren, ^stop met mij te taggen, ^stop met me te taggen, ^hou op met reageren
    """,
    "tr": """
        beni rahat bırak, beni rahat bırakın, rahat bırakın beni, rahat bırak beni, bana yazmayı kesin, bana yazmayı bırakın,
        beni listeden çıkarın
    """,
    "pl": """
        zostawcie mnie w spokoju, zostaw mnie w spokoju, dajcie mi spokój, daj mi spokój, przestańcie do mnie pisać,
        przestań do mnie pisać, przestańcie mi odpowiadać, przestań mi odpowiadać, przestańcie mnie oznaczać, przestań mnie oznaczać,
        wypiszcie mnie, wypisz mnie
    """,
    "id": """
        jangan ganggu saya, jangan ganggu aku, ^berhenti membalas saya, ^berhenti balas saya, ^berhenti menghubungi saya,
        ^berhenti mengganggu saya, ^berhenti tag saya, tinggalkan saya sendiri, biarkan saya sendiri
    """,
    "ja": "ほっといて, 放っておいて, 放っといて, 返信は不要, 返信不要, 返信をやめて, 返信やめて, リプやめて, 連絡をやめて",
    "ar": """
        اتركني وشأني, اتركوني وشأني, دعني وشأني, دعوني وشأني, اتركني لوحدي, ^توقف عن الرد علي, ^توقفوا عن الرد علي, ^توقف عن مراسلتي,
        ^توقفوا عن مراسلتي, ^توقف عن إزعاجي, ^توقفوا عن إزعاجي, ألغ اشتراكي, ألغوا اشتراكي
    """,
    "ru": """
        оставьте меня в покое, оставь меня в покое, отстаньте от меня, отстань от меня, ^прекратите мне писать, ^прекрати мне писать,
        ^хватит мне писать, ^перестаньте мне писать, ^перестань мне писать, ^перестаньте мне отвечать, ^перестань мне отвечать,
        ^прекратите мне отвечать, отпишите меня
    """,
}
"""They say it whatever else is said."""

ASKED = {
    "en": """
        ^never contact me again, ^never message me again, ^never reply to me again, ^don't contact me, ^do not contact me,
        ^don't reply to me, ^do not reply to me, ^don't reply to my, ^do not reply to my, ^don't answer me, ^don't message me,
        ^do not message me, ^don't tag me, ^do not tag me, ^don't mention me, ^do not mention me, ^don't write to me, ^don't talk to me,
        ^do not talk to me
    """,
    "es": """
        ^no me contacten, ^no me contactes, ^no me escriban, ^no me escribas, ^no me respondas, ^no me respondan, ^no me contesten,
        ^no me contestes, ^no me etiqueten, ^no me etiquetes, ^no me mencionen, ^no me menciones
    """,
    "pt": """
        ^não me contate, ^não me contatem, ^não me contacte, ^não me responda, ^não me respondam, ^não me marque, ^não me marquem,
        ^não me mencione, ^não me escreva, ^não me escrevam
    """,
    "fr": """
        ^ne me contactez pas, ^ne me contactez plus, ^ne me contacte plus, ^ne me répondez pas, ^ne me répondez plus,
        ^ne me réponds plus, ^ne m'écrivez plus, ^ne m'écris plus, ^ne me mentionnez plus, ^ne me taguez plus
    """,
    "de": """
        ^kontaktiert mich nicht$, ^kontaktiert mich nicht mehr$, ^kontaktieren sie mich nicht$, ^kontaktieren sie mich nicht mehr$,
        ^antwortet mir nicht$, ^antwortet mir nicht mehr$, ^antworte mir nicht$, ^antworte mir nicht mehr$, ^antworten sie mir nicht$,
        ^antworten sie mir nicht mehr$, ^schreibt mir nicht mehr$, ^schreib mir nicht mehr, ^schreiben sie mir nicht mehr$,
        ^markiert mich nicht$, ^markiert mich nicht mehr$, ^erwähnt mich nicht$, ^erwähnt mich nicht mehr$, ^meldet mich ab$
    """,
    "it": """
        ^non contattatemi, ^non contattarmi, ^non rispondetemi, ^non rispondermi, ^non scrivetemi, ^non scrivermi, ^non taggatemi,
        ^non taggarmi, ^non menzionatemi, per favore non mi rispondete, per favore non mi contattate
    """,
    "nl": """
        ^neem geen contact meer op, ^neem geen contact met me op, ^neem geen contact met mij op, ^reageer niet meer op mij,
        ^reageer niet op mij, ^reageer niet meer op me, ^antwoord me niet meer, ^tag me niet meer, ^schrijf me niet meer,
        ^stuur me niets meer, ^schrijf me uit, ^meld me af
    """,
    "tr": """
        bana yazmayın$, bana yazma$, bana cevap vermeyin$, bana cevap verme$, bana yanıt vermeyin$, bana yanıt verme$,
        bana mesaj atmayın$, bana mesaj atma$, beni etiketlemeyin$, beni etiketleme$, benimle iletişime geçmeyin$,
        beni rahatsız etmeyin$, beni rahatsız etme$
    """,
    "pl": """
        ^nie kontaktujcie się ze mną, ^nie kontaktuj się ze mną, ^nie odpowiadajcie mi, ^nie odpowiadaj mi, ^nie piszcie do mnie,
        ^nie pisz do mnie, ^nie oznaczajcie mnie, ^nie oznaczaj mnie
    """,
    "id": """
        ^jangan hubungi saya, ^jangan hubungi aku, ^jangan balas saya, ^jangan balas aku, ^jangan bales aku, ^jangan tag saya,
        ^jangan tag aku, ^jangan mention saya, ^jangan mention aku, ^jangan kirim pesan lagi, ^jangan kirimi saya$
    """,
    "ja": "返信しないで, リプしないで, リプライしないで, 連絡しないで, メンションしないで, 話しかけないで, 絡まないで",
    "ar": """
        ^لا تتواصل معي$, ^لا تتواصلوا معي, ^لا ترد علي$, ^لا تردوا علي, ^لا تراسلني$, ^لا تراسلوني, ^لا تكلمني$, ^لا تكلموني
    """,
    "ru": """
        ^не пишите мне, ^не пиши мне, ^не отвечайте мне, ^не отвечай мне, ^не упоминайте меня, ^не упоминай меня, ^не отмечайте меня,
        ^не отмечай меня, ^не беспокойте меня, ^не беспокой меня, ^больше не пишите
    """,
}
"""They say it, but for what makes them doubtful: a word of DOUBT before them or a question mark behind them in the sentence, or JOY.

Some are spelled as a statement is ("antwortet mir nicht", "لا ترد علي"), so they count where they are the whole sentence. An Italian
statement needs no subject even so: "non mi rispondete" counts where it is asked politely.
"""

DOUBT = {
    "en": """
        you, your, u, they, he, she, nobody, someone, who, which, why, how, when, whenever, if, because, while, support, service
    """,
    "es": "ustedes, vosotros, usted, por qué, porque, cuándo, cómo, qué, quién, si",
    "pt": "vocês, você, eles, por que, porque, quando, como, quem, se",
    "fr": "vous, tu, ils, elles, il, elle, pourquoi, quand, comment, qui, parce que, si",
    "de": "ihr, sie, er, wieso, warum, weshalb, wann, wenn, weil, dass, wer",
    "it": "voi, perché, quando, come mai, se, chi",
    "nl": "jullie, jij, ze, waarom, wanneer, als, omdat, wie",
    "tr": "neden, niye, niçin, siz, ne zaman, eğer, kim",
    "pl": "dlaczego, czemu, kiedy, jeśli, wy, oni, kto",
    "id": "kenapa, mengapa, kalian, kapan, kalau, jika, siapa",
    "ja": "なぜ, 何故, どうして, なんで, 何で, いつまで",
    "ar": "لماذا, ليش, ليه, متى, اذا, أنتم",
    "ru": "почему, зачем, вы, они, когда, если, кто",
}
"""Before a phrase of ASKED they make it somebody's silence, of which a customer complains, or a condition."""

CONDITIONS = {
    "en": "unless, until, till, with, by, via, like, if, through, before, about, over",
    "es": "hasta, salvo, a menos, con, por, si, como, antes",
    "pt": "até, a menos, com, por, se, como, antes",
    "fr": "sauf, jusqu'à, avec, par, si, comme, avant",
    "de": "bis, per, über, mit, wenn, so, bevor",
    "it": "fino, salvo, con, per, via, se, come, prima",
    "nl": "tot, via, met, als, zo, voordat",
    "pl": "dopóki, przez, jeśli, zanim",
    "id": "sampai, lewat, dengan, kalau, sebelum",
    "ru": "пока, если, через, до",
    "ar": "حتى, إلا, عبر",
}
"""Behind a phrase of ASKED they make it a smaller wish: "don't contact me by phone", "don't talk to me before my first coffee"."""

HARMLESS = {
    "en": """
        don't stop, do not stop, never stop, can't stop, cannot stop, couldn't stop, won't stop, didn't stop, doesn't stop,
        please don't stop, won't leave me alone, wouldn't leave me alone, never leave me alone, don't leave me alone,
        do not leave me alone, doesn't leave me alone, didn't leave me alone, can't leave me alone, please don't leave me alone,
        to leave me alone, to leave us alone, leave me alone with, leave us alone with, don't ever stop, don't you dare stop,
        did you stop, why did you stop, leave me alone in, i want to opt out of, i'd like to opt out of, how do i opt out,
        unsubscribe me from your newsletter, unsubscribe me from the newsletter, unsubscribe me from your emails
    """,
    "es": "no dejen de escribirme, no dejes de escribirme, no me dejen en paz",
    "pt": "não parem de me responder, não me deixa em paz, não me deixe em paz, não me deixem em paz",
    "fr": "n'arrêtez pas de me répondre",
    "de": "lasst mich in ruhe den, lass mich in ruhe den, lasst mich in ruhe meinen, lass mich in ruhe meinen",
    "it": "non lasciatemi stare, non lasciatemi in pace, non smettete di scrivermi",
    "nl": "niet stoppen met reageren",
    "ja": """
        返信しないでい, 返信しないで放置, 返信しないですみません, 返信しないでごめん, 連絡しないでい, 連絡しないで放置,
        連絡しないですみません
    """,
    "ru": "не оставьте меня в покое",
}
"""They hold a clear one, or the beginning of one, and ask for the opposite or for nothing."""

ALONE = {
    "en": """
        stop, stop it, stop this, stop that, stop all, stopall, unsubscribe, opt out, optout, quit it, enough, go away, get lost,
        remove me, leave me, cease and desist, don't reply, do not reply, do not contact, don't contact, no more replies,
        no more messages, no more mentions, i don't want replies, i don't want your replies, i do not want your replies,
        i don't want to hear from you, i do not want to hear from you, stop spamming
    """,
    "es": """
        para, paren, pare, basta, alto, ya basta, detente, deténganse, baja, darse de baja, dame de baja, denme de baja,
        cancelar suscripción, no más, para ya, paren ya, no más respuestas, no quiero más mensajes
    """,
    "pt": """
        para, pare, parem, chega, basta, parar, descadastrar, sair da lista, para com isso, parem com isso, sem mais respostas,
        não quero mais mensagens
    """,
    "fr": "arrête, arrêtez, arrête ça, arrêtez ça, ça suffit, assez, désabonner, désinscription, se désabonner, plus de réponses",
    "de": """
        stopp, aufhören, hör auf, hört auf, hören sie auf, hör auf damit, hört auf damit, abmelden, abbestellen, es reicht, schluss,
        genug, keine antworten mehr, keine nachrichten mehr
    """,
    "it": """
        basta, smettila, smettetela, smettete, smetti, fermati, fermatevi, disiscrivimi, cancellami, basta risposte, basta messaggi
    """,
    "nl": """
        hou op, houd op, ophouden, stop ermee, stop daarmee, uitschrijven, afmelden, genoeg, kappen, geen reacties meer,
        geen berichten meer
    """,
    "tr": "dur, durun, yeter, yeter artık, kes, kesin, kes şunu, bırak, bırakın, abonelikten çık, çıkmak istiyorum",
    "pl": """
        przestań, przestańcie, dość, dosyć, wystarczy, wypisz, zrezygnuj, przestań już, odczep się, odczepcie się,
        żadnych więcej odpowiedzi
    """,
    "id": "berhenti, hentikan, stop dong, udah stop, cukup, sudah cukup, jangan ganggu, berhenti berlangganan",
    "ja": "やめて, やめろ, やめてください, 止めて, 止めてください, やめてくれ, ストップ, 停止, 配信停止, もういい, もういいです, 解除",
    "ar": "توقف, توقفوا, قف, كفى, كفاية, الغاء الاشتراك, إلغاء, لا أريد ردود",
    "ru": "стоп, хватит, прекрати, прекратите, перестань, перестаньте, отписаться, отпишись, отстань, отстаньте, довольно",
}
"""They say it where nothing else is said, neither asked nor with JOY: "stop", but neither "bus stop" nor "stop it 😍"."""

FILLERS = {
    "en": """
        please, pls, plz, kindly, just, now, already, immediately, thanks, thank you, thx, ok, okay, hey, hi, hello, right, so, and, but,
        then, seriously, ugh, sorry, again, anymore, any more, ever, ever again, can you, could you, would you, will you, can u, i said,
        i asked you to, i told you to, i want you to, i told you, for the last time, tell your bot to
    """,
    "es": "por favor, porfa, gracias, ya, hola, ahora, pero, y",
    "pt": "por favor, obrigado, obrigada, olá, já, agora, mas, e",
    "fr": "s'il vous plaît, s'il te plaît, svp, stp, merci, maintenant, bonjour, mais, et",
    "de": "bitte, danke, jetzt, sofort, endlich, hallo, mal, nie wieder, nie mehr, und, aber",
    "it": "per favore, grazie, ora, adesso, subito, ma, e",
    "nl": "alsjeblieft, alstublieft, aub, bedankt, nu, en, maar",
    "tr": "lütfen, artık, hemen, teşekkürler, bir daha",
    "pl": "proszę, dziękuję, już, natychmiast, teraz, ale",
    "id": "tolong, mohon, terima kasih, sekarang, ya, lagi, tapi",
    "ja": "お願いします, お願い, すみません, もう",
    "ar": "من فضلك, من فضلكم, لو سمحت, لو سمحتم, رجاء, شكرا, الآن",
    "ru": "пожалуйста, спасибо, уже, сейчас, немедленно, больше, но, и",
}
"""Politeness, hurry and ways to begin, which say nothing by themselves."""

CALLED = {
    "en": "sir, guys, team, bot, dear, everyone, admin",
    "es": "oigan",
    "id": "kak, min",
}
"""Whom they speak to. Beside ALONE they say nothing; before ASKED they may be the one who does not: "guys don't reply to me"."""

JOY = "😂 🤣 😆 😅 😹 😊 😁 😄 😃 😀 😉 😜 🤪 😋 🤤 😍 🥰 😻 🤩 😘 ❤ ♥ 🧡 💛 💚 💙 💜 🖤 🤍 🤎 🩷 🩵 💖 💕 💗 💓 💞 💘 💝 🔥 💯 👏 🙌 👍 🎉"
"""Who laughs or loves hardly means it."""
