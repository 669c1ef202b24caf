"""Accounts and agencies, kept by coordinators."""

import pytest
from django.urls import reverse

from nightout.accounts.models import User
from nightout.agencies.models import Agency
from tests import factories as make
from tests.staffroom import errors_of, rows, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def coordinator():
    return make.make_coordinator(email="me@example.org")


@pytest.fixture
def client(coordinator):
    return signed_in(coordinator)


def change_of(person: User) -> str:
    return reverse("admin:accounts_user_change", args=[person.pk])


def test_a_new_account_signs_in_with_its_address(client):
    sent = {
        "email": "new@example.org",
        "name": "New Person",
        "usable_password": "true",
        "password1": make.PASSWORD,
        "password2": make.PASSWORD,
    }

    response = client.post(reverse("admin:accounts_user_add"), sent)

    assert response.status_code == 302
    assert client.login(username="New@example.org", password=make.PASSWORD)


def test_a_role_is_given_in_the_accounts_form(client):
    person, agency = make.make_user(), make.make_agency()
    sent = {
        "email": person.email,
        "is_active": "on",
        "is_staff": "on",
        **rows("memberships", {"agency": agency.pk, "role": "editor"}),
    }

    client.post(change_of(person), sent)

    assert list(person.memberships.values_list("agency", "role")) == [(agency.pk, "editor")]


def test_a_coordinator_does_not_take_away_the_own_rights(client, coordinator):
    sent = {"email": coordinator.email, "is_active": "on", **rows("memberships")}

    response = client.post(change_of(coordinator), sent)

    assert errors_of(response) == ["Ask another coordinator to take away your own rights."]
    coordinator.refresh_from_db()
    assert coordinator.is_superuser


def test_a_coordinator_must_be_staff(client):
    person = make.make_user()
    sent = {"email": person.email, "is_active": "on", "is_superuser": "on", **rows("memberships")}

    assert errors_of(client.post(change_of(person), sent)) == [
        "A coordinator must be able to enter the staff room."
    ]


def test_an_agency_of_the_same_name_is_told_first(client):
    there = make.make_agency(name="Opa-locka Police", slug="police")
    sent = {
        "name": "OPA LOCKA POLICE",
        "kind": "municipal_police",
        "keep_guests_days": 90,
        "victims_names": "withheld",
        **rows("officials"),
        **rows("memberships"),
    }

    warned = client.post(reverse("admin:agencies_agency_add"), sent)
    assert [twin.words for twin in warned.context["twins"]] == [str(there)]

    client.post(reverse("admin:agencies_agency_add"), {**sent, "save_all_the_same": "1"})
    assert list(Agency.objects.values_list("slug", "ori").order_by("pk")) == [
        ("police", None),
        ("opa-locka-police", None),
    ]


def test_groups_and_permissions_of_django_are_nowhere(client):
    page = client.get(change_of(make.make_user())).content.decode()

    assert "user_permissions" not in page
    assert client.get("/admin/auth/group/").status_code == 404
