"""Many incidents made public, taken back or hidden: from the list, and all drafts of one file."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from incidents.admin.imports import RUN
from incidents.models import ImportRun, IncidentPublication, IncidentQuerySet, RunState
from incidents.publishing import Outlook, outlook, publish
from nightout.agencies.models import MANAGERS
from nightout.staffroom import InUse, holds

PUBLISH = "incidents_incident_import_publish"
LIST = "admin:incidents_incident_changelist"
ACTIONS = ("make_public", "back_to_draft", "hide")


class FileFilter(InUse):
    """Incidents that one file brought or changed last, for who brings files; the newest offered."""

    title = _("file")
    parameter_name = "file"

    def related(self, request: HttpRequest, model_admin: Any) -> QuerySet[ImportRun]:
        runs = ImportRun.objects.filter(state=RunState.APPLIED).defer("mapping", "counts", "places")
        return runs.managed_by(request.user) if holds(request.user, *MANAGERS) else runs.none()

    def offered(self, request: HttpRequest, model_admin: Any, related: QuerySet) -> QuerySet:
        return related.order_by("-pk")

    def called(self, row: ImportRun) -> str:
        """Several files may have one name."""
        return f"{row.file_name}, {date_format(timezone.localtime(row.at))}"

    def has_output(self) -> bool:
        """Who may not see the file sees no incident of it, rather than all."""
        return self.value() is not None or super().has_output()

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        chosen = self.chosen()
        if not chosen:
            return queryset
        run = self.related(request, None).filter(pk=chosen).first()
        if run is None:
            return queryset.none()
        return queryset.filter(pk__in=run.incidents().values("pk"))


class PublishingPages:
    """For IncidentAdmin: what the form lets managers do with one record, for many at once."""

    actions = ACTIONS

    def get_urls(self) -> list[URLPattern]:
        page = self.admin_site.admin_view(self.publish_file)
        return [path("import/<int:run>/publish/", page, name=PUBLISH), *super().get_urls()]

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        actions = super().get_actions(request)
        if not holds(request.user, *MANAGERS):
            for name in ACTIONS:
                actions.pop(name, None)
        return actions

    # In the list

    @admin.action(description=_("Make public"), permissions=["change"])
    def make_public(self, request: HttpRequest, queryset: IncidentQuerySet) -> HttpResponse | None:
        """Asks first: who has read a name cannot forget it."""
        if "apply" in request.POST:
            self._set(request, queryset, IncidentPublication.PUBLIC)
            return None
        everything = request.POST.get("select_across") == "1"
        chosen = request.POST.getlist(ACTION_CHECKBOX_NAME)
        sent = [
            ("action", "make_public"),
            ("select_across", "1" if everything else "0"),
            *((ACTION_CHECKBOX_NAME, number) for number in (chosen[:1] if everything else chosen)),
        ]
        return self._ask(request, queryset, sent=sent, back=request.get_full_path())

    @admin.action(description=_("Back to draft"), permissions=["change"])
    def back_to_draft(self, request: HttpRequest, queryset: IncidentQuerySet) -> None:
        self._set(request, queryset, IncidentPublication.DRAFT)

    @admin.action(description=_("Hide"), permissions=["change"])
    def hide(self, request: HttpRequest, queryset: IncidentQuerySet) -> None:
        self._set(request, queryset, IncidentPublication.HIDDEN)

    # Of one file

    def publish_file(self, request: HttpRequest, run: int) -> HttpResponse:
        own = self._own_run(request, run)
        if own.state != RunState.APPLIED:
            raise Http404
        drafts, back = own.incidents().drafts(), reverse(f"admin:{RUN}", args=[own.pk])
        if request.method == "POST":
            self._set(request, drafts, IncidentPublication.PUBLIC)
            return redirect(back)
        return self._ask(request, drafts, sent=[], back=back, run=own)

    # How they are made

    def _ask(
        self,
        request: HttpRequest,
        incidents: IncidentQuerySet,
        *,
        sent: list[tuple[str, str]],
        back: str,
        run: ImportRun | None = None,
    ) -> HttpResponse:
        seen = outlook(incidents=incidents, by=request.user)
        context = {
            **self.admin_site.each_context(request),
            "title": gettext("Make public"),
            "opts": self.opts,
            "seen": seen,
            "more": seen.named - len(seen.names),
            "sent": sent,
            "back": back,
            "run": run,
        }
        return TemplateResponse(request, "admin/incidents/publish.html", context)

    def _set(self, request: HttpRequest, incidents: IncidentQuerySet, to: str) -> None:
        """Counted before: afterwards all are "so already"."""
        seen = outlook(incidents=incidents, by=request.user, to=to)
        done = publish(incidents=incidents, by=request.user, to=to)
        level = messages.SUCCESS if done else messages.WARNING
        self.message_user(request, _done(done, to), level)
        if seen.left:
            self.message_user(request, _left(seen), messages.WARNING)


def _done(n: int, to: str) -> str:
    texts = {
        IncidentPublication.PUBLIC: ngettext(
            "%(n)s incident is public now.", "%(n)s incidents are public now.", n
        ),
        IncidentPublication.DRAFT: ngettext(
            "%(n)s incident is a draft again.", "%(n)s incidents are drafts again.", n
        ),
        IncidentPublication.HIDDEN: ngettext(
            "%(n)s incident is hidden now.", "%(n)s incidents are hidden now.", n
        ),
    }
    return texts[to] % {"n": _grouped(n)}


def _left(seen: Outlook) -> str:
    n = sum(number for _why, number in seen.left)
    text = ngettext(
        "%(n)s was left as it was: %(why)s.", "%(n)s were left as they were: %(why)s.", n
    )
    why = "; ".join(f"{reason}: {_grouped(number)}" for reason, number in seen.left)
    return text % {"n": _grouped(n), "why": why}


def _grouped(n: int) -> str:
    return number_format(n, force_grouping=True)
