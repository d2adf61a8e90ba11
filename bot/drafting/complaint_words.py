"""How people complain, by language; see `intent_words`."""

from __future__ import annotations

COMPLAINT_WORDS = {
    "en": """
        broken, faulty, defective, damaged, smashed, doesn't work, does not work, don't work, didn't work, did not work, not working,
        isn't working, aren't working, stopped working, won't work, never works, keeps crashing, crashed, crashes, won't load, won't open,
        won't start, can't log in, can't login, cannot log in, can't check out, a bug in, bug report, where is my order, where's my order,
        where is my parcel, where's my parcel, where is my package, where's my package, where is my refund, where's my refund,
        where is my money, where's my money, never arrived, never came, never received, never got my, hasn't arrived, has not arrived,
        haven't arrived, didn't arrive, haven't received, still waiting, still haven't, still have not, still hasn't, still no,
        lost my order, wrong order, wrong item, missing from my order, refund me, want a refund, want my refund, want my money back,
        my money back, overcharged, charged twice, charged me twice, double charged, rip off, ripoff, scam, scammed, scammers,
        disappointed, disappointing, disappointment, terrible, horrible, awful, worst, unacceptable, disgusting, pathetic, useless, rude,
        appalling, is garbage, is rubbish, is trash, sucks, shame on you, fed up, sick of, sick and tired, never again, no response,
        no reply from, nobody answers, no one answers, ignoring me, ignored my, bad service, poor service, bad quality, poor quality,
        bad experience, poor experience, not happy, unhappy, not impressed, not good, isn't good, wasn't good, not great, not okay,
        not ok, not acceptable, not satisfied, dissatisfied, don't like, didn't like, do not like, don't love, hate this, hate it,
        hate your, hate the new, a complaint, problem with, problems with, issue with, issues with, having issues, having problems,
        having trouble, frustrated, frustrating, annoying, annoyed, furious, thanks for nothing, thank you for nothing, nothing happens,
        app is down, site is down, website is down, page is down, server is down, servers are down, service is down, is down again,
        are down again, went down again, another outage, an outage, order is late, delivery is late, parcel is late, package is late,
        still late, was late, arrived late, came late, weeks late, days late, hours late, late again, so late, delayed, a delay,
        been waiting, waiting for my, waiting on my, kept me waiting, hasn't shown up, didn't show up, never showed up, hasn't come,
        hasn't been delivered, not delivered, not been delivered, never delivered, wasn't delivered, lost my parcel, lost my package,
        lost in the post, lost in transit, you lost my, forgot my, you forgot, not what i ordered, didn't order this, wrong size,
        wrong colour, wrong color, wrong address, wrong product, wrong one, sent me the wrong, broke after, broke down, it broke,
        has broken, already broke, fell apart, falling apart, keeps breaking, leaking, leaks, leaked, is cracked, was cracked,
        arrived cracked, arrived broken, in pieces, shattered, ripped off, ripped me off, scratched, dented, stale, mouldy, moldy, rotten,
        tastes burnt, tasted burnt, hair in my, a hair in, bug in my, food poisoning, made me sick, made me ill, got sick, undercooked,
        need a refund, need my refund, demand a refund, still no refund, cancel my, want to cancel, cancelled my order, canceled my order,
        you cancelled, you canceled, never buying, won't buy again, not buying again, won't be back, not coming back, never coming back,
        never ordering, not ordering again, lost a customer, lost me as a customer, didn't go through, doesn't go through,
        won't go through, payment failed, card was declined, was hacked, been hacked, got hacked, locked out, can't access, can't sign in,
        can't order, can't pay, can't get through, an error, error message, keeps failing, failed again, glitch, buggy, overpriced,
        too expensive, waste of money, waste of time, let down, letting me down, is bad, was bad, really bad, very bad, tastes bad,
        tasted bad, bad customer service, got worse, getting worse, even worse, worse than, gone downhill, went downhill, going downhill,
        misleading, false advertising, fraud, fraudulent, cheated, unauthorized, being ignored, ignored me, ignores me, ignoring my,
        no answer, still nothing, no one replies, nobody replies, you never answer, you never reply, you never respond, is missing,
        are missing, was missing, were missing, missing items, missing item, empty box, box was empty, has expired, had expired,
        was expired, wouldn't recommend, would not recommend, don't recommend, do not recommend, do better, can't wait any longer,
        cannot wait any longer, discontinued, hung up on me, parcel hasn't, package hasn't, order hasn't, used to love, used to like,
        used to enjoy, thanks for ruining, thank you for ruining, thanks for wasting, thank you for wasting, thanks for ignoring,
        thank you for ignoring, thanks for losing, thank you for losing, thanks for breaking, damages, ruined, ruining, came open,
        burst open, is locked, was locked, spilled, spilt, nobody came, no one came, waited an hour, waited half an hour, waited over,
        waited for over, waited ages, half empty, nobody there, no one there, closed early, no longer works, won't charge, won't turn on,
        is dead, are dead, link is broken
    """,
    "es": """
        no funciona, no me funciona, no sirve, roto, rota, defectuoso, dónde está mi pedido, dónde está mi paquete, no ha llegado,
        nunca llegó, no llegó, no me ha llegado, sigo esperando, reembolso, devuélvanme, decepcionado, decepcionada, decepción,
        decepcionante, pésimo, pésima, horrible servicio, terrible servicio, mal servicio, qué vergüenza, estafa, inaceptable, nunca más,
        no me gusta, no me gustó, una queja, llegó roto, llegó rota, llegó tarde, llega tarde, mal estado, dañado, dañada, con retraso,
        un retraso, pedido equivocado, perdieron mi, cancelar mi pedido, quiero cancelar, muy malo, muy mala, caducado, estafadores,
        nadie responde, nadie contesta, no responden, no contestan, llevo esperando, sigue sin llegar, gracias por nada, una mierda,
        un asco
    """,
    "pt": """
        não funciona, não está funcionando, parou de funcionar, quebrado, quebrada, com defeito, cadê meu pedido, onde está meu pedido,
        não chegou, nunca chegou, ainda não recebi, reembolso do, meu dinheiro de volta, decepcionado com, decepcionada com, decepção,
        péssimo, péssima, horrível, mau atendimento, vergonha, inaceitável, nunca mais, não gostei, reclamação, não recebi,
        ainda não chegou, atrasado, atrasada, um atraso, veio errado, veio errada, veio quebrado, danificado, danificada,
        cancelar meu pedido, quero cancelar, ruim, ninguém responde, não respondem, não me respondem, esperando há, decepcionado,
        decepcionada, veio faltando, estragado, obrigado por nada, obrigada por nada, golpe
    """,
    "fr": """
        ne marche pas, ne marche plus, ne fonctionne pas, ne fonctionne plus, marche pas, cassé, cassée, défectueux, où est ma commande,
        où est mon colis, jamais arrivé, jamais reçu, toujours pas reçu, toujours rien, remboursement, remboursez, déçu, déçue, décevant,
        déception, honteux, c'est nul, arnaque, inadmissible, inacceptable, plus jamais, scandaleux, réclamation, n'est pas arrivée,
        n'est pas arrivé, pas arrivée, pas arrivé, pas reçu, colis perdu, commande perdue, perdu mon colis, abîmé, abîmée, endommagé,
        endommagée, en retard, trop cher, trop chère, mauvais, mauvaise, annuler ma commande, annulez ma commande, en panne, pas content,
        pas contente, va pas du tout, j'attends toujours, j'attends depuis, merci pour rien, merci de rien, une honte
    """,
    "de": """
        funktioniert nicht, geht nicht, funktioniert nicht mehr, kaputt, defekt, wo ist meine bestellung, wo bleibt meine bestellung,
        wo ist mein paket, wo bleibt mein paket, nicht angekommen, nie angekommen, warte immer noch, immer noch nicht, rückerstattung,
        geld zurück, enttäuscht, enttäuschend, enttäuschung, furchtbar, schrecklich, schlechter service, schlechte qualität, unverschämt,
        unverschämtheit, frechheit, betrug, abzocke, nie wieder, beschwerde, gefällt mir nicht, beschädigt, kommt nicht an, kam nie an,
        zu spät, verspätet, verspätung, warte seit, warten seit, immer noch keine, falsche bestellung, falsches produkt, falsch geliefert,
        es fehlt, fehlt noch, schlecht, mies, miserabel, mangelhaft, nicht gut, ungenießbar, schimmel, verschimmelt, stornieren, kündigen,
        zu teuer, überteuert, keine antwort, niemand antwortet, reklamation, undicht, danke für nichts, danke für gar nichts, nervt
    """,
    "it": """
        non funziona, non va, rotto, rotta, difettoso, dov'è il mio ordine, dov'è il mio pacco, non è arrivato, mai arrivato,
        non è mai arrivato, sto ancora aspettando, rimborso, deluso, delusa, deludente, delusione, pessimo, pessima, orribile, vergogna,
        vergognoso, truffa, inaccettabile, mai più, reclamo, non mi piace, non è arrivata, in ritardo, un ritardo, danneggiato,
        danneggiata, sbagliato, sbagliata, annullare il mio ordine, voglio annullare, scadente, nessuno risponde, non rispondete,
        aspetto da, aspetto ancora, mancano, scaduto, grazie di niente, grazie per niente, schifo
    """,
    "nl": """
        werkt niet, doet het niet, werkt niet meer, waar is mijn bestelling, waar blijft mijn bestelling, waar is mijn pakket,
        niet aangekomen, nooit aangekomen, nog steeds niet, geld terug, teleurgesteld, teleurstellend, slechte service, slechte kwaliteit,
        verschrikkelijk, schandalig, oplichting, onacceptabel, nooit meer, klacht, te laat, vertraagd, vertraging, beschadigd, kapot,
        verkeerde bestelling, verkeerd, annuleren, ontbreekt, slecht, niemand reageert, geen reactie, wacht nog steeds, wacht al, te duur,
        bedankt voor niets
    """,
    "tr": """
        çalışmıyor, çalışmadı, bozuk, bozuldu, kırık geldi, siparişim nerede, kargom nerede, gelmedi, ulaşmadı, hâlâ bekliyorum,
        hala bekliyorum, para iade, paramı, iade istiyorum, hayal kırıklığı, berbat, rezalet, kötü hizmet, dolandırıcı, kabul edilemez,
        bir daha asla, şikayet, şikâyetçiyim, beğenmedim, geç geldi, gecikti, hasarlı, kırık, yanlış ürün, eksik, iptal etmek istiyorum,
        kötü, cevap yok, cevap vermiyorsunuz, çok pahalı
    """,
    "ja": """
        届かない, 届いてない, 届いていない, 届きません, 壊れた, 壊れて, 不良品, 動かない, 動きません, 使えない, 返金, 返品したい, 最悪,
        ひどい, がっかり, 残念です, 詐欺, 許せない, 好きじゃない, 壊れました, 間違って, 違う商品, 美味しくない, おいしくない, まずい,
        不味い, 良くない, よくない, キャンセルしたい, 返信がない, 返事がない, 高すぎ, 遅すぎ, 最高に遅, 対応が遅
    """,
    "id": """
        tidak berfungsi, nggak berfungsi, gak berfungsi, rusak, di mana pesanan saya, mana pesanan saya, belum sampai, belum datang,
        tidak sampai, masih menunggu, minta refund, uang kembali, kecewa, mengecewakan, buruk, parah, penipuan, penipu, kapok, keluhan,
        terlambat, telat, salah kirim, cacat, pecah, basi, lambat, jelek, tidak dibalas, gak dibalas, batalkan pesanan
    """,
    "pl": """
        nie działa, przestało działać, zepsuty, zepsuta, zepsute, uszkodzony, uszkodzona, wadliwy, gdzie jest moje zamówienie,
        gdzie moje zamówienie, gdzie jest moja paczka, gdzie moja paczka, nie dotarło, nie dotarła, nie doszła, wciąż czekam,
        nadal czekam, ciągle czekam, zwrot pieniędzy, rozczarowany, rozczarowana, rozczarowanie, okropne, okropny, fatalna obsługa,
        fatalny, skandal, oszustwo, oszuści, nigdy więcej, reklamacja, nie podoba mi się, spóźnione, opóźnienie, opóźniona, uszkodzone,
        zła obsługa, zgubiliście, zgubiona, błędne zamówienie, anulować, brakuje, nikt nie odpowiada, brak odpowiedzi, słabe, słaba,
        za drogo, za drogie, popsuty, popsute
    """,
    "ru": """
        не работает, сломан, сломалась, сломался, сломалось, где мой заказ, не пришел, не пришла, не пришло, не приходит, верните деньги,
        возврат денег, ужасно, ужасный, ужасная, обман, мошенники, разочарован, разочарована, до сих пор жду, отвратительно, испорчен,
        никто не отвечает
    """,
    "zh": """
        坏了, 壞了, 没收到, 沒收到, 退款, 投诉, 投訴, 太差, 失望, 骗子, 騙子, 不喜欢, 不喜歡, 不好喝, 不好吃, 难喝, 難喝, 难吃, 難吃, 太慢
    """,
    "ko": "고장, 고장났어요, 환불, 환불해주세요, 안 와요, 안 왔어요, 안 왔습니다, 실망, 실망했어요, 최악, 맛없어요, 너무 늦어요",
    "ar": "لم يصل, لا يعمل, استرداد, مكسور, سيء, سيئ, اسوأ, احتيال, شكوى, خدمة سيئة",
    "hi": "खराब, टूटा हुआ, रिफंड, नहीं मिला, नहीं आया, बेकार",
    "th": "พังแล้ว, ไม่ได้รับ, คืนเงิน, ผิดหวัง, แย่มาก, ไม่อร่อย",
    "vi": "bị hỏng, chưa nhận được, hoàn tiền, thất vọng, tệ quá, quá tệ, lừa đảo, chưa giao, không ngon",
}
