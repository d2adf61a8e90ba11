"""The words by which somebody asks to be left alone, by language.

Compared as in `phrases`: without case, accents and apostrophes.
"""

from __future__ import annotations

CLEAR = {
    "en": """
        leave me alone, leave us alone, stop replying, stop replying to me, stop replying to my, stop answering me, stop messaging me,
        stop contacting me, stop tagging me, stop mentioning me, stop spamming me, stop bothering me, stop harassing me,
        stop writing to me, stop writing me, stop tweeting me, stop tweeting at me, stop talking to me, stop following me,
        stop commenting on my, stop sending me messages, stop sending me replies, stop sending me notifications, don't contact me,
        do not contact me, never contact me again, don't reply to me, do not reply to me, never reply to me, don't reply to my,
        do not reply to my, don't answer me, don't message me, do not message me, don't tag me, do not tag me, don't mention me,
        do not mention me, don't write to me, don't talk to me, do not talk to me, no more replies, no more messages, no more mentions,
        opt me out, i opt out, i want to opt out, i'd like to opt out, unsubscribe me, take me off your list, take me off this list,
        remove me from your list, remove me from this list, i want no replies, i don't want replies, i don't want your replies,
        i do not want your replies
    """,
    "es": """
        déjame en paz, déjenme en paz, dejame tranquilo, déjame tranquila, déjenme tranquilo, no me contacten, no me contactes,
        no me escriban, no me escribas, no me respondas, no me respondan, no me contesten, no me contestes, no me etiqueten,
        no me etiquetes, no me mencionen, no me menciones, dejen de escribirme, deja de escribirme, dejen de responderme,
        deja de responderme, dejen de molestarme, deja de molestarme, dejen de etiquetarme, dejen de contactarme, no más respuestas,
        no quiero más mensajes, dame de baja, denme de baja
    """,
    "pt": """
        me deixa em paz, me deixe em paz, me deixem em paz, deixa-me em paz, deixem-me em paz, deixe-me em paz, não me contate,
        não me contatem, não me contacte, não me responda, não me respondam, não me marque, não me marquem, não me mencione,
        não me escreva, não me escrevam, parem de me responder, pare de me responder, para de me responder, parem de me marcar,
        pare de me marcar, para de me marcar, parem de me mandar mensagem, pare de me mandar mensagem, parem de me incomodar,
        pare de me incomodar, sem mais respostas, não quero mais mensagens, me descadastre, me descadastrem
    """,
    "fr": """
        laissez-moi tranquille, laisse-moi tranquille, laissez moi en paix, laisse moi en paix, fichez-moi la paix, foutez-moi la paix,
        fous-moi la paix, ne me contactez pas, ne me contactez plus, ne me contacte plus, ne me répondez pas, ne me répondez plus,
        ne me réponds plus, ne m'écrivez plus, ne m'écris plus, ne me mentionnez plus, ne me taguez plus, arrêtez de me répondre,
        arrête de me répondre, arrêtez de m'écrire, arrête de m'écrire, arrêtez de me contacter, arrêtez de me taguer,
        arrêtez de me mentionner, arrêtez de me harceler, plus de réponses, désinscrivez-moi, désabonnez-moi
    """,
    "de": """
        lasst mich in ruhe, lass mich in ruhe, lassen sie mich in ruhe, kontaktiert mich nicht, kontaktieren sie mich nicht,
        antwortet mir nicht, antworte mir nicht, antworten sie mir nicht, schreibt mir nicht mehr, schreib mir nicht mehr,
        schreiben sie mir nicht mehr, hört auf mir zu antworten, hör auf mir zu antworten, hört auf mir zu schreiben,
        hör auf mir zu schreiben, hört auf mich zu markieren, hör auf mich zu markieren, hört auf mich zu erwähnen, markiert mich nicht,
        erwähnt mich nicht, keine antworten mehr, keine nachrichten mehr, meldet mich ab
    """,
    "it": """
        lasciatemi in pace, lasciami in pace, lasciatemi stare, lasciami stare, non contattatemi, non mi contattate, non contattarmi,
        non rispondetemi, non rispondermi, non mi rispondete, non scrivetemi, non scrivermi, non taggatemi, non taggarmi,
        non menzionatemi, smettetela di scrivermi, smettila di scrivermi, smettete di scrivermi, smetti di scrivermi,
        smettetela di rispondermi, smettila di rispondermi, smettete di rispondermi, smettete di taggarmi, basta risposte,
        basta messaggi, cancellatemi dalla lista, toglietemi dalla lista
    """,
    "nl": """
        laat me met rust, laat mij met rust, neem geen contact meer op, neem geen contact met me op, neem geen contact met mij op,
        reageer niet meer op mij, reageer niet op mij, reageer niet meer op me, antwoord me niet meer, stop met reageren,
        stop met mij te taggen, stop met me te taggen, hou op met reageren, tag me niet meer, schrijf me niet meer, stuur me niets meer,
        geen reacties meer, geen berichten meer, schrijf me uit, meld me af
    """,
    "tr": """
        beni rahat bırak, beni rahat bırakın, rahat bırakın beni, rahat bırak beni, bana yazmayın, bana yazma, bana cevap vermeyin,
        bana cevap verme, bana yanıt vermeyin, bana yanıt verme, bana mesaj atmayın, bana mesaj atma, beni etiketlemeyin,
        beni etiketleme, benimle iletişime geçmeyin, bana yazmayı kesin, bana yazmayı bırakın, beni listeden çıkarın,
        beni rahatsız etmeyin, beni rahatsız etme
    """,
    "pl": """
        zostawcie mnie w spokoju, zostaw mnie w spokoju, dajcie mi spokój, daj mi spokój, nie kontaktujcie się ze mną,
        nie kontaktuj się ze mną, nie odpowiadajcie mi, nie odpowiadaj mi, nie piszcie do mnie, nie pisz do mnie, nie oznaczajcie mnie,
        nie oznaczaj mnie, przestańcie do mnie pisać, przestań do mnie pisać, przestańcie mi odpowiadać, przestań mi odpowiadać,
        przestańcie mnie oznaczać, przestań mnie oznaczać, żadnych więcej odpowiedzi, wypiszcie mnie, wypisz mnie
    """,
    "id": """
        jangan ganggu saya, jangan ganggu aku, jangan hubungi saya, jangan hubungi aku, jangan balas saya, jangan balas aku,
        jangan bales aku, jangan tag saya, jangan tag aku, jangan mention saya, jangan mention aku, jangan kirim pesan lagi,
        berhenti membalas saya, berhenti balas saya, berhenti menghubungi saya, berhenti mengganggu saya, berhenti tag saya,
        tinggalkan saya sendiri, biarkan saya sendiri, jangan kirimi saya
    """,
    "ja": """
        ほっといて, 放っておいて, 放っといて, 返信しないで, 返信は不要, 返信不要, 返信をやめて, 返信やめて, リプしないで,
        リプライしないで, リプやめて, 連絡しないで, 連絡をやめて, メンションしないで, 話しかけないで, 絡まないで
    """,
    "ar": """
        اتركني وشأني, اتركوني وشأني, دعني وشأني, دعوني وشأني, اتركني لوحدي, لا تتواصل معي, لا تتواصلوا معي, لا ترد علي, لا تردوا علي,
        لا تراسلني, لا تراسلوني, لا تكلمني, لا تكلموني, توقف عن الرد علي, توقفوا عن الرد علي, توقف عن مراسلتي, توقفوا عن مراسلتي,
        توقف عن إزعاجي, توقفوا عن إزعاجي, لا أريد ردود, ألغ اشتراكي, ألغوا اشتراكي
    """,
    "ru": """
        оставьте меня в покое, оставь меня в покое, отстаньте от меня, отстань от меня, не пишите мне, не пиши мне, не отвечайте мне,
        не отвечай мне, не упоминайте меня, не упоминай меня, не отмечайте меня, не отмечай меня, не беспокойте меня, не беспокой меня,
        прекратите мне писать, прекрати мне писать, хватит мне писать, перестаньте мне писать, перестань мне писать,
        перестаньте мне отвечать, перестань мне отвечать, прекратите мне отвечать, отпишите меня, больше не пишите
    """,
}
"""They say it wherever they stand."""

HARMLESS = {
    "en": """
        don't stop, do not stop, never stop, can't stop, cannot stop, couldn't stop, won't stop, didn't stop, doesn't stop,
        please don't stop, won't leave me alone, wouldn't leave me alone, never leave me alone, don't leave me alone,
        do not leave me alone, doesn't leave me alone, didn't leave me alone, can't leave me alone, please don't leave me alone,
        leave me alone with, leave us alone with, don't ever stop, don't you dare stop, did you stop, why did you stop,
        leave me alone in
    """,
    "es": "no dejen de escribirme, no dejes de escribirme, no me dejen en paz",
    "pt": "não parem de me responder, não me deixa em paz, não me deixe em paz, não me deixem em paz",
    "fr": "n'arrêtez pas de me répondre",
    "it": "non lasciatemi stare, non lasciatemi in pace, non smettete di scrivermi",
    "nl": "niet stoppen met reageren",
    "ru": "не оставьте меня в покое",
}
"""They hold a clear one, or the beginning of one, and ask for the opposite or for nothing."""

ALONE = {
    "en": """
        stop, stop it, stop this, stop that, stop all, stopall, unsubscribe, opt out, optout, quit, quit it, enough, go away, get lost,
        no replies, remove me, leave me, cease and desist, no more, don't reply, do not reply, do not contact, don't contact
    """,
    "es": """
        para, paren, pare, basta, alto, ya basta, detente, deténganse, baja, darse de baja, cancelar suscripción, no más, para ya,
        paren ya
    """,
    "pt": "para, pare, parem, chega, basta, parar, descadastrar, sair da lista, para com isso, parem com isso",
    "fr": "arrête, arrêtez, arrête ça, arrêtez ça, ça suffit, assez, désabonner, désinscription, se désabonner",
    "de": """
        stopp, aufhören, hör auf, hört auf, hören sie auf, hör auf damit, hört auf damit, abmelden, abbestellen, es reicht, schluss,
        genug
    """,
    "it": "basta, smettila, smettetela, smettete, smetti, fermati, fermatevi, disiscrivimi, cancellami",
    "nl": "hou op, houd op, ophouden, stop ermee, stop daarmee, uitschrijven, afmelden, genoeg, kappen",
    "tr": "dur, durun, yeter, yeter artık, kes, kesin, kes şunu, bırak, bırakın, abonelikten çık, çıkmak istiyorum",
    "pl": "przestań, przestańcie, dość, dosyć, wystarczy, wypisz, zrezygnuj, przestań już, odczep się, odczepcie się",
    "id": "berhenti, hentikan, stop dong, udah stop, cukup, sudah cukup, jangan ganggu, berhenti berlangganan",
    "ja": "やめて, やめろ, やめてください, 止めて, 止めてください, やめてくれ, ストップ, 停止, 配信停止, もういい, もういいです, 解除",
    "ar": "توقف, توقفوا, قف, كفى, كفاية, خلاص, الغاء الاشتراك, إلغاء, بس",
    "ru": "стоп, хватит, прекрати, прекратите, перестань, перестаньте, отписаться, отпишись, отстань, отстаньте, довольно",
}
"""They say it where nothing else is said: "stop", but neither "bus stop" nor "stop the price rises"."""

FILLERS = {
    "en": """
        please, pls, plz, kindly, just, now, already, immediately, thanks, thank you, thx, ok, okay, hey, hi, hello, sir, guys, team,
        bot, dear, can, could, would, will, you, i, said, right, so, and, then, seriously, omg, ugh, everyone, admin
    """,
    "es": "por favor, porfa, gracias, ya, hola, oigan, ahora",
    "pt": "por favor, obrigado, obrigada, olá, já, agora",
    "fr": "s'il vous plaît, s'il te plaît, svp, stp, merci, maintenant, bonjour",
    "de": "bitte, danke, jetzt, sofort, endlich, hallo, mal",
    "it": "per favore, grazie, ora, adesso, subito",
    "nl": "alsjeblieft, alstublieft, aub, bedankt, nu",
    "tr": "lütfen, artık, hemen, teşekkürler",
    "pl": "proszę, dziękuję, już, natychmiast, teraz",
    "id": "tolong, mohon, terima kasih, sekarang, ya, kak, min",
    "ja": "お願いします, お願い, すみません, もう",
    "ar": "من فضلك, من فضلكم, لو سمحت, لو سمحتم, رجاء, شكرا, الآن",
    "ru": "пожалуйста, спасибо, уже, сейчас, немедленно",
}
"""Politeness and hurry, which say nothing by themselves."""
