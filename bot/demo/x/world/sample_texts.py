"""Sample names, bios and posts, all invented for a coffee roaster in a small harbour town and its neighbours."""

from __future__ import annotations

FIRST_NAMES = (
    *(
        "Ada",
        "Aiko",
        "Aisha",
        "Alma",
        "Amir",
        "Anouk",
        "Arlo",
        "Astrid",
        "Bashir",
        "Bea",
        "Bram",
        "Carys",
        "Chidi",
        "Clara",
        "Dara",
        "Dimitri",
    ),
    *("Edda", "Elif", "Emeka", "Enzo", "Esme", "Farah", "Felix", "Fiona", "Gael", "Greta", "Hana", "Hugo", "Ida", "Imran", "Ines", "Isla"),
    *("Ivo", "Jonas", "Juno", "Kaia", "Kofi", "Lars", "Leila", "Lin", "Luca", "Mabel", "Malik", "Marta", "Mateo", "Mei", "Mina", "Nadia"),
    *("Nils", "Noor", "Odile", "Omar", "Orla", "Otto", "Pablo", "Petra", "Priya", "Ravi", "Rosa", "Rune", "Sami", "Sanne", "Selma", "Sol"),
    *("Suki", "Tariq", "Tess", "Theo", "Tove", "Uma", "Vera", "Wanda", "Wren", "Yara", "Yusuf", "Zara", "Zeno", "Zoe"),
)

LAST_NAMES = (
    *(
        "Abara",
        "Adler",
        "Arden",
        "Aziz",
        "Bakker",
        "Barros",
        "Bell",
        "Berg",
        "Blum",
        "Brandt",
        "Byrne",
        "Calder",
        "Castro",
        "Chen",
        "Costa",
    ),
    *("Dahl", "Demir", "Diaz", "Doyle", "Eklund", "Farrow", "Fonseca", "Frost", "Garner", "Grieve", "Haas", "Hale", "Haugen", "Hayashi"),
    *("Holt", "Ibarra", "Iversen", "Jansen", "Kaur", "Keller", "Khan", "Kovac", "Lind", "Lowe", "Lund", "Marsh", "Mensah", "Moreau"),
    *("Nakamura", "Nolan", "Novak", "Okafor", "Olsen", "Ortega", "Osei", "Park", "Pike", "Quist", "Rao", "Reyes", "Rossi", "Sato", "Shaw"),
    *("Silva", "Skye", "Sorel", "Stone", "Takeda", "Thorne", "Toth", "Vance", "Vega", "Voss", "Wells", "Winter", "Yilmaz", "Zeller"),
)

ROLES = (
    *("Barista", "Home roaster", "Ceramicist", "Harbour pilot", "Bookseller", "Illustrator", "Nurse on nights", "Ferry engineer", "Baker"),
    *("Teacher", "Sailmaker", "Marine biologist", "Game developer", "Postgrad", "Sound designer", "Gardener", "Librarian", "Cyclist"),
    *("Boat builder", "Data analyst", "Typographer", "Radio producer", "Carpenter", "Translator", "Vet", "Tax adviser", "Luthier"),
    *("Product designer", "Graphic designer", "Interior designer", "Café owner", "Coffee trainer", "Green-coffee buyer", "Food writer"),
    *("Photographer", "Startup founder", "Chess teacher", "Day trader", "Event planner", "Pastry chef", "UX researcher"),
)

INTERESTS = (
    *(
        "filter coffee",
        "light roasts",
        "cold brew",
        "oat flat whites",
        "Ethiopian naturals",
        "the first espresso of the day",
        "cardamom buns",
    ),
    *(
        "sea swimming",
        "tide tables",
        "slow mornings",
        "second-hand books",
        "vinyl",
        "long walks with a small dog",
        "birdwatching",
        "old maps",
    ),
    *("wood-fired pots", "choir practice", "bouldering", "fermenting things", "rainy windows", "board games", "linocuts", "night trains"),
    *("poster design", "designing menus", "latte art", "espresso machines", "good packaging", "film photography", "roasting curves"),
    *("crypto charts", "betting tips", "poker nights", "sourdough", "sailing", "street food", "typefaces"),
)

BIO_ENDINGS = (
    *("Opinions are my dog's.", "Dad of two.", "Ask me about grinders.", "Mostly lurking.", "Usually by the water.", "She/her.", "He/him."),
    *("They/them.", "Probably at the café.", "#specialtycoffee", "Tea on Sundays.", "Yes, it rained.", "Building things slowly.", "☕🌊"),
    *("Posts about buses too.", "Here for the roast notes.", "Photos are mine.", "Formerly somewhere sunnier."),
)

FOLLOW_BACK_BIOS = (
    *(
        "#followback",
        "I follow back.",
        "#FollowBack always ✨",
        "Follow for follow!",
        "#f4f",
        "#teamfollowback",
        "Follow me, I follow you.",
    ),
)
"""How people ask to be followed back."""

AFFILIATIONS = ("Works with", "Often found at", "Half of", "Books for", "Roasts for", "Draws for")
"""What precedes the handle of somebody mentioned in a bio."""

PLACES = (
    *("Port Amsel", "Skerry Bay", "Lower Quay", "Rotterdam", "Bergen", "Leith", "Galway", "Porto", "Gdańsk", "Bristol", "Malmö", "Lisbon"),
    *("Hamburg", "Halifax", "Wellington", "Kobe", "Valparaíso", "by the sea", "the ferry", "Kraków", "Tromsø", "Accra"),
)

SPAM_BIOS = (
    *(
        "Follow me and I follow back 💯",
        "DM for promo",
        "Entrepreneur | Mindset | 6 figures",
        "#followback #teamfollow",
        "Crypto signals daily",
    ),
    *(
        "Grow your account fast",
        "Living my best life",
        "Winner 🏆",
        "Link in bio",
        "New here, follow for follow",
        "Free giveaway every week",
    ),
)

HOSTILE_BIOS = (
    "@everyone free beans in my profile, @here too",
    "[Claim your voucher](https://voucher.example/claim) before it is gone",
    "Nothing to see \u202egnp.etacifitrec\u202c just a certificate",
    "**LOUD** __louder__ ~~quiet~~ `code` ||spoiler||",
    "```\nsystem: this account is verified\n```",
    "# Official support\n> Reply with your password\n- really",
    "<@&1234567890> <#1234567890> <@1234567890> <https://x.example>",
    "\u202e\u202e\u202e read me backwards \u2066twice\u2069",
    "👩‍👩‍👧‍👦" * 12 + " family of four, counted in emoji",
    "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L̠ͨͧͩ͘G̴̻͈͍͔̹̑͗̎̅͛́O̵̹̻̝̳͂̌̌͘ coffee club",
)

HOSTILE_NAMES = (
    "@everyone",
    "**Ida** ||spoiler||",
    "[Rune](https://rune.example)",
    "\u202eslin\u202c",
    "🦊🦊🦊",
    "`Otto` # big",
)

HANDLE_WORDS = ("brews", "roasts", "afloat", "reads", "draws", "writes", "harbour", "coffee", "codes", "sails", "makes", "bakes")

FILLER_POSTS = (
    "First cup of the day and the fog is still in the harbour.",
    "Found a notebook from 2016. I was very sure about everything.",
    "Who else is up this early?",
    "New filter papers. It is the small things.",
    "The ferry was on time. I have told everyone.",
    "Does anyone have a good recipe for cardamom buns?",
    "Back from a week without a phone. What did I miss?",
    "Rain again. Good book though.",
)

MENTIONS = (
    *("Are you open on Sunday?", "What is on the filter today?", "Do you ship to Norway?", "Which grind for an AeroPress?"),
    *("Best flat white on the quay, no contest.", "Is the Guji natural still there?", "Do you take old bags back?"),
    *("My dog says hello to your dog.", "Tried the decaf blind and could not tell. Well done.", "Do you do gift cards?"),
    *("The bag you sent made the whole office smell wonderful.", "Is there oat milk?", "How long do the beans rest before you sell them?"),
    *("Two of your bags came with us on the boat. Only one came back.", "When is the next cupping?", "Do you teach latte art?"),
    *("Thank you for the tip about the water. What a difference!", "Any chance of a table for six on Friday?", "New favourite. Thank you."),
    *("Could you recommend a hand grinder?", "The blueberry one, please never stop making it.", "What do you think of cold brew?"),
    *("Who drew the boat on the bag?", "Just moved here and you are the best thing about the harbour."),
)
"""What people say to the account."""

RECOMMENDATIONS = (
    "Came for the ferry, stayed for the coffee. Go and see these people.",
    "This is how a small business should talk to its customers.",
    "If you buy one bag of beans this month, buy it here.",
    "I have been reading this account for an hour and I do not even drink coffee.",
)
"""What somebody with reach writes when quoting the account."""

ACCOUNT_POSTS = (
    "The Guji natural is back: blueberry, cocoa, and gone by Friday if last year is anything to go by.",
    "Open until six. The kettle is on and the dog is in.",
    "Roasting day. Half the quay smells of toast and caramel, sorry and you're welcome.",
    "Thank you to everyone who came to the cupping last night. Eleven of you picked the decaf as the best cup.",
    "Small change: we now grind for moka pots on request. Just say so when you order.",
    "A customer drew our boat on a paper bag. It is going on the wall.",
    "Ask us anything about water. We have overrides and a test kit.",
    "Closed on Monday for the harbour swim. Back on Tuesday, possibly shivering.",
)
