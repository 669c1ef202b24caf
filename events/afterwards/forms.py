"""What an organizer types after the night: people counted, and how it went."""

from collections.abc import Iterator
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.validators import MaxValueValidator
from django.forms.boundfield import BoundField
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.models import HeadCount, HowCounted, Photo, Report
from nightout.forms import PlainText, dressed
from nightout.staffroom.forms import DAY_AND_TIME

MOST_PEOPLE = 1_000_000  # no park holds more: a digit too many
MOST_SIGNS = 5_000  # of visits, of notes
NOT_KNOWN = ""


class HeadCountForm(forms.ModelForm):
    how = forms.ChoiceField(
        label=_("How counted"), choices=HowCounted.choices, widget=forms.RadioSelect
    )

    class Meta:
        model = HeadCount
        fields = ("people", "how", "counted_at", "counted_by")
        widgets = {"counted_at": DAY_AND_TIME}
        labels = {
            "people": _("People seen"),
            "counted_at": _("When"),
            "counted_by": _("Counted by"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = self.fields["people"]
        people.validators.append(MaxValueValidator(MOST_PEOPLE))
        people.widget.attrs |= {"min": 0, "max": MOST_PEOPLE, "inputmode": "numeric"}
        people.help_text = _("Adults and children, registered or not.")
        self.fields["counted_at"].help_text = _("On the clock of %(city)s. Empty: now.") % {
            "city": self.instance.event.city.name
        }
        dressed(self)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        event, now = self.instance.event, timezone.now()
        at = cleaned.get("counted_at") or now
        if at > now:
            self.add_error("counted_at", _("This moment is yet to come."))
        elif at.astimezone(ZoneInfo(event.city.time_zone)).date() < event.start_date:
            self.add_error("counted_at", _("The event had not begun. Count who is there."))
        return cleaned


class ReportForm(forms.ModelForm):
    """With it, for each photo, what it shows, and a tick to delete it."""

    held = forms.TypedChoiceField(
        label=_("Was it held?"),
        choices=[(True, _("Yes")), (False, _("No")), (NOT_KNOWN, _("Not known"))],
        coerce=lambda text: text == "True",
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )
    visits = PlainText(
        label=_("Who visited"),
        max_length=MOST_SIGNS,
        required=False,
        help_text=_("Agencies and offices that came by, one in each line."),
    )
    notes = PlainText(
        label=_("Notes"),
        max_length=MOST_SIGNS,
        required=False,
        help_text=_("For next year. Never public. No names of guests."),
    )

    class Meta:
        model = Report
        fields = ("held", "estimate", "how", "visits", "notes")

    def __init__(self, *args: Any, photos: list[Photo], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.photos = photos
        estimate, how = self.fields["estimate"], self.fields["how"]
        estimate.validators.append(MaxValueValidator(MOST_PEOPLE))
        estimate.widget.attrs |= {"min": 0, "max": MOST_PEOPLE, "inputmode": "numeric"}
        how.choices = [("", _("no number")), *HowCounted.choices]
        for photo in photos:
            self.fields[f"caption_{photo.pk}"] = forms.CharField(
                label=_("What it shows"),
                max_length=200,
                required=False,
                initial=photo.caption,
                show_hidden_initial=True,  # so that it is known what somebody has changed
            )
            self.fields[f"delete_{photo.pk}"] = forms.BooleanField(
                label=_("Delete this photo when I save"), required=False
            )
        dressed(self)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if {"estimate", "how"} & set(self.errors):
            return cleaned
        if cleaned.get("estimate") is not None and not cleaned.get("how"):
            self.add_error("how", _("Say how they were counted."))
        if cleaned.get("estimate") is None and cleaned.get("how"):
            self.add_error("estimate", _("Say how many, or choose “no number”."))
        return cleaned

    def clean_visits(self) -> str:
        lines = (" ".join(line.split()) for line in self.cleaned_data["visits"].split("\n"))
        return "\n".join(filter(None, lines))

    def photo_rows(self) -> Iterator[tuple[Photo, BoundField, BoundField]]:
        for photo in self.photos:
            yield photo, self[f"caption_{photo.pk}"], self[f"delete_{photo.pk}"]

    def to_delete(self) -> list[Photo]:
        return [it for it in self.photos if self.cleaned_data.get(f"delete_{it.pk}")]

    def new_captions(self) -> Iterator[tuple[Photo, str, str]]:
        """Each photo of which something else is said now, with what was said before."""
        for photo in self.photos:
            name = f"caption_{photo.pk}"
            if name in self.changed_data and name in self.cleaned_data:
                before = self.data.get(self.add_initial_prefix(name), "")
                yield photo, self.cleaned_data[name], before
