"""Who may come in, how the first page is grouped, and that lists stay cheap."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from nightout.agencies.models import Role
from tests import factories as make
from tests.staffroom import signed_in

pytestmark = pytest.mark.django_db


def headings(page: bytes) -> dict[str, list[str]]:
    soup = BeautifulSoup(page, "html.parser")
    return {
        table.caption.get_text(strip=True): [
            th.get_text(strip=True) for th in table.select("tbody th, table > tr > th")
        ]
        for table in soup.select("#content-main table")
    }


def test_anonymous_is_sent_to_the_sites_own_sign_in(client):
    response = client.get("/admin/", follow=True)

    assert response.redirect_chain == [
        ("/admin/login/?next=/admin/", 302),
        (f"{reverse('login')}?next=/admin/", 302),
    ]


def test_organizer_is_told_who_the_staff_room_is_for():
    organizer = make.make_member(agency=make.make_agency(), role=Role.ORGANIZER)

    response = signed_in(organizer).get("/admin/", follow=True)

    assert response.status_code == 403
    assert "The staff room is for agency staff" in response.content.decode()


def test_staff_without_a_role_at_an_agency_are_not_let_in():
    response = signed_in(make.make_user(is_staff=True)).get("/admin/", follow=True)

    assert response.status_code == 403


def test_editor_who_lost_the_role_is_not_let_in():
    editor = make.make_member(agency=make.make_agency())
    editor.memberships.all().delete()

    response = signed_in(editor).get("/admin/events/event/", follow=True)

    assert response.status_code == 403


def test_first_page_of_a_coordinator_is_grouped_by_what_one_looks_for():
    response = signed_in(make.make_coordinator()).get("/admin/")

    assert headings(response.content) == {
        "What happens": [
            "Events",
            "Parks and places",
            "Campaigns",
            "Activities",
            "Attendees",
            "Forgetting",
            "Head-counts",
            "Mails",
            "Reports",
            "Letters",
        ],
        "What happened": [
            "Incidents",
            "Import a file",
            "How we write about people",
            "Possible duplicates",
            "Tip lines",
            "Support services",
            "Families’ requests",
            "Events that answer incidents",
            "Coverage",
        ],
        "Sources": ["Sources", "Reported counts"],
        "Agencies and people": ["Agencies", "Accounts"],
        "Places": ["Cities", "Neighborhoods", "Counties", "ZIP codes"],
        "People’s data log": ["People's data log"],
    }


def test_first_page_of_an_editor_has_neither_accounts_nor_log():
    response = signed_in(make.make_member(agency=make.make_agency())).get("/admin/")

    found = headings(response.content)
    assert found["Agencies and people"] == ["Agencies"]
    assert "People’s data log" not in found


def test_address_of_a_module_leads_to_the_first_page():
    response = signed_in(make.make_coordinator()).get("/admin/events/")

    assert (response.status_code, response.url) == (302, "/admin/")


def test_redirect_by_content_type_is_gone():
    event = make.make_event(publication="draft")
    editor = make.make_member(agency=make.make_agency())

    assert signed_in(editor).get(f"/admin/r/12/{event.pk}/").status_code == 404


def test_editor_adds_neither_city_nor_agency_nor_campaign_nor_account():
    client = signed_in(make.make_member(agency=make.make_agency()))

    answers = {
        name: client.get(f"/admin/{name}/add/").status_code
        for name in (
            "places/city",
            "places/neighborhood",
            "agencies/agency",
            "events/campaign",
            "events/activity",
            "incidents/tipline",
            "accounts/user",
            "audit/entry",
        )
    }

    assert set(answers.values()) == {403}


def test_editor_looks_up_shared_rows_but_does_not_change_them():
    city = make.make_city()
    client = signed_in(make.make_member(agency=make.make_agency()))
    url = reverse("admin:places_city_change", args=[city.pk])

    assert client.get(url).status_code == 200
    assert client.post(url, {"name": "Elsewhere"}).status_code == 403
    city.refresh_from_db()
    assert city.name == "Miami Gardens"


@pytest.mark.parametrize("missing", ["999999", "abc", "9" * 40, "%00"])
def test_a_row_that_is_not_there_is_404(missing):
    client = signed_in(make.make_coordinator())

    for view in ("change", "history", "delete"):
        assert client.get(f"/admin/events/event/{missing}/{view}/").status_code == 404


def test_list_filters_other_than_offered_are_refused():
    client = signed_in(make.make_coordinator())

    response = client.get("/admin/events/event/?agency_roles__agency__name__startswith=A")

    assert response.status_code == 400


@pytest.mark.parametrize("rows", [1, 3])
def test_list_of_events_takes_as_many_queries_for_three_rows_as_for_one(
    rows, django_assert_num_queries
):
    host = make.make_agency()
    for number in range(rows):
        make.make_event(
            title=f"Evening {number}",
            host=host,
            campaign=make.make_campaign(year=2018 + number),
            city=make.make_city(name=f"City {number}"),
        )
    client = signed_in(make.make_member(agency=host))

    with django_assert_num_queries(11):
        response = client.get("/admin/events/event/")

    assert len(response.context["cl"].result_list) == rows


def test_count_stops_at_what_one_can_page_through(monkeypatch):
    monkeypatch.setattr("nightout.staffroom.lists.MOST_ROWS", 2)
    for name in "ABC":
        make.make_agency(name=name)

    response = signed_in(make.make_coordinator()).get("/admin/agencies/agency/")

    assert "more than 2 agencies: narrow the list" in " ".join(response.content.decode().split())


def test_years_then_months_narrow_a_list():
    host = make.make_agency()
    for day in ("2018-08-07", "2018-10-02", "2020-08-04"):
        make.make_event(start_date=make.date.fromisoformat(day), host=host)
    client = signed_in(make.make_coordinator())

    found = {
        when: client.get(f"/admin/events/event/?when={when}").context["cl"].result_count
        for when in ("2018", "2018-10", "2019", "2020", "banana", "0", "99999999", "2018-13")
    }

    assert found == {
        "2018": 2,
        "2018-10": 1,
        "2019": 0,
        "2020": 1,
        "banana": 3,
        "0": 3,
        "99999999": 3,
        "2018-13": 2,
    }
