"""What an organizer types to write to everyone of their event."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from events.models import Letter
from events.models.attendee import UNPRINTABLE
from nightout.forms import PlainText, dressed


class LetterForm(forms.ModelForm):
    text = PlainText(
        label=_("Text"),
        max_length=5000,
        help_text=_("Plain text. Addresses of web pages become links."),
    )

    class Meta:
        model = Letter
        fields = ("audience", "written_in", "subject", "text")
        widgets = {"audience": forms.RadioSelect}
        labels = {"audience": _("To"), "subject": _("Subject")}
        help_texts = {
            "subject": _("One line. It is what people see first."),
            "written_in": _("The mail around your text is in the language of each reader."),
        }

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["written_in"].label = _("Language of your text")
        self.fields["text"].widget.attrs["rows"] = 10
        dressed(self)

    def clean_subject(self) -> str:
        """A line break in it would begin another header of the mail."""
        subject = self.cleaned_data["subject"]
        if re.search(UNPRINTABLE, subject):
            raise ValidationError(_("Write the subject in one line."), code="lines")
        return subject
