"""The page of an incident with its many parts: each kept once, none lost, none asked for one by one."""

from datetime import date

import pytest

from nightout.agencies.models import Role
from tests import factories as make
from tests.incidents.test_admin_incident import change_of, stored
from tests.staffroom import errors_of, rows, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def agency():
    return make.make_agency()


@pytest.fixture
def manager(agency):
    return signed_in(make.make_member(agency=agency, role=Role.MANAGER))


@pytest.mark.parametrize("parts", [1, 3])
def test_the_form_takes_as_many_queries_for_three_of_each_part_as_for_one(
    manager, agency, parts, django_assert_num_queries
):
    incident = make.make_incident(agency=agency)
    for number in range(parts):
        source = make.make_source()
        incident.citations.create(source=source)
        make.make_victim(incident=incident, outcome="killed", outcome_source=source)
        other = make.make_incident(agency=agency)
        incident.links.create(other=other, kind="related", said_by="x", source=source)
        day = date(2018, 7, 1 + number)
        incident.case_statuses.create(state="open", as_of=day, source=source)

    manager.get(change_of(incident))  # what is kept from then on, such as kinds of content
    with django_assert_num_queries(44):
        page = manager.get(change_of(incident)).content.decode()

    assert page.count(" selected>") >= 5 * parts


def test_a_link_to_itself_and_a_part_that_is_there_are_refused_in_words(manager, agency):
    incident, source = make.make_incident(agency=agency), make.make_source()
    incident.case_statuses.create(state="open", as_of=date(2018, 7, 1), source=source)
    itself = {"kind": "related", "other": incident.pk, "said_by": "x", "incident": incident.pk}
    again = {"state": "open", "as_of": "2018-07-01", "source": source.pk, "incident": incident.pk}

    for part, row in (("links", itself), ("case_statuses", again)):
        refused = manager.post(change_of(incident), stored(incident) | rows(part, row))
        assert refused.status_code == 200
        assert len(errors_of(refused)) == 1


def test_a_new_source_of_a_person_may_be_cited_in_the_same_breath(manager, agency):
    incident = make.make_incident(agency=agency)
    first, second = (make.make_source(published_on=date(2018, 6, day)) for day in (18, 20))
    victim = make.make_victim(incident=incident, outcome="shot_not_stated", outcome_source=first)
    person = {"id": victim.pk, "incident": incident.pk, "outcome": "killed"}
    person |= {"outcome_source": second.pk, "name_rule": "withheld"}
    cited = {"incident": incident.pk, "source": second.pk, "fact": ""}

    form = stored(incident) | rows("victims", person) | rows("citations", cited)

    assert manager.post(change_of(incident), form).status_code == 302
    assert incident.citations.filter(source=second).count() == 1


def test_a_record_with_hundreds_of_people_can_be_saved(manager, agency):
    incident = make.make_incident(agency=agency)
    people = [make.make_victim(incident=incident) for _ in range(205)]
    kept = [
        {"id": person.pk, "incident": incident.pk, "name_rule": "withheld", "outcome": "killed"}
        for person in people
    ]

    form = stored(incident, notes="A long night.") | rows("victims", *kept)

    assert manager.post(change_of(incident), form).status_code == 302
