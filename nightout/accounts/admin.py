from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.contrib.auth.models import Group as PermissionGroup
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from nightout.accounts.models import User
from nightout.agencies.models import Membership
from nightout.staffroom import Group, ScopedTable, SharedAdmin

admin.site.unregister(PermissionGroup)  # rights are roles at agencies


class MembershipInline(ScopedTable):
    model = Membership
    autocomplete_fields = ("agency",)
    verbose_name_plural = _("roles at agencies")


class NewAccountForm(AdminUserCreationForm):
    class Meta:
        model = User
        fields = ("email", "name")


class AccountForm(UserChangeForm):
    class Meta:
        model = User
        fields = "__all__"

    user: User

    def clean(self) -> dict[str, Any]:
        """Nobody locks out the last coordinator by locking out themselves."""
        cleaned = super().clean() or self.cleaned_data
        rights = ("is_active", "is_staff", "is_superuser")
        if self.instance == self.user and not all(cleaned.get(right) for right in rights):
            raise ValidationError(_("Ask another coordinator to take away your own rights."))
        return cleaned


@admin.register(User)
class AccountAdmin(SharedAdmin, UserAdmin):
    """Coordinators only: an address book of all agencies is nobody else's business."""

    form, add_form = AccountForm, NewAccountForm
    group = Group.PEOPLE
    place = 1
    list_display = ("email", "name", "is_staff", "is_superuser", "is_active")
    list_filter = ("is_staff", "is_superuser", "is_active")
    search_fields = ("email", "name")
    ordering = ("email",)
    filter_horizontal = ()
    inlines = (MembershipInline,)
    history_parts = (Membership,)
    readonly_fields = ("last_login",)
    never_brought_back = ("is_superuser", "is_staff", "is_active")
    fieldsets = (
        (None, {"fields": ("email", "name", "password")}),
        (_("Rights"), {"fields": ("is_active", "is_staff", "is_superuser", "last_login")}),
    )
    add_fieldsets = (
        (None, {"fields": ("email", "name", "usable_password", "password1", "password2")}),
    )

    def seen_by(self, user: User) -> QuerySet[User]:
        return self.managed_by(user)

    def has_view_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return request.user.is_coordinator

    def get_inlines(self, request: HttpRequest, obj: User | None) -> tuple[type, ...]:
        return self.inlines if obj else ()
