"""How people praise, by language; see `intent_words`."""

from __future__ import annotations

PRAISE_WORDS = {
    "en": """
        love, loved, loving, lovely, adore, amazing, awesome, great, good job, good stuff, good work, so good, really good, very good,
        too good, the best, best ever, my favourite, my favorite, favourite, favorite, excellent, fantastic, brilliant, wonderful,
        beautiful, gorgeous, delicious, tasty, yummy, perfect, impressive, impressed, incredible, stunning, superb, well done, congrats,
        congratulations, kudos, bravo, nice work, nice one, nice job, so nice, very nice, so cool, very cool, how cool, how lovely,
        how nice, how sweet, how good, how great, how beautiful, how amazing, what a great, what a lovely, what a beautiful,
        obsessed with, big fan, huge fan, highly recommend, recommend them, recommend you, keep it up, made my day, you rock,
        you guys rock, can't wait, happy with, so happy, very happy, enjoying, enjoyed, game changer, wow, never disappoint,
        never disappoints, not disappointed, wasn't disappointed, never disappointed, can't complain, no complaints, not bad,
        can't get enough, who doesn't love, who does not love, how can you not love, how could you not love, can't help but love,
        can't recommend enough, can't recommend you enough, can't recommend them enough, can't recommend it enough,
        couldn't recommend more, couldn't be happier, could not be happier, can't praise, never been happier, never been so happy,
        never been so impressed, never been more impressed, wouldn't change a thing, can't fault, better than ever, useless without,
        lost without, so much better, made it better, made my week, saved my day, saved the day, chef's kiss, so proud, good vibes, ^nice,
        ^cool, ^brilliant, so happy with, thrilled, delighted, blown away, second to none, never not love, never not loving,
        never fail to, never fails to, nothing beats, can't beat, ^best
    """,
    "es": """
        me encanta, me encantan, me encantó, me gusta mucho, buenísimo, buenísima, excelente, increíble, genial, maravilloso, maravillosa,
        hermoso, hermosa, delicioso, deliciosa, perfecto, perfecta, felicidades, felicitaciones, enhorabuena, qué rico, qué bonito,
        los mejores, el mejor, la mejor, espectacular, nada mal, muy bueno, muy buena, riquísimo, riquísima, buen servicio, buen trabajo
    """,
    "pt": """
        adorei, adoro, amei, eu amo, gostei muito, maravilhoso, maravilhosa, incrível, sensacional, perfeito, perfeita, lindo, linda,
        delícia, parabéns, muito bom, muito boa, ótimo, ótima, os melhores, o melhor, a melhor, nada mal, muito gostoso
    """,
    "fr": """
        j'adore, j'aime beaucoup, j'ai adoré, génial, géniale, magnifique, excellent travail, superbe, incroyable, parfait, parfaite,
        délicieux, délicieuse, félicitations, très bon, très bonne, trop bien, trop bon, le meilleur, la meilleure, les meilleurs,
        pas mal, vraiment bien, super bon
    """,
    "de": """
        liebe es, ich liebe, großartig, wunderbar, wunderschön, fantastisch, ausgezeichnet, hervorragend, lecker, perfekt, glückwunsch,
        herzlichen glückwunsch, sehr gut, richtig gut, so schön, gefällt mir, gute arbeit, begeistert, klasse, spitze, nie enttäuscht,
        kann ich nur empfehlen, kann man nur empfehlen, besser geht nicht, besser geht es nicht, besser geht's nicht, geht nicht besser,
        nicht schlecht, nicht übel, richtig lecker
    """,
    "it": """
        adoro, lo adoro, mi piace molto, mi piace tantissimo, bellissimo, bellissima, fantastico, fantastica, meraviglioso, eccellente,
        buonissimo, buonissima, ottimo, ottima, perfetto, perfetta, complimenti, congratulazioni, bravissimi, i migliori, non male,
        niente male, non vedo l'ora, buono, buona
    """,
    "nl": """
        geweldig, prachtig, heerlijk, fantastisch, uitstekend, erg goed, heel goed, echt goed, zo mooi, gefeliciteerd, goed gedaan,
        goed bezig, ik hou van, niet slecht, niet verkeerd
    """,
    "tr": """
        bayıldım, çok güzel, ne kadar güzel, çok beğendim, harika, mükemmel, muhteşem, süper olmuş, efsane, tebrikler, elinize sağlık,
        çok iyi, en iyisi, seviyorum
    """,
    "ja": "大好き, 好きです, 最高, すごい, 凄い, 素晴らしい, すばらしい, 素敵, かわいい, 可愛い, 美味しい, おいしい, おめでとう, 気に入",
    "id": "keren, mantap, bagus banget, bagus sekali, suka banget, suka sekali, luar biasa, enak banget, hebat, terbaik, selamat atas",
    "pl": """
        uwielbiam, kocham, świetne, świetny, świetna, świetna robota, wspaniałe, wspaniały, rewelacja, rewelacyjne, pyszne, przepyszne,
        piękne, genialne, gratulacje, brawo, bardzo dobre, bardzo fajne, najlepsi, najlepsze
    """,
    "ru": """
        обожаю, люблю вас, отлично, отличный, прекрасно, очень вкусно, круто, молодцы, великолепно, лучшие, лучший, замечательно,
        восхитительно
    """,
    "zh": "太好了, 太棒了, 好喝, 好吃, 喜欢, 喜歡, 最好的, 很棒, 不错, 不錯",
    "ko": "최고예요, 최고, 맛있어요, 맛있다, 좋아요, 사랑해요, 대박, 예뻐요",
    "ar": "رائع, رائعة, ممتاز, جميل, احبكم, لذيذ, الافضل",
    "hi": "बहुत अच्छा, शानदार, बढ़िया, स्वादिष्ट",
    "th": "อร่อย, ดีมาก, ชอบมาก, สุดยอด",
    "vi": "tuyệt vời, rất ngon, ngon quá, yêu quá, đẹp quá, thích quá",
}

PRAISE_WORDS_OF_ONE_LANGUAGE = {
    "es": "bravo, top, súper",
    "pt": "top, show, bom demais",
    "fr": "top, super, bravo, j'aime",
    "de": "top, super, toll, toller, tolle, tolles, cool, schön, mega",
    "it": "top, super, bello, bella, bravi, brava, bravo",
    "nl": "top, super, mooi, leuk, gaaf, lekker",
    "tr": "süper, güzel",
    "id": "bagus, suka, enak",
    "pl": "super, fajne, ładne",
}
"""Those that mean something else in another language."""
