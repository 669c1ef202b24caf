"""What tests of the staff room send and read."""

from typing import Any

from django.http import HttpResponse
from django.test import Client

from nightout.accounts.models import User


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def rows(prefix: str, *each: dict[str, Any]) -> dict[str, Any]:
    """The fields of a formset with these rows; those with an `id` are stored already."""
    stored = sum("id" in row for row in each)
    sent = {f"{prefix}-TOTAL_FORMS": len(each), f"{prefix}-INITIAL_FORMS": stored}
    for number, row in enumerate(each):
        sent |= {f"{prefix}-{number}-{name}": value for name, value in row.items()}
    return sent


def errors_of(response: HttpResponse) -> list[str]:
    """Every error on the page; forms give lists of them, formsets plain texts."""
    found = response.context["errors"]
    return [
        str(text)
        for error in found
        for text in ([error] if isinstance(error, str) else list(error))
    ]


def messages_of(response: HttpResponse) -> list[str]:
    return [str(message) for message in response.context["messages"]]
