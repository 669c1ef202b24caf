"""A file of others: uploaded, tried, looked at, applied."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from incidents.imports import (
    FileError,
    Mapping,
    MappingError,
    NoAgency,
    apply_upload,
    read_mapping,
    shipped,
    try_upload,
)
from incidents.imports.telling import STATUSES, in_words
from incidents.models import (
    CHANGES,
    KEPT,
    ROW_REFUSED,
    VALUE_REFUSED,
    ImportRemark,
    ImportRun,
    IncidentPublication,
    Outcome,
    PlacePrecision,
    Remark,
    RunState,
)
from nightout.accounts.models import User
from nightout.agencies.models import MANAGERS
from nightout.paging import key_page
from nightout.staffroom import holds
from nightout.streaming import Column, csv_response, labelled
from nightout.streaming.columns import Kind

PAGE, RUN = "incidents_incident_import", "incidents_incident_import_run"
MOST_MEGABYTES = 10  # of an upload; the command line has no limit
MOST_OF_MAPPING = 20_000  # signs
RUNS, REMARKS = 20, 50  # on a page
GROUPS = {
    "rows": (gettext_lazy("Rows refused"), ROW_REFUSED),
    "values": (gettext_lazy("Values refused"), VALUE_REFUSED),
    "changes": (gettext_lazy("Changed"), CHANGES),
    "kept": (gettext_lazy("Left as they are"), KEPT),
}


class UploadForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy(
            "A table as CSV, up to 10 MB; JSON and NDJSON are read too. A larger one is read by"
            " whoever runs the server (“manage.py import_incidents”). It is kept until it is"
            " applied, or for a day."
        ),
    )
    shipped = forms.ChoiceField(
        label=gettext_lazy("What its columns mean"),
        required=False,
        help_text=gettext_lazy("Choose whose file it is. Such a description is called a mapping."),
    )
    mapping_file = forms.FileField(
        label=gettext_lazy("or your own description, as a file (a mapping in TOML)"),
        required=False,
    )
    mapping_text = forms.CharField(
        label=gettext_lazy("or its text"),
        required=False,
        strip=False,
        max_length=MOST_OF_MAPPING,
        widget=forms.Textarea(
            attrs={"rows": 12, "spellcheck": "false", "class": "vLargeTextField"}
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["shipped"].choices = [
            ("", "–"),
            *((name, _titled(name, text)) for name, text in shipped().items()),
        ]

    def ask_for_files_again(self) -> None:
        """No browser keeps a chosen file when the page comes back: it would be sent empty."""
        for name in self.files:
            if name in self.fields and name not in self.errors:
                self.add_error(name, _("Choose the file again: the browser has let go of it."))

    def clean_file(self) -> UploadedFile:
        file = self.cleaned_data["file"]
        if file.size > MOST_MEGABYTES * 1024 * 1024:
            text = _(
                "This file has %(size)s MB; at most %(most)d can be uploaded. Split it, or ask"
                " whoever runs the server to read it (“manage.py import_incidents”)."
            )
            size = f"{file.size / 1024 / 1024:.1f}"
            raise forms.ValidationError(text % {"size": size, "most": MOST_MEGABYTES})
        return file

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        given = [name for name in ("shipped", "mapping_file", "mapping_text") if cleaned.get(name)]
        if len(given) != 1 and not self.errors:
            raise forms.ValidationError(
                _(
                    "Say in one way what the columns mean: choose whose file it is, or give your own."
                )
            )
        if not self.errors:
            try:
                self.mapping = self._mapping(cleaned)
            except MappingError as problem:
                raise forms.ValidationError(problem.wrong) from problem
        return cleaned

    def _mapping(self, cleaned: dict[str, Any]) -> Mapping:
        if cleaned["shipped"]:
            return read_mapping(shipped()[cleaned["shipped"]], name=cleaned["shipped"])
        if cleaned["mapping_text"]:
            return read_mapping(cleaned["mapping_text"].replace("\r\n", "\n"))
        if cleaned["mapping_file"].size > MOST_OF_MAPPING:
            raise MappingError(
                [_("The mapping is longer than 20,000 signs. Is it the right file?")]
            )
        try:
            text = cleaned["mapping_file"].read().decode()
        except UnicodeDecodeError as problem:
            raise MappingError([_("The mapping is no text in UTF-8.")]) from problem
        return read_mapping(text)


class ImportPages:
    """For IncidentAdmin: managers bring files for their agencies, coordinators for all."""

    def get_urls(self) -> list[URLPattern]:
        pages = [
            ("import/", self.import_file, PAGE),
            ("import/<int:run>/", self.import_run, RUN),
            ("import/<int:run>/remarks.csv", self.import_remarks, f"{RUN}_csv"),
        ]
        return [
            path(where, self.admin_site.admin_view(page), name=name) for where, page, name in pages
        ] + super().get_urls()

    def further_pages(self, request: HttpRequest) -> list[tuple[str, str]]:
        further = super().further_pages(request)
        if not holds(request.user, *MANAGERS):
            return further
        return [*further, (_("Import a file"), reverse(f"admin:{PAGE}"))]

    def import_file(self, request: HttpRequest) -> HttpResponse:
        if not holds(request.user, *MANAGERS):
            raise PermissionDenied
        form = UploadForm(request.POST or None, request.FILES or None)
        if request.method == "POST" and form.is_valid():
            file = form.cleaned_data["file"]
            try:
                run = try_upload(
                    pieces=file.chunks(), file_name=file.name, mapping=form.mapping, by=request.user
                )
            except NoAgency as problem:
                form.add_error(None, _with_way_to_agency(problem, request.user))
            except (MappingError, FileError) as problem:
                form.add_error(None, getattr(problem, "wrong", str(problem)))
            else:
                return redirect(f"admin:{RUN}", run.pk)
        if form.errors:
            form.ask_for_files_again()
        runs = ImportRun.objects.managed_by(request.user).select_related("agency", "by")
        context = {
            "title": _("Import a file"),
            "form": form,
            "examples": shipped(),
            "page": key_page(runs.defer("mapping").order_by("-pk"), request.GET, size=RUNS),
        }
        return self._import_page(request, "import", context)

    def _own_run(self, request: HttpRequest, run: int) -> ImportRun:
        if not holds(request.user, *MANAGERS):
            raise PermissionDenied
        runs = ImportRun.objects.managed_by(request.user).select_related("agency", "source", "by")
        return get_object_or_404(runs, pk=run)

    def import_run(self, request: HttpRequest, run: int) -> HttpResponse:
        """The report; its button applies the file."""
        own = self._own_run(request, run)
        if request.method == "POST":
            return self._apply_import(request, own)
        asked = request.GET.get("show", "")
        kinds = GROUPS[asked][1] if asked in GROUPS else []
        remarks = own.remarks.filter(kind__in=kinds) if kinds else own.remarks.all()
        is_applied = own.state == RunState.APPLIED
        context = {
            "title": str(own),
            "run": own,
            "drafts": own.incidents().drafts().count() if is_applied else 0,
            "as_drafts": _brings_drafts(own),
            "may_apply": own.state == RunState.TRIED and own.pieces.exists(),
            "incidents": [(words, own.counts["incidents"][name]) for name, words in INCIDENTS],
            "known": [
                (PlacePrecision(name).label, number)
                for name, number in own.counts["places"].items()
            ],
            "people": [
                (Outcome(name).label, number) for name, number in own.counts["people"].items()
            ],
            "groups": groups_of(own.counts["remarks"], asked),
            "asked": asked if kinds else "",
            "places": [in_words(place) for place in own.places],
            "page": key_page(remarks.order_by("pk"), request.GET, size=REMARKS),
        }
        return self._import_page(request, "import_run", context)

    def _apply_import(self, request: HttpRequest, run: ImportRun) -> HttpResponse:
        try:
            apply_upload(run=run, by=request.user)
        except (MappingError, FileError) as problem:
            self.message_user(request, str(problem), messages.ERROR)
        else:
            self.message_user(request, _applied(run), messages.SUCCESS)
        return redirect(f"admin:{RUN}", run.pk)

    def import_remarks(self, request: HttpRequest, run: int) -> HttpResponse:
        """For the people who made the file. No row of it, only what was found wrong: no name."""
        own = self._own_run(request, run)
        columns = [
            Column(_("Line"), "line", Kind.INTEGER),
            Column(_("Reference"), "external_id"),
            Column(_("What"), labelled("kind", Remark.choices), key="kind"),
            Column(_("Column"), "column"),
            Column(_("Value"), "value"),
        ]
        remarks = ImportRemark.objects.filter(run=own).order_by("pk")
        return csv_response(remarks, columns, filename=f"import-{own.pk}.csv")

    def _import_page(
        self, request: HttpRequest, name: str, context: dict[str, Any]
    ) -> HttpResponse:
        context = {**self.admin_site.each_context(request), "opts": self.opts, **context}
        return TemplateResponse(request, f"admin/incidents/{name}.html", context)


def _titled(name: str, text: str) -> str:
    source = read_mapping(text, name=name).source
    return f"{source.publisher}: {source.title} ({name})"


def _with_way_to_agency(problem: NoAgency, user: User) -> str:
    """For who may enter it: its form, with what the mapping says of it."""
    words = problem.wrong[0]
    if not user.is_coordinator:
        return words
    form = f"{reverse('admin:agencies_agency_add')}?{urlencode({problem.name: problem.value})}"
    return format_html('{} <a href="{}">{}</a>', words, form, _("Enter the agency"))


def _brings_drafts(run: ImportRun) -> bool:
    """A mapping of years ago may no longer be one."""
    try:
        return read_mapping(run.mapping).publication == IncidentPublication.DRAFT
    except MappingError:
        return False


def _applied(run: ImportRun) -> str:
    run.refresh_from_db(fields=["source"])  # entered with the file
    n = run.incidents().drafts().count()
    if not n:
        return _("The file is applied.")
    text = ngettext(
        "The file is applied. %(n)s incident of it is a draft: nobody outside sees it yet.",
        "The file is applied. %(n)s incidents of it are drafts: nobody outside sees them yet.",
        n,
    )
    return text % {"n": number_format(n, force_grouping=True)}


INCIDENTS = list(
    zip(
        STATUSES,
        (
            gettext_lazy("new"),
            gettext_lazy("changed in the file"),
            gettext_lazy("unchanged"),
            gettext_lazy("deleted by staff"),
            gettext_lazy("merged into another"),
            gettext_lazy("hidden by staff"),
            gettext_lazy("of another agency"),
        ),
        strict=True,
    )
)


def groups_of(numbers: dict[str, int], asked: str) -> list[dict[str, Any]]:
    """Of the remarks: what each kind is called, and how many there are."""
    found = []
    for name, (title, kinds) in GROUPS.items():
        told = [(kind.label, numbers[kind.value]) for kind in kinds if kind.value in numbers]
        if told:
            total = sum(number for _label, number in told)
            here = name == asked
            found.append(
                {"name": name, "title": title, "kinds": told, "total": total, "here": here}
            )
    return found
