"""How people complain, by language; see `intent_words`."""

from __future__ import annotations

COMPLAINT_WORDS = {
    "en": """
        broken, faulty, defective, damaged, smashed, doesn't work, does not work, don't work, didn't work, did not work, not working,
        isn't working, aren't working, stopped working, won't work, never works, keeps crashing, crashed, crashes, won't load,
        won't open, won't start, can't log in, can't login, cannot log in, can't check out, a bug in, bug report, where is my order,
        where's my order, where is my parcel, where's my parcel, where is my package, where's my package, where is my refund,
        where's my refund, where is my money, where's my money, never arrived, never came, never received, never got my, hasn't arrived,
        has not arrived, haven't arrived, didn't arrive, haven't received, still waiting, still haven't, still have not, still hasn't,
        still no, lost my order, wrong order, wrong item, missing from my order, refund me, want a refund, want my refund,
        want my money back, my money back, overcharged, charged twice, charged me twice, double charged, rip off, ripoff, scam, scammed,
        scammers, disappointed, disappointing, disappointment, terrible, horrible, awful, worst, unacceptable, disgusting, pathetic,
        useless, rude, appalling, is garbage, is rubbish, is trash, sucks, shame on you, fed up, sick of, sick and tired, never again,
        no response, no reply from, nobody answers, no one answers, ignoring me, ignored my, bad service, poor service, bad quality,
        poor quality, bad experience, poor experience, not happy, unhappy, not impressed, not good, isn't good, wasn't good, not great,
        not okay, not ok, not acceptable, not satisfied, dissatisfied, don't like, didn't like, do not like, don't love, hate this,
        hate it, hate your, hate the new, a complaint, problem with, problems with, issue with, issues with, having issues,
        having problems, having trouble, frustrated, frustrating, annoying, annoyed, furious, thanks for nothing, thank you for nothing,
        nothing happens, app is down, site is down, website is down, page is down, server is down, servers are down, service is down,
        is down again, are down again, went down again, another outage, an outage
    """,
    "es": """
        no funciona, no me funciona, no sirve, roto, rota, defectuoso, dónde está mi pedido, dónde está mi paquete, no ha llegado,
        nunca llegó, no llegó, no me ha llegado, sigo esperando, reembolso, devuélvanme, decepcionado, decepcionada, decepción,
        decepcionante, pésimo, pésima, horrible servicio, terrible servicio, mal servicio, qué vergüenza, estafa, inaceptable,
        nunca más, no me gusta, no me gustó, una queja
    """,
    "pt": """
        não funciona, não está funcionando, parou de funcionar, quebrado, quebrada, com defeito, cadê meu pedido, onde está meu pedido,
        não chegou, nunca chegou, ainda não recebi, reembolso do, meu dinheiro de volta, decepcionado com, decepcionada com, decepção,
        péssimo, péssima, horrível, mau atendimento, vergonha, inaceitável, nunca mais, não gostei, reclamação
    """,
    "fr": """
        ne marche pas, ne marche plus, ne fonctionne pas, ne fonctionne plus, marche pas, cassé, cassée, défectueux, où est ma commande,
        où est mon colis, jamais arrivé, jamais reçu, toujours pas reçu, toujours rien, remboursement, remboursez, déçu, déçue,
        décevant, déception, honteux, c'est nul, arnaque, inadmissible, inacceptable, plus jamais, scandaleux, réclamation
    """,
    "de": """
        funktioniert nicht, geht nicht, funktioniert nicht mehr, kaputt, defekt, wo ist meine bestellung, wo bleibt meine bestellung,
        wo ist mein paket, wo bleibt mein paket, nicht angekommen, nie angekommen, warte immer noch, immer noch nicht, rückerstattung,
        geld zurück, enttäuscht, enttäuschend, enttäuschung, furchtbar, schrecklich, schlechter service, schlechte qualität,
        unverschämt, unverschämtheit, frechheit, betrug, abzocke, nie wieder, beschwerde, gefällt mir nicht
    """,
    "it": """
        non funziona, non va, rotto, rotta, difettoso, dov'è il mio ordine, dov'è il mio pacco, non è arrivato, mai arrivato,
        non è mai arrivato, sto ancora aspettando, rimborso, deluso, delusa, deludente, delusione, pessimo, pessima, orribile, vergogna,
        vergognoso, truffa, inaccettabile, mai più, reclamo, non mi piace
    """,
    "nl": """
        werkt niet, doet het niet, werkt niet meer, waar is mijn bestelling, waar blijft mijn bestelling, waar is mijn pakket,
        niet aangekomen, nooit aangekomen, nog steeds niet, geld terug, teleurgesteld, teleurstellend, slechte service,
        slechte kwaliteit, verschrikkelijk, schandalig, oplichting, onacceptabel, nooit meer, klacht
    """,
    "tr": """
        çalışmıyor, çalışmadı, bozuk, bozuldu, kırık geldi, siparişim nerede, kargom nerede, gelmedi, ulaşmadı, hâlâ bekliyorum,
        hala bekliyorum, para iade, paramı, iade istiyorum, hayal kırıklığı, berbat, rezalet, kötü hizmet, dolandırıcı, kabul edilemez,
        bir daha asla, şikayet, şikâyetçiyim, beğenmedim
    """,
    "ja": """
        届かない, 届いてない, 届いていない, 届きません, 壊れた, 壊れて, 不良品, 動かない, 動きません, 使えない, 返金, 返品したい, 最悪,
        ひどい, がっかり, 残念です, 詐欺, 許せない, 好きじゃない
    """,
    "id": """
        tidak berfungsi, nggak berfungsi, gak berfungsi, rusak, di mana pesanan saya, mana pesanan saya, belum sampai, belum datang,
        tidak sampai, masih menunggu, minta refund, uang kembali, kecewa, mengecewakan, buruk, parah, penipuan, penipu, kapok, keluhan
    """,
    "pl": """
        nie działa, przestało działać, zepsuty, zepsuta, zepsute, uszkodzony, uszkodzona, wadliwy, gdzie jest moje zamówienie,
        gdzie moje zamówienie, gdzie jest moja paczka, gdzie moja paczka, nie dotarło, nie dotarła, nie doszła, wciąż czekam,
        nadal czekam, ciągle czekam, zwrot pieniędzy, rozczarowany, rozczarowana, rozczarowanie, okropne, okropny, fatalna obsługa,
        fatalny, skandal, oszustwo, oszuści, nigdy więcej, reklamacja, nie podoba mi się
    """,
}
