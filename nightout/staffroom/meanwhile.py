"""Two people with one row: who saves waits for who saves now, and nobody undoes unseen what a
colleague changed while the form stood open."""

from collections.abc import Callable
from typing import Any

from django.db import connection, models, transaction
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _

from nightout.audit import forgetting as audit

from .history import Step, _key_to, versions_of

SEEN = "seen_version"  # the name of a hidden field


def is_key(value: Any) -> bool:
    text = str(value)
    return text.isascii() and text.isdigit() and len(text) < 19


class Meanwhile:
    """For a ModelAdmin with a history: its form knows which version it was made of."""

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict | None = None,
    ) -> HttpResponse:
        view: Callable[..., HttpResponse] = super().changeform_view
        if request.method != "POST":
            return view(request, object_id, form_url, extra_context)
        with transaction.atomic():  # Django's own begins after the row was read
            self.take(request, object_id)
            return view(request, object_id, form_url, extra_context)

    def take(self, request: HttpRequest, object_id: str | None) -> None:
        """The row is the line in which those wait who change it or its parts."""
        if not is_key(object_id):
            return  # a new row, or none at all
        rows = self.model._base_manager.filter(pk=object_id).order_by()
        list(rows.select_for_update(no_key=True, of=("self",)).values_list("pk"))

    def get_form(
        self, request: HttpRequest, obj: models.Model | None = None, **kwargs: Any
    ) -> type[ModelForm]:
        form = super().get_form(request, obj, **kwargs)
        seen = request.POST.get(SEEN)
        if obj is None or seen is None or seen == self.version_of(obj):
            return form
        return type(form.__name__, (_Refusing, form), {"refusal": self._refusal(request, obj)})

    def version_of(self, obj: models.Model) -> str:
        """Changes with each change of the row and of its parts."""
        if audit.versions_of(self.model) is None:
            return ""
        tables = [(versions_of(self.model), "pgh_obj_id")]
        tables += [(versions_of(part), _key_to(part, self.model)) for part in self.history_parts]
        asked = ", ".join(
            f"(SELECT max(pgh_id) FROM {table._meta.db_table} WHERE {key} = %(key)s)"  # noqa: S608
            for table, key in tables
        )
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {asked}", {"key": obj.pk})
            return ".".join(str(number or 0) for number in cursor.fetchone())

    def _refusal(self, request: HttpRequest, obj: models.Model) -> str:
        newest: Step | None = next(iter(self.steps_of(request, obj)), None)
        if newest is None:
            return _("Somebody changed it while it stood open here. Look at the history first.")
        at = timezone.localtime(newest.at)
        changed = [
            f"{told.name}: {told.before} → {told.after}"
            for change in newest.changes
            for told in change.columns
        ]
        return _(
            "%(who)s changed it at %(time)s on %(day)s, while it stood open here: %(what)s. Nothing is"
            " saved yet. Put that in below, or save again to have it as it stands here."
        ) % {
            "who": newest.who,
            "time": time_format(at),
            "day": date_format(at),
            "what": "; ".join(changed) or "–",
        }


class _Refusing:
    refusal = ""

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        self.add_error(None, self.refusal)
        return cleaned
