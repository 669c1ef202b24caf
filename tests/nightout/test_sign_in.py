from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from nightout.accounts.limits import forget_old, within_limit
from nightout.accounts.models import Attempt
from nightout.accounts.views import MOST_FOR_AN_ACCOUNT
from tests.factories import PASSWORD, make_user
from tests.readers import words

pytestmark = pytest.mark.django_db

PAGE = "/accounts/login/"


def sign_in(client: Client, email: str, password: str = PASSWORD, **extra):
    return client.post(PAGE, {"username": email, "password": password, **extra})


def test_leads_to_my_events(client: Client):
    make_user(email="ana@example.org")

    assert sign_in(client, "ana@example.org").url == "/organize/"


def test_address_is_taken_in_any_case(client: Client):
    make_user(email="ana@example.org")

    assert sign_in(client, "Ana@Example.ORG").status_code == 302


def test_leads_on_to_where_one_wanted_but_never_elsewhere(client: Client):
    make_user(email="ana@example.org")

    assert sign_in(client, "ana@example.org", next="/organize/events/x/").url == (
        "/organize/events/x/"
    )
    client.logout()
    assert sign_in(client, "ana@example.org", next="https://evil.example/").url == "/organize/"


@pytest.mark.parametrize("email", ["ana@example.org", "nobody@example.org"])
def test_wrong_password_and_unknown_address_look_the_same(client: Client, email: str):
    make_user(email="ana@example.org")

    page = words(sign_in(client, email, "wrong"))

    assert "Please enter a correct e-mail address and password." in page


def test_switched_off_account_stays_out(client: Client):
    make_user(email="ana@example.org", is_active=False)

    assert sign_in(client, "ana@example.org").status_code == 200


def test_too_many_tries_are_refused_even_with_the_right_password(client: Client):
    make_user(email="ana@example.org")
    for _ in range(MOST_FOR_AN_ACCOUNT):
        sign_in(client, "ana@example.org", "wrong")

    refused = sign_in(client, "ana@example.org")

    assert "Too many tries." in words(refused)
    with time_machine.travel(timezone.now() + timedelta(minutes=16)):
        assert sign_in(client, "ana@example.org").status_code == 302


def test_success_starts_the_count_anew(client: Client):
    make_user(email="ana@example.org")
    for _ in range(MOST_FOR_AN_ACCOUNT - 1):
        sign_in(client, "ana@example.org", "wrong")
    sign_in(client, "ana@example.org")
    client.logout()

    assert "Too many tries." not in words(sign_in(client, "ana@example.org", "wrong"))


def test_counter_names_nobody_and_is_forgotten(client: Client):
    within_limit("sign-in", "ana@example.org", most=1, window=timedelta(minutes=15))

    assert not Attempt.objects.filter(key__contains="ana").exists()
    with time_machine.travel(timezone.now() + timedelta(days=2)):
        assert forget_old(older_than=timedelta(days=1)) == 1


def test_signing_out_needs_a_post(client: Client):
    client.force_login(make_user())

    assert client.get("/accounts/logout/").status_code == 405
    assert client.post("/accounts/logout/").url == "/"


def test_password_is_changed_by_its_owner(client: Client):
    user = make_user()
    client.force_login(user)
    new = "a much better passphrase"

    response = client.post(
        "/accounts/password/",
        {"old_password": PASSWORD, "new_password1": new, "new_password2": new},
        follow=True,
    )

    user.refresh_from_db()
    assert "Your password is changed" in words(response)
    assert user.check_password(new)
