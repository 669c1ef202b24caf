import json
from typing import Any

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from nightout import datespan

register = template.Library()
register.filter("only_known", datespan.only_known)

# As JSON may write them, and HTML would not read them: no text can end the element.
ESCAPES = {ord(sign): f"\\u{ord(sign):04X}" for sign in "<>&\u2028\u2029"}


@register.simple_tag
def icon(name: str) -> SafeString:
    """A picture beside words: it says nothing that the words do not."""
    return format_html(
        '<svg class="usa-icon" aria-hidden="true"><use href="{}#{}"></use></svg>',
        static("uswds/icons.svg"),
        name,
    )


@register.filter
def item(mapping: dict[object, object], key: object) -> object | None:
    """The mapping's value for a key that only the template knows."""
    return mapping.get(key)


@register.simple_tag
def json_ld(told: dict[str, Any]) -> SafeString:
    """Facts for search engines; nothing where there are none."""
    if not told:
        return mark_safe("")
    facts = json.dumps(told, ensure_ascii=False).translate(ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{facts}</script>')  # noqa: S308
