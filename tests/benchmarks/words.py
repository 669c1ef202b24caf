"""What the made-up registry is made of. Nobody in it exists."""

PARKS_FIRST = [
    *("Oak", "Cedar", "Maple", "Palm", "Cypress", "Willow", "Magnolia", "Juniper", "Sycamore"),
    *("Eagle", "Heron", "Pelican", "Fox", "Otter", "Liberty", "Union", "Veterans", "Lincoln"),
    *("Douglass", "Tubman", "Chávez", "Martí", "Toussaint", "Peña", "River", "Lake", "Harbor"),
    *("Prairie", "Canyon", "Mission", "Sunset", "Sunrise", "North", "South", "East", "West"),
]
PARKS_SECOND = [
    *("Grove", "Ridge", "Hill", "Springs", "Meadow", "Crossing", "Point", "Landing", "Gardens"),
    *("Heights", "Terrace", "Square", "Commons", "Valley", "Creek"),
]
# Kind of place, how it is called, and up to which share of all places.
PARK_KINDS = [
    ("park", "Park", 0.62),
    ("housing", "Apartments", 0.70),
    ("street_block", "Street", 0.80),
    ("school", "Elementary School", 0.88),
    ("public_building", "Community Center", 0.96),
    ("home", "House", 0.98),
    ("other", "Plaza", 1.0),
]
TITLES = [
    *("Coffee with a Cop", "Block Party", "Bike Rodeo", "Movie in the Park", "Safety Fair"),
    *("Cookout with the Chief", "Back to School Night", "Basketball with Badges", "Open House"),
    *("Community Walk", "Story Hour with Firefighters", "Neighborhood Watch Meeting"),
]
RARE_TITLE = "Zeppelin Evening"  # one event in a thousand, for the search of a rare word
SENTENCES = [
    "Neighbors, police officers and firefighters meet for an evening outdoors.",
    "Bring the children, a chair and something to share; the grill is lit at six.",
    "There are games, music and a table where bicycles are marked for free.",
    "The K-9 unit shows what its dogs can do, and the fire engine may be climbed.",
    "Health workers measure blood pressure and answer questions in three languages.",
    "Parking is on the north side; the path from there is paved and lit.",
    "Officers of the district introduce themselves and listen to what worries the block.",
    "School supplies are given away as long as they last, one bag for each child.",
    "If it rains the evening moves into the gymnasium next door.",
    "Volunteers are welcome an hour earlier to help with tables and shade.",
]
ACTIVITIES = [
    ("cookout", "Cookout", "food"),
    ("ice-cream", "Ice cream", "food"),
    ("bounce-house", "Bounce house", "games"),
    ("basketball", "Basketball", "games"),
    ("bike-marking", "Bicycle marking", "safety"),
    ("fingerprints", "Child ID kits", "safety"),
    ("blood-pressure", "Blood pressure checks", "health"),
    ("dj", "DJ", "music"),
    ("live-band", "Live band", "music"),
    ("school-supplies", "School supplies", "giveaways"),
    ("k9", "K-9 demonstration", "meet"),
    ("fire-engine", "Fire engine", "meet"),
]
GIVEN = [
    *("Ana María", "José", "Íñigo", "Lucía", "Mónica", "Raúl", "Sofía", "Beatriz", "Camilo"),
    *("Nadège", "Réginald", "Fabiola", "Jean-Baptiste", "Marie-Ange", "Wilkens", "Mirlande"),
    *("Ada", "Ben", "Chloe", "Darnell", "Ella", "Frank", "Grace", "Keisha", "Marcus", "Noah"),
    *("Øyvind", "Zoë", "Anaïs", "Łukasz", "Đorđe", "Siobhán", "Renée", "Günther", "Çağla"),
]
SURNAMES = [
    *("López", "de la Cruz", "Núñez", "Peña", "García Márquez", "Ibáñez", "Muñoz", "Rodríguez"),
    *("Désir", "Toussaint", "Saint-Fleur", "Pierre-Louis", "Beauséjour", "Philogène", "Joseph"),
    *("Smith", "Johnson", "O'Connor", "Washington", "Jefferson", "van der Berg", "McAllister"),
    *("Nguyễn", "Ångström", "Müller", "Dvořák", "Şahin", "Østergaard", "Wójcik", "Brânză"),
]
RARE_NAME = "Zéphyrine Quetzal"  # one attendee in a thousand
FORMULAS = [
    *('=HYPERLINK("http://example.org";"Ada")', "=1+1", "+1-305-555-0142", "-2+3", "@SUM(A1)"),
]
ACCESS_NEEDS = ["wheelchair", "stroller", "sign language", "a place to sit", "spanish, please"]
NOTES = ["brings a cake", "comes later, “about eight”", 'said: "maybe"', "two cars; one trailer"]
