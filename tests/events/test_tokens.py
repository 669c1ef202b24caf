"""A link opens one registration, and nobody can make one up."""

import pytest
from django.utils import timezone

from events.models import Attendee
from events.tokens import attendee_of, from_digits, in_digits, token
from tests.factories import make_attendee, make_event

pytestmark = pytest.mark.django_db


def test_a_token_finds_its_attendee():
    ana = make_attendee(event=make_event(), email="ana@example.org")

    assert attendee_of(token(ana)) == ana


def test_a_token_is_letters_and_digits():
    assert token(make_attendee(event=make_event())).replace("-", "").isalnum()


@pytest.mark.parametrize(
    "wrong", ["", "-", "1-", "-abc", "zzzzzzzzzz-a", "٣-٣", "1" * 500, "a-b-c"]
)
def test_what_is_no_token_finds_nobody(wrong: str):
    with pytest.raises(Attendee.DoesNotExist):
        attendee_of(wrong)


def test_a_signature_opens_no_other_row():
    event = make_event()
    ana, bea = make_attendee(event=event), make_attendee(event=event)
    number, signed = token(ana).split("-")

    with pytest.raises(Attendee.DoesNotExist):
        attendee_of(f"{in_digits(bea.pk)}-{signed}")
    with pytest.raises(Attendee.DoesNotExist):
        attendee_of(f"{number}-{signed[:-1]}")


def test_a_link_that_went_to_a_wrong_address_dies_with_it():
    ana = make_attendee(event=make_event(), email="typo@example.org")
    old = token(ana)
    ana.email = "ana@example.org"
    ana.save()

    with pytest.raises(Attendee.DoesNotExist):
        attendee_of(old)
    assert attendee_of(token(ana)) == ana


def test_an_address_in_other_letters_is_the_same():
    ana = make_attendee(event=make_event(), email="Ana@Example.org")
    old = token(ana)
    ana.email = "ana@example.org"
    ana.save()

    assert attendee_of(old) == ana


def test_links_outlive_a_new_secret_while_the_old_one_is_named(settings):
    ana = make_attendee(event=make_event())
    old = token(ana)

    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another-secret"

    assert attendee_of(old) == ana
    settings.SECRET_KEY_FALLBACKS = []
    with pytest.raises(Attendee.DoesNotExist):
        attendee_of(old)


def test_who_is_forgotten_has_no_link():
    ana = make_attendee(event=make_event())
    link = token(ana)
    Attendee.objects.filter(pk=ana.pk).update(name="", forgotten_at=timezone.now())

    with pytest.raises(Attendee.DoesNotExist):
        attendee_of(link)


def test_numbers_are_written_and_read():
    assert [from_digits(in_digits(n)) for n in (0, 1, 61, 62, 10**12)] == [0, 1, 61, 62, 10**12]
