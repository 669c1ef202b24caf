"""What sources say of an incident and its people: one page, and a short form for each step."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Model
from django.forms import BaseForm, Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from incidents import facts
from incidents.fact_forms import CorrectionForm, WhyForm, keeps_names_back, word_form
from incidents.models import (
    OF_A_PERSON,
    Fact,
    FactClaim,
    Incident,
    IncidentPublication,
    NameRule,
    PlacePrecision,
    PublicVictim,
    Victim,
)
from incidents.models.saying import UNSAID, in_words
from nightout.staffroom.history import versions_of

EXACT = (PlacePrecision.BLOCK, PlacePrecision.CROSSING)
PAGE = "admin:incidents_incident_sources"


@dataclass(frozen=True)
class Part:
    """One fact with all that is said of it."""

    title: str
    shown: str
    claims: list[FactClaim]
    add_url: str
    is_followed: bool
    is_said: bool


@dataclass(frozen=True)
class Subject:
    """The incident, or one of its people, with their facts."""

    title: str
    parts: list[Part]


class FactPages:
    """For IncidentAdmin: the pages behind the button “What sources say”."""

    def get_urls(self) -> list[URLPattern]:
        start, claim = "<int:pk>/sources/", "<int:pk>/sources/claims/<int:claim>/"
        pages: list[tuple[str, Callable, str]] = [
            (start, self.sources, "sources"),
            (f"{start}<slug:fact>/", self.say, "say"),
            (f"{start}<slug:fact>/<int:person>/", self.say, "say_of"),
            (f"{claim}choose/", self.follow, "follow"),
            (f"{claim}withdraw/", self.take_back, "take_back"),
        ]
        return [
            path(where, self.admin_site.admin_view(page), name=f"incidents_incident_{name}")
            for where, page, name in pages
        ] + super().get_urls()

    def _own(self, request: HttpRequest, pk: int) -> Incident:
        """Of a record that was merged into another nothing is changed any more."""
        managed = Incident.objects.managed_by(request.user).for_rows()
        incident = get_object_or_404(managed, pk=pk)
        if incident.merged_into_id and request.method == "POST":
            raise PermissionDenied
        return incident

    # The pages

    def sources(self, request: HttpRequest, pk: int) -> HttpResponse:
        """All that is said; here one also tells what was corrected."""
        incident = self._own(request, pk)
        is_known = _was_public(incident)
        form = CorrectionForm(request.POST or None)
        if not is_known and request.method == "POST":
            raise PermissionDenied
        if self._is_good(form, incident, request):
            form.instance.incident, form.instance.made_by = incident, request.user
            form.save()
            self.message_user(request, _("The correction is told."), messages.SUCCESS)
            return redirect(PAGE, pk)
        return self._page(
            request,
            "sources",
            _("What sources say"),
            incident,
            form=form if is_known else None,
            subjects=list(_subjects(incident)),
            corrections=incident.corrections.newest_first().select_related("made_by"),
        )

    def say(self, request: HttpRequest, pk: int, fact: str, person: int = 0) -> HttpResponse:
        """A source says something of a fact."""
        incident = self._own(request, pk)
        if fact not in Fact.values or (fact in OF_A_PERSON) is not bool(person):
            raise Http404
        row = get_object_or_404(incident.victims, pk=person) if person else incident
        is_first = not FactClaim.objects.about(row).filter(fact=fact).exists()
        form = word_form(row, fact, request.POST or None, is_first=is_first)
        form.offer_sources(incident, self.admin_site, request)
        if self._is_good(form, incident, request):
            try:
                claim = form.save(about=row, fact=fact, by=request.user)
            except ValidationError as refused:
                form.refuse(refused)
            else:
                return self._kept(request, pk, row, claim)
        title = _("What a source says: %(fact)s") % {"fact": Fact(fact).label}
        now = in_words(fact, facts.shown(row, fact))
        return self._page(
            request, "say", title, incident, form=form, now=now, of=_called(incident, person)
        )

    def follow(self, request: HttpRequest, pk: int, claim: int) -> HttpResponse:
        incident = self._own(request, pk)
        said = get_object_or_404(_claims_of(incident), pk=claim)
        row = said.victim or said.incident
        form = WhyForm(request.POST or None, initial={"because": said.because})
        if self._is_good(form, incident, request):
            try:
                facts.choose(claim=said, by=request.user, **form.cleaned_data)
            except ValidationError as refused:
                form.add_error(None, refused)
            else:
                return self._kept(request, pk, row, said)
        form.fields["because"].required = facts.needs_reason(row, said.fact, said.value)
        now = in_words(said.fact, facts.shown(row, said.fact))
        title = _("Show this one")
        return self._page(request, "follow", title, incident, form=form, said=said, now=now)

    def take_back(self, request: HttpRequest, pk: int, claim: int) -> HttpResponse:
        incident = self._own(request, pk)
        said = get_object_or_404(_claims_of(incident), pk=claim)
        if request.method == "POST":
            try:
                facts.withdraw(claim=said, by=request.user)
            except ValidationError as refused:
                self.message_user(request, refused.messages[0], messages.ERROR)
            else:
                self.message_user(request, _("It is taken back."), messages.SUCCESS)
            return redirect(PAGE, pk)
        same = FactClaim.objects.about(said.victim or said.incident).filter(fact=said.fact)
        return self._page(
            request,
            "take_back",
            _("Take back what a source says"),
            incident,
            said=said,
            form=Form(request.POST or None),
            button=_("Take back"),
            is_last=said.chosen and same.count() == 1 and said.fact != Fact.DATE,
        )

    # How they are made

    def _is_good(self, form: BaseForm, incident: Incident, request: HttpRequest) -> bool:
        is_sent = request.method == "POST" and form.is_valid()
        return is_sent and keeps_names_back(form, incident, request.user)

    def _kept(self, request: HttpRequest, pk: int, row: Model, said: FactClaim) -> HttpResponse:
        """Says what is shown now, and whether a name had to be withheld for it."""
        now = type(row).objects.get(pk=row.pk)
        told = {
            "fact": capfirst(said.get_fact_display()),
            "value": in_words(said.fact, facts.shown(now, said.fact)),
        }
        if FactClaim.objects.filter(pk=said.pk, chosen=True).exists():
            text = _("Kept. %(fact)s, as shown: %(value)s.")
        else:
            text = _(
                "Kept beside the others. %(fact)s, as shown: still %(value)s. If the new one is"
                " right, choose “Show this one” and say why."
            )
        self.message_user(request, text % told, messages.SUCCESS)
        if isinstance(row, Victim) and row.name_rule != now.name_rule == NameRule.WITHHELD:
            text = _(
                "The name of this person is withheld now: minors and survivors are named only"
                " where the family agreed."
            )
            self.message_user(request, text, messages.WARNING)
        if said.fact == Fact.PLACE and said.chosen and now.location.precision not in EXACT:
            text = _("Say on the incident’s own page how exactly the place is known now.")
            self.message_user(request, text, messages.INFO)
        return redirect(PAGE, pk)

    def _page(
        self,
        request: HttpRequest,
        name: str,
        title: str,
        incident: Incident,
        form: BaseForm | None,
        **shown: Any,
    ) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": title,
            "opts": self.opts,
            "incident": incident,
            "media": self.media + form.media if form else self.media,
            "form": form,
            "button": _("Save"),
            **shown,
        }
        return TemplateResponse(request, f"admin/incidents/facts/{name}.html", context)


def _claims_of(incident: Incident) -> Any:
    """Of the incident and of its people."""
    own = FactClaim.objects.filter(incident=incident)
    people = FactClaim.objects.filter(victim__in=incident.victims.all())
    return (own | people).select_related("source", "incident", "victim", "entered_by")


def _subjects(incident: Incident) -> Iterator[Subject]:
    """Names that are withheld are not read here, so reading them need not be told."""
    claims = list(_claims_of(incident).order_by("-chosen", "-as_of", "-pk"))
    of_incident = [fact for fact in Fact.values if fact not in OF_A_PERSON]
    yield Subject(_("The incident"), [_part(incident, fact, claims) for fact in of_incident])
    people = Victim.objects.filter(incident=incident).defer("name").order_by("pk")
    published = incident.victims.all().as_published()
    for number, row in enumerate(people, 1):
        parts = [_part(row, fact, claims) for fact in OF_A_PERSON]
        yield Subject(_numbered(published, number), parts)


def _part(row: facts.Row, fact: str, claims: list[FactClaim]) -> Part:
    is_person, pk = isinstance(row, Victim), row.pk
    column = "victim_id" if is_person else "incident_id"
    said = [each for each in claims if each.fact == fact and getattr(each, column) == pk]
    chosen = next((each for each in said if each.chosen), None)
    value = chosen.value if chosen else UNSAID if fact == Fact.PEOPLE else facts.shown(row, fact)
    if is_person:
        url = reverse("admin:incidents_incident_say_of", args=[row.incident_id, fact, pk])
    else:
        url = reverse("admin:incidents_incident_say", args=[pk, fact])
    has_place = fact == Fact.PLACE and hasattr(row, "location")
    return Part(
        title=capfirst(str(Fact(fact).label)),
        shown=str(row.location) if has_place else in_words(fact, value),
        claims=said,
        add_url=url,
        is_followed=chosen is not None,
        is_said=value != UNSAID,
    )


def _called(incident: Incident, person: int) -> str:
    published = incident.victims.all().as_published()
    numbers = {each.pk: number for number, each in enumerate(published, 1)}
    return _numbered(published, numbers[person]) if person else _("The incident")


def _numbered(people: list[PublicVictim], number: int) -> str:
    """ "Person 2 of 3: Darin Williams Jr."; of a name that is withheld only that it is."""
    person = people[number - 1]
    withheld = _("name withheld") if person.is_named else _("not named")
    told = {"number": number, "all": len(people), "name": person.public_name or withheld}
    return _("Person %(number)d of %(all)d: %(name)s") % told


def _was_public(incident: Incident) -> bool:
    """What nobody outside has read is put right where it stands, and needs no correction."""
    return (
        versions_of(Incident)
        .objects.filter(pgh_obj=incident.pk, publication=IncidentPublication.PUBLIC)
        .exists()
    )
