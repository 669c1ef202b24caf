"""What a resident fills in to register.

A form carries a key, made with it and signed. Sent twice, it is one registration; sent again with
other words, it is a correction.
"""

import re
import uuid
from datetime import timedelta
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.core.signing import BadSignature, SignatureExpired, TimestampSigner
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext

from events.attendance import Party
from events.models import (
    Attendee,
    Event,
    Question,
    QuestionKind,
)
from events.models.attendee import UNPRINTABLE
from events.models.registering import LARGEST_PARTY
from events.rsvp.opening import asked_of
from nightout.forms import dressed
from nightout.writing import Writing

# A person needs longer to read the form, a program that fills in forms does not.
LEAST_TIME = timedelta(seconds=3)
LONGEST_ANSWER, LARGEST_ANSWER = 300, 1_000_000
LONGEST_LIST = 20  # numbers to choose from
FEWEST_DIGITS = 7  # of a phone number

INVISIBLE = re.compile(rf"\x00|{UNPRINTABLE}")
KEYS = TimestampSigner(salt="events.registration")

# The key of a form


def new_key(key: uuid.UUID | None = None) -> str:
    return KEYS.sign(str(key or uuid.uuid4()))


def is_quick(signed: str) -> bool:
    try:
        KEYS.unsign(signed, max_age=LEAST_TIME)
    except SignatureExpired:
        return False
    return True


class KeyField(forms.CharField):
    widget = forms.HiddenInput

    def clean(self, value: Any) -> uuid.UUID:
        try:
            return uuid.UUID(KEYS.unsign(super().clean(value)))
        except (BadSignature, ValidationError) as error:
            text = _("This form could not be read. Nothing is lost: please send it once more.")
            raise ValidationError(text, code="key") from error


# The forms


class LineField(forms.CharField):
    """Text in one line. What nobody can see is left out: no one is refused because of it."""

    def to_python(self, value: Any) -> str:
        return INVISIBLE.sub("", " ".join(super().to_python(value).split()))


class PartyForm(forms.Form):
    """Who comes, and how to reach them; with the organizer's questions."""

    name = LineField(
        label=lazy("Your name"),
        error_messages={"required": lazy("Write your name.")},
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label=lazy("E-mail"),
        max_length=254,
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    phone = LineField(
        label=lazy("Phone"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )
    access_needs = LineField(
        label=lazy("What you need to take part"),
        help_text=lazy("Such as a ramp, sign language, a seat, or food without nuts."),
        max_length=200,
        required=False,
    )

    def __init__(self, *args: Any, event: Event, largest: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.event = event
        self.largest = max(largest, event.largest_party)
        self.questions = asked_of(event)
        self.fields["adults"] = _people(lazy("Adults"), self.largest, initial=1)
        self.fields["children"] = _people(lazy("Children"), self.largest, initial=0)
        for question in self.questions:
            self.fields[_name(question)] = _field(question)
        self.order_fields(["name", "adults", "children", "email", "phone"])
        dressed(self)

    @property
    def asked(self) -> list[forms.BoundField]:
        return [self[_name(question)] for question in self.questions]

    def clean_phone(self) -> str:
        phone = self.cleaned_data["phone"]
        if phone and sum(sign.isdigit() for sign in phone) < FEWEST_DIGITS:
            raise ValidationError(_("Write the whole number, such as 305-555-0123."), code="phone")
        return phone

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        self._check_people()
        reachable = given.get("email") or given.get("phone") or "email" in self.errors
        if self.event.contact_needed and not reachable and "phone" not in self.errors:
            text = _("Give an e-mail address or a phone number, so that we can reach you.")
            self.add_error("email", ValidationError(text, code="contact"))
        return given

    def _check_people(self) -> None:
        if "adults" in self.errors or "children" in self.errors:
            return
        people = sum(self.cleaned_data.get(name) or 0 for name in ("adults", "children"))
        if not people:
            text = _("At least one person must come.")
            self.add_error("adults", ValidationError(text, code="nobody"))
        elif people > self.largest:
            text = ngettext(
                "One registration brings at most %(most)d person. For more, ask the organizer.",
                "One registration brings at most %(most)d people. For more, ask the organizer.",
                self.largest,
            )
            error = ValidationError(text % {"most": self.largest}, code="too_large")
            self.add_error("adults", error)

    def answers(self) -> dict[str, Any]:
        given = {str(q.pk): self.cleaned_data[_name(q)] for q in self.questions}
        return {number: answer for number, answer in given.items() if answer not in ("", None)}

    def party(self, *, language: str, answers_before: dict[str, Any] | None = None) -> Party:
        """What was typed. Answers to what is no longer asked stay."""
        given, asked = self.cleaned_data, {str(question.pk) for question in self.questions}
        kept = {n: a for n, a in (answers_before or {}).items() if n not in asked}
        return Party(
            name=given["name"],
            adults=given["adults"] or 0,
            children=given["children"] or 0,
            email=given["email"],
            phone=given["phone"],
            access_needs=given["access_needs"],
            language=language,
            answers={**kept, **self.answers()},
        )

    def refuse(self, refused: ValidationError) -> None:
        """Say what the verb said, at the field that it is about."""
        if hasattr(refused, "error_dict"):
            self.add_error(None, refused)
        else:
            self.add_error("adults" if refused.code == "full" else None, refused)
        dressed(self)


class RegistrationForm(PartyForm):
    consent = forms.BooleanField(
        label=lazy("I have read what is kept, and agree"),
        error_messages={"required": lazy("Please read it and tick the box, or do not register.")},
    )
    form_key = KeyField()
    # People do not see it; what is in it was written by a program.
    website = forms.CharField(
        label=lazy("Leave this empty"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if given.get("website"):
            self._ask_again(website="")
            text = _(
                "A field that people do not see was filled in, perhaps by a program that helps "
                "with forms. It is empty again: please send the form once more."
            )
            raise ValidationError(text, code="trap")
        if "form_key" in self.errors:
            self._ask_again(form_key=new_key())
        elif not self.errors and is_quick(self.data["form_key"]):
            text = _("That was very quick. Please look it over and send it once more.")
            raise ValidationError(text, code="quick")
        return given

    def refuse(self, refused: ValidationError) -> None:
        super().refuse(refused)
        if self.has_error(NON_FIELD_ERRORS, "gone"):
            self._ask_again(form_key=new_key())

    def _ask_again(self, **values: str) -> None:
        self.data = self.data.copy()
        for name, value in values.items():
            self.data[name] = value


class MailsForm(forms.Form):
    language = forms.ChoiceField(label=lazy("Language of mails"), choices=Writing.choices)
    wants_news = forms.BooleanField(
        label=lazy("Send me letters of the organizer and a thank-you"), required=False
    )


def _name(question: Question) -> str:
    return f"question_{question.pk}"


def _people(label: str, most: int, *, initial: int) -> forms.Field:
    """A list to choose from, one tap on a phone, unless it would be a long one."""
    said = {"label": label, "required": False, "initial": initial}
    if most > LONGEST_LIST:
        return forms.IntegerField(min_value=0, max_value=LARGEST_PARTY, **said)
    wrong = {"invalid_choice": _("Choose one of the numbers.")}
    numbers = [(number, number) for number in range(most + 1)]
    return forms.TypedChoiceField(
        choices=numbers, coerce=int, empty_value=0, error_messages=wrong, **said
    )


def _field(question: Question) -> forms.Field:
    said = {"label": question.text, "required": question.required}
    match question.kind:
        case QuestionKind.NUMBER:
            return forms.IntegerField(min_value=0, max_value=LARGEST_ANSWER, **said)
        case QuestionKind.CHOICE:
            choices = [("", "–"), *((choice, choice) for choice in question.choices)]
            return forms.ChoiceField(choices=choices, **said)
    return LineField(max_length=LONGEST_ANSWER, **said)


def form_to_change(attendee: Attendee, data: Any = None) -> PartyForm:
    typed = {"name", "adults", "children", "email", "phone", "access_needs"}
    initial = {name: getattr(attendee, name) for name in typed}
    initial |= {f"question_{number}": answer for number, answer in attendee.answers.items()}
    # Who was let in as a larger party need not leave somebody at home to change a name.
    return PartyForm(data, event=attendee.event, initial=initial, largest=attendee.people)
