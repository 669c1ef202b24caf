"""What the search box offers while somebody types."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.db.models import Model
from django.test import Client

from events.models import Park
from nightout.agencies.models import Agency
from nightout.places import naming
from nightout.places.models import City, Neighborhood
from tests.factories import (
    make_activity,
    make_agency,
    make_campaign,
    make_city,
    make_event,
    make_neighborhood,
    make_park,
    make_zip,
)
from tests.nightout.test_bad_input import OWN

pytestmark = pytest.mark.django_db


@pytest.fixture
def indexes_count(db) -> None:
    """Postgres reads a small table from end to end, however good its index."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")


def ask(client: Client, text: str, **query: str) -> dict[str, Any]:
    response = client.get("/suggest.json", {"q": text, **query})
    assert response["Content-Type"] == "application/json"
    return response.json()


def labels(client: Client, text: str, **query: str) -> list[str]:
    return [it["label"] for it in ask(client, text, **query)["suggestions"]]


def test_each_kind_says_what_and_where_it_is_and_leads_to_its_page(client: Client):
    city = make_city(name="Oakland", kind="city")
    make_neighborhood(name="Oak Hill", city=city)
    park = make_park(name="Oak Park", slug="oak-park", city=city)
    make_agency(name="Oakland Police", city=city)
    make_activity(name="Oak carving", category="games")
    campaign = make_campaign(name="Oak Night 2018")
    make_event(city=city, park=park, campaign=campaign)

    assert ask(client, "oak") == {
        "said": "6 suggestions. Use the arrow keys.",
        "suggestions": [
            {
                "label": "Oakland",
                "kind": "city",
                "context": "Miami-Dade County, FL",
                "url": "/cities/oakland-fl/",
            },
            {
                "label": "Oak Hill",
                "kind": "neighborhood",
                "context": "Oakland, FL",
                "url": "/cities/oakland-fl/?neighborhood=oak-hill",
            },
            {
                "label": "Oak Park",
                "kind": "park",
                "context": "Oakland, FL",
                "url": "/parks/oak-park/",
            },
            {
                "label": "Oakland Police",
                "kind": "city police",
                "context": "Oakland, FL",
                "url": "/agencies/oakland-police/",
            },
            {
                "label": "Oak carving",
                "kind": "activity",
                "context": "games",
                "url": "/events/?activity=oak-carving",
            },
            {
                "label": "Oak Night 2018",
                "kind": "campaign",
                "context": "7 August 2018",
                "url": "/campaigns/oak-night-2018/",
            },
        ],
    }


def test_words_and_addresses_are_in_the_language_asked_for(client: Client):
    make_city(name="Oakland", kind="city")
    make_activity(name="Cookout", name_es="Parrillada", name_ht="Babekyou")

    asked = client.get("/suggest.json?q=oak&lang=es")

    assert asked["Content-Language"] == "es"
    assert asked.json()["suggestions"][0]["url"] == "/es/cities/oakland-fl/"
    assert asked.json()["suggestions"][0]["kind"] == "ciudad"
    assert ask(client, "parri", lang="es")["suggestions"][0] == {
        "label": "Parrillada",
        "kind": "actividad",
        "context": "comida",
        "url": "/es/events/?activity=cookout",
    }
    assert labels(client, "cook", lang="ht") == ["Babekyou"]
    assert ask(client, "oak", lang="xx")["suggestions"][0]["url"] == "/cities/oakland-fl/"


def test_what_begins_so_comes_before_what_holds_the_word_and_large_before_small(client: Client):
    make_city(name="Miami", population=450_000)
    make_city(name="Miami Shores", population=11_000)
    make_city(name="Miami Gardens", population=113_000)
    make_city(name="North Miami", population=900_000)

    assert labels(client, "mia") == ["Miami", "Miami Gardens", "Miami Shores", "North Miami"]
    assert labels(client, "miami") == ["Miami", "Miami Gardens", "Miami Shores", "North Miami"]


def test_no_kind_fills_the_list_while_another_waits(client: Client):
    for number in range(9):
        make_city(name=f"Oakville {number}", population=1000 - number)
    assert len(labels(client, "oak")) == 8

    make_agency(name="Oak Police")

    assert labels(client, "oak") == [*(f"Oakville {number}" for number in range(7)), "Oak Police"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("opa-lo", ["Opa-locka"]),
        ("OPA L", ["Opa-locka"]),
        ("opa loka", ["Opa-locka"]),
        ("penasco", ["Peñasco"]),
        ("Maimi", ["Miami Gardens"]),
        ("miami gardins", ["Miami Gardens"]),
        ("gard mia", ["Miami Gardens"]),
        ("zzzz", []),
    ],
)
def test_typos_accents_and_order_are_forgiven(client: Client, text: str, found: list[str]):
    for name in ("Opa-locka", "Peñasco", "Miami Gardens"):
        make_city(name=name)

    assert labels(client, text) == found


def test_nothing_similar_is_offered_where_something_begins_so(client: Client):
    make_city(name="Perrine")
    make_city(name="Perring")

    assert labels(client, "perrin") == ["Perrine", "Perring"]
    assert labels(client, "perrine") == ["Perrine"]


def test_digits_are_zip_codes(client: Client):
    make_city(name="Opa-locka")
    for code in ("33054", "33056", "33147"):
        make_zip(code=code)

    assert labels(client, "33") == ["33054", "33056", "33147"]
    assert ask(client, "33056")["suggestions"] == [
        {
            "label": "33056",
            "kind": "ZIP code",
            "context": "postal Opa-locka, FL",
            "url": "/search/?q=33056",
        }
    ]
    assert ask(client, "33056", lang="es")["suggestions"][0]["url"] == "/es/search/?q=33056"
    assert labels(client, "330567") == []


def test_a_home_and_what_belongs_to_drafts_are_never_offered(client: Client):
    city = make_city()
    make_event(park=make_park(name="Pérez home", kind="home", city=city), city=city)
    make_event(
        title="Pérez party",
        park=make_park(name="Pérez Park", city=city),
        city=city,
        campaign=make_campaign(name="Pérez Night"),
        publication="submitted",
    )
    make_park(name="Pérez Grove", city=city)

    assert labels(client, "perez") == []
    assert labels(client, "peresz") == []


@pytest.mark.parametrize(
    "text", [*OWN, "%", "a.b*c(", "\\m", "[a-z]{2,}", "🇺🇸🇭🇹", "'; --", "é" * 200]
)
def test_any_text_has_an_answer(client: Client, text: str):
    make_city()

    for path in ("/suggest.json", "/search/"):
        answer = client.get(path, {"q": text.encode("utf-8", "surrogatepass")})

        assert answer.status_code == 200


def test_signs_of_patterns_are_letters_like_any_other(client: Client):
    make_city()

    for text in ("m.ami", "mi%", "(miami|x)", "mi*", "[m]iami", "mi\\w"):
        assert labels(client, text) in ([], ["Miami Gardens"]), text
    assert labels(client, "....") == []


@pytest.mark.parametrize("text", ["", "m", " m ", "…", "\0", "\0\0\0"])
def test_too_short_a_text_is_not_looked_up(client: Client, text: str):
    make_city()

    assert ask(client, text) == {
        "said": "No suggestions. Press Enter to search.",
        "suggestions": [],
    }


def test_an_answer_is_kept_until_a_name_changes(client: Client):
    make_city(name="Oakland")
    first = client.get("/suggest.json?q=oak")
    same = client.get("/suggest.json?q=oak", headers={"If-None-Match": first["ETag"]})

    make_city(name="Oakley")
    changed = client.get("/suggest.json?q=oak", headers={"If-None-Match": first["ETag"]})

    assert same.status_code == 304
    assert [it["label"] for it in changed.json()["suggestions"]] == ["Oakland", "Oakley"]


@pytest.mark.parametrize("rows", [1, 3])
def test_suggestions_ask_the_same_number_of_queries(
    client: Client, rows: int, django_assert_num_queries
):
    for number in range(rows):
        city = make_city(name=f"Oakland {number}")
        make_neighborhood(name=f"Oak {number}", city=city)
        park = make_park(name=f"Oak Park {number}", city=city)
        make_agency(name=f"Oak Police {number}", city=city)
        make_activity(name=f"Oak {number}")
        campaign = make_campaign(name=f"Oak Night {number}", date=date(2018, 8, number + 1))
        make_event(city=city, park=park, campaign=campaign)
        make_zip(code=f"3305{number}")

    with django_assert_num_queries(8):  # the stamp, the text folded, six kinds
        client.get("/suggest.json?q=oak")
    with django_assert_num_queries(9):  # and the ZIP codes
        client.get("/suggest.json?q=33")
    with django_assert_num_queries(14):  # six kinds once more, by likeness
        client.get("/suggest.json?q=okaland")
    with django_assert_num_queries(16):  # and the two of places by their whole names
        client.get("/suggest.json?q=zzzz")


@pytest.mark.parametrize(
    ("model", "index"),
    [
        (City, "places_city_name_trgm"),
        (Neighborhood, "places_hood_name_trgm"),
        (Park, "events_park_name_trgm"),
        (Agency, "agencies_name_trgm"),
    ],
)
def test_names_are_found_by_their_index(model: type[Model], index: str, indexes_count):
    typed = naming.read("opa locak")

    for found in (naming.begun, naming.alike, naming.nearest):
        assert index in found(model.objects.all(), typed).explain()


@pytest.mark.parametrize("text", ["shooting", "Tiroteos", "kout zam", "gun"])
def test_a_word_for_shootings_is_offered_incidents_and_no_lookalike(client: Client, text: str):
    for name in ("Cut and Shoot", "Six Shooter Canyon", "Gunnison"):
        make_city(name=name)

    answer = ask(client, text, lang="es")["suggestions"]

    begun = ["Gunnison"] if text == "gun" else []
    assert [it["label"] for it in answer][:-1] == begun
    assert answer[-1]["url"] == "/es/incidents/"


@pytest.mark.parametrize("rows", [1, 3])
def test_a_word_for_shootings_takes_the_same_number_of_queries(
    client: Client, rows: int, django_assert_num_queries
):
    for number in range(rows):
        make_city(name=f"Gun {number}")

    # The stamp; the text folded; six sorts of names.
    with django_assert_num_queries(8):
        ask(client, "gun")
