"""What families ask for their names: a list, one short form, and what was done."""

from contextlib import suppress
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from incidents.admin.rights import ONE_NAME, note_reading, reads_names
from incidents.marks import is_whole, mark
from incidents.models import ExactPlace, FamilyRequest, Incident, Merge, Victim, Wish
from incidents.names import honour, honour_by_name, lift, mentions
from nightout.accounts.models import User
from nightout.agencies.models import MANAGERS, Agency
from nightout.sources.models import Source
from nightout.staffroom import Group, InUse, ScopedAdmin, own_agencies
from nightout.staffroom.forms import DATE
from nightout.staffroom.scoped import is_key

TEMPLATES = "admin/incidents/familyrequest"
WISHES = [
    (Wish.HOLD, _("hold the name back: we keep it, and nobody sees it on any page")),
    (Wish.REMOVE, _("remove the name: we no longer have it")),
]


class FamilyForm(forms.ModelForm):
    """Checked once, then confirmed: `confirmed` comes with the second sending."""

    wish = forms.ChoiceField(label=_("What they ask"), choices=WISHES, widget=forms.RadioSelect)

    class Meta:
        model = FamilyRequest
        fields = ("wish", "asked_by", "received_on", "note")
        widgets = {"received_on": DATE, "note": forms.Textarea(attrs={"rows": 3})}
        help_texts = {"note": _("Colleagues who may not read the name read this: leave it out.")}

    def __init__(self, *args: Any, is_held: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("received_on", timezone.localdate())
        if is_held:
            self.fields["wish"].choices = WISHES[1:]
            self.initial.setdefault("wish", Wish.REMOVE)


class ByNameForm(FamilyForm):
    """For somebody of whom no row is known. The name is typed, and not kept."""

    name = forms.CharField(
        label=_("Name of the person"),
        max_length=150,
        help_text=_("Given name and surname, as a source would print them. We keep only a mark."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "vTextField"}),
    )

    class Meta(FamilyForm.Meta):
        fields = ("agency", *FamilyForm.Meta.fields)

    field_order = ("agency", "name")

    def __init__(self, *args: Any, agencies: QuerySet[Agency], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = agencies
        self.initial["agency"] = agencies.first() if agencies.count() == 1 else None

    def clean_name(self) -> str:
        name = self.cleaned_data["name"]
        if not (mark(name) and is_whole(name)):
            raise forms.ValidationError(_("Write given name and surname."))
        return name


class LiftForm(forms.Form):
    because = forms.CharField(
        label=_("Why it is lifted"),
        max_length=300,
        help_text=_("Such as: the mother called and asks for the name to be shown."),
    )


class StateFilter(admin.SimpleListFilter):
    title = _("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("open", _("in force")), ("lifted", _("lifted"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        match self.value():
            case "open":
                return queryset.open()
            case "lifted":
                return queryset.lifted()
        return queryset


class AgencyFilter(InUse):
    title = _("agency")
    parameter_name = "agency"
    path = "agency"


@admin.register(FamilyRequest)
class FamilyRequestAdmin(ScopedAdmin):
    """Begun beside the person, or by name alone; never deleted. Managers lift it."""

    group = Group.INCIDENTS
    place = 2
    list_display = ("number", "state", "wish", "person", "received_on", "agency")
    list_select_related = ("agency", "victim__incident")
    list_filter = (StateFilter, "wish", AgencyFilter)
    search_fields = ("pk",)
    search_help_text = _("By number. A name finds nothing: it is not kept here.")
    actions = None
    change_list_template = f"{TEMPLATES}/change_list.html"
    change_form_template = f"{TEMPLATES}/change_form.html"
    never_told = ("name_mark",)  # by it a guess of the name could be tried
    readonly_fields = (
        *("state", "person", "agency", "wish", "received_on", "entered_by_whom", "entered_at"),
        *("lifted_by_whom", "lifted_at", "lifted_because"),
    )
    fieldsets = (
        (None, {"fields": ("state", "person", "wish", "agency")}),
        (_("Who asked"), {"fields": ("received_on", "asked_by", "note")}),
        (_("Who honoured it"), {"fields": (("entered_by_whom", "entered_at"),)}),
    )
    lifted_fieldset = (
        _("Why it was lifted"),
        {"fields": ("lifted_because", ("lifted_by_whom", "lifted_at"))},
    )

    def changelist_view(
        self, request: HttpRequest, extra_context: dict | None = None
    ) -> HttpResponse:
        manages = own_agencies(request.user, *MANAGERS).exists()
        return super().changelist_view(request, {"asks_by_name": manages, **(extra_context or {})})

    # Rights

    def has_add_permission(self, request: HttpRequest) -> bool:
        """It begins beside a person, or by name."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def _may_lift(self, user: User, request: FamilyRequest) -> bool:
        return own_agencies(user, *MANAGERS).filter(pk=request.answering).exists()

    # The list

    def holds_word(self, request: HttpRequest, word: str) -> Q:
        number = word.removeprefix("#")
        return Q(pk=number) if is_key(number) else Q(pk=None)

    @admin.display(description=_("number"), ordering="pk")
    def number(self, request: FamilyRequest) -> str:
        return f"#{request.pk}"

    @admin.display(description=_("state"))
    def state(self, request: FamilyRequest) -> str:
        words, kind = (_("lifted"), "draft") if request.lifted_at else (_("in force"), "public")
        return format_html('<span class="state state--{}">{}</span>', kind, words)

    @admin.display(description=_("person"))
    def person(self, request: FamilyRequest) -> str:
        """By number and outcome: there is no name here, whoever reads it."""
        if request.victim is None:
            by_mark = gettext("no row; known by the mark of the name")
            return by_mark if request.name_mark else gettext("a row that is gone")
        incident = request.victim.incident
        url = reverse("admin:incidents_incident_change", args=[incident.pk])
        return format_html('{}, <a href="{}">{}</a>', request.victim, url, incident)

    @admin.display(description=_("entered by"))
    def entered_by_whom(self, request: FamilyRequest) -> str:
        return _called(request.entered_by)

    @admin.display(description=_("lifted by"))
    def lifted_by_whom(self, request: FamilyRequest) -> str:
        return _called(request.lifted_by)

    # What was done, and what is left to do

    def get_fieldsets(self, request: HttpRequest, obj: FamilyRequest | None = None) -> list:
        return [*self.fieldsets, *([self.lifted_fieldset] if obj and obj.lifted_at else [])]

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        asked = context["original"]
        is_open, manages = asked.lifted_at is None, self._may_lift(request.user, asked)
        context |= {
            "is_open": is_open,
            "is_removed": asked.wish == Wish.REMOVE,
            "has_row": asked.victim is not None,
            "may_lift": is_open and manages,
            "has_mark": bool(asked.name_mark),
            "looks_through": manages,  # who may not read a name is not to try guesses on texts
            "mentions": self._seen_mentions(request, asked) if is_open and manages else [],
            "same_name": self._same_name(request, asked) if manages else [],
        }
        return super().render_change_form(request, context, *args, **kwargs)

    def _same_name(self, request: HttpRequest, asked: FamilyRequest) -> list[FamilyRequest]:
        others = FamilyRequest.objects.managed_by(request.user).open().about([asked.name_mark])
        return list(others.exclude(pk=asked.pk).order_by("pk"))

    def _seen_mentions(self, request: HttpRequest, asked: FamilyRequest) -> list[dict[str, Any]]:
        """Those in texts that this person may read, with the page on which one changes them."""
        user, told = request.user, []
        for row, column in mentions(asked):
            incident = _incident_of(row)
            is_private = isinstance(row, ExactPlace) or (type(row), column.name) == (Victim, "name")
            if is_private and not reads_names(user, incident):
                continue
            if incident and not Incident.objects.managed_by(user).filter(pk=incident.pk).exists():
                continue
            told.append({"row": row, "what": row._meta.verbose_name, "column": column.verbose_name})
            told[-1]["url"] = _page_of(row if isinstance(row, FamilyRequest | Source) else incident)
        return told

    # The pages beside it

    def get_urls(self) -> list[URLPattern]:
        guarded = self.admin_site.admin_view
        return [
            path("by-name/", guarded(self.ask_by_name), name="incidents_familyrequest_by_name"),
            path("of/<int:victim>/", guarded(self.ask), name="incidents_familyrequest_of"),
            path("<int:pk>/lift/", guarded(self.lift), name="incidents_familyrequest_lift"),
            *super().get_urls(),
        ]

    def ask(self, request: HttpRequest, victim: int) -> HttpResponse:
        """The family's wish: asked, read back, done."""
        managed = Victim.objects.managed_by(request.user).select_related("incident")
        person = get_object_or_404(managed, pk=victim)
        before = person.family_requests.open().first()
        if before and before.wish == Wish.REMOVE:
            return redirect(_page_of(before))
        form = FamilyForm(request.POST or None, is_held=before is not None)
        is_read_back = request.method == "POST" and form.is_valid()
        if is_read_back and "confirmed" in request.POST:
            try:
                done = honour(victim=person, by=request.user, **form.cleaned_data)
            except ValidationError as refused:  # a colleague was quicker
                form.add_error(None, refused)
                is_read_back = False
            else:
                self.message_user(request, _said(done), messages.SUCCESS)
                return redirect(_page_of(done))
        return self._page(
            request,
            "ask",
            _("Hold or remove a name"),
            form=form,
            person=person,
            before=before,
            name=self._name_read(request, person),
            is_read_back=is_read_back,
            is_removal=is_read_back and form.cleaned_data["wish"] == Wish.REMOVE,
        )

    def ask_by_name(self, request: HttpRequest) -> HttpResponse:
        """The same for somebody without a row; for managers, who read names anyway."""
        agencies = own_agencies(request.user, *MANAGERS)
        if not agencies.exists():
            raise PermissionDenied
        form = ByNameForm(request.POST or None, agencies=agencies)
        is_read_back = request.method == "POST" and form.is_valid()
        if is_read_back and "confirmed" in request.POST:
            try:
                done = honour_by_name(by=request.user, **form.cleaned_data)
            except ValidationError as refused:
                form.add_error("name", refused)
                is_read_back = False
            else:
                self.message_user(request, _said(done), messages.SUCCESS)
                return redirect(_page_of(done))
        return self._page(
            request,
            "by_name",
            _("Hold or remove a name"),
            form=form,
            name=form.cleaned_data["name"] if is_read_back else "",
            is_read_back=is_read_back,
            is_removal=is_read_back and form.cleaned_data["wish"] == Wish.REMOVE,
        )

    def _name_read(self, request: HttpRequest, person: Victim) -> str:
        if not (person.name and reads_names(request.user, person.incident)):
            return ""
        note_reading(request.user, person.incident, ONE_NAME, 1, victim=person.pk)
        return person.name

    def lift(self, request: HttpRequest, pk: int) -> HttpResponse:
        asked = get_object_or_404(FamilyRequest.objects.managed_by(request.user), pk=pk)
        if not self._may_lift(request.user, asked):
            raise PermissionDenied
        if asked.lifted_at:
            return redirect(_page_of(asked))
        form = LiftForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            with suppress(ValidationError):  # a colleague was quicker
                lift(request=asked, because=form.cleaned_data["because"], by=request.user)
            text = _("The request is lifted. The name stays withheld until somebody shows it.")
            self.message_user(request, text, messages.SUCCESS)
            return redirect(_page_of(asked))
        title = _("Lift a family’s request")
        return self._page(request, "lift", title, form=form, asked=asked)

    def _page(self, request: HttpRequest, template: str, title: str, **shown: Any) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": title,
            "opts": self.opts,
            "media": self.media + shown["form"].media,
            **shown,
        }
        return TemplateResponse(request, f"{TEMPLATES}/{template}.html", context)


def _page_of(row: Model) -> str:
    return reverse(f"admin:{row._meta.label_lower.replace('.', '_')}_change", args=[row.pk])


def _incident_of(row: Model) -> Incident | None:
    """On whose page the row is changed; a source has its own."""
    match row:
        case Incident():
            return row
        case Merge():
            return row.kept
        case Source():
            return None
    return getattr(row, "incident", None) or row.victim.incident


def _called(user: User | None) -> str:
    return str(user) if user else "–"


def _said(asked: FamilyRequest) -> str:
    if asked.wish == Wish.REMOVE:
        return gettext("The name is removed, from earlier versions too.")
    return gettext("The name is held back.")
