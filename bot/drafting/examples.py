"""Saved replies to begin with. The team changes them to its own voice.

They promise nothing: whoever approves one need not come back, ask anybody or put anything right. All read as well without {name}, and those
of one intent say something different each, as X punishes repetition. Those for other posts suit any of them, also a complaint in words that
Mutuals does not know.
"""

from __future__ import annotations

from collections.abc import Mapping

from bot.domain import Intent
from bot.drafting.import_export import NewReply

_TEXTS: Mapping[str, Mapping[Intent, tuple[str, ...]]] = {
    "en": {
        Intent.QUESTION: (
            "Hi {name}, thanks for asking! Is there anything in particular you have in mind?",
            "Good question, {name}. What matters most to you here? Then we can point you in the right direction.",
        ),
        Intent.THANKS: (
            "You’re very welcome, {name}. Glad we could help!",
            "Our pleasure, {name}. It’s lovely of you to say so.",
        ),
        Intent.PRAISE: (
            "That made our day, {name}. Thank you for taking the time to say so.",
            "So kind of you, {name}! Words like yours keep us going.",
        ),
        Intent.COMPLAINT: (
            "We’re sorry, {name}, that’s not how it should be. Could you tell us exactly what happened?",
            "We understand your frustration, {name}. Please accept our apologies. What would help you most right now?",
        ),
        Intent.SHARE: (
            "Thanks for spreading the word, {name}. It means a lot to a team like ours.",
            "Glad you found it worth sharing, {name}! What stood out to you?",
        ),
        Intent.GREETING: (
            "Hello {name}, lovely to see you here. How is your week going?",
            "Hi {name}! Good to hear from you. What are you up to today?",
        ),
        Intent.OTHER: (
            "Thank you for telling us, {name}. Somebody from the team has read it.",
            "Thanks for your message, {name}. It’s good to know how you see it.",
        ),
    },
    "es": {
        Intent.QUESTION: (
            "Hola, {name}, ¡gracias por preguntar! ¿Tienes algo concreto en mente?",
            "Buena pregunta, {name}. ¿Qué es lo más importante para ti? Así podemos orientarte mejor.",
        ),
        Intent.THANKS: (
            "¡De nada, {name}! Nos alegra haberte ayudado.",
            "Un placer, {name}. Qué bonito que nos lo digas.",
        ),
        Intent.PRAISE: (
            "Nos alegras el día, {name}. Gracias por tomarte el tiempo de decírnoslo.",
            "¡Qué amable, {name}! Mensajes como el tuyo nos animan a seguir.",
        ),
        Intent.COMPLAINT: (
            "Lo sentimos, {name}, esto no debería pasar. ¿Puedes contarnos exactamente qué ocurrió?",
            "Entendemos tu molestia, {name}. Te pedimos disculpas. ¿Qué sería lo más útil para ti en este momento?",
        ),
        Intent.SHARE: (
            "Gracias por difundirlo, {name}. Para un equipo como el nuestro significa mucho.",
            "¡Qué bien que lo compartas, {name}! ¿Qué fue lo que más te llamó la atención?",
        ),
        Intent.GREETING: (
            "¡Hola, {name}! Qué alegría verte por aquí. ¿Cómo va la semana?",
            "Buenas, {name}, nos alegra saludarte. ¿Qué planes tienes para hoy?",
        ),
        Intent.OTHER: (
            "Gracias por contárnoslo, {name}. Alguien del equipo ya lo ha leído.",
            "Gracias por tu mensaje, {name}. Nos viene bien saber cómo lo ves.",
        ),
    },
    "de": {
        Intent.QUESTION: (
            "Hallo {name}, danke für die Frage! Hast du etwas Bestimmtes im Sinn?",
            "Gute Frage, {name}. Was ist dir dabei am wichtigsten? Dann können wir dir gezielter weiterhelfen.",
        ),
        Intent.THANKS: (
            "Sehr gern, {name}! Schön, dass wir helfen konnten.",
            "Nichts zu danken, {name}. Lieb von dir, uns das zu schreiben.",
        ),
        Intent.PRAISE: (
            "Damit hast du uns den Tag versüßt, {name}. Danke, dass du dir die Zeit dafür genommen hast.",
            "Wie nett von dir, {name}! Solche Worte spornen uns an.",
        ),
        Intent.COMPLAINT: (
            "Das tut uns leid, {name}, so sollte es nicht sein. Kannst du uns genau schildern, was passiert ist?",
            "Wir verstehen deinen Ärger, {name}. Wir bitten um Entschuldigung. Was würde dir jetzt am meisten helfen?",
        ),
        Intent.SHARE: (
            "Danke fürs Weitersagen, {name}. Einem Team wie unserem bedeutet das viel.",
            "Schön, dass du das teilst, {name}! Was ist dir daran besonders aufgefallen?",
        ),
        Intent.GREETING: (
            "Hallo {name}, schön, dass du hier bist. Wie läuft deine Woche?",
            "Hi {name}! Freut uns, von dir zu hören. Was steht heute bei dir an?",
        ),
        Intent.OTHER: (
            "Danke, dass du uns das schreibst, {name}. Jemand aus dem Team hat es gelesen.",
            "Danke für deine Nachricht, {name}. Gut zu wissen, wie du das siehst.",
        ),
    },
    "fr": {
        Intent.QUESTION: (
            "Bonjour {name}, merci pour votre question ! Avez-vous quelque chose de précis en tête ?",
            "Bonne question, {name}. Qu’est-ce qui compte le plus pour vous ? Nous pourrons ainsi mieux vous orienter.",
        ),
        Intent.THANKS: (
            "Avec grand plaisir, {name}. Ravis d’avoir pu vous aider !",
            "C’est tout naturel, {name}. Votre petit mot nous touche.",
        ),
        Intent.PRAISE: (
            "Vous illuminez notre journée, {name}. Merci d’avoir pris le temps de nous le dire.",
            "C’est vraiment gentil, {name} ! Des mots comme les vôtres nous donnent envie de continuer.",
        ),
        Intent.COMPLAINT: (
            "Nous sommes désolés, {name}, cela n’aurait pas dû arriver. Pouvez-vous nous expliquer précisément ce qui s’est passé ?",
            "Nous comprenons votre mécontentement, {name}. Toutes nos excuses. Qu’est-ce qui vous aiderait le plus maintenant ?",
        ),
        Intent.SHARE: (
            "Merci de faire passer le mot, {name}. Pour une équipe comme la nôtre, c’est précieux.",
            "Ravis que cela vous ait donné envie de partager, {name} ! Qu’est-ce qui vous a le plus marqué ?",
        ),
        Intent.GREETING: (
            "Bonjour {name}, quel plaisir de vous voir ici. Comment se passe votre semaine ?",
            "Bien le bonjour, {name} ! Qu’avez-vous de beau au programme aujourd’hui ?",
        ),
        Intent.OTHER: (
            "Merci de nous l’avoir dit, {name}. Quelqu’un de l’équipe a lu votre message.",
            "Merci de nous avoir écrit, {name}. Il est utile pour nous de connaître votre point de vue.",
        ),
    },
    "pt": {
        Intent.QUESTION: (
            "Olá, {name}, obrigado por perguntar! Você tem algo específico em mente?",
            "Ótima pergunta, {name}. Qual ponto pesa mais para você? Com isso fica mais fácil orientar.",
        ),
        Intent.THANKS: (
            "De nada, {name}! Que bom que pudemos ajudar.",
            "Imagina, {name}! Muito gentil da sua parte nos dizer isso.",
        ),
        Intent.PRAISE: (
            "Você alegrou o nosso dia, {name}. Agradecemos por dedicar um tempo para nos dizer isso.",
            "Quanta gentileza, {name}! Palavras como as suas nos animam a continuar.",
        ),
        Intent.COMPLAINT: (
            "Sentimos muito, {name}, não era para ser assim. Pode nos contar exatamente o que aconteceu?",
            "Entendemos a sua frustração, {name}. Pedimos desculpas. O que mais ajudaria você neste momento?",
        ),
        Intent.SHARE: (
            "Obrigado por divulgar, {name}. Para uma equipe como a nossa, isso vale muito.",
            "Que bom que você quis compartilhar, {name}! O que mais chamou a sua atenção?",
        ),
        Intent.GREETING: (
            "Olá, {name}, é sempre bom ver você por aqui. Como anda a semana?",
            "Oi, {name}, tudo bem? Conte para a gente o que vai fazer de bom hoje.",
        ),
        Intent.OTHER: (
            "Obrigado por nos contar, {name}. Alguém da equipe já leu a sua mensagem.",
            "Agradecemos a sua mensagem, {name}. É bom saber como você vê isso.",
        ),
    },
    "ja": {
        Intent.QUESTION: (
            "{name}さん、ご質問ありがとうございます。何か具体的にお考えのことはありますか？",
            "{name}さん、いいご質問ですね。特に気になっているのはどのあたりでしょうか？",
        ),
        Intent.THANKS: (
            "{name}さん、どういたしまして。お役に立ててうれしいです！",
            "こちらこそありがとうございます、{name}さん。そう言っていただけると励みになります。",
        ),
        Intent.PRAISE: (
            "{name}さん、うれしいお言葉をありがとうございます。おかげで素敵な一日になりました。",
            "{name}さん、温かい応援に心から感謝します！これからの力になります。",
        ),
        Intent.COMPLAINT: (
            "{name}さん、ご不便をおかけし申し訳ございません。何があったのか、詳しくお聞かせいただけますか？",
            "{name}さん、ご不快な思いをさせてしまい、心よりお詫びいたします。今いちばんお困りの点を教えていただけますか？",
        ),
        Intent.SHARE: (
            "{name}さん、シェアしていただきありがとうございます。私たちにとって大きな支えです。",
            "広めてくださって感謝します、{name}さん。どんなところが印象に残りましたか？",
        ),
        Intent.GREETING: (
            "{name}さん、こんにちは！今週はいかがお過ごしですか？",
            "{name}さん、お声がけうれしいです。今日はどんな一日になりそうですか？",
        ),
        Intent.OTHER: (
            "{name}さん、お知らせいただきありがとうございます。チームの者が拝見しました。",
            "ご連絡ありがとうございます、{name}さん。ご意見を伺えてよかったです。",
        ),
    },
}

EXAMPLES = tuple(
    NewReply(intent, language, text) for language, intents in _TEXTS.items() for intent, texts in intents.items() for text in texts
)
"""For each intent two in each language, English first."""
