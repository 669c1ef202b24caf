from collections import Counter
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import NestedObjects
from django.contrib.admin.widgets import (
    AutocompleteSelect,
    AutocompleteSelectMultiple,
    RelatedFieldWidgetWrapper,
)
from django.core.exceptions import BadRequest
from django.db import models
from django.db.models import Field, Model, Q, QuerySet, Value
from django.forms import BaseModelFormSet, CheckboxInput, ModelForm
from django.forms import DateTimeField as DateTimeFormField
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nightout.accounts.models import User
from nightout.agencies.models import EDITORS, Agency, Role
from nightout.places.models import Fold

from .forms import DATE, DAY_AND_TIME, TIME, slips, told_once
from .history import HistoryPages
from .lists import CappedPaginator, StaffChangeList
from .meanwhile import SEEN, Meanwhile, is_key
from .site import Group

MOST_WORDS = 6  # of a search: more would only cost time
MOST_AT_ONCE = 1_000  # rows that one action changes
MOST_PARTS = 1_000  # rows of one inline, whatever a form claims to hold
MOST_SHOWN = 20  # rows that a delete page names


def own_agencies(user: User, *roles: Role) -> QuerySet[Agency]:
    return Agency.objects.managed_by(user, roles or EDITORS)


class OnlyKeys:
    """A refused value is not looked up again to be shown: Django crashes on what is no number."""

    def optgroups(self, name: str, value: list[Any], attrs: dict | None = None) -> list:
        return super().optgroups(name, [each for each in value if not each or is_key(each)], attrs)


class OneOfMany(OnlyKeys, AutocompleteSelect):
    """Of a set of parts the chosen rows of all are named by one query, once one of them is asked."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.shared: dict[str, Any] = {}  # by the copies of this field in each part of the set

    def optgroups(self, name: str, value: list[Any], attrs: dict | None = None) -> list:
        chosen = [str(each) for each in value if each]
        labels = self._labels() if chosen else {}
        if len(chosen) != 1 or chosen[0] not in labels:
            return super().optgroups(name, value, attrs)
        options = [] if self.is_required else [self.create_option(name, "", "", False, 0)]
        label = labels[chosen[0]]
        options.append(self.create_option(name, chosen[0], label, True, len(options)))
        return [(None, options, 0)]

    def _labels(self) -> dict[str, str]:
        if "labels" not in self.shared:
            known = self.shared.get("rows")
            rows = self.choices.queryset.filter(pk__in=known) if known is not None else ()
            label = self.choices.field.label_from_instance
            self.shared["labels"] = {str(row.pk): label(row) for row in rows}
        return self.shared["labels"]


class SomeOfMany(OnlyKeys, AutocompleteSelectMultiple):
    pass


class ScopedFields:
    """Choices of other rows are those that this person may see; dates use the browser's fields."""

    formfield_overrides = {
        models.DateField: {"widget": DATE},
        models.TimeField: {"widget": TIME},
        models.URLField: {"assume_scheme": "https"},
        models.DateTimeField: {"form_class": DateTimeFormField, "widget": DAY_AND_TIME},
    }

    def get_field_queryset(
        self, db: str | None, db_field: Field, request: HttpRequest
    ) -> QuerySet | None:
        related = db_field.remote_field.model
        if self.admin_site.is_registered(related):
            return self.admin_site.get_model_admin(related).get_queryset(request)
        return related._default_manager.none()

    def formfield_for_foreignkey(self, db_field: Field, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", OneOfMany(db_field, self.admin_site))
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        offered_by = self.admin_site._registry.get(db_field.remote_field.model)
        if field and isinstance(offered_by, ScopedAdmin):
            field.label_from_instance = offered_by.choice_label
        return field

    def formfield_for_manytomany(self, db_field: Field, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", SomeOfMany(db_field, self.admin_site))
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def formfield_for_dbfield(self, db_field: Field, request: HttpRequest, **kwargs: Any) -> Any:
        """Beside a choice only "add": rows are changed on their own pages, with their history."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget.can_change_related = False
            field.widget.can_delete_related = False
            field.widget.can_view_related = False
        return field


class ScopedAdmin(ScopedFields, Meanwhile, HistoryPages, admin.ModelAdmin):
    """Rows of one's own agencies. A subclass says which those are: all else starts there."""

    group = Group.EVENTS
    place = 0  # within the group on the first page
    list_select_related: tuple[str, ...] = ()  # what a row shows or is called by
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    paginator = CappedPaginator
    list_per_page = 50
    list_max_show_all = 200
    sortable_by: tuple[str, ...] = ()  # a column without an index would sort the whole table
    rows_called: tuple[str, str] | None = (
        None  # one and several, where the list's name counts badly
    )
    is_shared = False  # whether all staff see the rows and only coordinators change them

    # Which rows

    def managed_by(self, user: User) -> QuerySet:
        """The rows that this person may change."""
        return self.model._default_manager.managed_by(user)

    def seen_by(self, user: User) -> QuerySet:
        """The rows that this person may open and choose."""
        return self.managed_by(user)

    def deletable_by(self, user: User) -> QuerySet:
        return self.managed_by(user)

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        asked = request.__dict__.setdefault("_rows_seen", {})
        if self.model not in asked:  # a page with its filters starts here many times
            asked[self.model] = self.seen_by(request.user)
        rows = asked[self.model]
        if self.list_select_related:
            rows = rows.select_related(*self.list_select_related)
        return rows.order_by(*(self.get_ordering(request) or self.opts.ordering))

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> Model | None:
        """Reading an older version fills the form with it; nothing is saved before one saves."""
        found = super().get_object(request, object_id, from_field)
        if found and request.method == "GET" and "version" in request.GET:
            self.bring_back(request, found)
        return found

    def _get_obj_does_not_exist_redirect(
        self, request: HttpRequest, opts: Any, object_id: str
    ) -> HttpResponse:
        raise Http404

    # Rights: by role, never by Django's permission rows

    def _among(self, request: HttpRequest, name: str, obj: Model) -> bool:
        asked = request.__dict__.setdefault("_rows_asked", {})
        key = (name, self.model, obj.pk)
        if key not in asked:
            asked[key] = getattr(self, name)(request.user).filter(pk=obj.pk).exists()
        return asked[key]

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return obj is None or obj.pk is None or self._among(request, "seen_by", obj)

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        if obj is None or obj.pk is None:
            return request.user.is_coordinator or not self.is_shared
        return self._among(request, "managed_by", obj)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request.user.is_coordinator or not self.is_shared

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        if obj is None or obj.pk is None:
            return self.has_change_permission(request)
        return self._among(request, "deletable_by", obj)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def further_pages(self, request: HttpRequest) -> list[tuple[str, str]]:
        """Names and addresses of pages that the first page lists below this one."""
        return []

    def choice_label(self, obj: Model) -> str:
        """How a row is called where one chooses it."""
        return str(obj)

    # Lists

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[StaffChangeList]:
        return StaffChangeList

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet, search_term: str
    ) -> tuple[QuerySet, bool]:
        for word in search_term.replace("\x00", "").split()[:MOST_WORDS]:
            queryset = queryset.filter(self.holds_word(request, word))
        return queryset, False

    def holds_word(self, request: HttpRequest, word: str) -> Q:
        """Each word must be found in one of the search fields; folded columns have an index."""
        found = Q()
        for name in self.get_search_fields(request):
            folded = name.endswith(("_folded", "sort_name"))
            found |= Q(
                **{f"{name}__contains": Fold(Value(word))}
                if folded
                else {f"{name}__icontains": word}
            )
        return found

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """Only what the list's own filters ask: a free lookup could spell out a hidden name."""
        allowed = set()
        for item in self.get_list_filter(request):
            if isinstance(item, str):
                allowed |= {f"{item}__exact", f"{item}__isnull"}
            else:
                allowed.add(item.parameter_name)
        return lookup in allowed

    def response_action(self, request: HttpRequest, queryset: QuerySet) -> HttpResponse | None:
        picked = request.POST.getlist(admin.helpers.ACTION_CHECKBOX_NAME)
        if not all(map(is_key, picked)):
            raise BadRequest("A row's number is made of digits.")
        everything = request.POST.get("select_across") == "1"
        if everything and len(queryset.values("pk")[: MOST_AT_ONCE + 1]) > MOST_AT_ONCE:
            text = _("More than %(most)d rows are selected. Narrow the list first.")
            self.message_user(request, text % {"most": MOST_AT_ONCE}, messages.ERROR)
            return None
        return super().response_action(request, queryset)

    # Forms

    def get_form(
        self, request: HttpRequest, obj: Model | None = None, change: bool = False, **kwargs: Any
    ) -> type[ModelForm]:
        form = super().get_form(request, obj, change=change, **kwargs)
        form.user = request.user
        return form

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict | None = None,
    ) -> HttpResponse:
        for name, value in request.POST.items():
            if name.endswith(("-TOTAL_FORMS", "-INITIAL_FORMS")) and not is_key(value):
                raise BadRequest("A number of rows is made of digits.")
        return super().changeform_view(request, object_id, form_url, extra_context)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        forms = [context["adminform"].form]
        forms += [inline.formset for inline in context["inline_admin_formsets"]]
        context["twins"] = told_once(t for form in forms for t in getattr(form, "twins", []))
        context["slips"] = list(slips(*forms)) if context.get("errors") else []
        if context["original"]:
            context |= {"title": str(context["original"]), "subtitle": None}
            context |= {"seen": SEEN, "version": self.version_of(context["original"])}
        response = super().render_change_form(request, context, *args, **kwargs)
        if kwargs.get("add"):
            # else the first field, which gets the focus, would be a button
            response.context_data["save_on_top"] = False
        return response

    def save_related(
        self, request: HttpRequest, form: ModelForm, formsets: list, change: bool
    ) -> None:
        super().save_related(request, form, formsets, change)
        for hint in getattr(form, "hints", []):
            self.message_user(request, hint, messages.INFO)

    def view_on_site(self, obj: Model) -> str | None:
        """The public page, where there is one for everybody."""
        return None

    # Who did what is in the versions that triggers keep; a second log would outlive the people.

    def log_addition(self, request: HttpRequest, obj: Model, message: Any) -> None:
        pass

    def log_change(self, request: HttpRequest, obj: Model, message: Any) -> None:
        pass

    def log_deletions(self, request: HttpRequest, queryset: QuerySet) -> None:
        pass

    def get_deleted_objects(
        self, objs: Any, request: HttpRequest
    ) -> tuple[list[str], dict[str, int], set[str], list[str]]:
        """What goes with it is counted, not named; what stands in the way is named if seen."""
        collector = NestedObjects(using="default", origin=objs)
        collector.collect(objs)
        counts = {
            capfirst(model._meta.verbose_name_plural): len(rows)
            for model, rows in collector.model_objs.items()
            if not model._meta.auto_created
        }
        allowed = self.deletable_by(request.user).filter(pk__in=[obj.pk for obj in objs])
        lacking = {str(self.opts.verbose_name)} if allowed.count() < len(objs) else set()
        shown = [str(obj) for obj in objs[:MOST_SHOWN]]
        return shown, counts, lacking, self._in_the_way(request, collector.protected)

    def _in_the_way(self, request: HttpRequest, protected: set[Model]) -> list[str]:
        found: list[str] = []
        others: Counter[str] = Counter()
        for model in {type(row) for row in protected}:
            keys = [row.pk for row in protected if type(row) is model]
            seen = []
            if self.admin_site.is_registered(model):
                rows = self.admin_site.get_model_admin(model).get_queryset(request)
                seen = list(rows.filter(pk__in=keys)[:MOST_SHOWN])
            for row in seen:
                url = reverse(
                    f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk]
                )
                found.append(format_html('<a href="{}">{}</a>', url, row))
            others[str(model._meta.verbose_name_plural)] += len(keys) - len(seen)
        return found + [
            ngettext("%(n)d more: %(what)s", "%(n)d more: %(what)s", n) % {"n": n, "what": what}
            for what, n in others.items()
            if n
        ]


class SharedAdmin(ScopedAdmin):
    """Rows that belong to nobody: all staff choose among them, coordinators keep them."""

    is_shared = True

    def managed_by(self, user: User) -> QuerySet:
        rows = self.model._default_manager.all()
        return rows if user.is_coordinator else rows.none()

    def seen_by(self, user: User) -> QuerySet:
        return self.model._default_manager.all()


class ScopedInline(ScopedFields):
    """Part of a row: who may change the row may change its parts."""

    extra = 0
    view_on_site = False

    @property
    def whole(self) -> ScopedAdmin:
        return self.admin_site.get_model_admin(self.parent_model)

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self.whole.has_view_permission(request, obj)

    def has_add_permission(self, request: HttpRequest, obj: Model | None) -> bool:
        return self.has_change_permission(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        if obj is None:
            return self.whole.has_add_permission(request)
        return self.whole.has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self.has_change_permission(request, obj)

    def get_formset(
        self, request: HttpRequest, obj: Model | None = None, **kwargs: Any
    ) -> type[BaseModelFormSet]:
        formset = super().get_formset(request, obj, **kwargs)
        formset.user = formset.form.user = request.user
        formset.called = self.verbose_name, self.verbose_name_plural
        formset.absolute_max = MOST_PARTS
        formset.deletion_widget = CheckboxInput(attrs={"aria-label": _("Delete")})
        if obj and obj.pk:
            parts = self.model._base_manager.filter(**{formset.fk.name: obj.pk}).order_by()
            for name, field in formset.form.base_fields.items():
                widget = getattr(field.widget, "widget", field.widget)
                if isinstance(widget, OneOfMany):
                    widget.shared["rows"] = parts.values(name)
        return formset


class ScopedTable(ScopedInline, admin.TabularInline):
    def formfield_for_dbfield(self, db_field: Field, request: HttpRequest, **kwargs: Any) -> Any:
        """In a table the head of the column is no label to a screen reader: each field says it."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field:
            inner = getattr(field.widget, "widget", field.widget)
            inner.attrs.setdefault("aria-label", capfirst(str(field.label)))
        return field


class ScopedStack(ScopedInline, admin.StackedInline):
    pass
