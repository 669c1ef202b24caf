"""A question of an event as organizers and staff type it."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.forms.models import BaseInlineFormSet
from django.utils.translation import gettext_lazy as _

from events.models import Question, QuestionKind

MOST_CHOICES = 20
LONGEST_CHOICE = 80


class LinesField(forms.CharField):
    """A list of short texts, one a line."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> list[str]:
        lines = [" ".join(line.split()) for line in (value or "").splitlines()]
        return list(dict.fromkeys(line for line in lines if line))

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def validate(self, value: list[str]) -> None:
        if len(value) > MOST_CHOICES:
            text = _("At most %(most)d choices.") % {"most": MOST_CHOICES}
            raise ValidationError(text, code="many")
        if any(len(line) > LONGEST_CHOICE for line in value):
            text = _("At most %(most)d letters in one choice.") % {"most": LONGEST_CHOICE}
            raise ValidationError(text, code="long")

    def run_validators(self, value: list[str]) -> None:
        """Those of a text do not fit a list."""

    def has_changed(self, initial: Any, data: Any) -> bool:
        return (initial or []) != self.to_python(data)


def is_answered(question: Question) -> bool:
    answered = question.event.attendees.filter(answers__has_key=str(question.pk))
    return question.pk is not None and answered.exists()


class QuestionForm(forms.ModelForm):
    """What was answered keeps its meaning: the kind stays, and so do choices that were given."""

    choices = LinesField(
        label=_("Choices"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One a line. Only for “one of several choices”."),
    )

    class Meta:
        model = Question
        fields = ("text", "kind", "choices", "required")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.answered = self.instance.pk is not None and is_answered(self.instance)
        if self.answered and "kind" in self.fields:
            self.fields["kind"].disabled = True
            self.fields["kind"].help_text = _("It has answers: its kind stays as it is.")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("kind") != QuestionKind.CHOICE:
            cleaned["choices"] = []
        elif "choices" not in self.errors and len(cleaned.get("choices", [])) < 2:
            self.add_error("choices", _("Give at least two choices."))
        if self.answered and (lost := self._lost(cleaned.get("choices", []))):
            text = _("Somebody answered “%(choice)s”: that choice stays.")
            self.add_error("choices", text % {"choice": lost})
        return cleaned

    def _lost(self, choices: list[str]) -> str:
        """A choice that is left out although somebody gave it."""
        for choice in set(self.instance.choices) - set(choices):
            given = Q(answers__contains={str(self.instance.pk): choice})
            if self.instance.event.attendees.filter(given).exists():
                return choice
        return ""


class QuestionFormSet(BaseInlineFormSet):
    """All questions of an event, inside its own form."""

    def clean(self) -> None:
        super().clean()
        for form in self.deleted_forms:
            if form.instance.pk and is_answered(form.instance):
                text = _("“%(question)s” has answers. Tick “no longer asked” instead.")
                raise ValidationError(text % {"question": form.instance}, code="answered")
