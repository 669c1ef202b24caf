"""Flyer, QR code and picture as the web serves them."""

from io import BytesIO
from xml.etree import ElementTree

import pytest
import segno
from django.test import Client
from pypdf import PdfReader

from events.flyers import flyer
from events.models import EventAgency, ParkKind
from events.pictures import picture
from tests.events.announced import fullest_event, whole_event
from tests.factories import (
    make_activity,
    make_agency,
    make_campaign,
    make_event,
    make_park,
)
from tests.readers import soup, words

pytestmark = pytest.mark.django_db

SVG = "{http://www.w3.org/2000/svg}"
FILES = {"pdf": "application/pdf", "png": "image/png", "svg": "image/svg+xml"}


def stroke(svg: bytes) -> str:
    """The path of the dark modules."""
    paths = ElementTree.fromstring(svg).findall(f"{SVG}path")
    return next(path.get("d") for path in paths if path.get("stroke"))


def code_of(address: str) -> str:
    drawn = BytesIO()
    segno.make_qr(address, error="m").save(drawn, kind="svg", border=4)
    return stroke(drawn.getvalue())


@pytest.mark.parametrize("suffix", FILES)
def test_files_say_what_they_are(client: Client, suffix: str):
    event = whole_event()

    response = client.get(f"/events/{event.slug}.{suffix}?lang=es")

    assert response.status_code == 200
    assert response["Content-Type"] == FILES[suffix]
    assert response["Content-Language"] == "es"
    assert int(response["Content-Length"]) == len(response.content)
    assert "X-Robots-Tag" not in response


@pytest.mark.parametrize("suffix", FILES)
def test_head_says_the_same_without_the_file(client: Client, suffix: str):
    address = f"/events/{whole_event().slug}.{suffix}"

    head, whole = client.head(address), client.get(address)

    assert (head.status_code, head.content) == (200, b"")
    assert head["Content-Type"] == whole["Content-Type"]
    assert head["Content-Length"] == whole["Content-Length"]


@pytest.mark.parametrize("suffix", FILES)
def test_files_are_only_read(client: Client, suffix: str):
    assert client.post(f"/events/{whole_event().slug}.{suffix}").status_code == 405


def test_pdf_is_the_flyer_in_the_language_asked_for(client: Client):
    event = whole_event()

    response = client.get(f"/events/{event.slug}.pdf?lang=ht")

    page = PdfReader(BytesIO(response.content)).pages[0].extract_text()
    assert response["Content-Disposition"] == f'inline; filename="flyer-{event.slug}-ht.pdf"'
    assert "Madi, 3 out 2027" in page
    assert f"http://testserver/ht/events/{event.slug}/" in page.replace("\n", "")


def test_png_is_the_picture(client: Client):
    event = whole_event()

    assert client.get(f"/events/{event.slug}.png").content == picture(event)


@pytest.mark.parametrize("asked", ["", "?lang=", "?lang=xx", "?lang=ES", "?lang=en&lang=%00"])
def test_without_a_language_of_ours_it_is_english(client: Client, asked: str):
    event = whole_event()

    response = client.get(f"/events/{event.slug}.pdf{asked}", HTTP_ACCEPT_LANGUAGE="es")

    assert response["Content-Language"] == "en"
    assert response.content == flyer(event, address=f"http://testserver/events/{event.slug}/")


@pytest.mark.parametrize(("asked", "prefix"), [("", ""), ("?lang=es", "es/"), ("?lang=ht", "ht/")])
def test_svg_is_the_code_of_the_page_in_that_language(client: Client, asked: str, prefix: str):
    event = make_event()

    svg = client.get(f"/events/{event.slug}.svg{asked}").content

    assert stroke(svg) == code_of(f"http://testserver/{prefix}events/{event.slug}/")
    assert b"style" not in svg
    assert b"class" not in svg


def test_samples_are_not_for_search_engines(client: Client):
    sample = make_event(campaign=make_campaign(is_sample=True))

    for suffix in ("pdf", "png"):
        assert client.get(f"/events/{sample.slug}.{suffix}")["X-Robots-Tag"] == "noindex"
    disposition = client.get(f"/events/{sample.slug}.pdf")["Content-Disposition"]
    assert disposition == f'inline; filename="sample-flyer-{sample.slug}-en.pdf"'


@pytest.mark.parametrize("publication", ["draft", "submitted", "hidden"])
@pytest.mark.parametrize("rest", [".pdf", ".png", ".svg", "/flyer/"])
def test_is_404_unless_public(client: Client, rest: str, publication: str):
    event = make_event(publication=publication)

    assert client.get(f"/events/{event.slug}{rest}").status_code == 404


def test_flyer_page_says_what_the_flyer_says(client: Client):
    event = whole_event()

    page = words(client.get(f"/events/{event.slug}/flyer/"))

    for fact in (
        "Nightout National Night Out 2027 Neighbors meet",
        "Tuesday, 3 August 2027 6 p.m. to 9 p.m. (EDT)",
        "Rolling Oaks Park 18701 NW 17th Avenue, Carol City, Miami Gardens, FL",
        "What there is Bring a chair. Meet your officers. Cookout",
        "Who Miami Gardens Police (host) Fire Rescue (takes part)",
        "Questions Officer Nguyễn, 305-555-0101",
        f"http://testserver/events/{event.slug}/",
    ):
        assert fact in page


def test_flyer_page_leads_on(client: Client):
    event = whole_event()

    page = soup(client.get(f"/es/events/{event.slug}/flyer/"))

    code = page.select_one(".flyer__code")
    assert code["src"] == f"/events/{event.slug}.svg?lang=es"
    assert code["alt"]
    assert [link["href"] for link in page.select(".flyer-tools a")] == [
        f"/events/{event.slug}.pdf?lang=en",
        f"/events/{event.slug}.pdf?lang=es",
        f"/events/{event.slug}.pdf?lang=ht",
        f"/es/events/{event.slug}/",
    ]
    assert page.select_one("[data-print]").has_attr("hidden")  # until the script shows it
    assert page.select_one("meta[name=robots]")["content"] == "noindex"


def test_flyer_page_says_a_change_of_plan_first(client: Client):
    event = make_event(status="cancelled", campaign=make_campaign(is_sample=True))

    sheet = soup(client.get(f"/events/{event.slug}/flyer/")).select_one("article").get_text(" ")

    assert " ".join(sheet.split()).startswith(
        "Cancelled It will not take place. Sample: not announced by any agency Nightout"
    )


def test_flyer_page_never_locates_a_home(client: Client):
    home = make_park(
        name="House of the Smiths",
        kind=ParkKind.HOME,
        address="1412 NW 64th Street",
        public_block="1400 block of NW 64th Street",
    )
    event = make_event(park=home, place_as_printed="1412 NW 64th Street", notes="our eyes only")

    response = client.get(f"/events/{event.slug}/flyer/")

    assert "At a home 1400 block of NW 64th Street" in words(response)
    for secret in (b"1412", b"Smiths", b"our eyes only"):
        assert secret not in response.content


def test_flyer_page_shows_typed_text_inert(client: Client):
    event = make_event(title="<script>alert(1)</script>", description="<b>bold</b>")

    page = client.get(f"/events/{event.slug}/flyer/").content.decode()

    assert "<script>alert" not in page
    assert "&lt;b&gt;bold&lt;/b&gt;" in page


def test_flyer_page_has_smaller_type_where_there_is_more(client: Client):
    short = make_event(title="Block party")
    long = make_event(title="Block party", description="Come. " * 999)
    crowded = fullest_event("Neighborhood ")

    sheets = [
        soup(client.get(f"/events/{event.slug}/flyer/")).select_one("article")
        for event in (short, long, crowded)
    ]

    assert [sheet["class"][1] for sheet in sheets] == [
        "flyer--largest",
        "flyer--large",
        "flyer--smallest",
    ]
    assert "Come. Come. …" in sheets[1].get_text()


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(
    ("rest", "queries"), [(".pdf", 4), (".png", 4), (".svg", 2), ("/flyer/", 4)]
)
def test_asks_the_same_number_of_queries(
    client: Client, rest: str, queries: int, rows: int, django_assert_num_queries
):
    event = make_event(park=make_park(), campaign=make_campaign())
    for number in range(rows):
        EventAgency.objects.create(event=event, agency=make_agency())
        event.activities.add(make_activity(name=f"Game {number}"))

    with django_assert_num_queries(queries):
        client.get(f"/events/{event.slug}{rest}")
