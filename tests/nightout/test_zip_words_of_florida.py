"""The same with the gazetteer as it is."""

import pytest

from nightout.places import postal
from nightout.places.models import ZipCode

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("code", "in_words"),
    [
        ("33056", "in Miami Gardens"),
        ("33055", "postal Opa-locka, in Miami Gardens"),
        ("33054", "in Opa-locka"),
        ("33147", "postal Miami, in West Little River"),
        ("33010", "in Hialeah"),
        ("33125", "in Miami"),
        ("33301", "in Fort Lauderdale"),
        # Hollywood's mail, where Miramar, West Park and Pembroke Pines meet
        ("33023", "postal Hollywood, near Miramar and West Park"),
        ("33169", "postal Miami, near Miami Gardens and Golden Glades"),
        ("33034", "postal Homestead"),  # the Everglades: nothing is near
    ],
)
def test_zip_codes_of_florida(florida, code: str, in_words: str):
    assert postal.locate(ZipCode.objects.get(code=code)).in_words() == in_words
