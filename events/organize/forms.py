"""What is typed at the desk."""

import uuid
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.attendance import Party
from events.forms import TimesForm
from events.models import Attendee, Event, Park, ParkKind
from events.models.choices import Languages
from events.models.registering import LARGEST_PARTY
from events.rsvp.forms import LineField, PartyForm
from nightout.forms import dressed
from nightout.staffroom.forms import DATE, TIME

# An event


class RevisedForm(TimesForm):
    """Carries the revision that its page showed; who saves over a newer one is told first."""

    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, revision: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["revision"] = revision

    def refuse_as_changed(self, stored: Event, revision: int) -> None:
        """Says what is there by now; saved once more, what was typed replaces it."""
        self.data = self.data.copy()
        self.data["revision"] = revision
        there = [
            f"{field.label}: {self._in_words(name, stored)}"
            for name, field in self.fields.items()
            if name in self.cleaned_data
            and name != "revision"
            and self.cleaned_data[name] != getattr(stored, name)
        ]
        text = _(
            "Somebody has changed this event meanwhile. What you typed is below; save again to "
            "replace theirs."
        )
        now = _("Now it says: %(there)s.") % {"there": "; ".join(there)} if there else ""
        self.add_error(None, ValidationError(f"{text} {now}".strip(), code="meanwhile"))

    def _in_words(self, name: str, stored: Event) -> str:
        field, value = self.fields[name], getattr(stored, name)
        if isinstance(field, forms.MultipleChoiceField):
            labels = dict(field.choices)
            return ", ".join(str(labels.get(each, each)) for each in value) or "–"
        if isinstance(value, bool):
            return _("yes") if value else _("no")
        if value in (None, ""):
            return "–"
        if isinstance(field, forms.ChoiceField) and not isinstance(field, forms.ModelChoiceField):
            return str(dict(field.choices).get(value, value))
        return str(field.widget.format_value(field.prepare_value(value)) or value)


class SettingsForm(RevisedForm):
    """What an organizer changes at once: how people register, and what they need to know."""

    languages = forms.MultipleChoiceField(
        label=gettext_lazy("Languages spoken"),
        choices=Languages,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Event
        fields = (
            "registration",
            "opens_at",
            "closes_at",
            "capacity",
            "largest_party",
            "contact_needed",
            "waiting_list",
            "reminder",
            "thank_you",
            "wheelchair_access",
            "languages",
            "rain_plan",
            "contact",
        )


class AnnouncementForm(RevisedForm):
    """What is announced: title, text, day, times and place."""

    opens_at = closes_at = None

    class Meta:
        model = Event
        fields = (
            "title",
            "description",
            "start_date",
            "start_time",
            "end_date",
            "end_time",
            "park",
            "place_as_printed",
        )
        widgets = {
            "start_date": DATE,
            "end_date": DATE,
            "start_time": TIME,
            "end_time": TIME,
            "description": forms.Textarea(attrs={"rows": 6}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        park, event = self.fields["park"], self.instance
        park.label_from_instance = lambda place: place.public_name
        park.queryset = Park.objects.public().filter(city=event.city_id).order_by("name", "pk")
        if event.park and event.park.kind == ParkKind.HOME:
            park.queryset = Park.objects.filter(pk=event.park_id)
            park.disabled = True
            park.help_text = _("Somebody's home: your agency changes it.")
        else:
            park.help_text = _("Places in %(city)s. Another city: ask your agency.") % {
                "city": event.city
            }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        self.clean_days(cleaned)
        if "park" in self.changed_data and (park := cleaned.get("park")):
            self.instance.neighborhood_id = park.neighborhood_id
        return cleaned


# Somebody who comes


def people_field(label: Any) -> forms.IntegerField:
    widget = forms.NumberInput(attrs={"inputmode": "numeric"})
    return forms.IntegerField(label=label, min_value=0, max_value=LARGEST_PARTY, widget=widget)


class PersonForm(PartyForm):
    """All that somebody gave. An organizer may leave empty what the public must answer."""

    language = forms.ChoiceField(
        label=gettext_lazy("Language of mails"),
        choices=Attendee._meta.get_field("language").choices,
    )

    def __init__(self, data: Any = None, *, person: Attendee) -> None:
        typed = [*PartyForm.base_fields, "language"]
        initial = {name: getattr(person, name) for name in typed}
        initial |= {f"question_{number}": answer for number, answer in person.answers.items()}
        super().__init__(event=person.event, initial=initial, largest=LARGEST_PARTY)
        self.fields["name"].label = _("Name")
        self.answers_before = person.answers
        for field in self.fields.values():
            field.widget.attrs.pop("autocomplete", None)  # it would offer the organizer's own
        for question in self.asked:
            question.field.required = False
        if data is not None:  # only now: it would have been judged by the rules of the public form
            self.is_bound, self.data = True, data
            dressed(self)

    def clean(self) -> dict[str, Any]:
        self._check_people()
        return self.cleaned_data

    def said(self) -> Party:
        language = self.cleaned_data["language"]
        return self.party(language=language, answers_before=self.answers_before)


class NoteForm(forms.ModelForm):
    class Meta:
        model = Attendee
        fields = ("note",)


class CountForm(forms.Form):
    """So many of each are there."""

    adults = people_field(gettext_lazy("Adults"))
    children = people_field(gettext_lazy("Children"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("adults") == 0 and cleaned.get("children") == 0:
            raise ValidationError(_("At least one person must be there."), code="nobody")
        return cleaned

    def there(self) -> dict[str, int]:
        return {name: self.cleaned_data[name] for name in ("adults", "children")}


class PresenceForm(CountForm):
    """The whole party is proposed."""

    def __init__(self, *args: Any, party: Attendee, **kwargs: Any) -> None:
        counted = {"adults": party.adults, "children": party.children}
        super().__init__(*args, **{"initial": counted, **kwargs})


class WalkInForm(CountForm):
    name = LineField(
        label=gettext_lazy("Name"),
        required=False,
        max_length=150,
        help_text=gettext_lazy("Not needed: to count people no name is asked."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    key = forms.UUIDField(widget=forms.HiddenInput)
    field_order = ("adults", "children", "name", "key")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        proposed = {"adults": 1, "children": 0, "key": uuid.uuid4()}
        super().__init__(*args, **{"initial": proposed, **kwargs})
