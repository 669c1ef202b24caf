"""Two records of one incident: choose the other, look at both, merge, and take it back."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from incidents.admin.pairs import in_words, possible_duplicates
from incidents.duplicates import link, twins_by_name, twins_by_place
from incidents.merging import (
    Count,
    Preview,
    Same,
    may_merge,
    may_undo,
    merge,
    merges_of,
    preview,
    undo,
)
from incidents.models import (
    AgeGroup,
    Incident,
    IncidentQuerySet,
    LinkKind,
    Merge,
    NameRule,
    Victim,
)
from incidents.names import ENTRIES, families_wait
from incidents.naming import with_seen_names
from nightout.staffroom import LINK, Twin, told_once
from nightout.staffroom.history import Change, versions_of
from nightout.staffroom.scoped import is_key

MOST_FOUND = 20
ANOTHER = "another"
CHANGE = "admin:incidents_incident_change"
DUPLICATES = "incidents_incident_duplicates"


def called(person: Victim) -> str:
    """Never more of the name than this person may read."""
    name = person.seen_name or (_("name withheld") if person.is_named else _("not named"))
    group = str(AgeGroup(person.age_group).label) if person.age_group else _("age not stated")
    age = group if person.age is None else _("age %(age)d") % {"age": person.age}
    return _("%(name)s, %(age)s: %(outcome)s") % {
        "name": name,
        "age": age,
        "outcome": person.get_outcome_display(),
    }


def numbered(people: Iterable[Victim]) -> list[str]:
    """Several may have no name, and yet be told apart."""
    return [_("%(n)d. %(person)s") % {"n": n, "person": called(p)} for n, p in enumerate(people, 1)]


def _people_of(row: Incident) -> str:
    """Of a row of the list, which counts them."""
    if not row.people_count:
        return _("nobody is recorded yet")
    return in_words(Count(row.people_count, row.killed_count))


class MergeForm(forms.Form):
    """For each person of the record that goes: who they are."""

    because = forms.CharField(
        label=gettext_lazy("Why the two are one"),
        max_length=300,
        help_text=gettext_lazy("Who says so, and on what it rests. Only staff read it: no names."),
    )

    def __init__(self, seen: Preview, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        stay = [
            (str(person.pk), _("the same person as %(person)s") % {"person": words})
            for person, words in zip(seen.kept_people, numbered(seen.kept_people), strict=True)
        ]
        for person in seen.people:
            self.fields[f"person_{person.victim.pk}"] = forms.ChoiceField(
                label=called(person.victim),
                choices=[*stay, (ANOTHER, _("another person, who moves over"))],
                widget=forms.RadioSelect,
                initial=str(person.likely.pk) if person.likely else None,
                error_messages={"required": _("Say who this is.")},
            )
        self.order_fields([*(name for name in self.fields if name != "because"), "because"])
        self.differing = {f"person_{each.victim.pk}": each.differs for each in seen.people}

    def people(self) -> list[tuple[forms.BoundField, list]]:
        """Each with what the two records say differently of the one they may be."""
        return [(self[name], differs) for name, differs in self.differing.items()]

    def same(self, values: dict[str, Any]) -> Same:
        """Of whom nothing is chosen yet there is no word."""
        chosen = {name: values.get(name) for name in self.differing}
        return {
            int(name.removeprefix("person_")): None if value == ANOTHER else int(value)
            for name, value in chosen.items()
            if value == ANOTHER or is_key(value)
        }


class MergePages:
    """For IncidentAdmin: the pages behind “Merge”, and what a merge changes on its own."""

    def get_urls(self) -> list[URLPattern]:
        merging, done = "<int:pk>/merge/", "<int:pk>/merges/<int:done>/undo/"
        pages: list[tuple[str, Callable, str]] = [
            ("duplicates/", partial(possible_duplicates, model_admin=self), DUPLICATES),
            (merging, self.choose, "incidents_incident_merge"),
            (f"{merging}<int:other>/", self.compare, "incidents_incident_compare"),
            (done, self.take_merge_back, "incidents_incident_unmerge"),
        ]
        return [
            path(where, self.admin_site.admin_view(page), name=name) for where, page, name in pages
        ] + super().get_urls()

    def further_pages(self, request: HttpRequest) -> list[tuple[str, str]]:
        return [
            *super().further_pages(request),
            (_("Possible duplicates"), reverse(f"admin:{DUPLICATES}")),
        ]

    # The pages

    def choose(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The likely ones and what a search finds, each to be picked."""
        incident = self._own_record(request, pk)
        if incident.merged_into_id:
            return redirect(CHANGE, pk)
        others = self._others(request, incident)
        asked = request.GET.get("other", "")
        if is_key(asked) and "search" not in request.GET and others.filter(pk=asked).exists():
            return redirect("admin:incidents_incident_compare", pk, int(asked))
        if "look" in request.GET:
            self.message_user(request, _("Choose a record first."), messages.ERROR)
        words = request.GET.get("q", "").strip()
        found = self.get_search_results(request, others, words)[0] if words else others.none()
        return self._merge_page(
            request,
            "choose",
            _("Merge with another incident"),
            incident,
            twins=self._twins(request, incident),
            words=words,
            found=[(row, _people_of(row)) for row in found[:MOST_FOUND]],
        )

    def compare(self, request: HttpRequest, pk: int, other: int) -> HttpResponse:
        """Both beside each other. Nothing is done before somebody says who is who, and why."""
        here, there = self._own_record(request, pk), self._own_record(request, other)
        for row in (here, there):
            if row.merged_into_id:
                text = _("Incident %(number)d was merged into another already.")
                self.message_user(request, text % {"number": row.pk}, messages.WARNING)
                return redirect(CHANGE, row.pk)
        kept, gone = self._sides(request, here, there)
        seen = preview(kept=kept, gone=gone, by=request.user)
        is_sent = request.method == "POST" and "merge" in request.POST
        typed = {key: value for key, value in request.POST.items() if value}
        form = MergeForm(seen, request.POST if is_sent else None, initial=typed)
        if is_sent and form.is_valid():
            try:
                return self._merge(request, seen, form)
            except ValidationError as refused:
                form.add_error(None, refused)
        shown = {name: form[name].value() for name in form.differing}
        self._note_seen(request, kept, seen.kept_people)
        self._note_seen(request, gone, (each.victim for each in seen.people))
        return self._merge_page(
            request,
            "compare",
            _("Merge two incidents"),
            here,
            form=form,
            seen=seen,
            sides=_sides_in_words(seen),
            before=[in_words(count) for count in seen.before],
            after=in_words(seen.after(form.same(shown))),
            is_open=len(form.same(shown)) < len(seen.people),
            can_turn=may_merge(kept=gone, gone=kept, by=request.user),
        )

    def take_merge_back(self, request: HttpRequest, pk: int, done: int) -> HttpResponse:
        incident = self._own_record(request, pk)
        done = get_object_or_404(
            Merge.objects.select_related("kept", "gone", "done_by").filter(
                Q(kept=incident) | Q(gone=incident)
            ),
            pk=done,
        )
        self._own_record(request, done.kept_id)
        self._own_record(request, done.gone_id)
        if not may_undo(done, request.user):
            raise PermissionDenied
        if request.method == "POST":
            try:
                undo(merge=done, by=request.user)
            except ValidationError as refused:
                self.message_user(request, refused.messages[0], messages.ERROR)
            else:
                text = _("Incident %(number)d stands for itself again.")
                self.message_user(request, text % {"number": done.gone_id}, messages.SUCCESS)
            return redirect(CHANGE, done.gone_id)
        moved = done.people.filter(same_as__isnull=True).count()
        return self._merge_page(
            request, "undo", _("Take the merge back"), incident, done=done, moved=moved
        )

    # A record that was merged is only looked at

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict | None = None,
    ) -> HttpResponse:
        if object_id and is_key(object_id):
            own = Incident.objects.managed_by(request.user).for_rows()
            gone = own.filter(pk=object_id, merged_into__isnull=False).first()
            if gone and request.method != "POST":
                return self._merged(request, gone)
        return super().changeform_view(request, object_id, form_url, extra_context)

    def take(self, request: HttpRequest, object_id: str | None) -> None:
        """Asked again in the line: it may have been merged while this waited."""
        families_wait(ENTRIES)
        super().take(request, object_id)
        if (
            is_key(object_id)
            and Incident.objects.filter(pk=object_id, merged_into__isnull=False).exists()
        ):
            raise PermissionDenied

    def _merged(self, request: HttpRequest, gone: Incident) -> HttpResponse:
        people = list(with_seen_names(gone.victims.order_by("pk"), request.user))
        self._note_seen(request, gone, people)
        return self._merge_page(
            request,
            "gone",
            str(gone),
            gone,
            people=numbered(people),
            merges=self._merges(request, gone),
        )

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        *args: Any,
        obj: Incident | None = None,
        **kwargs: Any,
    ) -> HttpResponse:
        context["merges"] = self._merges(request, obj) if obj and obj.pk else []
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def _merges(self, request: HttpRequest, incident: Incident) -> list[tuple[Merge, bool]]:
        """Each with whether this person may take it back."""
        return [
            (
                done,
                not done.undone_at and may_undo(done, request.user),
            )
            for done in merges_of(incident)
        ]

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> tuple:
        """A record that was ever merged stays, so that what was done can be told: it is hidden."""
        shown, counts, lacking, in_the_way = super().get_deleted_objects(objs, request)
        ever = Q(merges__isnull=False) | Q(merged_by__isnull=False)
        rows = Incident.objects.filter(ever, pk__in=[row.pk for row in objs]).distinct()
        if in_the_way:
            in_the_way = [_stays_in_words(row) for row in rows[:MOST_FOUND]] or in_the_way
        return shown, counts, lacking, in_the_way

    def told_apart(self, request: HttpRequest, obj: Incident) -> list[tuple[Any, Change]]:
        """Each merge of this record, done or taken back, as one line of its history."""
        either = Q(kept=obj) | Q(gone=obj)
        versions = versions_of(Merge).objects.filter(either).select_related("pgh_context")
        return [
            *super().told_apart(request, obj),
            *((row, Change(_("Merge"), _merge_in_words(row))) for row in versions),
        ]

    # A new record that may be one of those it was warned of

    def save_related(self, request: HttpRequest, form: Any, formsets: list, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        incident = form.instance
        ticked = [int(value) for value in request.POST.getlist(LINK) if is_key(value)]
        others = Incident.objects.open_to(request.user).exclude(pk=incident.pk)
        for other in others.filter(pk__in=ticked):
            kind = LinkKind.POSSIBLE_DUPLICATE
            link(incident=incident, other=other, kind=kind)

    # How they are made

    def _own_record(self, request: HttpRequest, pk: int) -> Incident:
        managed = Incident.objects.managed_by(request.user).for_rows()
        return get_object_or_404(managed, pk=pk)

    def _others(self, request: HttpRequest, incident: Incident) -> IncidentQuerySet:
        return self.get_queryset(request).filter(merged_into__isnull=True).exclude(pk=incident.pk)

    def _twins(self, request: HttpRequest, incident: Incident) -> list[tuple[Twin, str]]:
        """Of this person's own records, each with its people: only those can be merged."""
        people = with_seen_names(incident.victims.all(), request.user)
        names = [person.seen_name for person in people if person.seen_name]
        found = twins_by_name(incident, names, request.user) if names else []
        if hasattr(incident, "location"):
            found = [*twins_by_place(incident, incident.location, request.user), *found]
        twins = told_once(found)
        others = self._others(request, incident).filter(pk__in=[twin.row for twin in twins])
        own = {row.pk: _people_of(row) for row in others.order_by()}
        return [(twin, own[twin.row]) for twin in twins if twin.row in own]

    def _sides(
        self, request: HttpRequest, one: Incident, other: Incident
    ) -> tuple[Incident, Incident]:
        """Which stays: as asked; else what holds merged records, else the older number."""
        older, newer = sorted((one, other), key=lambda row: (not row.merged.exists(), row.pk))
        if one.pk == other.pk:
            raise Http404
        asked = request.POST.get("keep") or request.GET.get("keep") or ""
        sides = (newer, older) if asked == str(newer.pk) else (older, newer)
        for kept, gone in (sides, sides[::-1]):
            if may_merge(kept=kept, gone=gone, by=request.user):
                return kept, gone
        raise PermissionDenied

    def _merge(self, request: HttpRequest, seen: Preview, form: MergeForm) -> HttpResponse:
        same, because = form.same(form.cleaned_data), form.cleaned_data["because"]
        done = merge(kept=seen.kept, gone=seen.gone, same=same, because=because, by=request.user)
        text = _("Incident %(gone)d is merged into incident %(kept)d, which has %(people)s now.")
        told = {"gone": done.gone_id, "kept": done.kept_id, "people": in_words(seen.after(same))}
        url = reverse("admin:incidents_incident_unmerge", args=[done.kept_id, done.pk])
        words = format_html('{} <a href="{}">{}</a>', text % told, url, _("Undo"))
        self.message_user(request, words, messages.SUCCESS)
        return redirect(CHANGE, done.kept_id)

    def _note_seen(
        self, request: HttpRequest, incident: Incident, people: Iterable[Victim]
    ) -> None:
        withheld = [p for p in people if p.is_named and p.name_rule != NameRule.FULL]
        self._note_names(request, incident, len(withheld))

    def _merge_page(
        self, request: HttpRequest, name: str, title: str, incident: Incident, **shown: Any
    ) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": title,
            "opts": self.opts,
            "incident": incident,
            "media": self.media,
            **shown,
        }
        return TemplateResponse(request, f"admin/incidents/merge/{name}.html", context)


def _stays_in_words(row: Incident) -> str:
    url = reverse(CHANGE, args=[row.pk])
    if row.merged_into_id:
        text = _("%(incident)s was merged into another, and is not seen on its own any more.")
        return format_html('{} <a href="{}">{}</a>', text % {"incident": row}, url, _("Look at it"))
    text = _(
        "%(incident)s was merged with another once, and what was done is kept. A manager of the"
        " agency can hide it instead: then nobody outside sees it."
    )
    way = f"{url}#id_publication"
    return format_html('{} <a href="{}">{}</a>', text % {"incident": row}, way, _("Hide it"))


def _merge_in_words(version: Any) -> str:
    numbers = {"gone": version.gone_id, "kept": version.kept_id, "why": version.because}
    if version.undone_at:
        return _("taken back; incident %(gone)d stands for itself again") % numbers
    return _("incident %(gone)d was merged into incident %(kept)d. Why: %(why)s") % numbers


def _sides_in_words(seen: Preview) -> list[dict[str, Any]]:
    """Both records with the same rows, and whether the other says otherwise."""
    stay, go = seen.kept_people, [each.victim for each in seen.people]
    return [
        {
            "incident": incident,
            "stays": incident is seen.kept,
            "said": [(row.what, getattr(row, side), row.differs) for row in seen.said],
            "people": numbered(people),
        }
        for incident, side, people in ((seen.kept, "kept", stay), (seen.gone, "gone", go))
    ]
