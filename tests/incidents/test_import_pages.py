"""The staff room's pages of imports: upload, report, apply, runs of before; for whom."""

import csv
import io
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from incidents.imports import forget_uploads
from incidents.models import ImportPiece, ImportRemark, ImportRun, Incident
from nightout.agencies.models import Role
from tests import factories as make
from tests.incidents.imported import HEADER, MAPPING, police
from tests.staffroom import messages_of, signed_in

pytestmark = pytest.mark.django_db
PAGE = "/admin/incidents/incident/import/"
ROW = "7,06/17/2018,Miami Gardens,Ada Example,31,dead"


@pytest.fixture
def agency():
    return police()


@pytest.fixture
def manager(agency):
    return signed_in(make.make_member(agency=agency, role=Role.MANAGER))


def file_of(*rows: str, name: str = "shootings.csv", encoding: str = "utf-8") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, "\n".join([HEADER, *rows]).encode(encoding))


def uploaded(client, *rows: str, **given):
    return client.post(PAGE, {"file": file_of(*rows), "mapping_text": MAPPING, **given})


def errors(response) -> list[str]:
    return [str(text) for texts in response.context["form"].errors.values() for text in texts]


def text_of(response) -> str:
    return " ".join(BeautifulSoup(response.content, "html.parser").get_text(" ").split())


def test_an_upload_is_tried_and_its_report_is_shown(manager):
    response = uploaded(manager, ROW, "8,,x,,,")

    run = ImportRun.objects.get()
    assert response.url == f"{PAGE}{run.pk}/"
    page = manager.get(response.url)
    assert "A dry run: nothing is written yet." in text_of(page)
    assert "Incidents: new, as drafts 1" in text_of(page)
    assert "3 8 no date day –" in text_of(page)
    assert "Ada" not in text_of(page)
    assert not Incident.objects.exists()


def test_the_button_applies_the_very_file_and_forgets_it(manager):
    page = uploaded(manager, ROW).url

    response = manager.post(page, follow=True)

    assert messages_of(response) == [
        "The file is applied. 1 incident of it is a draft: nobody outside sees it yet."
    ]
    assert Incident.objects.count() == 1
    assert (ImportRun.objects.get().state, ImportPiece.objects.count()) == ("applied", 0)
    again = manager.post(page, follow=True)
    assert messages_of(again) == ["This file is applied already."]


def test_a_file_that_was_changed_meanwhile_is_not_applied(manager):
    page = uploaded(manager, ROW).url
    ImportPiece.objects.update(content=file_of(ROW, ROW).read())

    response = manager.post(page, follow=True)

    assert "Upload it again" in messages_of(response)[0]
    assert not Incident.objects.exists()


def test_a_mapping_may_be_chosen_or_uploaded(manager, agency):
    own = SimpleUploadedFile("my.toml", MAPPING.encode())

    assert uploaded(manager, ROW, mapping_text="", mapping_file=own).status_code == 302
    response = uploaded(manager, ROW, mapping_text="", shipped="nypd_shootings")

    assert errors(response)[0] == (
        "There is no agency with the ORI “NY0303000”. Ask a coordinator to enter it first: it answers"
        " for the records."
    )


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (
            {"mapping_text": ""},
            "Say in one way what the columns mean: choose whose file it is, or give your own.",
        ),
        (
            {"shipped": "nypd_shootings"},
            "Say in one way what the columns mean: choose whose file it is, or give your own.",
        ),
        ({"mapping_text": "x ="}, "This is not TOML"),
        (
            {"mapping_text": MAPPING.replace("killed", "kiled")},
            "person.outcome: “kiled” is none of",
        ),
        (
            {
                "mapping_text": "",
                "mapping_file": SimpleUploadedFile("m", (MAPPING + "#" * 20_000).encode()),
            },
            "The mapping is longer than 20,000 signs.",
        ),
        (
            {"mapping_text": "", "mapping_file": SimpleUploadedFile("m", b"\xff\xff")},
            "The mapping is no text in UTF-8.",
        ),
        ({"file": file_of("Ñandú", encoding="cp1252")}, "Some letters of the file cannot be read"),
        (
            {"file": SimpleUploadedFile("x.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")},
            "This is no text file such as CSV.",
        ),
        ({"file": SimpleUploadedFile("x.pdf", b"%PDF-1.7 ...")}, "This is no text file"),
        ({"file": SimpleUploadedFile("x.csv", b"")}, "The submitted file is empty."),
        ({"file": SimpleUploadedFile("x.csv", b"id\n1\n")}, "The file has no column “day”."),
    ],
)
def test_what_cannot_be_used_is_said_at_the_form(manager, given, said):
    response = uploaded(manager, ROW, **given)

    assert errors(response)[0].startswith(said)
    assert not ImportRun.objects.exists()


def test_a_coordinator_is_led_to_the_agency_that_is_lacking(agency):
    coordinator = signed_in(make.make_coordinator())

    page = uploaded(coordinator, ROW, mapping_text="", shipped="nypd_shootings")

    told = BeautifulSoup(page.content, "html.parser").select_one(".errorlist.nonfield")
    assert told.get_text().startswith("There is no agency with the ORI “NY0303000”. Enter it under")
    form = coordinator.get(told.a["href"])
    assert form.context["adminform"].form["ori"].value() == "NY0303000"


def test_a_file_that_the_browser_let_go_of_is_asked_for_again(manager):
    own = SimpleUploadedFile("my.toml", b"x =")

    response = uploaded(manager, ROW, mapping_text="", mapping_file=own)

    asked = ["Choose the file again: the browser has let go of it."]
    form = response.context["form"]
    assert [form.errors[name] for name in ("file", "mapping_file")] == [asked, asked]
    assert not manager.get(PAGE).context["form"].errors


def test_whose_file_it_is_reads_in_plain_words(manager):
    choices = manager.get(PAGE).context["form"].fields["shipped"].choices

    assert [label for _name, label in choices][1].startswith("New York City Police Department: ")


def test_a_file_that_is_too_large_is_refused_with_its_size(manager, monkeypatch):
    monkeypatch.setattr("incidents.admin.imports.MOST_MEGABYTES", 0)

    assert errors(uploaded(manager, ROW))[0].startswith("This file has 0.0 MB; at most 0 can")


def test_remarks_are_paged_and_told_apart(manager, monkeypatch):
    monkeypatch.setattr("incidents.admin.imports.REMARKS", 2)
    bad = [f"{n},,x,,," for n in range(3)]
    page = uploaded(manager, *bad, ROW.replace("dead", "fled")).url

    first = manager.get(page)
    values = manager.get(f"{page}?show=values")

    assert len(first.context["page"].rows) == 2
    assert len(manager.get(page + first.context["page"].next).context["page"].rows) == 2
    assert [remark.kind for remark in values.context["page"].rows] == ["unknown_value"]
    assert manager.get(f"{page}?show=nonsense").status_code == 200


def test_remarks_leave_as_a_table_without_formulas(manager):
    page = uploaded(manager, ROW.replace("dead", "=1+1"), ROW.replace("31", "@x")).url

    response = manager.get(f"{page}remarks.csv")

    text = b"".join(response.streaming_content).decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(text))) == [
        ["Line", "Reference", "What", "Column", "Value"],
        ["2", "7", "a value that the mapping does not know", "outcome", "'=1+1"],
        ["3", "7", "not an age from 0 to 120", "age", "'@x"],
    ]


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_of_runs_asks_the_same_of_the_database(manager, number, django_assert_num_queries):
    for _ in range(number):
        uploaded(manager, ROW)

    with django_assert_num_queries(4):
        response = manager.get(PAGE)

    assert len(response.context["page"].rows) == number


@pytest.mark.parametrize("number", [1, 3])
def test_the_report_asks_the_same_of_the_database(manager, number, django_assert_num_queries):
    page = uploaded(manager, *(f"{n},,x,,," for n in range(number))).url

    with django_assert_num_queries(6):
        response = manager.get(page)

    assert len(response.context["page"].rows) == number


# Strangers


def test_strangers_reach_none_of_it(agency, manager):
    page = uploaded(manager, ROW).url
    other = make.make_agency()
    strangers = {
        "organizer": (make.make_member(agency=agency, role=Role.ORGANIZER), {302}),
        "editor": (make.make_member(agency=agency, role=Role.EDITOR), {403}),
        "other editor": (make.make_member(agency=other, role=Role.EDITOR), {403}),
        "manager of another agency": (make.make_member(agency=other, role=Role.MANAGER), {404}),
    }

    for who, (user, codes) in strangers.items():
        client = signed_in(user)
        answers = {
            client.get(page).status_code,
            client.post(page).status_code,
            client.get(f"{page}remarks.csv").status_code,
        }
        assert answers == codes, who  # 302: to the page that says who may come in
    assert not Incident.objects.exists()


def test_without_an_account_one_is_asked_to_sign_in(client):
    for page in (PAGE, f"{PAGE}1/", f"{PAGE}1/remarks.csv"):
        assert client.get(page).url == f"/admin/login/?next={page}"


def test_a_manager_brings_files_for_no_other_agency(agency):
    stranger = signed_in(make.make_member(agency=make.make_agency(), role=Role.MANAGER))

    assert errors(uploaded(stranger, ROW))[0].startswith("You manage no agency with the slug")


def test_a_coordinator_brings_files_for_all_and_sees_all_runs(agency, manager):
    uploaded(manager, ROW)
    coordinator = signed_in(make.make_coordinator())

    uploaded(coordinator, ROW)

    assert len(coordinator.get(PAGE).context["page"].rows) == 2


def test_the_staff_room_leads_managers_there(agency, manager):
    editor = signed_in(make.make_member(agency=agency, role=Role.EDITOR))

    assert PAGE in manager.get("/admin/").content.decode()
    assert PAGE not in editor.get("/admin/").content.decode()


# Forgetting


def test_an_upload_that_nobody_applies_is_forgotten_after_a_day(manager):
    old, new = (uploaded(manager, ROW, "8,,x,,,").url for _ in range(2))
    applied = uploaded(manager, ROW).url
    manager.post(applied)
    day_before = timezone.now() - timedelta(days=1, minutes=1)
    ImportRun.objects.filter(pk__in=[old.split("/")[-2], applied.split("/")[-2]]).update(
        at=day_before
    )

    assert forget_uploads() == 1

    assert manager.get(old).status_code == 404
    assert [manager.get(page).status_code for page in (new, applied)] == [200, 200]
    assert (ImportPiece.objects.count(), ImportRemark.objects.count()) == (1, 1)
