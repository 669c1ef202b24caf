"""One function for each kind of row, with a default for all that a test is not about."""

from datetime import date, timedelta
from itertools import count
from typing import Any

from django.utils import timezone
from django.utils.text import slugify

from events.models import (
    Activity,
    ActivityCategory,
    AgencyRole,
    Attendee,
    AttendeeStatus,
    Campaign,
    Event,
    EventAgency,
    Park,
    Publication,
    Question,
    Registration,
)
from incidents.models import (
    Correction,
    ExactPlace,
    Incident,
    IncidentPublication,
    Location,
    PlacePrecision,
    Reward,
    SupportService,
    TipLine,
    Victim,
)
from nightout import datespan
from nightout.accounts.models import User
from nightout.agencies.models import Agency, AgencyKind, Membership, Role
from nightout.places.models import City, County, Neighborhood, ZipCode
from nightout.sources.models import Measure, Qualifier, ReportedCount, Source

number = count(1)
PASSWORD = "correct horse battery staple"


def make_county(*, name: str = "Miami-Dade County", state: str = "FL") -> County:
    found = County.objects.filter(name=name, state=state).first()
    return found or County.objects.create(
        fips=f"{next(number):05}",
        name=name,
        state=state,
        slug=slugify(f"{name} {state}"),
        latitude=25.6,
        longitude=-80.5,
    )


def make_city(*, name: str = "Miami Gardens", state: str = "FL", **fields: Any) -> City:
    slug = fields.pop("slug", slugify(f"{name} {state}"))
    defaults = {
        "county": fields.pop("county", None) or make_county(),
        "latitude": 25.942,
        "longitude": -80.2456,
        "population": 100_000,
        **fields,
    }
    found, _made = City.objects.get_or_create(
        slug=slug, defaults={"name": name, "state": state, **defaults}
    )
    return found


def make_neighborhood(*, name: str = "Liberty City", city: City | None = None) -> Neighborhood:
    city = city or make_city(name="Miami")
    return Neighborhood.objects.create(city=city, name=name, slug=slugify(name))


def make_zip(*, code: str = "33056", **fields: Any) -> ZipCode:
    defaults = {
        "post_office": "Opa Locka",
        "state": "FL",
        "latitude": 25.942,
        "longitude": -80.2456,
    }
    return ZipCode.objects.create(code=code, **{**defaults, **fields})


def make_agency(*, name: str = "", **fields: Any) -> Agency:
    name = name or f"Police Department {next(number)}"
    defaults = {"slug": slugify(name), "kind": AgencyKind.MUNICIPAL_POLICE}
    return Agency.objects.create(name=name, **{**defaults, **fields})


def make_user(*, email: str = "", **fields: Any) -> User:
    return User.objects.create_user(
        email or f"person{next(number)}@example.org", PASSWORD, **fields
    )


def make_member(*, agency: Agency, role: Role = Role.EDITOR, **fields: Any) -> User:
    """Somebody with a role at the agency; editors and managers may enter the staff room."""
    user = make_user(**{"is_staff": role != Role.ORGANIZER, **fields})
    Membership.objects.create(user=user, agency=agency, role=role)
    return user


def make_coordinator(**fields: Any) -> User:
    return make_user(is_staff=True, is_superuser=True, **fields)


def make_source(*, publisher: str = "The Gazette", **fields: Any) -> Source:
    return Source.objects.create(
        publisher=publisher, **{"title": "A story", "published_on": date(2018, 8, 7), **fields}
    )


def make_reported_count(**fields: Any) -> ReportedCount:
    defaults = {
        "measure": Measure.KILLED,
        "qualifier": Qualifier.EXACT,
        "value": 5,
        "period_from": date(2018, 7, 1),
        "period_to": date(2018, 7, 31),
        "period_precision": datespan.Precision.MONTH,
    }
    if "source" not in fields:
        fields["source"] = make_source()
    if not {"city", "county", "area_as_printed"} & set(fields):
        fields["city"] = make_city()
    return ReportedCount.objects.create(**{**defaults, **fields})


def make_campaign(*, year: int = 2018, **fields: Any) -> Campaign:
    name = fields.pop("name", f"National Night Out {year}")
    defaults = {"slug": slugify(name), "date": date(year, 8, 7)}
    return Campaign.objects.create(name=name, **{**defaults, **fields})


def make_park(*, name: str = "Rolling Oaks Park", **fields: Any) -> Park:
    slug = fields.pop("slug", f"{slugify(name)}-{next(number)}")
    city = fields.pop("city", None) or make_city()
    return Park.objects.create(name=name, slug=slug, city=city, **fields)


def make_activity(*, name: str = "Cookout", **fields: Any) -> Activity:
    defaults = {"slug": slugify(name), "category": ActivityCategory.FOOD}
    return Activity.objects.create(name=name, **{**defaults, **fields})


def make_event(
    *,
    title: str = "National Night Out at Rolling Oaks Park",
    host: Agency | None = None,
    activities: tuple[Activity, ...] = (),
    **fields: Any,
) -> Event:
    """A public event of a day, hosted by `host` where it is given."""
    day = fields.pop("start_date", date(2018, 8, 7))
    defaults = {
        "slug": f"{slugify(title)}-{next(number)}",
        "start_date": day,
        "end_date": day,
        "publication": Publication.PUBLIC,
    }
    if "city" not in fields:
        fields["city"] = make_city()
    event = Event.objects.create(title=title, **{**defaults, **fields})
    if host:
        EventAgency.objects.create(event=event, agency=host, role=AgencyRole.HOST)
    event.activities.set(activities)
    return event


def make_open_event(**fields: Any) -> Event:
    """A public event to come that takes registrations."""
    day = timezone.localdate() + timedelta(days=30)
    return make_event(**{"start_date": day, "registration": Registration.OPEN, **fields})


def make_attendee(*, event: Event, name: str = "Ana María López", **fields: Any) -> Attendee:
    """Who waits does so since now; of who is present (`present_by`) the whole party is there."""
    if fields.get("status") == AttendeeStatus.WAITLISTED:
        fields.setdefault("waiting_since", timezone.now())
    if fields.get("present_by") and fields.setdefault("present_at", timezone.now()):
        fields.setdefault("adults_present", fields.get("adults", 1))
        fields.setdefault("children_present", fields.get("children", 0))
    return Attendee.objects.create(event=event, name=name, **fields)


def make_question(*, event: Event, text: str = "What will you bring?", **fields: Any) -> Question:
    return Question.objects.create(event=event, text=text, **fields)


def make_incident(
    *,
    agency: Agency | None = None,
    city: City | None = None,
    precision: str = datespan.Precision.DAY,
    day: date = date(2018, 6, 17),
    last: date | None = None,
    location: dict[str, Any] | None = None,
    **fields: Any,
) -> Incident:
    """A public incident with its place."""
    first, last = datespan.span(precision, day, last)
    incident = Incident.objects.create(
        agency=agency or make_agency(),
        precision=precision,
        occurred_from=first,
        occurred_to=last,
        **{"publication": IncidentPublication.PUBLIC, **fields},
    )
    place = location or {"precision": PlacePrecision.CITY, "city": city or make_city()}
    Location.objects.create(incident=incident, **place)
    return incident


def make_victim(*, incident: Incident, **fields: Any) -> Victim:
    if fields.get("name_rule", "withheld") != "withheld":
        fields.setdefault("reviewed_on", date(2018, 8, 8))
    return Victim.objects.create(incident=incident, **fields)


def make_exact_place(
    *, incident: Incident, address: str = "17560 Example Ave", **fields: Any
) -> ExactPlace:
    return ExactPlace.objects.create(incident=incident, address=address, **fields)


def make_tip_line(**fields: Any) -> TipLine:
    defaults = {
        "name": "Miami-Dade Crime Stoppers",
        "number_printed": "305-471-TIPS",
        "number_dialled": "305-471-8477",
        "anonymous": True,
        "reward": True,
    }
    return TipLine.objects.create(**{**defaults, **fields})


def make_support_service(**fields: Any) -> SupportService:
    defaults = {
        "name": "Somebody to talk to",
        "number_printed": "305-555-0142",
        "number_dialled": "305-555-0142",
        "what": "At any hour, in three languages.",
    }
    return SupportService.objects.create(**{**defaults, **fields})


def make_reward(*, incident: Incident, **fields: Any) -> Reward:
    defaults = {"amount": 3000, "as_of": date(2018, 8, 2)}
    return Reward.objects.create(
        incident=incident,
        **{**defaults, "source": fields.pop("source", None) or make_source(), **fields},
    )


def make_correction(*, incident: Incident, **fields: Any) -> Correction:
    defaults = {"made_on": date(2018, 8, 9), "text": "The day was wrong; it is the weekend."}
    return Correction.objects.create(incident=incident, **{**defaults, **fields})
