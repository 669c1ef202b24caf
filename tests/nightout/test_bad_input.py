"""What a hostile or unlucky visitor may send: never an answer of 500, nothing stored, shown inert."""

import pytest
from django.test import Client

from tests.factories import make_campaign, make_city, make_event, make_incident, make_victim
from tests.naughty import STRINGS, naughty_strings, needs_naughty_strings

pytestmark = pytest.mark.django_db

OWN = ["", " ", "\x00", "%00", "-1", "0", "99999999999999999999", "٣", "\ud83d", "a" * 5000, "\r\n"]

EVENT_FIELDS = ["q", "city", "when", "first", "last", "campaign", "activity", "agency", "county"]
PAGES = {
    "/events/": [*EVENT_FIELDS, "after", "before", "page"],
    "/incidents/": ["city", "county", "first", "last", "outcome", "after", "before"],
    "/search/": ["q"],
    "/suggest.json": ["lang"],
    "/cities/": ["q", "state"],
    "/cities/miami-gardens-fl/": ["neighborhood"],
    "/campaigns/national-night-out-2018/": ["after", "before"],
}


def anything() -> list[str]:
    return [*OWN, *(naughty_strings() if STRINGS.exists() else [])]


@pytest.fixture
def registry():
    make_event(city=make_city(), campaign=make_campaign())
    make_victim(incident=make_incident())


@needs_naughty_strings
def test_the_shared_strings_are_all_there():
    assert len(naughty_strings()) == 515


@pytest.mark.parametrize(
    ("path", "name"), [(path, name) for path, names in PAGES.items() for name in names]
)
def test_every_parameter_takes_anything(client: Client, registry, path: str, name: str):
    for text in anything():
        response = client.get(path, {name: text.encode("utf-8", "surrogatepass")})

        assert response.status_code in (200, 302), text
        assert b"<script>alert" not in response.content.replace(b"&lt;", b""), text
        assert b"<img src=x" not in response.content.lower(), text


NEEDS = ["near", "within", "part", "free", "access", "speaks", "view"]
TOGETHER = {
    "/events/": NEEDS,
    "/events/?view=calendar": ["month", "day"],
    "/events.geojson": [*NEEDS, "map", "lang"],
}


@pytest.mark.parametrize("path", list(TOGETHER))
def test_several_parameters_take_anything_at_once(client: Client, registry, path: str):
    page, _, query = path.partition("?")
    for text in anything():
        raw = text.encode("utf-8", "surrogatepass")
        told = dict.fromkeys(TOGETHER[path], raw) | ({"view": "calendar"} if query else {})
        response = client.get(page, told)

        assert response.status_code in (200, 400), text
        if response["Content-Type"].startswith("text/html"):
            assert b"<script>alert" not in response.getvalue(), text


@pytest.mark.parametrize("path", list(PAGES))
@pytest.mark.parametrize("query", ["q=%FF%FE", "%FF=1", "city=%C3%28", "after=%ED%A0%80", "=&&=&q"])
def test_bad_utf8_is_no_crash(client: Client, registry, path: str, query: str):
    assert client.get(f"{path}?{query}", follow=True).status_code == 200


@pytest.mark.parametrize(
    "path", ["/events/%FF/", "/cities/%E2%80%AE/", "/incidents/-1/", "/es/events/x/", "/xx/events/"]
)
def test_odd_addresses_are_not_found(client: Client, path: str):
    assert client.get(path).status_code == 404


def test_sign_in_takes_anything_and_lets_nobody_in(client: Client):
    for text in anything()[:150]:
        raw = text.encode("utf-8", "surrogatepass").decode("utf-8", "replace")
        response = client.post("/accounts/login/", {"username": raw, "password": raw})

        assert response.status_code == 200, text
        assert "_auth_user_id" not in client.session


def test_ten_megabytes_in_a_field_are_refused_before_they_are_read(client: Client):
    response = client.post("/accounts/login/", {"username": "a" * 10_000_000, "password": "x"})

    assert response.status_code == 400


@pytest.mark.parametrize(
    "when",
    [
        *("June 0000", "Easter 0000", "[9999-12-30..9999-12-31]", "9999-12-3X", "XXXX"),
        *("weekend of 31 December 9999", "weekend of 1 January 0001", "0000-00-00"),
        *("weekend of 31 December 2100", "week of 1 January 1900", "31 December 9999"),
    ],
)
@pytest.mark.parametrize("path", ["/incidents/", "/incidents/statistics/", "/incidents.csv"])
def test_days_beyond_the_calendar_are_refused_in_words(client, path, when):
    response = client.get(path, {"when": when})

    assert response.status_code in (200, 400)
