"""Forms of the staff room: what a clerk types about events, and what we tell them back."""

import datetime
from collections.abc import Iterator
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.forms.models import BaseInlineFormSet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from events.attendance import seats_in_line
from events.models import Attendee, AttendeeStatus, Campaign, Event, EventAgency, Park, Publication
from events.models.choices import HOSTING, Languages
from nightout.accounts.models import User
from nightout.agencies.models import EDITORS, MANAGERS
from nightout.places.models import City
from nightout.slugs import unique_slug
from nightout.staffroom import DuplicateWarning, Twin, alike, own_agencies, phone_number, picked
from nightout.staffroom.forms import DATE, DAY_AND_TIME

MOST_TWINS = 10
EDITABLE_BY_EDITORS = (Publication.DRAFT, Publication.SUBMITTED)


def publishable_by(user: User) -> QuerySet[Event]:
    """Events that this person may make public or hide: those that their agency hosts."""
    if user.is_coordinator:
        return Event.objects.all()
    hosted = EventAgency.objects.filter(
        event=OuterRef("pk"), role__in=HOSTING, agency__in=own_agencies(user, *MANAGERS)
    )
    return Event.objects.filter(Exists(hosted))


class WallClockField(forms.DateTimeField):
    """A moment as the clock on the wall of the event's city shows it."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"required": False, "widget": DAY_AND_TIME, **kwargs})
        self.zone = timezone.get_default_timezone()

    def prepare_value(self, value: Any) -> Any:
        with timezone.override(self.zone):
            return super().prepare_value(value)

    def to_python(self, value: Any) -> datetime.datetime | None:
        with timezone.override(self.zone):
            return super().to_python(value)


class TimesForm(forms.ModelForm):
    """The days of an event, and when registration opens and closes, all by its city's clock."""

    opens_at = WallClockField(
        label=_("Registration opens"),
        help_text=_("On the clock of the event's city. Empty: at once."),
    )
    closes_at = WallClockField(
        label=_("Registration closes"),
        help_text=_("On the clock of the event's city. Empty: when the event is over."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.hints: list[str] = []
        if self.instance.city_id:
            self._set_clock(self.instance.city)
        if "end_date" in self.fields:
            self.fields["end_date"].required = False
            if self._last_day_follows():
                self.initial["end_date"] = None  # so that moving the date moves the event

    def _set_clock(self, city: City) -> None:
        for name in {"opens_at", "closes_at"} & set(self.fields):
            self.fields[name].zone = ZoneInfo(city.time_zone)

    def _last_day_follows(self) -> bool:
        """Whether an empty last day would come out as it is now."""
        event = self.instance
        if not (event.start_time and event.end_time and event.end_time < event.start_time):
            return event.end_date == event.start_date
        return event.end_date == event.start_date + datetime.timedelta(days=1)

    def clean_days(self, cleaned: dict[str, Any]) -> None:
        """An empty last day is the first, or the next where it ends after midnight."""
        first, last = cleaned.get("start_date"), cleaned.get("end_date")
        if not first or last or "end_date" in self.errors:
            return
        start, end = cleaned.get("start_time"), cleaned.get("end_time")
        cleaned["end_date"] = first
        if start and end and end < start:
            cleaned["end_date"] = first + datetime.timedelta(days=1)
            self.hints.append(_("It ends after midnight: the last day is the next day."))


class EventForm(DuplicateWarning, TimesForm):
    user: User
    languages = forms.MultipleChoiceField(
        label=_("Languages spoken"),
        choices=Languages,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in {"slug", "city"} & set(self.fields):
            self.fields[name].required = False
        if "city" in self.fields:
            self.fields["city"].help_text = _("May stay empty where a park is chosen.")
        self._limit_publication()
        self._limit_park()
        self._limit_organizers()

    def _limit_publication(self) -> None:
        field = self.fields.get("publication")
        if field is None or self.user.is_coordinator:
            return
        if own_agencies(self.user, *MANAGERS).exists() and (
            self.instance.pk is None or publishable_by(self.user).contains(self.instance)
        ):
            return
        if self.instance.publication in EDITABLE_BY_EDITORS:
            field.choices = [(value, value.label) for value in EDITABLE_BY_EDITORS]
        else:
            field.disabled = True
            field.help_text = _("Only a manager of the agency changes it from here.")

    def _limit_park(self) -> None:
        """A home that another host entered stays as it is, and stays unnamed."""
        field, park = self.fields.get("park"), self.instance.park_id
        if field is None or park is None:
            return
        if not Park.objects.seen_by(self.user).filter(pk=park).exists():
            field.queryset = Park.objects.filter(pk=park)
            field.label_from_instance = lambda home: home.public_name
            field.disabled = True
            field.help_text = _("Known to another agency of this event only.")

    def _limit_organizers(self) -> None:
        """Colleagues only; who was given by another agency stays, unseen."""
        field = self.fields.get("organizers")
        if field is None or self.user.is_coordinator:
            return
        colleagues = User.objects.filter(
            is_active=True, memberships__agency__in=own_agencies(self.user)
        )
        field.queryset = colleagues.distinct().order_by("name", "email")
        field.label_from_instance = lambda person: " · ".join(
            filter(None, [person.name, person.email])
        )
        self.unseen_organizers = (
            list(self.instance.organizers.exclude(pk__in=colleagues)) if self.instance.pk else []
        )

    def clean_organizers(self) -> Any:
        chosen = self.cleaned_data["organizers"]
        unseen = [person.pk for person in getattr(self, "unseen_organizers", [])]
        if not unseen:
            return chosen
        return User.objects.filter(Q(pk__in=chosen.values("pk")) | Q(pk__in=unseen))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        self._clean_place(cleaned)
        self._clean_clock(cleaned)
        self.clean_days(cleaned)
        title, day, city = (cleaned.get(name) for name in ("title", "start_date", "city"))
        if title and day and "slug" in self.fields and not cleaned.get("slug"):
            kept = self.instance.slug if self.instance.pk else ""
            words = f"{title} {city.name if city else ''} {day}"
            cleaned["slug"] = kept or unique_slug(Event, words)
        if title and day and city and not self.instance.pk:
            self.warn(self._twins(title, day, cleaned))
        return cleaned

    def _clean_place(self, cleaned: dict[str, Any]) -> None:
        if {"city", "park", "neighborhood"} & set(self.errors):
            return
        park, city = cleaned.get("park"), cleaned.get("city")
        if park and not city:
            city = cleaned["city"] = park.city
        if not city:
            self.add_error("city", _("Name the city, or choose a park."))
            return
        if park and park.city_id != city.pk:
            text = _("%(park)s lies in %(city)s. Change the park or the city.")
            self.add_error("park", text % {"park": park.public_name, "city": park.city})
        elif park and not cleaned.get("neighborhood"):
            cleaned["neighborhood"] = park.neighborhood
        neighborhood = cleaned.get("neighborhood")
        if neighborhood and neighborhood.city_id != city.pk:
            text = _("%(neighborhood)s is not a neighborhood of %(city)s.")
            self.add_error("neighborhood", text % {"neighborhood": neighborhood, "city": city})

    def _clean_clock(self, cleaned: dict[str, Any]) -> None:
        """What was typed for registration is meant by the clock of the city that was chosen."""
        city = cleaned.get("city")
        for name in {"opens_at", "closes_at"} & set(cleaned):
            if city and cleaned[name]:
                typed = cleaned[name].astimezone(self.fields[name].zone)
                cleaned[name] = typed.replace(tzinfo=ZoneInfo(city.time_zone))

    def _twins(self, title: str, day: datetime.date, cleaned: dict[str, Any]) -> Iterator[Twin]:
        """Same city and date, and the same park; or a like title where a park is not known."""
        park = cleaned.get("park")
        there = Event.objects.filter(city=cleaned["city"], start_date=day)
        titled = Q(pk__in=alike(there, "title_folded", title).values("pk"))
        same = titled if park is None else Q(park=park) | titled & Q(park__isnull=True)
        mine = Event.objects.managed_by(self.user)
        for event in there.filter(same, pk__in=mine.values("pk"))[:MOST_TWINS]:
            yield Twin(str(event), reverse("admin:events_event_change", args=[event.pk]))
        for event in there.public().filter(same).exclude(pk__in=mine.values("pk"))[:MOST_TWINS]:
            words = _("An event of another agency: %(title)s") % {"title": event.title}
            yield Twin(words, event.get_absolute_url())


class HostForm(forms.ModelForm):
    def has_changed(self) -> bool:
        """A host proposed on a new form counts as chosen, though nobody touched it."""
        return super().has_changed() or bool(self.initial.get("proposed"))


class HostFormSet(BaseInlineFormSet):
    """The hosts that this person may choose; rows of other agencies are not in it at all."""

    user: User

    def clean(self) -> None:
        super().clean()
        if self.user.is_coordinator or any(self.errors):
            return
        hosts = [
            form.cleaned_data["agency"].pk
            for form in self.forms
            if picked(form) and form.cleaned_data["role"] in HOSTING
        ]
        if not own_agencies(self.user, *EDITORS).filter(pk__in=hosts).exists():
            raise ValidationError(
                _("Name at least one agency of yours as host or co-host: it keeps this event."),
                code="no_own_host",
            )
        published = self.instance.publication not in EDITABLE_BY_EDITORS
        if published and not self._may_publish(hosts):
            raise ValidationError(
                _("Only a manager of a hosting agency makes it public or hides it."),
                code="not_publishing",
            )

    def _may_publish(self, hosts: list[int]) -> bool:
        if own_agencies(self.user, *MANAGERS).filter(pk__in=hosts).exists():
            return True
        stored = Event.objects.filter(pk=self.instance.pk, publication=self.instance.publication)
        return self.instance.pk is not None and stored.exists()


class AttendeeForm(forms.ModelForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "phone" in self.fields:
            self.fields["phone"].validators.append(phone_number)
        if "status" in self.fields:
            # Who was given a place while the form was open does not lose it by a corrected name.
            self.fields["status"].show_hidden_initial = True

    def clean_status(self) -> str:
        untouched = self.instance.pk and "status" not in self.changed_data
        return self.instance.status if untouched else self.cleaned_data["status"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        event = cleaned.get("event") or (self.instance.event if self.instance.pk else None)
        if event and not self.errors:
            keep_within(event, [self])
        self.make_whole(event)
        return cleaned

    def make_whole(self, event: Event | None) -> None:
        """What goes with the status; and whether it may change."""
        attendee, status = self.instance, _status(self)
        if status != attendee.status or attendee.pk is None:
            waits, cancelled = AttendeeStatus.WAITLISTED, AttendeeStatus.CANCELLED
            attendee.waiting_since = timezone.now() if status == waits else None
            attendee.cancelled_at = timezone.now() if status == cancelled else None
        if attendee.present_at and status != AttendeeStatus.ATTENDING:
            self.add_error("status", _("They are marked as present. Take that back first."))
        email = self.cleaned_data.get("email")
        if event and email and status != AttendeeStatus.CANCELLED:
            others = event.attendees.not_cancelled().exclude(pk=attendee.pk)
            if others.filter(email__iexact=email).exists():
                self.add_error("email", _("This e-mail address is registered already."))


class PartyForm(AttendeeForm):
    """One of the attendees inside an event's form: the formset counts them together."""

    def clean(self) -> dict[str, Any]:
        cleaned = forms.ModelForm.clean(self) or self.cleaned_data
        self.make_whole(self.instance.event if self.instance.event_id else None)
        return cleaned


class PartyFormSet(BaseInlineFormSet):
    def clean(self) -> None:
        super().clean()
        if self.instance.pk and not any(self.errors):
            keep_within(self.instance, self.forms)


def keep_within(event: Event, edited: list[forms.ModelForm]) -> None:
    """Refuse more people than places. The event's seats stay locked until all is saved.

    What is over the limit already may be corrected, as long as it does not grow.
    """
    if not any(form.has_changed() for form in edited):
        return
    seats = seats_in_line(event)
    # Inside an event's own form its capacity may be changing; else what is stored by now counts.
    capacity = event.capacity if isinstance(edited[0], PartyForm) else seats.capacity
    if capacity is None:
        return
    attending = Attendee.objects.filter(event=event).attending()
    now = attending.exclude(pk__in=[f.instance.pk for f in edited if f.instance.pk]).people()
    for form in edited:
        if picked(form) and _status(form) == AttendeeStatus.ATTENDING:
            now += (form.cleaned_data.get("adults") or 0) + (form.cleaned_data.get("children") or 0)
    if now > capacity and now > seats.attending:
        text = ngettext(
            "That makes %(now)d people for %(places)d place. Put some on the waiting list.",
            "That makes %(now)d people for %(places)d places. Put some on the waiting list.",
            capacity,
        )
        raise ValidationError(text % {"now": now, "places": capacity}, code="full")


def _status(form: forms.ModelForm) -> str:
    return form.cleaned_data.get("status", form.instance.status)


class ParkForm(DuplicateWarning, forms.ModelForm):
    user: User

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False
        own = own_agencies(self.user)
        if not self.user.is_coordinator and "maintained_by" in self.fields:
            self.fields["maintained_by"].queryset = own
            self.fields["maintained_by"].required = True
            if own.count() == 1:
                self.initial.setdefault("maintained_by", own.get().pk)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        name, city = cleaned.get("name"), cleaned.get("city")
        neighborhood = cleaned.get("neighborhood")
        if neighborhood and city and neighborhood.city_id != city.pk:
            text = _("%(neighborhood)s is not a neighborhood of %(city)s.")
            self.add_error("neighborhood", text % {"neighborhood": neighborhood, "city": city})
        if name and city and "slug" in self.fields and not cleaned.get("slug"):
            cleaned["slug"] = unique_slug(Park, f"{name} {city.name}")
        if name and city and not self.instance.pk:
            there = Park.objects.seen_by(self.user).filter(city=city)
            like = alike(there, "name_folded", name).select_related("city")[:MOST_TWINS]
            self.warn(
                Twin(str(park), reverse("admin:events_park_change", args=[park.pk]))
                for park in like
            )
        return cleaned


class CampaignForm(forms.ModelForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        name = cleaned.get("name")
        if name and "slug" in self.fields and not cleaned.get("slug"):
            cleaned["slug"] = unique_slug(Campaign, name)
        return cleaned


class CopyEventsForm(forms.Form):
    """Where the copies of some events go."""

    campaign = forms.ModelChoiceField(
        label=_("Campaign"),
        queryset=Campaign.objects.none(),
        required=False,
        help_text=_("The edition to which the copies belong. Its date is taken if you give none."),
    )
    date = forms.DateField(label=_("Date"), required=False, widget=DATE)
    save_all_the_same = forms.BooleanField(
        label=_("Copy also what seems to be there already"), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["campaign"].queryset = Campaign.objects.order_by("-date", "name")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("date") and "date" not in self.errors:
            if not cleaned.get("campaign"):
                raise ValidationError(_("Choose a campaign, or say the date."), code="no_date")
            cleaned["date"] = cleaned["campaign"].date
        return cleaned


class CopyCampaignForm(forms.Form):
    """The next edition of a campaign."""

    date = forms.DateField(label=_("Date"), widget=DATE)
    name = forms.CharField(
        label=_("Name"),
        max_length=120,
        required=False,
        help_text=_("Leave empty for the same name with the new year."),
    )
