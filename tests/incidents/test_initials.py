import pytest
from django.db import connection

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("name", "initials"),
    [
        ("Ada Example", "A. E."),
        ("Ada Byron Example", "A. B. E."),
        ("Ada Example Jr.", "A. E."),
        ("Ada Example, Jr.", "A. E."),
        ("Ada Example SR", "A. E."),
        ("Ada Example III", "A. E."),
        ("Jean-Baptiste Example", "J. B. E."),
        ("ana maría lópez", "A. M. L."),
        ("Élodie Étienne", "É. É."),
        ("Ada de la Cruz", "A. D. L. C."),
        ("  Ada   Example  ", "A. E."),
        ("Ada", "A."),
        ("Ada - Example", "A. E."),
        ("", ""),
        ("   ", ""),
        ("Jr.", ""),
    ],
)
def test_initials_are_the_first_letters_of_a_name(name, initials):
    assert initials_of(name) == initials


@pytest.mark.parametrize("name", ['Ada "Bee" Example', "Ada (Bee) Example", "Ada 'Bee' Example"])
def test_initials_of_a_nickname_are_letters(name):
    assert initials_of(name) == "A. B. E."


def initials_of(name: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nightout_initials(%s)", [name])
        return cursor.fetchone()[0]
