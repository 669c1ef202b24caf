"""Days that people call by a name, by the calendar of the United States.

Knows no model. Other countries keep some of these days at other times: in Haiti mothers have the
last Sunday of May and fathers the last Sunday of June, in much of Latin America fathers have
19 March and work is honoured on 1 May. In Florida a story in any language means the day that is
kept here, and so do we. "Fèt Endepandans" alone is left out: it may be Haiti's, on 1 January.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

MONDAY, TUESDAY, THURSDAY, SUNDAY = 0, 1, 3, 6


@dataclass(frozen=True)
class NamedDay:
    """`names` as people write them in English, Spanish and Haitian Creole; the year comes apart.

    since: the first year of which the rule is true; before it the day was none, or another one.
    """

    on: Callable[[int], date]
    names: tuple[str, ...]
    since: int = 0


def fixed(month: int, day: int) -> Callable[[int], date]:
    return lambda year: date(year, month, day)


def nth(n: int, weekday: int, month: int) -> Callable[[int], date]:
    """The first, second … such weekday of the month."""

    def on(year: int) -> date:
        first = date(year, month, 1)
        return first + timedelta(days=(weekday - first.weekday()) % 7, weeks=n - 1)

    return on


def last(weekday: int, month: int) -> Callable[[int], date]:
    """The last such weekday of a month that is not December."""

    def on(year: int) -> date:
        end = date(year, month + 1, 1) - timedelta(days=1)
        return end - timedelta(days=(end.weekday() - weekday) % 7)

    return on


def easter(year: int) -> date:
    """The Sunday after the full moon of spring, by the tables of the Gregorian calendar."""
    century, moon_year = year // 100, year % 19
    # Days from 21 March to the full moon: 11 less each year, corrected for the century.
    corrected = century - century // 4 - (8 * century + 13) // 25
    to_moon = (19 * moon_year + corrected + 15) % 30
    # The tables hold no moon of 19 April, nor one of 18 April in a cycle that has the 17th too.
    to_moon -= to_moon == 29 or (to_moon == 28 and moon_year > 10)
    full_moon = date(year, 3, 21) + timedelta(days=to_moon)
    return full_moon + timedelta(days=7 - (full_moon.weekday() + 1) % 7)


def from_easter(days: int) -> Callable[[int], date]:
    return lambda year: easter(year) + timedelta(days=days)


NAMED_DAYS = (
    NamedDay(
        fixed(1, 1),
        (
            *("New Year's Day", "Día de Año Nuevo", "Año Nuevo"),
            *("Joudlan", "Jou de Lan", "Nouvèl Ane", "Nouvèlan"),
        ),
    ),
    NamedDay(
        nth(3, MONDAY, 1),
        (
            *("Martin Luther King Jr. Day", "Martin Luther King Junior Day"),
            *("Martin Luther King Day", "Dr. Martin Luther King Jr. Day", "MLK Day"),
            *("Día de Martin Luther King", "Día de Martin Luther King Jr.", "Día de MLK"),
            *("Jou Martin Luther King", "Jou Martin Luther King Jr.", "Jou MLK"),
        ),
        since=1986,
    ),
    NamedDay(fixed(2, 14), ("Valentine's Day", "St. Valentine's Day", "San Valentín")),
    NamedDay(fixed(2, 14), ("Día de San Valentín", "Sen Valanten", "Fèt Sen Valanten")),
    NamedDay(
        nth(3, MONDAY, 2),
        ("Presidents' Day", "Washington's Birthday", "Día de los Presidentes", "Jou Prezidan yo"),
        since=1971,
    ),
    NamedDay(fixed(3, 17), ("St. Patrick's Day", "Saint Patrick's Day", "Día de San Patricio")),
    NamedDay(from_easter(-2), ("Good Friday", "Viernes Santo", "Vandredi Sen")),
    NamedDay(
        easter,
        (
            *("Easter", "Easter Sunday", "Pascua", "Domingo de Pascua", "Día de Pascua"),
            *("Domingo de Resurrección", "Pak", "Fèt Pak", "Dimanch Pak", "Jou Pak"),
        ),
    ),
    NamedDay(from_easter(1), ("Easter Monday", "Lunes de Pascua", "Lendi Pak")),
    NamedDay(fixed(5, 5), ("Cinco de Mayo",)),
    NamedDay(
        nth(2, SUNDAY, 5),
        (
            *("Mother's Day", "Mothers' Day", "Día de la Madre", "Día de las Madres"),
            *("Fèt Manman", "Fèt Manman yo", "Fèt dè Mè", "Jou Manman"),
        ),
        since=1914,
    ),
    NamedDay(fixed(5, 18), ("Haitian Flag Day", "Fèt Drapo", "Día de la Bandera Haitiana")),
    NamedDay(
        last(MONDAY, 5),
        ("Memorial Day", "Día de los Caídos", "Día Conmemorativo", "Jou Memoryal"),
        since=1971,
    ),
    NamedDay(fixed(6, 19), ("Juneteenth",)),
    NamedDay(
        nth(3, SUNDAY, 6),
        (
            *("Father's Day", "Fathers' Day", "Día del Padre", "Día de los Padres"),
            *("Fèt Papa", "Fèt Papa yo", "Fèt dè Pè", "Jou Papa"),
        ),
        since=1972,
    ),
    NamedDay(
        fixed(7, 4),
        (
            *("Independence Day", "Fourth of July", "Día de la Independencia"),
            *("Cuatro de Julio", "Fèt Endepandans Etazini", "Jou Endepandans Etazini"),
        ),
    ),
    # A rule of the jurisdiction: in Texas, and wherever August is too hot, it is the first
    # Tuesday of October.
    NamedDay(nth(1, TUESDAY, 8), ("National Night Out",), since=1984),
    NamedDay(
        nth(1, MONDAY, 9),
        ("Labor Day", "Labour Day", "Día del Trabajo", "Día del Trabajador", "Fèt Travay"),
        since=1894,
    ),
    NamedDay(
        nth(2, MONDAY, 10),
        (
            *("Columbus Day", "Indigenous Peoples' Day", "Indigenous People's Day"),
            *("Día de Colón", "Día de los Pueblos Indígenas", "Jou Kristòf Kolon"),
        ),
        since=1971,
    ),
    NamedDay(fixed(10, 31), ("Halloween", "Noche de Brujas", "Alowin")),
    NamedDay(
        fixed(11, 11),
        ("Veterans Day", "Día de los Veteranos", "Jou Veteran yo"),
        since=1978,
    ),
    NamedDay(
        nth(4, THURSDAY, 11),
        (
            *("Thanksgiving", "Thanksgiving Day", "Acción de Gracias"),
            *("Día de Acción de Gracias", "Aksyon de Gras", "Jou Aksyon de Gras"),
        ),
        since=1942,
    ),
    NamedDay(
        fixed(12, 24),
        (
            *("Christmas Eve", "Nochebuena", "Víspera de Navidad", "Lavèy Nwèl"),
            *("Vèy Nwèl", "Lavèy Fèt Nwèl"),
        ),
    ),
    NamedDay(
        fixed(12, 25),
        (
            *("Christmas", "Christmas Day", "Navidad", "Día de Navidad"),
            *("Nwèl", "Jou Nwèl", "Fèt Nwèl"),
        ),
    ),
    NamedDay(
        fixed(12, 31),
        (
            *("New Year's Eve", "Nochevieja", "Víspera de Año Nuevo", "Fin de Año"),
            *("Lavèy Joudlan", "Lavèy Nouvèl Ane"),
        ),
    ),
)
