"""People who do not exist: names that say so, 555-01xx numbers, addresses at example.org."""

import random
from datetime import timedelta

from django.utils import timezone
from django.utils.text import slugify

from events.models import Attendee, AttendeeStatus, CameFrom, Event

ENGLISH = (
    ["Ada", "Ben", "Chloe", "Darnell", "Ella", "Frank", "Grace", "Keisha", "Marcus", "Noah"],
    ["Sampleton", "Exampleson", "Testwell", "Placeholder", "O'Mockup", "Notreal", "Pretendham"],
)
SPANISH = (
    ["Ana María", "Beatriz", "Camilo", "Íñigo", "José", "Lucía", "Mónica", "Raúl", "Sofía"],
    ["Ejemplo", "de la Muestra", "Ficticio", "Prueba", "Inventado", "Ejemplo Muestra", "Nadie"],
)
CREOLE = (
    [
        "Fabiola",
        "Jean-Baptiste",
        "Nadège",
        "Lovely",
        "Wilkens",
        "Marie-Ange",
        "Réginald",
        "Mirlande",
    ],
    ["Egzanp", "Echantiyon", "Envante", "Pafèt-Pavre", "Pèsòn", "Similè-Egzanp", "Fo-Non"],
)
SPEAKERS = [ENGLISH, ENGLISH, SPANISH, SPANISH, CREOLE]
ACCESS_NEEDS = ["wheelchair", "stroller", "sign language", "a place to sit"]


def make_attendees(event: Event, rows: int) -> list[Attendee]:
    """The same people each time; who finds no place is on the waiting list, in order."""
    chance = random.Random(f"2018 {event.title}")  # noqa: S311 - no secret
    attendees, taken, began = [], 0, timezone.now() - timedelta(hours=1)
    for number in range(1, rows + 1):
        attendee = make_attendee(event, number, chance)
        party = attendee.adults + attendee.children
        if chance.random() < 0.06:
            attendee.status = AttendeeStatus.CANCELLED
        elif event.capacity is not None and taken + party > event.capacity:
            attendee.status = AttendeeStatus.WAITLISTED
            attendee.waiting_since = began + timedelta(seconds=number)
        else:
            taken += party
        attendees.append(attendee)
    return attendees


def make_attendee(event: Event, number: int, chance: random.Random) -> Attendee:
    name = make_name(chance)
    area = "954" if event.city.slug == "west-park-fl" else "305"
    return Attendee(
        event=event,
        name=name,
        email=f"{slugify(name)}.{number}@example.org" if chance.random() < 0.8 else "",
        phone=f"{area}-555-01{chance.randrange(100):02}" if chance.random() < 0.6 else "",
        adults=chance.choice([1, 1, 2, 2, 3]),
        children=chance.choice([0, 0, 0, 1, 2, 2, 3]),
        came_from=chance.choice(
            [*[CameFrom.PUBLIC_FORM] * 7, *[CameFrom.STAFF] * 2, CameFrom.IMPORT]
        ),
        access_needs=chance.choice(ACCESS_NEEDS) if chance.random() < 0.1 else "",
    )


def make_name(chance: random.Random) -> str:
    given, surnames = chance.choice(SPEAKERS)
    first, surname = chance.choice(given), chance.choice(surnames)
    kind = chance.random()
    if kind < 0.06:
        return f"{first} {surname} Jr."
    if kind < 0.14:
        return f"{first} and {chance.choice([g for g in given if g != first])} {surname}"
    if kind < 0.18:
        return f"{surname}, {first}"
    return f"{first} {surname}"
