from datetime import timedelta

from django.contrib.auth import views
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from nightout.accounts.limits import client_address, forgive, within_limit
from nightout.forms import dressed

WINDOW = timedelta(minutes=15)
MOST_FOR_AN_ACCOUNT = 10
MOST_FROM_AN_ADDRESS = 100  # a station's whole staff may sign in from behind one address


class SignInForm(AuthenticationForm):
    def clean(self) -> dict[str, str]:
        """Too many wrong tries are refused before the password is looked at."""
        email = self.cleaned_data.get("username", "")
        address = client_address(self.request)
        by_account = within_limit("sign-in", email, most=MOST_FOR_AN_ACCOUNT, window=WINDOW)
        by_address = within_limit("sign-in-from", address, most=MOST_FROM_AN_ADDRESS, window=WINDOW)
        if not (by_account and by_address):
            raise ValidationError(
                _("Too many tries. Wait a quarter of an hour, then try again."), code="too_many"
            )
        cleaned = super().clean()
        forgive("sign-in", email)
        return cleaned


class SignIn(views.LoginView):
    form_class = SignInForm
    redirect_authenticated_user = True

    def get_form(self, form_class: type[SignInForm] | None = None) -> SignInForm:
        return dressed(super().get_form(form_class))


class PasswordChange(views.PasswordChangeView):
    def get_form(self, form_class: type[PasswordChangeForm] | None = None) -> PasswordChangeForm:
        return dressed(super().get_form(form_class))
