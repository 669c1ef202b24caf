"""Parks and places in the staff room."""

import pytest
from django.urls import reverse

from events.models import Park, ParkKind
from tests import factories as make
from tests.staffroom import signed_in

pytestmark = pytest.mark.django_db

ADD = "/admin/events/park/add/"


@pytest.fixture
def agency():
    return make.make_agency(name="Police of Here")


@pytest.fixture
def editor(agency):
    return signed_in(make.make_member(agency=agency))


def filled(**fields):
    return {"name": "Rolling Oaks Park", "kind": "park", "written_in": "en", **fields}


def test_a_new_place_belongs_to_the_editors_agency(editor, agency):
    editor.post(ADD, filled(city=make.make_city().pk, maintained_by=agency.pk))

    park = Park.objects.get()
    assert (park.maintained_by, park.slug) == (agency, "rolling-oaks-park-miami-gardens")


def test_a_place_cannot_be_given_to_another_agency(editor):
    other = make.make_agency()

    editor.post(ADD, filled(city=make.make_city().pk, maintained_by=other.pk))

    assert not Park.objects.exists()


def test_a_like_name_in_the_city_is_told_first(editor, agency):
    city = make.make_city()
    there = make.make_park(name="Rolling Oaks Park", city=city)
    sent = filled(name="Rolling Oak Park", city=city.pk, maintained_by=agency.pk)

    warned = editor.post(ADD, sent)
    assert [twin.words for twin in warned.context["twins"]] == [str(there)]
    assert Park.objects.count() == 1

    editor.post(ADD, {**sent, "save_all_the_same": "1"})
    assert Park.objects.count() == 2


def test_a_home_of_another_agency_is_not_told_as_a_duplicate(editor, agency):
    city = make.make_city()
    make.make_park(name="1400 NW 64th Street", city=city, kind=ParkKind.HOME)

    editor.post(ADD, filled(name="1400 NW 64th Street", city=city.pk, maintained_by=agency.pk))

    assert Park.objects.count() == 2


def test_all_staff_see_a_park_and_only_its_agency_changes_it(editor):
    park = make.make_park(maintained_by=make.make_agency())
    url = reverse("admin:events_park_change", args=[park.pk])

    assert editor.get(url).status_code == 200
    assert editor.post(url, filled(city=park.city_id)).status_code == 403


def test_a_homes_page_has_no_link_to_a_public_one(editor, agency):
    home = make.make_park(kind=ParkKind.HOME, maintained_by=agency)
    park = make.make_park(maintained_by=agency)

    pages = {
        place: editor.get(reverse("admin:events_park_change", args=[place.pk])).content.decode()
        for place in (home, park)
    }

    assert [place.get_absolute_url() in page for place, page in pages.items()] == [False, True]


def test_an_old_version_may_tell_an_address_so_history_is_for_its_own_agency(editor):
    park = make.make_park(kind=ParkKind.HOME, address="1437 NW 64th Street")
    park.kind, park.address = ParkKind.STREET_BLOCK, ""
    park.save()

    response = editor.get(reverse("admin:events_park_history", args=[park.pk]))

    assert response.status_code == 403


@pytest.mark.parametrize("rows", [1, 3])
def test_list_takes_as_many_queries_for_three_rows_as_for_one(
    editor, rows, django_assert_num_queries
):
    for number in range(rows):
        city = make.make_city(name=f"City {number}")
        make.make_park(city=city, neighborhood=make.make_neighborhood(name="Center", city=city))

    with django_assert_num_queries(7):
        response = editor.get("/admin/events/park/")

    assert len(response.context["cl"].result_list) == rows


@pytest.mark.parametrize("rows", [1, 3])
def test_choosing_a_park_takes_as_many_queries_for_three_as_for_one(
    editor, rows, django_assert_num_queries
):
    for number in range(rows):
        make.make_park(city=make.make_city(name=f"City {number}"))
    query = {"app_label": "events", "model_name": "event", "field_name": "park", "term": "rolling"}

    with django_assert_num_queries(5):
        found = editor.get(reverse("admin:autocomplete"), query).json()["results"]

    assert len(found) == rows
