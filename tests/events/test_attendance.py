"""Who has a place, who waits, and who is next: the verbs, one after the other."""

from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from events.attendance import (
    Party,
    admit,
    announcing_changes,
    cancel,
    change,
    promote,
    promote_everywhere,
    put_in_line,
    register,
)
from events.models import Attendee, CameFrom, Event, MessageKind
from tests.factories import make_attendee, make_event, make_open_event, make_user

pytestmark = pytest.mark.django_db


def party(name: str = "Ana López", adults: int = 1, children: int = 0, **fields) -> Party:
    return Party(name=name, adults=adults, children=children, **fields)


def sign_up(event: Event, *args, **fields) -> Attendee:
    form_key = fields.pop("form_key", None)
    came_from = fields.pop("came_from", CameFrom.PUBLIC_FORM)
    made = register(
        event=event, party=party(*args, **fields), came_from=came_from, form_key=form_key
    )
    return made.attendee


def statuses(event: Event) -> dict[str, str]:
    return dict(event.attendees.order_by("pk").values_list("name", "status"))


def told(event: Event) -> list[tuple[str, str]]:
    """What is to be told to whom, in order."""
    mails = event.attendees.order_by("messages__pk").filter(messages__isnull=False)
    return list(mails.values_list("messages__kind", "email"))


def test_register_gives_a_place_and_a_mail():
    event = make_open_event(capacity=5)

    ana = sign_up(event, "Ana", adults=2, children=3, email="ana@example.org")

    assert (ana.status, ana.people, ana.came_from) == ("attending", 5, "public_form")
    assert told(event) == [("confirmation", "ana@example.org")]


def test_register_without_an_address_writes_no_mail():
    event = make_open_event()

    sign_up(event, phone="305-555-0100")

    assert told(event) == []


def test_register_when_full_waits():
    event = make_open_event(capacity=5)
    sign_up(event, "Ana", adults=4)

    sign_up(event, "Bea", adults=2)

    assert statuses(event) == {"Ana": "attending", "Bea": "waitlisted"}
    event.seats.refresh_from_db()
    assert (event.seats.attending, event.seats.waiting, event.seats.is_full) == (4, 2, False)


def test_register_when_full_without_a_waiting_list_says_so():
    event = make_open_event(capacity=1, waiting_list=False)
    sign_up(event, "Ana")

    with pytest.raises(ValidationError) as refused:
        sign_up(event, "Bea")

    assert refused.value.code == "full"
    assert refused.value.messages == ["All places are taken."]
    assert statuses(event) == {"Ana": "attending"}


@pytest.mark.parametrize("wrong", [{"registration": "closed"}, {"registration": "none"}])
def test_register_when_closed_is_for_staff_only(wrong: dict):
    event = make_open_event(**wrong)

    with pytest.raises(ValidationError) as refused:
        sign_up(event, "Ana")
    sign_up(event, "Bea", came_from=CameFrom.STAFF)

    assert refused.value.code == "closed"
    assert statuses(event) == {"Bea": "attending"}


def test_the_same_form_twice_registers_once():
    event, key = make_open_event(), uuid4()

    first = sign_up(event, "Ana", email="ana@example.org", form_key=key)
    second = sign_up(event, "Ana", email="ana@example.org", form_key=key)

    assert first == second
    assert told(event) == [("confirmation", "ana@example.org")]


def test_the_same_mailbox_twice_is_told_by_mail():
    event = make_open_event()
    sign_up(event, "Ana", email="ana@example.org")

    again = register(
        event=event,
        party=party("Somebody", email="ANA@example.org"),
        came_from=CameFrom.PUBLIC_FORM,
    )

    assert (again.is_new, again.attendee.name) == (False, "Ana")
    assert told(event) == [("confirmation", "ana@example.org"), ("again", "ana@example.org")]


def test_when_full_a_known_mailbox_hears_the_same_as_an_unknown_one():
    event = make_open_event(capacity=1, waiting_list=False)
    sign_up(event, "Ana", email="ana@example.org")

    said = []
    for address in ("ana@example.org", "bea@example.org"):
        with pytest.raises(ValidationError) as refused:
            sign_up(event, email=address)
        said.append(refused.value.messages)

    assert said[0] == said[1]
    assert told(event) == [("confirmation", "ana@example.org"), ("again", "ana@example.org")]


def test_register_is_one_statement(django_assert_num_queries):
    event = Event.objects.select_related("city").get(pk=make_open_event(capacity=5).pk)

    with django_assert_num_queries(1):
        sign_up(event, "Ana", email="ana@example.org")


def test_who_registers_comes_back_as_kept():
    made = sign_up(make_open_event(capacity=1), adults=2, answers={"1": "soup"}, phone="305")

    kept = Attendee.objects.get(pk=made.pk)
    for column in Attendee._meta.concrete_fields:
        if not column.generated:
            assert getattr(made, column.attname) == getattr(kept, column.attname), column


def test_cancel_gives_the_places_to_the_next_whose_party_fits():
    event = make_open_event(capacity=4)
    ana = sign_up(event, "Ana", adults=2)
    sign_up(event, "Bea", adults=2)
    sign_up(event, "Cleo and many", adults=3)
    sign_up(event, "Dora", adults=1, email="dora@example.org")
    sign_up(event, "Ella", adults=1)
    sign_up(event, "Fay", adults=1)

    cancel(attendee=ana)

    assert statuses(event) == {
        "Ana": "cancelled",
        "Bea": "attending",
        "Cleo and many": "waitlisted",
        "Dora": "attending",
        "Ella": "attending",
        "Fay": "waitlisted",
    }
    assert told(event) == [("confirmation", "dora@example.org"), ("promoted", "dora@example.org")]


def test_cancel_twice_is_one():
    event = make_open_event()
    ana = sign_up(event, "Ana", email="ana@example.org")

    cancel(attendee=ana)
    cancel(attendee=ana)

    assert [kind for kind, _ in told(event)] == ["confirmation", "cancelled"]


def test_who_is_present_is_not_cancelled_by_mistake():
    event = make_open_event()
    ana = make_attendee(event=event, present_by=make_user())

    with pytest.raises(ValidationError) as refused:
        cancel(attendee=ana)

    assert refused.value.code == "present"


def test_who_cancelled_may_register_anew():
    event = make_open_event()
    cancel(attendee=sign_up(event, "Ana", email="ana@example.org"))

    sign_up(event, "Ana again", email="ana@example.org")

    assert statuses(event) == {"Ana": "cancelled", "Ana again": "attending"}


def test_change_to_a_smaller_party_frees_places():
    event = make_open_event(capacity=4)
    ana = sign_up(event, "Ana", adults=4)
    sign_up(event, "Bea", adults=2)

    change(attendee=ana, party=party("Ana", adults=2))

    assert statuses(event) == {"Ana": "attending", "Bea": "attending"}


def test_change_to_a_larger_party_keeps_what_there_is_when_full():
    event = make_open_event(capacity=4)
    ana = sign_up(event, "Ana", adults=3)

    with pytest.raises(ValidationError) as refused:
        change(attendee=ana, party=party("Ana", adults=5))

    assert refused.value.messages == ["Only 1 place is left. You keep your 3 places."]
    ana.refresh_from_db()
    assert (ana.adults, ana.status) == (3, "attending")


def test_who_waits_keeps_the_place_in_line_and_is_promoted_when_the_party_shrinks_to_fit():
    event = make_open_event(capacity=4)
    sign_up(event, "Ana", adults=3)
    bea = sign_up(event, "Bea", adults=3, email="bea@example.org")
    since = bea.waiting_since

    bea = change(attendee=bea, party=party("Bea", adults=2, email="bea@example.org"))
    assert (bea.status, bea.waiting_since) == ("waitlisted", since)
    bea = change(attendee=bea, party=party("Bea", adults=1, email="bea@example.org"))

    assert bea.status == "attending"
    assert [kind for kind, _ in told(event)][-1] == "promoted"


def test_change_to_an_address_that_is_taken_is_refused():
    event = make_open_event()
    sign_up(event, "Ana", email="ana@example.org")
    bea = sign_up(event, "Bea", email="bea@example.org")

    with pytest.raises(ValidationError) as refused:
        change(attendee=bea, party=party("Bea", email="Ana@example.org"))

    assert list(refused.value.message_dict) == ["email"]


def test_who_is_forgotten_is_not_written_back():
    event = make_open_event()
    ana = sign_up(event, "Ana")
    Attendee.objects.filter(pk=ana.pk).update(name="", phone="", forgotten_at=timezone.now())

    with pytest.raises(ValidationError) as refused:
        change(attendee=ana, party=party("Ana", adults=2))

    assert refused.value.code == "gone"
    assert statuses(event) == {"": "attending"}


def test_change_that_changes_nothing_writes_no_mail():
    event = make_open_event()
    ana = sign_up(event, "Ana", email="ana@example.org")

    change(attendee=ana, party=party("Ana", email="ana@example.org"))

    assert [kind for kind, _ in told(event)] == ["confirmation"]


def test_staff_admit_out_of_turn_where_there_is_room_only():
    event = make_open_event(capacity=3)
    sign_up(event, "Ana", adults=2)
    sign_up(event, "Bea", adults=2)
    cleo = put_in_line(attendee=sign_up(event, "Cleo", adults=1))
    bea = event.attendees.get(name="Bea")

    with pytest.raises(ValidationError) as refused:
        admit(attendee=bea)
    admit(attendee=cleo)

    assert refused.value.messages == ["Only 1 place is left."]
    assert statuses(event) == {"Ana": "attending", "Bea": "waitlisted", "Cleo": "attending"}


def test_a_raised_capacity_gives_the_new_places_away():
    event = make_open_event(capacity=1)
    sign_up(event, "Ana")
    sign_up(event, "Bea", email="bea@example.org")

    with announcing_changes([event]):
        Event.objects.filter(pk=event.pk).update(capacity=2)

    assert statuses(event) == {"Ana": "attending", "Bea": "attending"}
    assert told(event)[-1] == ("promoted", "bea@example.org")


def test_no_limit_any_more_lets_everybody_in():
    event = make_open_event(capacity=1)
    for name in ("Ana", "Bea", "Cleo"):
        sign_up(event, name)

    with announcing_changes([event]):
        Event.objects.filter(pk=event.pk).update(capacity=None)

    assert set(statuses(event).values()) == {"attending"}


def test_nobody_is_promoted_to_what_is_cancelled_or_over():
    over = make_event(capacity=1)
    make_attendee(event=over, status="waitlisted")
    off = make_open_event(capacity=1, status="cancelled")
    make_attendee(event=off, status="waitlisted")

    assert promote(event=over) == promote(event=off) == []


def test_a_place_freed_by_hand_is_found_later():
    event = make_open_event(capacity=1)
    ana = sign_up(event, "Ana")
    sign_up(event, "Bea")
    Attendee.objects.filter(pk=ana.pk).update(status="cancelled")

    assert promote_everywhere() == 1
    assert statuses(event)["Bea"] == "attending"


# Who has registered is told what is new


def moved(event: Event, **values) -> None:
    with announcing_changes([event]):
        Event.objects.filter(pk=event.pk).update(**values)


def test_a_new_time_is_told_to_who_comes_and_who_waits_and_not_to_who_cancelled():
    event = make_open_event(capacity=1)
    sign_up(event, "Ana", email="ana@example.org")
    sign_up(event, "Bea", email="bea@example.org")
    cancel(attendee=sign_up(event, "Cleo", email="cleo@example.org"))

    moved(event, start_time="19:30")

    assert told(event)[-2:] == [
        ("event_changed", "ana@example.org"),
        ("event_changed", "bea@example.org"),
    ]


def test_corrections_of_a_correction_are_one_mail():
    event = make_open_event()
    ana = sign_up(event, "Ana", email="ana@example.org")

    moved(event, start_time="19:30")
    moved(event, start_time="20:00")

    mail = ana.messages.get(kind=MessageKind.EVENT_CHANGED)
    assert mail.before["start_time"] is None
    assert mail.due_at > timezone.now()


def test_a_cancelled_event_is_told_once_and_at_once():
    event = make_open_event()
    ana = sign_up(event, "Ana", email="ana@example.org")
    moved(event, start_time="19:30")

    moved(event, status="cancelled")
    moved(event, status="cancelled")

    kinds = [mail.kind for mail in ana.messages.order_by("pk")]
    assert kinds == ["confirmation", "event_cancelled"]


@pytest.mark.parametrize("publication", ["submitted", "hidden"])
def test_what_is_called_off_is_told_also_while_it_is_not_public(publication: str):
    event = make_open_event()
    ana = sign_up(event, "Ana", email="ana@example.org")
    moved(event, publication=publication)

    moved(event, status="cancelled")

    assert [mail.kind for mail in ana.messages.order_by("pk")] == [
        "confirmation",
        "event_cancelled",
    ]


def test_what_residents_need_not_know_is_not_told():
    event = make_open_event()
    sign_up(event, "Ana", email="ana@example.org")

    moved(event, notes="Bring the key.", capacity=80)

    assert [kind for kind, _ in told(event)] == ["confirmation"]


def test_changes_of_a_past_event_are_not_told():
    event = make_event()
    make_attendee(event=event, email="ana@example.org")

    moved(event, start_time="19:30")

    assert told(event) == []
