"""What staff do with several events at once: submit, publish, cancel, copy."""

from datetime import date
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from events.attendance import announcing_changes
from events.editions import copy_event
from events.forms import CopyEventsForm, publishable_by
from events.models import Campaign, Event, EventStatus, Publication
from nightout.accounts.models import User
from nightout.agencies.models import MANAGERS
from nightout.staffroom import alike, holds

MOST_COPIED = 200  # events at once


class EventActions:
    actions = ("submit", "publish", "cancel", "copy_to_new_edition")

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        actions = super().get_actions(request)
        if not holds(request.user, *MANAGERS):
            actions.pop("publish", None)
        return actions

    @admin.action(description=_("Submit for review"), permissions=["change"])
    def submit(self, request: HttpRequest, queryset: QuerySet[Event]) -> None:
        drafts = queryset.filter(publication=Publication.DRAFT)
        self._set(request, queryset, drafts, publication=Publication.SUBMITTED)

    @admin.action(description=_("Make public"), permissions=["change"])
    def publish(self, request: HttpRequest, queryset: QuerySet[Event]) -> None:
        mine = queryset.filter(pk__in=publishable_by(request.user).values("pk"))
        hidden = mine.exclude(publication=Publication.PUBLIC)
        self._set(request, queryset, hidden, publication=Publication.PUBLIC)

    @admin.action(description=_("Cancel"), permissions=["change"])
    def cancel(self, request: HttpRequest, queryset: QuerySet[Event]) -> None:
        planned = queryset.exclude(status=EventStatus.CANCELLED)
        self._set(request, queryset, planned, status=EventStatus.CANCELLED)

    def _set(
        self,
        request: HttpRequest,
        chosen: QuerySet[Event],
        allowed: QuerySet[Event],
        **values: str,
    ) -> None:
        asked = chosen.count()
        events = list(allowed)
        with announcing_changes(events):
            done = Event.objects.filter(pk__in=[event.pk for event in events]).update(
                **values, updated_at=timezone.now()
            )
        text = ngettext("%(n)d event changed.", "%(n)d events changed.", done) % {"n": done}
        self.message_user(request, text, messages.SUCCESS if done else messages.WARNING)
        if asked > done:
            text = ngettext(
                "%(n)d left as it was: it is so already, or only a manager may do it.",
                "%(n)d left as they were: they are so already, or only a manager may do it.",
                asked - done,
            )
            self.message_user(request, text % {"n": asked - done}, messages.WARNING)

    @admin.action(description=_("Copy to a new edition"), permissions=["add"])
    def copy_to_new_edition(
        self, request: HttpRequest, queryset: QuerySet[Event]
    ) -> HttpResponse | None:
        rows = list(queryset[: MOST_COPIED + 1])
        if len(rows) > MOST_COPIED:
            text = gettext("At most %(most)d events at once. Copy the campaign, or choose fewer.")
            self.message_user(request, text % {"most": MOST_COPIED}, messages.ERROR)
            return None
        sent = request.POST if "apply" in request.POST else None
        form = CopyEventsForm(sent, initial=_proposed(rows))
        twins: list[Event] = []
        if form.is_valid():
            day = form.cleaned_data["date"]
            if not form.cleaned_data["save_all_the_same"]:
                twins = self._there(request.user, rows, day)
            if not twins and self._copy(request, rows, form, day):
                return redirect(f"{reverse('admin:events_event_changelist')}?when={day:%Y-%m}")
        context = {
            **self.admin_site.each_context(request),
            "title": gettext("Copy to a new edition"),
            "opts": self.opts,
            "action": "copy_to_new_edition",
            "rows": rows,
            "twins": twins,
            "form": form,
            "media": self.media + form.media,
        }
        return TemplateResponse(request, "admin/events/copy.html", context)

    def _copy(
        self, request: HttpRequest, rows: list[Event], form: CopyEventsForm, day: date
    ) -> bool:
        """All of them, or none: then the form says why."""
        campaign = form.cleaned_data["campaign"]
        try:
            with transaction.atomic():
                for event in rows:
                    copy_event(event=event, campaign=campaign, date=day, by=request.user)
        except ValidationError as refused:
            form.add_error(None, refused)
            return False
        text = ngettext(
            "%(n)d event is copied, as a draft.", "%(n)d events are copied, as drafts.", len(rows)
        )
        self.message_user(request, text % {"n": len(rows)}, messages.SUCCESS)
        return True

    def _there(self, user: User, rows: list[Event], day: date) -> list[Event]:
        """What seems to be copied already: on that day, in the same park or under a like title."""
        there = Event.objects.filter(start_date=day)
        found: dict[int, Event] = {}
        for event in rows:
            near = there.filter(city=event.city_id)
            like = alike(near, "title_folded", event.title, least=0.8)
            same = near.filter(park=event.park_id) if event.park_id else like
            managed = Event.objects.managed_by(user)
            found |= {row.pk: row for row in same.filter(pk__in=managed.values("pk"))}
        return list(found.values())


def _proposed(rows: list[Event]) -> dict[str, Any]:
    """The next edition of the first event's campaign; where it is not there yet, its date."""
    campaign = rows[0].campaign if rows else None
    day = campaign.date_in(campaign.date.year + 1) if campaign else None
    if campaign is None or day is None:
        return {}
    following = Campaign.objects.filter(programme=campaign.programme, date=day).first()
    return {"campaign": following} if following else {"date": day}
