from itertools import count

from django.db import models
from django.utils.text import slugify


def unique_slug(model: type[models.Model], text: str) -> str:
    """The text as a part of an address; numbered from 2 where another row has it already."""
    longest = model._meta.get_field("slug").max_length
    plain = slugify(text) or model._meta.model_name
    endings = ("" if number == 1 else f"-{number}" for number in count(1))
    slugs = (plain[: longest - len(ending)].rstrip("-") + ending for ending in endings)
    return next(s for s in slugs if not model._base_manager.filter(slug=s).exists())
