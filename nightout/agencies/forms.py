from typing import Any

from django import forms
from django.db.models import Value
from django.urls import reverse

from nightout.agencies.models import Agency
from nightout.places.models import Fold
from nightout.slugs import unique_slug
from nightout.staffroom import DuplicateWarning, Twin, phone_number


class AgencyForm(DuplicateWarning, forms.ModelForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False
        if "phone" in self.fields:
            self.fields["phone"].validators.append(phone_number)

    def clean_ori(self) -> str | None:
        """Nothing is no number: an empty text would be the ORI of one agency only."""
        return (self.cleaned_data.get("ori") or "").upper() or None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        name = cleaned.get("name")
        if name and "slug" in self.fields and not cleaned.get("slug"):
            cleaned["slug"] = unique_slug(Agency, name)
        if name and not self.instance.pk:
            same = Agency.objects.filter(name_folded=Fold(Value(name)))[:10]
            self.warn(
                Twin(str(agency), reverse("admin:agencies_agency_change", args=[agency.pk]))
                for agency in same
            )
        return cleaned
