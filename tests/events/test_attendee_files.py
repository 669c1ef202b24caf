import pytest
import time_machine
from django.test import Client

from events.models import AttendeeStatus, QuestionKind
from nightout.agencies.models import Role
from tests.events.taken import (
    LISTS,
    csv_rows,
    headers,
    link,
    notice,
    read_csv,
    screen_rows,
    take,
    xlsx_rows,
)
from tests.factories import (
    make_agency,
    make_attendee,
    make_campaign,
    make_event,
    make_member,
    make_question,
)

pytestmark = pytest.mark.django_db

FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", " =1+1", '=HYPERLINK("http://x","y")', "＝1"]


@pytest.fixture
def event(client: Client):
    """An event, with its organizer signed in."""
    agency = make_agency()
    event = make_event(slug="night-out", host=agency)
    organizer = make_member(agency=agency, role=Role.ORGANIZER)
    event.organizers.add(organizer)
    client.force_login(organizer)
    return event


def test_screen_csv_and_xlsx_hold_the_same_columns_in_the_same_order(client: Client, event):
    bring = make_question(event=event, text="What will you bring?")
    chairs = make_question(event=event, text="How many chairs?", kind=QuestionKind.NUMBER)
    answers = {str(bring.pk): "Arroz con gandules", str(chairs.pk): 4}
    make_attendee(event=event, name="Zoe Abbott", email="z@example.org", adults=2, answers=answers)
    make_attendee(event=event, name="Ana Zúñiga", status=AttendeeStatus.WAITLISTED)

    on_screen = [headers(client), *screen_rows(client)]
    table, book = csv_rows(client), xlsx_rows(client)

    assert on_screen[0] == table[0] == book[0]
    assert on_screen[0][8:10] == ["What will you bring?", "How many chairs?"]
    assert [row[:10] for row in on_screen[1:]] == [row[:10] for row in table[1:]]
    assert [[str(cell) for cell in row[:10]] for row in book[1:]] == [row[:10] for row in table[1:]]
    assert [row[0] for row in table[1:]] == ["Zoe Abbott", "Ana Zúñiga"]
    assert book[1][8:10] == ["Arroz con gandules", 4]  # a number one can add up


def test_excel_reads_utf8_dates_and_numbers(client: Client, event):
    with time_machine.travel("2018-08-01T22:30:00Z", tick=False):
        make_attendee(event=event, name="Ana Zúñiga", adults=2)

    raw = b"".join(take(client, "csv").streaming_content)
    row = xlsx_rows(client)[1]

    assert raw.startswith(b"\xef\xbb\xbf")
    assert "2018-08-01 18:30" in raw.decode()
    assert row[2] == 2
    assert row[9].strftime("%Y-%m-%d %H:%M") == "2018-08-01 18:30"


def test_present_counts_people(client: Client, event):
    user = event.organizers.get()
    make_attendee(event=event, name="Came", adults=2, children=3, present_by=user)
    make_attendee(event=event, name="Stayed at home", adults=2)

    table = csv_rows(client)

    assert [row[table[0].index("Present")] for row in table[1:]] == ["5", "0"]


@pytest.mark.parametrize("text", FORMULAS)
def test_formula_is_neutralised_in_both(client: Client, event, text: str):
    question = make_question(event=event)
    make_attendee(event=event, name=text, note=text, answers={str(question.pk): text})

    for row in (csv_rows(client)[1], xlsx_rows(client)[1]):
        assert [row[0], row[7], row[8]] == [f"'{text}"] * 3


@pytest.mark.parametrize("sign", ["\t", "\r", "\n"])
def test_answer_that_begins_with_a_sign_of_control_is_neutralised(client: Client, event, sign: str):
    """A name cannot: the database refuses it."""
    question = make_question(event=event)
    make_attendee(event=event, answers={str(question.pk): f"{sign}=1+1"})

    assert csv_rows(client)[1][8].startswith("'")
    assert xlsx_rows(client)[1][8].startswith("'")


def test_question_that_looks_like_a_formula_is_no_formula_in_the_header(client: Client, event):
    make_question(event=event, text="=1+1")

    assert csv_rows(client)[0][8] == xlsx_rows(client)[0][8] == "'=1+1"


def test_answer_that_is_no_number_does_not_break_the_file_off(client: Client, event):
    question = make_question(event=event, kind=QuestionKind.NUMBER)
    for answer in ["a few", 10**30, 1.5, None, "7", -3]:
        make_attendee(event=event, name=f"{answer}", answers={str(question.pk): answer})

    numbers = {row[0]: row[8] for row in csv_rows(client)[1:]}

    assert numbers == {
        **dict.fromkeys(["a few", f"{10**30}", "1.5", "None"], ""),
        "7": "7",
        "'-3": "-3",
    }


def test_question_that_was_of_another_kind_keeps_the_answers_of_that_time(client: Client, event):
    question = make_question(event=event, text="How many?")
    make_attendee(event=event, answers={str(question.pk): "a few"})
    question.kind = QuestionKind.NUMBER
    question.save()

    assert csv_rows(client)[1][8] == xlsx_rows(client)[1][8] == "a few"


def test_answers_to_a_question_no_longer_asked_stay(client: Client, event):
    question = make_question(event=event, retired=True)
    make_attendee(event=event, answers={str(question.pk): "A cake"})

    assert csv_rows(client)[1][8] == "A cake"


def test_sample_is_marked_in_the_file_and_its_name(client: Client, event):
    event.campaign = make_campaign(is_sample=True)
    event.save()
    make_attendee(event=event)

    response = take(client, "csv")

    name = 'filename="sample-attendees-night-out-personal-data.csv"'
    assert name in response["Content-Disposition"]
    assert read_csv(response)[1][-1] == "Sample: not announced by any agency"
    assert "Sample: not announced by any agency" in notice(client)


def test_workbook_says_how_to_handle_it_and_who_took_it(client: Client, event):
    make_attendee(event=event)

    said = notice(client, f"{LISTS}?status=attending")

    assert "use them to run this event, and for nothing else" in said
    assert f"Downloaded by {event.organizers.get().email}" in said
    assert "Only: attending" in said


def test_table_says_in_its_name_what_it_holds(client: Client, event):
    response = take(client, "csv")

    assert 'filename="attendees-night-out-personal-data.csv"' in response["Content-Disposition"]


def test_list_without_anybody_is_a_header(client: Client, event):
    assert len(csv_rows(client)) == 1
    assert len(xlsx_rows(client)) == 1


def test_other_events_people_are_not_in_it(client: Client, event):
    make_attendee(event=make_event(), name="Somebody Else")

    assert len(csv_rows(client)) == 1


def test_only_who_was_asked_for_is_in_it(client: Client, event):
    make_attendee(event=event, name="Coming")
    make_attendee(event=event, name="Waiting", status=AttendeeStatus.WAITLISTED)
    make_attendee(event=event, name="Gone", status=AttendeeStatus.CANCELLED)

    def names(status: str) -> list[str]:
        return [row[0] for row in csv_rows(client, f"{LISTS}?status={status}")[1:]]

    assert names("attending") == ["Coming"]
    assert names("waitlisted") == ["Waiting"]
    assert names("cancelled") == ["Gone"]
    assert names("nonsense") == names("") == ["Coming", "Gone", "Waiting"]


def test_file_is_kept_by_nobody_on_the_way(client: Client, event):
    response = take(client, "csv")

    assert response["Cache-Control"] == "no-store"
    assert response["Content-Type"].startswith("text/csv")


def test_file_speaks_the_language_of_the_page_it_was_asked_from(client: Client, event):
    spanish = read_csv(client.get(link(client, "csv", f"/es{LISTS}")))

    assert spanish[0][:2] == ["Nombre", "Estado"]
    assert csv_rows(client)[0][:2] == ["Name", "Status"]
