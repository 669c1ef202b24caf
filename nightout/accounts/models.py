from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from nightout.audit.history import tracked


class UserManager(BaseUserManager["User"]):
    def get_by_natural_key(self, username: str | None) -> "User":
        """People sign in with their e-mail address, written as they like."""
        return self.get(email__iexact=username)

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


@tracked(exclude=["password", "last_login"])
class User(AbstractBaseUser, PermissionsMixin):
    """Somebody who signs in: staff, an organizer, a coordinator. Residents need no account."""

    email = models.EmailField(_("e-mail address"), max_length=254, unique=True)
    name = models.CharField(_("name"), max_length=150, blank=True)
    is_active = models.BooleanField(
        _("may sign in"), default=True, help_text=_("Switch off instead of deleting the account.")
    )
    is_staff = models.BooleanField(
        _("may enter the staff room"),
        default=False,
        help_text=_("Needed by editors, managers and coordinators; organizers do without it."),
    )
    is_superuser = models.BooleanField(
        _("coordinator"),
        default=False,
        help_text=_("Sees and changes the rows of every agency, and manages accounts."),
    )

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = []

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="accounts_user_email_is_unique",
                violation_error_message=_("There is an account with this e-mail address."),
            ),
            models.CheckConstraint(
                condition=models.Q(is_superuser=False) | models.Q(is_staff=True),
                name="accounts_user_coordinator_is_staff",
                violation_error_message=_("A coordinator must be able to enter the staff room."),
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.email

    @property
    def is_coordinator(self) -> bool:
        return self.is_active and self.is_superuser


class Attempt(models.Model):
    """A counter of tries within a window of time; the key is a hash and names nobody."""

    key = models.CharField(max_length=100, primary_key=True)
    since = models.DateTimeField(db_index=True)
    number = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("counter of tries")
        verbose_name_plural = _("counters of tries")

    def __str__(self) -> str:
        return f"{self.key}: {self.number}"
