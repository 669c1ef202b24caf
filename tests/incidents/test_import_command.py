"""manage.py import_incidents: its report, its exit code, and New York's list."""

import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db.models import Count, Q

from incidents.imports import shipped
from incidents.models import Incident, Location, Victim
from nightout.agencies.models import Role
from nightout.audit.forgetting import versions_of
from tests.factories import make_agency, make_city, make_county, make_member
from tests.incidents.imported import MAPPING, csv_of, police

pytestmark = pytest.mark.django_db
ROW = "7,06/17/2018,Miami Gardens,Ada Example,31,dead"
SHARED = Path(__file__).resolve().parents[3] / "shared" / "data" / "shootings_nypd_2022_ytd.csv"


@pytest.fixture
def mapped(tmp_path) -> Path:
    file = tmp_path / "mapping.toml"
    file.write_text(MAPPING)
    return file


def told(*given: object, **options: object) -> tuple[str, int]:
    """What is printed, and the exit code."""
    out = io.StringIO()
    try:
        call_command("import_incidents", *map(str, given), stdout=out, **options)
    except SystemExit as end:
        return out.getvalue(), end.code
    return out.getvalue(), 0


def test_a_dry_run_is_the_default(tmp_path, mapped):
    police()

    text, code = told(csv_of(tmp_path, ROW), map=mapped)

    assert text.splitlines() == [
        "A dry run: nothing was written. With --apply it is.",
        "Rows: 1 read, 0 refused, 0 left out as no victims",
        "Incidents: 1 new, 0 changed in the file, 0 unchanged, 0 left alone",
        "Places: 1 the city is known",
        "People in the file: 1 (1 killed)",
    ]
    assert (code, Incident.objects.count()) == (0, 0)


def test_applying_writes_and_says_what_was_refused(tmp_path, mapped):
    police()

    text, code = told(csv_of(tmp_path, ROW, "8,,x,,,"), map=mapped, apply=True)

    assert text.startswith("Written into the registry.\nRows: 2 read, 1 refused")
    assert "\nRows refused\n  no date: 1\n    line 3: 8 · day" in text
    assert (code, Incident.objects.count()) == (2, 1)


def test_the_report_is_there_for_programs(tmp_path, mapped):
    police()

    text, code = told(csv_of(tmp_path, "8,06/17/2018,Atlantis,,,"), map=mapped, json=True)

    report = json.loads(text)
    assert code == 2
    assert (report["applied"], report["counts"]["refused"]) == (False, 1)
    assert report["places"] == [{"place": "Atlantis", "rows": 1, "near": []}]
    assert [remark["kind"] for remark in report["remarks"]] == ["unknown_place"]


def test_long_lists_of_remarks_are_cut_on_paper(tmp_path, mapped):
    police()

    text, _code = told(csv_of(tmp_path, *(f"{n},,x,,," for n in range(30))), map=mapped)

    assert "  no date: 30\n" in text
    assert "    and 10 more" in text


def test_who_answers_for_it_can_be_said(tmp_path, mapped):
    manager = make_member(agency=police(), role=Role.MANAGER)

    told(csv_of(tmp_path, ROW), map=mapped, apply=True, by=manager.email.upper())

    (version,) = versions_of(Incident).objects.select_related("pgh_context")
    assert version.pgh_context.metadata == {"user": manager.pk}


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"by": "nobody@example.org"}, "There is no account nobody@example.org."),
        ({"map": "nothing.toml"}, "nothing.toml: No such file or directory."),
    ],
)
def test_what_cannot_be_used_is_said(tmp_path, mapped, options, said):
    police()

    with pytest.raises(CommandError, match=said):
        told(csv_of(tmp_path, ROW), **{"map": mapped, **options})


def test_a_wrong_mapping_and_a_wrong_file_are_said(tmp_path, mapped):
    with pytest.raises(CommandError, match="There is no agency with the slug “police”"):
        told(csv_of(tmp_path, ROW), map=mapped)
    police()
    with pytest.raises(CommandError, match="The file has no column “id”"):
        told(csv_of(tmp_path, ROW, header="a,b,c,d,e,f"), map=mapped)
    with pytest.raises(CommandError, match=r"nothing.csv: No such file"):
        told(tmp_path / "nothing.csv", map=mapped)


# New York's list

BOROUGHS = {
    "The Bronx": "Bronx County",
    "Brooklyn": "Kings County",
    "Manhattan": "New York County",
    "Queens": "Queens County",
    "Staten Island": "Richmond County",
}


@pytest.fixture
def new_york() -> None:
    make_agency(name="New York City Police Department", ori="NY0303000")
    make_city(
        name="New York City", state="NY", county=make_county(name="New York County", state="NY")
    )
    for name, county in BOROUGHS.items():
        make_city(
            name=name,
            state="NY",
            county=make_county(name=county, state="NY"),
            latitude=40.75,
            longitude=-73.95,
        )


@pytest.mark.skipif(not SHARED.exists(), reason="the shared list of New York is not here")
def test_the_list_of_new_york_is_read_as_its_counts_are_known(new_york):
    text, code = told(SHARED, map="nypd_shootings", apply=True)

    assert "Rows: 1,400 read, 0 refused" in text
    assert "Incidents: 1,045 new" in text
    assert "People in the file: 1,400 (264 killed, 1,136 shot; outcome not stated)" in text
    assert (
        "a value that the mapping does not know: 1\n    line 96: 248480012 · VIC_AGE_GROUP · 1022"
        in text
    )
    assert code == 2
    outcomes = Victim.objects.values_list("outcome").annotate(Count("pk")).order_by("outcome")
    assert list(outcomes) == [("killed", 264), ("shot_not_stated", 1136)]
    groups = dict(Victim.objects.values_list("age_group").annotate(Count("pk")))
    assert groups == {
        **{"": 2, "under_18": 135, "18_24": 397, "25_44": 723, "45_64": 134, "65_up": 9},
    }
    per_incident = Incident.objects.annotate(people=Count("victims"))
    assert (per_incident.filter(people__gt=1).count(), per_incident.filter(people=10).count()) == (
        205,
        1,
    )
    assert Incident.objects.filter(precision="time", publication="draft").count() == 1045
    places = Location.objects.aggregate(
        block=Count("pk", filter=Q(precision="block", latitude__isnull=False)),
        city=Count("pk", filter=Q(precision="city", latitude__isnull=True)),
    )
    assert places == {"block": 1040, "city": 5}  # six rows have no point
    counties = Location.objects.values_list("city__county__name", flat=True).distinct()
    assert set(counties) == set(BOROUGHS.values())

    again, _code = told(SHARED, map="nypd_shootings", apply=True)

    assert "Incidents: 0 new, 0 changed in the file, 1,045 unchanged, 0 left alone" in again
    assert versions_of(Victim).objects.count() == 1400


def test_the_mapping_of_new_york_reads_nothing_of_suspects():
    assert "PERP_" not in "".join(
        line for line in shipped()["nypd_shootings"].splitlines() if not line.startswith("refuse")
    )
