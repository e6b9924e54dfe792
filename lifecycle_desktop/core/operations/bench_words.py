"""The words that made-up people for speed measurements are made of. All of them invented or common."""

from __future__ import annotations

FIRST = (
    "Ada", "Aisha", "Alan", "Alice", "Amir", "Ana", "Andre", "Anna", "Arjun", "Astrid", "Bea", "Ben",
    "Boris", "Bruno", "Carla", "Carlos", "Carmen", "Chidi", "Chloe", "Clara", "Daniel", "Daria", "David",
    "Dina", "Elena", "Elif", "Emil", "Emma", "Erik", "Eva", "Fatima", "Felix", "Fiona", "Frank", "Gabriel",
    "Gina", "Grace", "Greta", "Hana", "Hannah", "Hassan", "Helen", "Hugo", "Ida", "Igor", "Ines", "Ingrid",
    "Irene", "Isaac", "Ivan", "Jack", "Jan", "Janelle", "Jared", "Jose", "Julia", "Kai", "Karl", "Kate",
    "Keiko", "Kofi", "Lara", "Lars", "Laura", "Leila", "Leo", "Lina", "Luis", "Łukasz", "Luke", "Malik",
    "Marco", "Maria", "Marta", "Maya", "Mei-Ling", "Mila", "Mohamed", "Nadia", "Nina", "Noah", "Nora",
    "Olga", "Oliver", "Omar", "Oscar", "Pablo", "Paula", "Pedro", "Peter", "Priya", "Quinn", "Rafael",
    "Rita", "Rosa", "Sara", "Simon", "Sofia", "Søren", "Sunil", "Tariq", "Tessa", "Theo", "Tom", "Uma",
    "Vera", "Victor", "Wei", "Yara", "Yusuf", "Zoë",
)  # fmt: skip
LAST = (
    "Abebe", "Ahmed", "Alvarez", "Anders", "Bakker", "Barros", "Becker", "Bell", "Berg", "Bianchi", "Boyd",
    "Brandt", "Castellano", "Chen", "Cohen", "Costa", "Cruz", "Dahl", "Delgado", "Demir", "Diaz", "Dubois",
    "Eriksen", "Evans", "Farah", "Feldman", "Fischer", "Flores", "Fontaine", "Garcia", "Green", "Haddad",
    "Hansen", "Hart", "Hill", "Hoang", "Ibrahim", "Ivanov", "Jansen", "Jensen", "Jones", "Kaya", "Kelly",
    "Khan", "Kim", "Kowalski", "Kumar", "Lange", "Lee", "Lindgren", "Lopez", "Mahmoud", "Martin", "Mehta",
    "Mendoza", "Meyer", "Moretti", "Moss", "Müller", "Nakamura", "Natarajan", "Ng", "Nguyen", "Novak",
    "Nowak", "O'Leary", "Obi", "Okafor", "Okonkwo", "Olsen", "Ortiz", "Park", "Patel", "Pereira", "Price",
    "Quiroga", "Rahman", "Reed", "Rossi", "Ruiz", "Santos", "Sato", "Schmidt", "Silva", "Singh", "Smith",
    "Solberg", "Stone", "Suzuki", "Tan", "Thornton", "Torres", "Ueda", "Vargas", "Vik", "Walsh", "Wang",
    "Weber", "Whitfield", "Wong", "Yamada", "Yilmaz", "Young", "Zhang", "Zielinski",
)  # fmt: skip
COMPANIES = (
    "Mill Street Lending", "Northside Dental", "Harbor Bakery", "Elm Design", "Riverside Clinic",
    "Oak & Iron", "Bright Windows", "Corner Garage", "Hilltop School", "Lakeview Pharmacy",
    "Old Town Books", "Summit Accounting",
)  # fmt: skip
HOSTS = ("mail.example", "post.example", "inbox.example", "letters.example", "work.example", "home.example")
AREAS = ("416", "519", "647", "226", "905", "289", "613", "705")
PLACES = (
    ("Guelph", "ON", "N1H 3A1"), ("Waterloo", "ON", "N2J 1P2"), ("Kitchener", "ON", "N2G 1C5"),
    ("Toronto", "ON", "M4C 1B5"), ("Hamilton", "ON", "L8P 1A1"), ("London", "ON", "N6A 1B7"),
    ("Milton", "ON", "L9T 2X1"), ("Cambridge", "ON", "N1R 3G2"),
)  # fmt: skip
STREETS = (
    "Alder Court", "Elm Street", "Mill Street", "Orchard Lane", "Quarry Road", "Fern Way", "Hill Road",
    "Maple Avenue", "Station Street", "Church Lane", "River Drive", "Park Row", "Cedar Close",
    "Birch Crescent", "Victoria Road",
)  # fmt: skip
SOURCES = ("Open house", "Referral", "Website", "Sign call", "Postcard", "Sphere", "Facebook", "Past client")
TAGS = ("buyer", "seller", "investor", "renter", "neighbour", "vip", "newsletter", "first home")
SERVICE_LINES = ("Buyer side", "Seller side", "Rental")
WANTS = (
    "First home, wants a small yard", "Three bedrooms near the school", "Selling this spring",
    "May downsize next year", "Duplex, asks about financing", "Renting, lease ends in August",
    "Wants a price for the house", "",
)  # fmt: skip
TOUCHES = (
    ("call", "out"), ("call", "both"), ("call", "in"), ("email", "out"), ("email", "in"), ("text", "out"),
    ("text", "in"), ("meeting", "both"), ("showing", "both"), ("note", ""), ("letter", "out"),
    ("gift", "out"),
)  # fmt: skip
NOTES = (
    "Asked about the market", "Will think it over", "Left a message", "Sent three comps",
    "Talked about schools", "Wants to wait until spring", "Happy with the new place",
    "Asked for the lender list", "",
)  # fmt: skip
STEPS = (
    ("Call back", "call"), ("Send the market letter", "email"), ("Text two listings", "text"),
    ("Write a card", "letter"), ("Coffee", "meeting"), ("Tour two homes", "showing"),
    ("Ask for a referral", "call"), ("Check in", "call"),
)  # fmt: skip
