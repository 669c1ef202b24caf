import re
from datetime import date
from xml.etree import ElementTree

import pytest
from django.test import Client

from events.models import Event
from tests.factories import (
    make_agency,
    make_campaign,
    make_city,
    make_event,
    make_incident,
    make_park,
)

pytestmark = pytest.mark.django_db

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"


def read(client: Client, path: str) -> ElementTree.Element:
    response = client.get(path)
    assert response["Content-Type"] == "application/xml; charset=utf-8"
    return ElementTree.fromstring(b"".join(response) if response.streaming else response.content)


def everything(client: Client) -> list[str]:
    """Each address of each file that the index names."""
    files = [loc.text for loc in read(client, "/sitemap.xml").iter(f"{SITEMAP}loc")]
    return [
        loc.text
        for file in files
        for loc in read(client, file.removeprefix("http://testserver")).iter(f"{SITEMAP}loc")
    ]


def test_names_every_public_page_in_each_language(client: Client):
    city = make_city()
    agency, campaign, park = make_agency(city=city), make_campaign(), make_park(city=city)
    event = make_event(city=city, host=agency, campaign=campaign, park=park)

    found = everything(client)

    shown = [event, city, agency, campaign, park]
    paths = ["/", "/events/", "/cities/", "/data/", "/accessibility/"]
    paths += ["/incidents/statistics/", "/incidents/corrections/"]
    paths += [row.get_absolute_url() for row in shown]
    expected = {f"http://testserver{prefix}{p}" for p in paths for prefix in ("", "/es", "/ht")}
    assert len(found) == len(set(found))
    assert set(found) == expected
    assert {client.get(address).status_code for address in found} == {200}


def test_names_nothing_that_is_not_public_nor_samples(client: Client):
    make_event(title="Draft", publication="draft", slug="draft")
    make_event(title="Hidden", publication="hidden", slug="hidden")
    sample = make_campaign(name="Sample", is_sample=True)
    make_event(campaign=sample, slug="made-up", park=make_park(name="Only the sample's"))
    make_event(park=make_park(name="Home of the Smiths", kind="home"), slug="at-home")

    found = " ".join(everything(client))

    assert "at-home" in found
    for secret in ("draft", "hidden", "made-up", "sample", "smiths"):
        assert secret not in found


def test_names_no_page_on_which_a_victim_may_be_named(client: Client):
    make_incident()

    found = everything(client)

    assert [it for it in found if re.search(r"/incidents/(\d+/)?$", it)] == []


def test_page_says_its_other_languages_and_when_it_changed(client: Client, monkeypatch):
    event = make_event(slug="night")
    monkeypatch.setattr("nightout.sitemaps.EACH", event.pk + 1)  # whatever number it got
    changed = event.listing.changed_at

    (first, *_others) = read(client, "/sitemaps/events-1.xml").iter(f"{SITEMAP}url")

    assert first.find(f"{SITEMAP}lastmod").text == f"{changed:%Y-%m-%dT%H:%M:%SZ}"
    links = {link.get("hreflang"): link.get("href") for link in first.iter(f"{XHTML}link")}
    assert links == {
        "en": "http://testserver/events/night/",
        "es": "http://testserver/es/events/night/",
        "ht": "http://testserver/ht/events/night/",
        "x-default": "http://testserver/events/night/",
    }


def test_files_split_by_number_and_meet_without_gap(client: Client, monkeypatch):
    events = [make_event(slug=f"night-{number}") for number in range(3)]
    first = min(event.pk for event in events)
    monkeypatch.setattr("nightout.sitemaps.EACH", first + 1)

    found = everything(client)

    assert [f"http://testserver/events/night-{n}/" in found for n in range(3)] == [True] * 3
    assert "http://testserver/sitemaps/events-2.xml" in [
        loc.text for loc in read(client, "/sitemap.xml").iter(f"{SITEMAP}loc")
    ]


@pytest.mark.parametrize(
    "name", ["events-99", "events-0", "events", "pages-2", "users-1", "events-²"]
)
def test_file_that_is_none_is_404(client: Client, name: str):
    make_event()

    assert client.get(f"/sitemaps/{name}.xml").status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_asks_the_same_number_of_queries(client: Client, rows: int, django_assert_num_queries):
    for _ in range(rows):
        make_event(start_date=date(2018, 8, 7))

    with django_assert_num_queries(1 + 5):
        client.get("/sitemap.xml")
    with django_assert_num_queries(1 + 2):
        b"".join(client.get("/sitemaps/events-1.xml"))


def test_unchanged_file_is_not_sent_again(client: Client):
    make_event()
    first = client.get("/sitemaps/events-1.xml")

    again = client.get("/sitemaps/events-1.xml", headers={"if-none-match": first["ETag"]})
    Event.objects.update(title="New")
    changed = client.get("/sitemaps/events-1.xml", headers={"if-none-match": first["ETag"]})

    assert (again.status_code, changed.status_code) == (304, 200)
