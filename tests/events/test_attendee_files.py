import csv
import io

import openpyxl
import pytest
import time_machine
from django.test import Client

from events.models import AttendeeStatus
from nightout.agencies.models import Role
from tests.factories import make_agency, make_attendee, make_campaign, make_event, make_member
from tests.readers import soup

pytestmark = pytest.mark.django_db

CSV = "/organize/events/night-out/attendees.csv"
XLSX = "/organize/events/night-out/attendees.xlsx"


@pytest.fixture
def event(client: Client):
    """An event, with its organizer signed in."""
    agency = make_agency()
    event = make_event(slug="night-out", host=agency)
    organizer = make_member(agency=agency, role=Role.ORGANIZER)
    event.organizers.add(organizer)
    client.force_login(organizer)
    return event


def read_csv(response) -> list[list[str]]:
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline="")))


def read_xlsx(response) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(b"".join(response.streaming_content)))


def sheet_rows(book: openpyxl.Workbook) -> list[list]:
    return [["" if cell is None else cell for cell in row] for row in book.worksheets[0].values]


def test_screen_csv_and_xlsx_hold_the_same_columns_in_the_same_order(client: Client, event):
    make_attendee(event=event, name="Zoe Abbott", email="zoe@example.org", adults=2, children=3)
    make_attendee(event=event, name="Ana Zúñiga", status=AttendeeStatus.WAITLISTED)

    page = soup(client.get("/organize/events/night-out/"))
    table, book = read_csv(client.get(CSV)), sheet_rows(read_xlsx(client.get(XLSX)))

    on_screen = [cell.get_text(strip=True) for cell in page.select("thead th")]
    assert on_screen == table[0] == book[0]
    names = [cell.get_text(strip=True) for cell in page.select("tbody th")]
    assert names == ["Zoe Abbott", "Ana Zúñiga"]
    assert [row[0] for row in table[1:]] == [row[0] for row in book[1:]] == names


def test_excel_reads_utf8_dates_and_numbers(client: Client, event):
    with time_machine.travel("2018-08-01T22:30:00Z", tick=False):
        make_attendee(event=event, name="Ana Zúñiga", adults=2)

    raw = b"".join(client.get(CSV).streaming_content)
    row = sheet_rows(read_xlsx(client.get(XLSX)))[1]

    assert raw.startswith(b"\xef\xbb\xbf")
    assert "2018-08-01 18:30" in raw.decode()
    assert row[2] == 2
    assert row[9].strftime("%Y-%m-%d %H:%M") == "2018-08-01 18:30"


@pytest.mark.parametrize(
    "name", ["=1+1", "+1", "-1", "@SUM(A1)", " =1+1", '=HYPERLINK("http://x","y")', "＝1"]
)
def test_formula_is_neutralised_in_both(client: Client, event, name: str):
    make_attendee(event=event, name=name, note=name)

    for row in (read_csv(client.get(CSV))[1], sheet_rows(read_xlsx(client.get(XLSX)))[1]):
        assert row[0] == f"'{name}"
        assert row[7] == f"'{name}"


def test_sample_is_marked_in_the_file_and_its_name(client: Client, event):
    event.campaign = make_campaign(is_sample=True)
    event.save()
    make_attendee(event=event)

    response = client.get(CSV)
    rows = read_csv(response)
    book = read_xlsx(client.get(XLSX))

    assert 'filename="sample-attendees-night-out.csv"' in response["Content-Disposition"]
    assert rows[1][-1] == "Sample: not announced by any agency"
    notice = [cell for sheet in book.worksheets[1:] for row in sheet.values for cell in row]
    assert "Sample: not announced by any agency" in notice


def test_workbook_says_how_to_handle_it_and_who_took_it(client: Client, event):
    make_attendee(event=event)

    book = read_xlsx(client.get(XLSX))

    notice = " ".join(str(c) for s in book.worksheets[1:] for row in s.values for c in row)
    assert "use them to run this event, and for nothing else" in notice
    assert "Downloaded by person" in notice


def test_list_without_anybody_is_a_header(client: Client, event):
    assert len(read_csv(client.get(CSV))) == 1
    assert len(sheet_rows(read_xlsx(client.get(XLSX)))) == 1


def test_other_events_people_are_not_in_it(client: Client, event):
    make_attendee(event=make_event(), name="Somebody Else")

    assert len(read_csv(client.get(CSV))) == 1


def test_file_is_kept_by_nobody_on_the_way(client: Client, event):
    response = client.get(CSV)

    assert response["Cache-Control"] == "no-store"
    assert response["Content-Type"].startswith("text/csv")


def test_file_speaks_the_language_of_the_page_it_was_asked_from(client: Client, event):
    page = soup(client.get("/es/organize/events/night-out/"))
    links = [link["href"] for link in page.select(".actions a")]

    header = read_csv(client.get(links[1]))[0]

    assert header[:2] == ["Nombre", "Estado"]
    assert read_csv(client.get(CSV))[0][:2] == ["Name", "Status"]
