from datetime import timedelta

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.utils import timezone

from events.models import Word
from nightout.accounts.limits import within_limit
from nightout.accounts.models import Attempt
from tests.factories import make_city, make_event

pytestmark = pytest.mark.django_db


def test_worker_deletes_what_has_ended_and_nothing_else(capsys):
    with time_machine.travel(timezone.now() - timedelta(days=2)):
        within_limit("sign-in", "old@example.org", most=1, window=timedelta(minutes=15))
    within_limit("sign-in", "new@example.org", most=1, window=timedelta(minutes=15))
    for name, days in (("ended", -1), ("open", 1)):
        Session.objects.create(
            session_key=name, session_data="", expire_date=timezone.now() + timedelta(days=days)
        )

    event = make_event(title="Vigil", city=make_city(name="Miami"))
    event.title = "Evening"
    event.save()

    call_command("worker", "--once")

    assert set(Word.objects.values_list("word", flat=True)) == {"evening", "miami", "fl"}
    assert Attempt.objects.count() == 1
    assert list(Session.objects.values_list("session_key", flat=True)) == ["open"]
    assert "1 old counters and 1 unused words deleted" in capsys.readouterr().out
