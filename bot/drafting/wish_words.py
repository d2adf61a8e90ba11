"""The words by which somebody asks to be left alone, by language.

Compared as in `phrases`: without case, accents and apostrophes; handles and FILLERS at both ends of a sentence make no difference.
Whoever asks is left alone for good, so what a customer may say who complains of silence ("you never reply to me") is none of them; a human
sees the post and can still leave its author alone.
"""

from __future__ import annotations

CLEAR = {
    "en": """
        leave me alone, leave us alone, you to leave me alone, you to leave us alone, opt me out, unsubscribe me, take me off your list,
        take me off this list, remove me from your list, remove me from this list, take me off your mailing list,
        remove me from your mailing list, leave me in peace, leave me be, remove me from your mentions, get me off this list,
        get me off your list
    """,
    "es": """
        déjame en paz, déjenme en paz, dejame tranquilo, déjame tranquila, déjenme tranquilo, dejadme en paz, déjeme en paz,
        dejadme tranquilo, dejadme tranquila
    """,
    "pt": """
        me deixa em paz, me deixe em paz, me deixem em paz, deixa-me em paz, deixem-me em paz, deixe-me em paz, me descadastre,
        me descadastrem, deixem-me tranquilo, me deixem tranquilo, me deixa tranquilo, me deixem quieto, me deixa quieto
    """,
    "fr": """
        laissez-moi tranquille, laisse-moi tranquille, laissez moi en paix, laisse moi en paix, fichez-moi la paix, foutez-moi la paix,
        fous-moi la paix, désinscrivez-moi, désabonnez-moi, lâchez-moi, lâche-moi, foutez moi la paix, laissez-nous tranquilles,
        fichez moi la paix
    """,
    "de": """
        lasst mich in ruhe, lass mich in ruhe, lassen sie mich in ruhe, lass uns in ruhe, lasst uns in ruhe, lassen sie uns in ruhe,
        lasst mich zufrieden
    """,
    "it": """
        lasciatemi in pace, lasciami in pace, lasciatemi stare, lasciami stare, cancellatemi dalla lista, toglietemi dalla lista,
        lasciatemi tranquillo, lasciatemi tranquilla, lasciami tranquillo, lasciami tranquilla
    """,
    "nl": "laat me met rust, laat mij met rust, laat ons met rust, laat me toch met rust",
    "tr": """
        beni rahat bırak, beni rahat bırakın, rahat bırakın beni, rahat bırak beni, bana yazmayı kesin, bana yazmayı bırakın,
        beni listeden çıkarın, beni rahat bırakır mısınız, artık rahat bırakın
    """,
    "pl": """
        zostawcie mnie w spokoju, zostaw mnie w spokoju, dajcie mi spokój, daj mi spokój, przestańcie do mnie pisać,
        przestań do mnie pisać, przestańcie mi odpowiadać, przestań mi odpowiadać, przestańcie mnie oznaczać, przestań mnie oznaczać,
        wypiszcie mnie, wypisz mnie, zostawcie nas w spokoju, odczepcie się ode mnie, odczep się ode mnie
    """,
    "id": """
        jangan ganggu saya, jangan ganggu aku, tinggalkan saya sendiri, biarkan saya sendiri, jangan ganggu saya lagi,
        tolong tinggalkan saya
    """,
    "ja": """
        ほっといて, 放っておいて, 放っといて, 返信は不要, 返信不要, 返信をやめて, 返信やめて, リプやめて, 連絡をやめて,
        返信するのをやめて, リプライをやめて, メンションをやめて, 返信いりません, 返信はいりません
    """,
    "ar": "اتركني وشأني, اتركوني وشأني, دعني وشأني, دعوني وشأني, اتركني لوحدي, ألغ اشتراكي, ألغوا اشتراكي",
    "ru": """
        оставьте меня в покое, оставь меня в покое, отстаньте от меня, отстань от меня, отпишите меня, оставьте в покое, оставь в покое,
        оставьте нас в покое, отвяжитесь от меня, отвяжись от меня
    """,
    "zh": """
        别烦我, 别再烦我, 不要再烦我, 请不要打扰我, 不要打扰我, 别打扰我, 別煩我, 不要再煩我, 請不要打擾我, 不要打擾我, 离我远点,
        離我遠點, 放过我吧, 停止回复我, 停止回覆我, 不要再回复我, 不要再回覆我, 别再回复我, 別再回覆我, 不要再联系我, 不要再聯絡我,
        别再联系我
    """,
    "ko": "저를 내버려 두세요, 내버려 두세요, 내버려둬, 내버려 둬, 귀찮게 하지 마세요, 귀찮게 하지 마",
    "hi": "मुझे अकेला छोड़ दो, मुझे अकेला छोड़ दीजिए, मेरा पीछा छोड़ो, मुझे परेशान मत करो, मुझे परेशान न करें",
    "vi": "để tôi yên, hãy để tôi yên, đừng làm phiền tôi, đừng làm phiền tôi nữa",
    "th": "อย่ามายุ่งกับฉัน, เลิกยุ่งกับฉัน, อย่ายุ่งกับฉัน, อย่ารบกวนฉัน, หยุดตอบฉัน, หยุดส่งข้อความ",
    "sv": "lämna mig ifred, lämna mig i fred, låt mig vara, låt mig vara ifred",
    "da": "lad mig være, lad mig være i fred, lad os være i fred",
    "no": "la meg være, la meg være i fred",
    "cs": "nechte mě být, nech mě být, nechte mě na pokoji, nech mě na pokoji, dejte mi pokoj, dej mi pokoj",
    "el": "αφήστε με ήσυχο, αφήστε με ήσυχη, άσε με ήσυχο, άσε με ήσυχη",
    "he": "תעזבו אותי, תעזוב אותי, עזבו אותי, תעזבו אותי בשקט, תניחו לי",
    "ro": "lăsați-mă în pace, lasă-mă în pace, lăsaţi-mă în pace",
    "hu": "hagyjatok békén, hagyj békén, hagyjon békén, hagyjanak békén",
    "fi": "jättäkää minut rauhaan, jätä minut rauhaan, jättäkää mut rauhaan, jätä mut rauhaan",
    "uk": "дайте мені спокій, залиште мене в спокої, відчепіться від мене, відчепись від мене",
}
"""They say it whatever else is said."""

_ENDED = (
    "replying", "replying to me", "replying to my posts", "replying to my tweets", "replying to my comments", "replying to all my posts",
    "replying to all my tweets", "replying to everything i post", "replying to everything i say", "answering me", "answering my posts",
    "messaging me", "contacting me", "tagging me", "tagging me in your posts", "tagging me in everything", "mentioning me", "spamming me",
    "bothering me", "harassing me", "writing to me", "writing me", "tweeting me", "tweeting at me", "talking to me", "dming me",
    "pinging me", "texting me", "emailing me", "commenting on my posts", "commenting on everything i post", "sending me messages",
    "sending me replies", "sending me notifications", "sending me dms", "sending me ads", "sending me spam", "sending me stuff",
)  # fmt: skip
_STOPPED = ", ".join(f"{stop} {what}" for what in _ENDED for stop in ("stop", "quit"))

STOP = {
    "en": f"""
        {_STOPPED}, i opt out, i want to opt out, i'd like to opt out, i want no replies, i want to unsubscribe, i'd like to unsubscribe,
        i want out, make it stop
    """,
    "es": """
        dejen de escribirme, deja de escribirme, dejen de responderme, deja de responderme, dejen de molestarme, deja de molestarme,
        dejen de etiquetarme, dejen de contactarme, dejen de mandarme mensajes, deja de mandarme mensajes, deje de mandarme mensajes,
        dejad de escribirme, dejad de responderme, deje de escribirme, deje de responderme, deja de etiquetarme, deja de contactarme,
        dejen de contestarme, deja de contestarme, dejen de mencionarme, deja de mencionarme, no quiero que me respondan,
        no quiero que me escriban
    """,
    "pt": """
        parem de me responder, pare de me responder, para de me responder, parem de me marcar, pare de me marcar, para de me marcar,
        parem de me mandar mensagem, pare de me mandar mensagem, parem de me incomodar, pare de me incomodar,
        parem de me mandar mensagens, pare de me mandar mensagens, para de me mandar mensagens, para de me mandar mensagem,
        parem de me escrever, pare de me escrever, parem de me mencionar, parem de me encher, deixem de me responder,
        não quero mais respostas
    """,
    "fr": """
        arrêtez de me répondre, arrête de me répondre, arrêtez de m'écrire, arrête de m'écrire, arrêtez de me contacter,
        arrêtez de me taguer, arrêtez de me mentionner, arrêtez de me harceler, arrêtez de m'envoyer des messages,
        arrête de m'envoyer des messages, arrêtez de m'embêter, arrêtez de m'identifier, arrête de me taguer, arrête de me contacter,
        arrêtez de répondre à mes posts, arrêtez de répondre à mes tweets, je ne veux plus de réponses, je ne veux plus de messages
    """,
    "de": """
        hört auf mir zu antworten, hör auf mir zu antworten, hört auf mir zu schreiben, hör auf mir zu schreiben,
        hört auf mich zu markieren, hör auf mich zu markieren, hört auf mich zu erwähnen, hört auf mir nachrichten zu schicken,
        hör auf mir nachrichten zu schicken, hören sie auf mir zu antworten, hören sie auf mir zu schreiben,
        hört auf auf meine posts zu antworten, hört auf mich anzuschreiben, hör auf mich anzuschreiben, hört auf mich zu taggen,
        ich will keine antworten mehr, ich möchte keine antworten mehr, ich will keine nachrichten mehr
    """,
    "it": """
        smettetela di scrivermi, smettila di scrivermi, smettete di scrivermi, smetti di scrivermi, smettetela di rispondermi,
        smettila di rispondermi, smettete di rispondermi, smettete di taggarmi, smettetela di mandarmi messaggi,
        smettila di mandarmi messaggi, smettetela di taggarmi, smettila di taggarmi, smettetela di contattarmi, non voglio più risposte,
        non voglio più messaggi
    """,
    "nl": """
        stop met reageren, stop met mij te taggen, stop met me te taggen, hou op met reageren, stop met me berichten sturen,
        stop met mij berichten sturen, stop met berichten sturen, stop met op mij reageren, hou op met mij te taggen,
        hou op met me te taggen, ik wil geen reacties meer, ik wil geen berichten meer
    """,
    "tr": "bana mesaj atmayı bırakın, bana cevap vermeyi bırakın, bana mesaj göndermeyi kesin, beni etiketlemeyi bırakın",
    "pl": "przestańcie wysyłać mi wiadomości, przestań wysyłać mi wiadomości, nie chcę więcej odpowiedzi, nie chcę więcej wiadomości",
    "id": """
        berhenti membalas saya, berhenti balas saya, berhenti menghubungi saya, berhenti mengganggu saya, berhenti tag saya,
        berhenti kirim pesan ke saya, berhenti mengirimi saya pesan, berhenti chat saya, berhenti mention saya, stop balas saya,
        stop tag saya, stop mention saya
    """,
    "ar": """
        توقف عن الرد علي, توقفوا عن الرد علي, توقف عن مراسلتي, توقفوا عن مراسلتي, توقف عن إزعاجي, توقفوا عن إزعاجي,
        توقفوا عن إرسال الرسائل, توقف عن إرسال الرسائل, لا أريد رسائل, لا أريد ردودا
    """,
    "ru": """
        прекратите мне писать, прекрати мне писать, хватит мне писать, перестаньте мне писать, перестань мне писать,
        перестаньте мне отвечать, перестань мне отвечать, прекратите мне отвечать, хватит мне отвечать, прекрати мне отвечать,
        перестаньте меня отмечать, перестань меня отмечать, хватит меня отмечать, прекратите слать мне сообщения,
        перестаньте слать мне сообщения, хватит слать мне сообщения, я не хочу получать ответы
    """,
    "ko": "답장 그만하세요, 답글 그만 달아주세요, 연락 그만하세요, 연락 그만해주세요",
    "sv": "sluta svara mig, sluta svara på mina inlägg, sluta skriva till mig, sluta kontakta mig, sluta tagga mig",
    "da": """
        stop med at svare mig, stop med at skrive til mig, stop med at kontakte mig, stop med at tagge mig, hold op med at skrive til mig
    """,
    "no": "slutt å svare meg, slutt å skrive til meg, slutt å kontakte meg, slutt å tagge meg",
    "cs": "přestaňte mi psát, přestaň mi psát, přestaňte mi odpovídat, přestaň mi odpovídat, přestaňte mě označovat",
    "el": "σταματήστε να μου απαντάτε, σταματήστε να μου στέλνετε, σταματήστε να μου γράφετε",
    "he": "תפסיקו להגיב לי, תפסיקו לכתוב לי, תפסיקו לשלוח לי, תפסיקו לתייג אותי",
    "ro": "nu-mi mai răspundeți, nu-mi mai scrieți, opriți-vă din a-mi scrie, încetați să-mi scrieți, încetați să-mi răspundeți",
    "hu": "ne írjatok többet, ne írj többet, ne válaszoljatok többet",
    "fi": "lopettakaa vastaaminen minulle, lopettakaa minulle vastaaminen, lopettakaa viestien lähettäminen",
    "uk": "припиніть мені писати, перестаньте мені писати, перестаньте мені відповідати, годі мені писати",
}
"""They say it where they are a whole sentence, but for FILLERS: "stop writing me" is none of "stop writing me off"."""

ASKED = {
    "en": """
        never contact me again, never message me again, never reply to me again, don't contact me, do not contact me, don't reply to me,
        do not reply to me, don't answer me, don't message me, do not message me, don't tag me, do not tag me, don't mention me,
        do not mention me, don't write to me, don't talk to me, do not talk to me, don't reply to my posts, do not reply to my posts,
        don't reply to my tweets, do not reply to my tweets, don't reply to my comments, don't dm me, do not dm me, don't ping me,
        don't answer my posts, do not write to me, do not answer me, don't text me, don't reply to me ever again,
        don't you ever reply to me again
    """,
    "es": """
        no me contacten, no me contactes, no me escriban, no me escribas, no me respondas, no me respondan, no me contesten,
        no me contestes, no me etiqueten, no me etiquetes, no me mencionen, no me menciones
    """,
    "pt": """
        não me contate, não me contatem, não me contacte, não me responda, não me respondam, não me marque, não me marquem,
        não me mencione, não me escreva, não me escrevam
    """,
    "fr": """
        ne me contactez pas, ne me contactez plus, ne me contacte plus, ne me répondez pas, ne me répondez plus, ne me réponds plus,
        ne m'écrivez plus, ne m'écris plus, ne me mentionnez plus, ne me taguez plus
    """,
    "de": """
        kontaktiert mich nicht, kontaktiert mich nicht mehr, kontaktieren sie mich nicht, kontaktieren sie mich nicht mehr,
        antwortet mir nicht, antwortet mir nicht mehr, antworte mir nicht, antworte mir nicht mehr, antworten sie mir nicht,
        antworten sie mir nicht mehr, schreibt mir nicht mehr, schreib mir nicht mehr, schreiben sie mir nicht mehr, markiert mich nicht,
        markiert mich nicht mehr, erwähnt mich nicht, erwähnt mich nicht mehr, meldet mich ab
    """,
    "it": """
        non contattatemi, non contattarmi, non rispondetemi, non rispondermi, non scrivetemi, non scrivermi, non taggatemi, non taggarmi,
        non menzionatemi, per favore non mi rispondete, per favore non mi contattate
    """,
    "nl": """
        neem geen contact meer op, neem geen contact met me op, neem geen contact met mij op, reageer niet meer op mij,
        reageer niet op mij, reageer niet meer op me, antwoord me niet meer, tag me niet meer, schrijf me niet meer, stuur me niets meer,
        schrijf me uit, meld me af
    """,
    "tr": """
        bana yazmayın, bana yazma, bana cevap vermeyin, bana cevap verme, bana yanıt vermeyin, bana yanıt verme, bana mesaj atmayın,
        bana mesaj atma, beni etiketlemeyin, beni etiketleme, benimle iletişime geçmeyin, beni rahatsız etmeyin, beni rahatsız etme
    """,
    "pl": """
        nie kontaktujcie się ze mną, nie kontaktuj się ze mną, nie odpowiadajcie mi, nie odpowiadaj mi, nie piszcie do mnie,
        nie pisz do mnie, nie oznaczajcie mnie, nie oznaczaj mnie
    """,
    "id": """
        jangan hubungi saya, jangan hubungi aku, jangan balas saya, jangan balas aku, jangan bales aku, jangan tag saya, jangan tag aku,
        jangan mention saya, jangan mention aku, jangan kirim pesan lagi, jangan kirimi saya
    """,
    "ja": "返信しないで, リプしないで, リプライしないで, 連絡しないで, メンションしないで, 話しかけないで, 絡まないで",
    "ar": "لا تتواصل معي, لا تتواصلوا معي, لا ترد علي, لا تردوا علي, لا تراسلني, لا تراسلوني, لا تكلمني, لا تكلموني",
    "ru": """
        не пишите мне, не пиши мне, не отвечайте мне, не отвечай мне, не упоминайте меня, не упоминай меня, не отмечайте меня,
        не отмечай меня, не беспокойте меня, не беспокой меня, больше не пишите
    """,
    "zh": "不要回复我, 不要回覆我, 别回复我, 請勿回覆我, 请勿回复我, 不要联系我, 不要聯絡我, 别联系我",
    "ko": "답장하지 마세요, 답글 달지 마세요, 연락하지 마세요, 연락하지 마, 태그하지 마세요, 멘션하지 마세요, 저한테 답장하지 마세요",
    "hi": """
        मुझे जवाब मत दो, मुझे जवाब मत दीजिए, मुझे मैसेज मत करो, मुझे संपर्क न करें, मुझे टैग मत करो, mujhe reply mat karo,
        mujhe message mat karo, mujhe tag mat karo
    """,
    "vi": "đừng trả lời tôi, đừng trả lời tôi nữa, đừng nhắn tin cho tôi, đừng liên hệ với tôi, đừng tag tôi, đừng gắn thẻ tôi",
    "th": "อย่าตอบฉัน, อย่าติดต่อฉัน, อย่าแท็กฉัน",
    "sv": "svara mig inte, skriv inte till mig, kontakta mig inte, tagga mig inte",
    "da": "svar mig ikke, skriv ikke til mig, kontakt mig ikke, tag mig ikke",
    "no": "ikke svar meg, ikke skriv til meg, ikke kontakt meg, ikke tagg meg",
    "cs": "nepište mi, neodpovídejte mi, nekontaktujte mě, neoznačujte mě",
    "el": "μη μου απαντάτε, μην μου απαντάτε, μην επικοινωνείτε μαζί μου, μη μου γράφετε, μη με αναφέρετε",
    "he": "אל תגיבו לי, אל תכתבו לי, אל תפנו אלי, אל תתייגו אותי",
    "ro": "nu mă contactați, nu mă mai contactați, nu mă etichetați, nu-mi răspundeți, nu-mi scrieți",
    "hu": "ne írjatok nekem, ne válaszoljatok nekem, ne keressetek, ne jelöljetek meg",
    "fi": "älkää vastatko minulle, älä vastaa minulle, älkää kirjoittako minulle, älkää ottako minuun yhteyttä, älkää merkitkö minua",
    "uk": "не пишіть мені, не відповідайте мені, не позначайте мене, не турбуйте мене",
}
"""They say it where they are a whole sentence, but for what makes them doubtful: a word of DOUBT before them, a question mark, or JOY.

"Don't reply to me here, send me a DM" is a smaller wish, and "antwortet mir nicht seit Wochen" a complaint.
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
    "en": "now, just now, right now",
    "es": "ahora, ya",
    "pt": "agora, já",
    "fr": "maintenant",
    "de": "jetzt",
    "it": "ora, adesso",
    "nl": "nu",
    "pl": "teraz",
    "id": "sekarang",
    "ru": "сейчас",
    "ar": "الآن",
}
"""Behind a phrase of ASKED they make it a smaller wish, though they are FILLERS elsewhere: "don't answer me now, enjoy the weekend"."""

HARMLESS = {
    "en": """
        don't stop, do not stop, never stop, can't stop, cannot stop, couldn't stop, won't stop, didn't stop, doesn't stop,
        please don't stop, won't leave me alone, wouldn't leave me alone, never leave me alone, don't leave me alone,
        do not leave me alone, doesn't leave me alone, didn't leave me alone, can't leave me alone, please don't leave me alone,
        to leave me alone, to leave us alone, leave me alone with, leave us alone with, don't ever stop, don't you dare stop,
        she said leave me alone, he said leave me alone, they said leave me alone,
        told me to leave, did you stop, why did you stop, leave me alone in, i want to opt out of, i'd like to opt out of, how do i opt out,
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
        i don't want to hear from you, i do not want to hear from you, stop spamming, i don't want these replies,
        i don't want these messages, i don't want your messages, i do not want these replies, i don't want any replies,
        i don't want any more replies, i don't want more replies, stop the replies, stop the messages, stop the spam, stop these replies,
        stop these messages, stop with the replies, no more of this, enough already, please stop this, unsub, no more tags, no more dms
    """,
    "es": """
        paren, pare, basta, ya basta, detente, deténganse, baja, darse de baja, dame de baja, denme de baja, cancelar suscripción, no más,
        para ya, paren ya, no más respuestas, no quiero más mensajes
    """,
    "pt": """
        pare, parem, chega, basta, parar, descadastrar, sair da lista, para com isso, parem com isso, sem mais respostas,
        não quero mais mensagens
    """,
    "fr": "arrête, arrêtez, arrête ça, arrêtez ça, ça suffit, désabonner, désinscription, se désabonner, plus de réponses",
    "de": """
        stopp, aufhören, hör auf, hört auf, hören sie auf, hör auf damit, hört auf damit, abmelden, abbestellen, es reicht, schluss,
        genug, keine antworten mehr, keine nachrichten mehr
    """,
    "it": "basta, smettila, smettetela, smettete, smetti, fermati, fermatevi, disiscrivimi, cancellami, basta risposte, basta messaggi",
    "nl": """
        hou op, houd op, ophouden, stop ermee, stop daarmee, uitschrijven, afmelden, genoeg, kappen, geen reacties meer,
        geen berichten meer
    """,
    "tr": "durun, yeter, yeter artık, kesin, kes şunu, bırak, bırakın, abonelikten çık, çıkmak istiyorum",
    "pl": """
        przestań, przestańcie, dość, dosyć, wystarczy, wypisz, zrezygnuj, przestań już, odczep się, odczepcie się,
        żadnych więcej odpowiedzi
    """,
    "id": "berhenti, hentikan, stop dong, udah stop, cukup, sudah cukup, jangan ganggu, berhenti berlangganan",
    "ja": "やめて, やめろ, やめてください, 止めて, 止めてください, やめてくれ, ストップ, 停止, 配信停止, もういい, もういいです, 解除",
    "ar": "توقف, توقفوا, قف, كفى, كفاية, الغاء الاشتراك, إلغاء, لا أريد ردود",
    "ru": "стоп, хватит, прекрати, прекратите, перестань, перестаньте, отписаться, отпишись, отстань, отстаньте, довольно",
    "zh": "住手, 取消订阅, 取消訂閱, 停止骚扰, 停止騷擾, 够了, 夠了, 退订, 退訂, 停止, 别再发了, 別再發了, 不要再发了, 不要再發了",
    "ko": "그만, 그만해, 그만하세요, 그만해주세요, 그만해 주세요, 하지 마세요, 수신거부, 구독취소",
    "hi": "बंद करो, बस करो, रुको, band karo, bas karo",
    "vi": "dừng lại, dừng lại đi, thôi đi, đủ rồi, hủy đăng ký",
    "th": "หยุด, พอแล้ว, หยุดเถอะ, ยกเลิก",
    "sv": "sluta, det räcker, avregistrera, avsluta prenumerationen",
    "da": "hold op, hold nu op, det er nok, afmeld",
    "no": "slutt, meld meg av, avslutt",
    "cs": "přestaňte, přestaň, dost, odhlásit",
    "el": "σταματήστε, σταμάτα, φτάνει, αρκετά, διαγραφή",
    "he": "די, מספיק, תפסיקו, תפסיק, הסר, הסירו אותי",
    "ro": "opriți-vă, destul, dezabonare",
    "hu": "elég volt, hagyjátok abba, hagyd abba, leiratkozás",
    "fi": "lopettakaa, lopeta, riittää, peru tilaus",
    "uk": "досить, годі, припиніть, перестаньте, відписатися",
}
"""They say it where nothing else is said, neither asked nor with JOY: "stop", but neither "bus stop" nor "stop it 😍"."""

FILLERS = {
    "en": """
        please, pls, plz, kindly, just, now, already, immediately, thanks, thank you, thx, ok, okay, hey, hi, hello, right, so, and, but,
        then, seriously, ugh, sorry, again, anymore, any more, ever, ever again, can you, could you, would you, will you, can u, i said,
        i asked you to, i told you to, i want you to, i told you, for the last time, tell your bot to, you need to, you have to,
        you should, i need you to, i'd like you to, i would like you to, make your bot, get your bot to, have your bot, ask your bot to,
        you weirdos, you creeps, you spammers, you bots, you bot, you people, you clowns, you idiots, every day, everyday, all the time,
        at all, for good, forever, ffs, for god's sake, for fuck's sake, dammit, damn it, wtf, bro, dude, mate, man
    """,
    "es": "por favor, porfa, gracias, ya, hola, ahora, pero, y, más, nunca más, nunca, de una vez",
    "pt": "por favor, obrigado, obrigada, olá, já, agora, mas, e, mais, nunca mais, de uma vez",
    "fr": "s'il vous plaît, s'il te plaît, svp, stp, merci, maintenant, bonjour, mais, et, jamais, enfin, plus jamais",
    "de": "bitte, danke, jetzt, sofort, endlich, hallo, mal, doch, einfach, nie wieder, nie mehr, und, aber",
    "it": "per favore, grazie, ora, adesso, subito, ma, e, più, mai più, una volta per tutte",
    "nl": "alsjeblieft, alstublieft, aub, bedankt, nu, en, maar",
    "tr": "lütfen, artık, hemen, teşekkürler, bir daha",
    "pl": "proszę, dziękuję, już, natychmiast, teraz, ale",
    "id": "tolong, mohon, terima kasih, sekarang, ya, lagi, tapi",
    "ja": "お願いします, お願い, すみません, もう",
    "ar": "من فضلك, من فضلكم, لو سمحت, لو سمحتم, رجاء, شكرا, الآن",
    "ru": "пожалуйста, спасибо, уже, сейчас, немедленно, больше, но, и, никогда, наконец",
    "zh": "请, 請, 谢谢, 謝謝",
    "ko": "제발, 좀, 이제, 감사합니다",
    "hi": "कृपया, प्लीज, अब, please",
    "vi": "làm ơn, xin, nữa, cảm ơn",
    "sv": "snälla, tack, nu",
    "da": "venligst, tak, nu",
    "no": "vennligst, takk, nå",
    "cs": "prosím, děkuji, už, konečně",
    "el": "παρακαλώ, ευχαριστώ, πια",
    "he": "בבקשה, תודה, כבר",
    "ro": "vă rog, te rog, mulțumesc, vă rugăm",
    "hu": "kérem, kérlek, köszönöm, már",
    "fi": "kiitos, ole hyvä, nyt, jo",
    "uk": "будь ласка, дякую, вже, більше",
}
"""Politeness, hurry and ways to begin, which say nothing by themselves."""

CALLED = {
    "en": "sir, guys, team, bot, dear, everyone, admin",
    "es": "oigan",
    "id": "kak, min",
}
"""Whom they speak to. Beside ALONE they say nothing; before ASKED they may be the one who does not: "guys don't reply to me"."""

INSIDE = {
    "en": "please, the hell, the fuck, the heck, tf, just, all, ever, ffs",
    "es": "por favor, ya",
    "pt": "por favor",
    "fr": "enfin, svp",
    "de": "bitte, endlich, doch, doch bitte, einfach, mal, jetzt, sofort, auch",
    "nl": "alsjeblieft, alstublieft, aub, nu, eens, toch",
    "it": "per favore, un po'",
    "pl": "proszę, wreszcie, już",
    "ru": "пожалуйста, уже, наконец",
}
"""Politeness and anger that may stand within a phrase: "lass mich endlich in Ruhe"."""

JOY = (
    "😂 🤣 😆 😅 😹 😊 😁 😄 😃 😀 😉 😜 🤪 😋 🤤 😍 🥰 😻 🤩 😘 "
    "❤ ♥ 🧡 💛 💚 💙 💜 🖤 🤍 🤎 🩷 🩵 💖 💕 💗 💓 💞 💘 💝 🔥 💯 👏 🙌 👍 🎉 😭 🥹 🥺 💀 ☺ 🫶 😌 🤌"
)
"""Who laughs or loves hardly means it."""
