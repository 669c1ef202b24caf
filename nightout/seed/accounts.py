"""Accounts to look around with, one for each role. They come with the sample and never alone."""

from typing import Any, NamedTuple

from django.contrib.auth.hashers import check_password, make_password

from events.models import Campaign, Event
from nightout.accounts.models import User
from nightout.agencies.models import Agency, Membership, Role
from nightout.localdb import demo_password


class Account(NamedTuple):
    email: str
    name: str
    rights: dict[str, Any]
    agency: str = ""
    role: Role = Role.ORGANIZER


ACCOUNTS = [
    Account(
        "coordinator@example.org", "Sample coordinator", {"is_staff": True, "is_superuser": True}
    ),
    Account(
        "manager.miamigardens@example.org",
        "Sample manager, Miami Gardens",
        {"is_staff": True},
        "Miami Gardens Police",
        Role.MANAGER,
    ),
    Account(
        "editor.broward@example.org",
        "Sample editor, Broward",
        {"is_staff": True},
        "Broward Sheriff's Office",
        Role.EDITOR,
    ),
    Account(
        "organizer.miamigardens@example.org",
        "Sample organizer, Miami Gardens",
        {},
        "Miami Gardens Police",
        Role.ORGANIZER,
    ),
]
ORGANIZED = "National Night Out at Rolling Oaks Park"


class SignIn(NamedTuple):
    email: str
    has_demo_password: bool


def load_accounts(campaign: Campaign) -> None:
    password = make_password(demo_password())
    for account in ACCOUNTS:
        user = find(account.email) or User.objects.create(
            email=account.email, name=account.name, password=password, **account.rights
        )
        agency = Agency.objects.filter(name=account.agency).first()
        if agency:
            Membership.objects.get_or_create(
                user=user, agency=agency, defaults={"role": account.role}
            )
        if account.role == Role.ORGANIZER and agency:
            for event in Event.objects.filter(campaign=campaign, title=ORGANIZED):
                event.organizers.add(user)


def find(email: str) -> User | None:
    return User.objects.filter(email__iexact=email).first()


def sign_ins() -> list[SignIn]:
    """The demo accounts that are still there, and whether the demo password opens them."""
    password, known = demo_password(), {}
    users = [user for account in ACCOUNTS if (user := find(account.email))]
    for user in users:
        if user.password not in known:  # they share one hash, and checking it is slow on purpose
            known[user.password] = check_password(password, user.password)
    return [SignIn(user.email, known[user.password]) for user in users]
