"""A word of its own planted in every personal column about incidents, and a walk to every page.

Which columns those are, says nightout/personal_data.toml: a new one is planted by itself, and may
be read by who reads withheld names until MAY_READ says otherwise. Which pages there are, say the
routes: one whose arguments STANDS_FOR does not know stops the walk.
"""

import gzip
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.apps import apps
from django.contrib import admin
from django.db import IntegrityError, models, transaction
from django.http import HttpResponseBase
from django.test import Client
from django.urls import URLPattern, get_resolver
from django.urls.resolvers import LocalePrefixPattern

from events.models import EventOrganizer
from incidents import snapshots
from incidents.models import (
    FactClaim,
    FamilyRequest,
    ImportPiece,
    ImportRemark,
    ImportRun,
    Incident,
    IncidentLink,
    Merge,
    MergedPerson,
)
from incidents.names import honour, lift
from nightout.agencies.models import Agency, Role
from nightout.answers.models import Answer
from nightout.audit.forgetting import policy
from nightout.audit.models import Entry
from tests import factories as make
from tests.incidents.imported import brought, police
from tests.staffroom import signed_in

# Who may read a column: names of the roles below.
NAMES = frozenset({"manager", "coordinator"})
STAFF = NAMES | {"editor"}
ALL = STAFF | {"anyone", "resident", "organizer", "editor elsewhere"}
NOBODY: frozenset[str] = frozenset()

FOR_STAFF = {
    *("incidents.Incident.notes", "incidents.Victim.notes", "incidents.Victim.external_id"),
    *("incidents.FamilyRequest.asked_by", "incidents.FamilyRequest.note"),
    *("incidents.FamilyRequest.lifted_because", "incidents.Merge.because"),
}
FOR_ALL = {
    *("incidents.Incident.summary", "incidents.Incident.inference"),
    *("incidents.IncidentSource.fact", "incidents.Correction.text"),
    *("incidents.FactClaim.as_printed", "incidents.FactClaim.because", "incidents.FactClaim.value"),
    *("incidents.IncidentLink.said_by", "incidents.IncidentLink.because"),
    *("incidents.CaseStatus.said_by", "incidents.CaseStatus.note"),
}
MAY_READ = {
    **dict.fromkeys(FOR_STAFF, STAFF),
    **dict.fromkeys(FOR_ALL, ALL),
    "incidents.ImportPiece.content": NOBODY,
}
# Columns that hold no words of anybody's, or none that a page could tell from others.
NOT_PLANTED = {"incidents.FamilyRequest.name_mark", "incidents.ImportedRecord.said"}
POINT = {"latitude": "25.731942", "longitude": "-80.113377"}


@dataclass
class Night:
    """All that is about one shooting, at an agency that also has an event."""

    agency: Agency
    incident: Incident
    slugs: dict[str, str]
    numbers: dict[str, int]


# What is planted


def word_of(label: str, column: str) -> str:
    """Such as "zqvictimnameqz": of letters only, so that no page folds or escapes it."""
    return f"zq{label.rpartition('.')[2]}{column.replace('_', '')}qz".lower()


def planted() -> dict[str, str]:
    """Each personal column that can hold a word, with the word, or the digits of a point."""
    found = {}
    for label, table in policy().tables.items():
        for name in table.columns if label.startswith("incidents.") else ():
            field = apps.get_model(label)._meta.get_field(name)
            is_text = isinstance(field, models.CharField | models.TextField | models.BinaryField)
            if isinstance(field, models.DecimalField):
                found[f"{label}.{name}"] = POINT[name].partition(".")[2]
            elif is_text and not (field.choices or field.generated):
                found[f"{label}.{name}"] = word_of(label, name)
    return {column: word for column, word in found.items() if column not in NOT_PLANTED}


def plant() -> None:
    """Into every row; where a rule of the database refuses the word, the row stays as it is."""
    for column, word in planted().items():
        label, _dot, name = column.rpartition(".")
        model = apps.get_model(label)
        field = model._meta.get_field(name)
        done = [_plant_in(row, field, word) for row in model._base_manager.order_by("pk")]
        assert any(done), f"No row could take the word of {column}: make one in this file."
    snapshots.make()


def _plant_in(row: models.Model, field: models.Field, word: str) -> bool:
    value: Any = f"{word} {row.pk}" if field.unique else word
    if isinstance(field, models.DecimalField):
        value = POINT[field.name]
    if isinstance(field, models.BinaryField):
        value = word.encode()
    try:
        with transaction.atomic():
            type(row)._base_manager.filter(pk=row.pk).update(**{field.name: value})
    except IntegrityError:
        return False
    return True


# The rows in which it is planted


def make_night(folder: Path) -> Night:
    agency = police()
    city = make.make_city()
    public, hidden, gone = (
        _make_incident(agency, publication) for publication in ("public", "hidden", "public")
    )
    by = make.make_coordinator(name="Cora")
    merge = Merge.objects.create(kept=public, gone=gone, because="the same", done_by=by)
    MergedPerson.objects.create(
        merge=merge, victim=gone.victims.first(), same_as=public.victims.first()
    )
    Incident.objects.filter(pk=gone.pk).update(merged_into=public)
    for incident in (hidden, _make_incident(make.make_agency(), "public")):
        IncidentLink.objects.create(
            incident=public, other=incident, kind="related", said_by="Police"
        )
    request = _make_requests(public, by)
    run = _make_import(folder, by)
    host = make.make_campaign()
    event = make.make_event(host=agency, campaign=host, park=make.make_park(), city=city)
    EventOrganizer.objects.create(event=event, user=_organizer_of(agency))
    answer = Answer.objects.create(
        event=event, incident=public, kind="vigil", agreed_on=date(2018, 8, 1), agreed_by="mother"
    )
    return Night(
        agency=agency,
        incident=public,
        slugs={
            "cities": city.slug,
            "agencies": agency.slug,
            "events": event.slug,
            "campaigns": host.slug,
            "parks": event.park.slug,
        },
        numbers={
            "incident": public.pk,
            "other": hidden.pk,
            "victim": public.victims.first().pk,
            "request": request.pk,
            "merge": merge.pk,
            "run": run.pk,
            "claim": public.fact_claims.first().pk,
            "person": public.victims.first().pk,
            "answer": answer.pk,
            "question": make.make_question(event=event).pk,
            "attendee": make.make_attendee(event=event).pk,
        },
    )


def _organizer_of(agency: Agency) -> Any:
    return make.make_member(agency=agency, role=Role.ORGANIZER, email="organizer@example.org")


def _make_incident(agency: Agency, publication: str) -> Incident:
    """With a row of everything that can hang on one."""
    source = make.make_source()
    place = {"precision": "block", "city": make.make_city(), "public_text": "1200 block of Oak Ln"}
    incident = make.make_incident(agency=agency, publication=publication, location=place)
    make.make_exact_place(incident=incident, is_home=True, **POINT)
    victim = make.make_victim(incident=incident, name="Ana Doe", outcome="killed", age=24)
    initials = {"name_rule": "initials", "name_basis": "published", "outcome": "killed"}
    make.make_victim(incident=incident, name="Ben Doe", **initials)
    incident.citations.create(source=source)
    incident.case_statuses.create(state="open", as_of=date(2018, 7, 1), source=source)
    make.make_correction(incident=incident)
    make.make_reward(incident=incident)
    FactClaim.objects.create(incident=incident, fact="place", value="Oak Ln", source=source)
    for age, chosen in (("24", True), ("25", False)):
        FactClaim.objects.create(
            victim=victim, fact="age", value=age, source=source, chosen=chosen, because="nearer"
        )
    return incident


def _make_requests(incident: Incident, by: Any) -> FamilyRequest:
    """One that was lifted, and one in force."""
    asked = {"asked_by": "the mother", "received_on": date(2018, 9, 1), "note": "By phone"}
    lifted = honour(victim=incident.victims.first(), wish="hold", by=by, **asked)
    lift(request=lifted, because="She called.", by=by)
    return honour(victim=incident.victims.first(), wish="hold", by=by, **asked)


def _make_import(folder: Path, by: Any) -> ImportRun:
    """A file that was applied, and left pieces behind as one does that waits to be."""
    brought(folder, "1,06/17/2018,Miami Gardens,Cleo Doe,24,dead", by=by)
    run = ImportRun.objects.get()
    ImportPiece.objects.create(run=run, number=0, content=b"name")
    ImportRemark.objects.create(run=run, kind="bad_age", line=2, external_id="1", value="x")
    return run


# Who walks


def walkers(agency: Agency) -> dict[str, Client]:
    elsewhere = make.make_agency(name="Police of Elsewhere")
    organizer = agency.memberships.get(user__email="organizer@example.org").user
    return {
        "anyone": Client(),
        "resident": signed_in(make.make_user()),
        "organizer": signed_in(organizer),
        "editor": signed_in(make.make_member(agency=agency)),
        "editor elsewhere": signed_in(make.make_member(agency=elsewhere)),
        "manager": signed_in(make.make_member(agency=agency, role=Role.MANAGER)),
        "coordinator": signed_in(make.make_coordinator()),
    }


# Where they go

# Routes of the program itself, and of links that a mail alone holds: no row is asked for there.
NOT_WALKED = ("healthz", "readyz", "door-worker", "mails/", "admin/jsi18n", "admin/logout")
NOT_WALKED += ("accounts/", "rsvp/", "admin/^", "admin/(")


def addresses(night: Night, *, languages: bool = False) -> list[str]:
    """Each route with its arguments; with `languages` also below /es/ and /ht/."""
    found = {}
    for route, is_translated in _routes(get_resolver().url_patterns):
        if not route.startswith(NOT_WALKED):
            path = "/" + _filled(route, night)
            found |= dict.fromkeys([path] if path not in found else [])
            if languages and is_translated and not route.startswith(("admin/", "organize/")):
                found |= dict.fromkeys([f"/es{path}", f"/ht{path}"])
    return [*found, *_with_questions(night)]


def _routes(patterns: list[Any], before: str = "", below: bool = False) -> Iterator[Any]:
    for pattern in patterns:
        is_translated = below or isinstance(pattern.pattern, LocalePrefixPattern)
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield route, is_translated
        else:
            yield from _routes(pattern.url_patterns, route, is_translated)


def _filled(route: str, night: Night) -> str:
    for part, value in _stands_for(night):
        route = route.replace(part, value)
    for model in admin.site._registry:
        below = f"admin/{model._meta.label_lower.replace('.', '/')}/"
        if route.startswith(below):
            row = model._base_manager.order_by("pk").first()
            pk = night.numbers["incident"] if model is Incident else getattr(row, "pk", 1)
            route = route.replace("<path:object_id>", str(pk))
    assert "<" not in route, f"Say in {__name__} what stands for the arguments of {route}"
    return route


def _stands_for(night: Night) -> list[tuple[str, str]]:
    """Parts of routes, with what stands there; the longer ones first."""
    numbers = {name: str(number) for name, number in night.numbers.items()}
    said = {f"{noun}/<slug:slug>": f"{noun}/{slug}" for noun, slug in night.slugs.items()}
    said |= {
        "sitemaps/<slug:name>": "sitemaps/cities-1",
        "snapshot/<str:name>": f"snapshot/{_nightly_files()[0]}",
        "incidents/<int:pk>": f"incidents/{numbers['incident']}",
        "incident/<int:pk>": f"incident/{numbers['incident']}",
        "merge/<int:other>": f"merge/{numbers['other']}",
        "merges/<int:done>": f"merges/{numbers['merge']}",
        "sources/<slug:fact>/<int:person>": f"sources/age/{numbers['person']}",
        "sources/<slug:fact>": "sources/place",
        "claims/<int:claim>": f"claims/{numbers['claim']}",
        "import/<int:run>": f"import/{numbers['run']}",
        "of/<int:victim>": f"of/{numbers['victim']}",
        "familyrequest/<int:pk>": f"familyrequest/{numbers['request']}",
        "questions/<int:pk>": f"questions/{numbers['question']}",
        "attendees/<int:pk>": f"attendees/{numbers['attendee']}",
        "registration/<slug:state>": "registration/open",
        "<slug:verb>": "cancel",
        "<uuid:mark>": "cafecafe-cafe-4afe-8afe-cafecafecafe",
        "<uuid:batch>": "cafecafe-cafe-4afe-8afe-cafecafecafe",
        "user/<id>": "user/1",
        "<int:pk>": "1",  # of a head-count, a photo: nothing about incidents
    }
    return sorted(said.items(), key=lambda part: -len(part[0]))


def _with_questions(night: Night) -> list[str]:
    """Lists that are narrowed, choices that are offered, and every word as a search."""
    choice = "/admin/autocomplete/?app_label=incidents&model_name={}&field_name={}&term={}"
    chosen = [("incidentlink", "other"), ("incidentsource", "source"), ("location", "city")]
    lists = [f"/incidents/?{query}" for query in ("precision=block", "when=2018", "page=1")]
    lists += [choice.format(*pair, "") for pair in chosen]
    history = f"/admin/incidents/incident/{night.incident.pk}/change/?version="
    versions = night.incident.history.order_by("pgh_id").values_list("pgh_id", flat=True)
    files = [f"/incidents/snapshot/{name}" for name in _nightly_files()]
    return [*lists, *files, *[f"{history}{number}" for number in versions[:1]]]


def _nightly_files() -> list[str]:
    return [file.name for snapshot in snapshots.newest_first() for file in snapshot.files]


SEARCHES = [
    *("/search/?q={}", "/suggest.json?q={}", "/incidents/?q={}", "/incidents.csv?q={}"),
    *("/incidents.geojson?q={}", "/incidents.ndjson?q={}", "/incidents/statistics/?q={}"),
    *("/incidents/areas.geojson?q={}", "/events/?q={}", "/admin/incidents/incident/?q={}"),
    *("/admin/incidents/familyrequest/?q={}", "/admin/audit/entry/?q={}"),
    *("/admin/sources/source/?q={}", "/admin/answers/answer/?q={}", "/organize/?q={}"),
    "/admin/autocomplete/?app_label=incidents&model_name=incidentlink&field_name=other&term={}",
]


def body_of(response: HttpResponseBase) -> str:
    """As text, with the headers; what is packed is unpacked."""
    raw = b"".join(response.streaming_content) if response.streaming else response.content
    if raw.startswith(b"\x1f\x8b"):
        raw = gzip.decompress(raw)
    if raw.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(raw)) as book:
            raw = b"".join(book.read(name) for name in book.namelist())
    return f"{response.headers}\n{raw.decode(errors='replace')}".lower()


# New in each answer, whatever was asked.
FRESH = re.compile(r'name="csrfmiddlewaretoken" value="\w+"|nonce="[^"]+"')


def answer_to(client: Client, address: str, word: str) -> tuple[int, str]:
    """What is answered when the word is searched for, without the word itself."""
    response = client.get(address.format(word))
    told = body_of(response).partition("\n")[2].replace(word, "…")
    return response.status_code, FRESH.sub("", told)


def found_in(text: str, words: dict[str, str]) -> set[str]:
    return {column for column, word in words.items() if word in text}


def log_of_people() -> str:
    """The people's data log as a whole, whoever may read which entry."""
    return " ".join(f"{entry.who} {entry.target}".lower() for entry in Entry.objects.all())
