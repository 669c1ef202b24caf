"""Where a ZIP code lies, in words: the post office's name is not the city's."""

import pytest
from django.utils import translation

from nightout.places import postal
from tests.factories import make_city, make_zip

pytestmark = pytest.mark.django_db


def test_the_post_office_is_spelled_as_its_city_is():
    make_city(name="Opa-locka", latitude=25.90, longitude=-80.25, kind="city")
    make_city(kind="city")

    located = postal.locate(make_zip(post_office="Opa Locka"))

    assert located.in_words() == "postal Opa-locka, in Miami Gardens"


def test_a_city_of_that_name_in_another_state_spells_nothing():
    make_city(name="Opa-locka", state="GA", latitude=25.95, longitude=-80.25, kind="city")
    make_city(kind="city")

    located = postal.locate(make_zip(post_office="Opa Locka"))

    assert located.in_words() == "postal Opa Locka, in Miami Gardens"


def test_a_large_city_reaches_farther_than_a_small_one():
    make_city(name="Large", kind="city", population=400_000, latitude=25.95, longitude=-80.20)
    make_city(name="Small", kind="city", population=400, latitude=25.95, longitude=-80.22)
    between = make_zip(post_office="Mail", latitude=25.95, longitude=-80.235)  # 0.9 and 2.2 miles

    assert postal.locate(between).in_words() == "postal Mail, in Large"


def test_of_two_cities_that_reach_alike_neither_is_chosen():
    make_city(name="East", kind="city", population=90_000, latitude=25.95, longitude=-80.20)
    make_city(name="West", kind="city", population=90_000, latitude=25.95, longitude=-80.24)
    between = make_zip(post_office="Mail", latitude=25.95, longitude=-80.221)

    located = postal.locate(between)

    assert located.city is None
    assert located.in_words() == "postal Mail, near West and East"


def test_a_point_outside_of_all_cities_is_near_one_at_most():
    make_city(kind="city", population=1_000)
    outside = make_zip(post_office="Mail", latitude=25.99)

    assert postal.locate(outside).in_words() == "postal Mail, near Miami Gardens"


def test_a_part_of_a_city_is_not_taken_for_one():
    make_city(name="Lake Forest", kind="place")

    assert postal.locate(make_zip(post_office="Mail")).in_words() == "postal Mail"


def test_an_office_that_says_nothing_new_is_left_out():
    make_city(name="East", kind="city", population=90_000, latitude=25.95, longitude=-80.20)
    make_city(name="West", kind="city", population=90_000, latitude=25.95, longitude=-80.24)
    between = make_zip(post_office="East", latitude=25.95, longitude=-80.221)

    assert postal.locate(between).in_words() == "near West and East"


def test_a_city_of_unknown_population_still_has_a_middle():
    make_city(kind="city", population=None)

    assert postal.locate(make_zip(post_office="Mail")).in_words() == "postal Mail, in Miami Gardens"


@pytest.mark.parametrize("rows", [1, 3])
def test_where_it_lies_is_three_queries(rows: int, django_assert_num_queries):
    for number in range(rows):
        make_city(name=f"City {number}", kind="city")
    zip_code = make_zip()

    with django_assert_num_queries(3), translation.override("es"):
        postal.locate(zip_code).in_words()
