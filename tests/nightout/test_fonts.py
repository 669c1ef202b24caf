"""The letters of flyers and pictures: what is written as typed, and what stands for the rest."""

import pytest
from reportlab.pdfbase.ttfonts import TTFontFace

from nightout.fonts import BOLD, REGULAR, in_our_letters, largest, lines, shortened

NAMES = [
    "Jean-Érick Désir, Opa-locka: “Ansanm nan kominote a” è ò à",
    "José Núñez de la Peña, ¿mañana?",
    "Nguyễn Thị Hồng Ánh, Lê Đức Thọ",
    "Łukasz Wójcik, Đorđe Šćepanović, Şahin Yıldız, Ğ ğ İ ı Ş ş",
    "Ólafur Þórðarson, Zoë Müller-Weiß, Győző Dvořák, Æ Œ ø å",
    "Βασίλης, Наталія Ґ",
    "6–9 p.m. • “yes” … ’ € £ ½ № ©",
]


@pytest.mark.parametrize("file", [REGULAR, BOLD])
def test_each_font_has_every_letter_of_names_around_us(file):
    has = {chr(code) for code in TTFontFace(str(file)).charToGlyph}

    assert set("".join(NAMES)) - has == set()


def test_both_weights_have_the_same_letters():
    """A text is prepared once, for whichever of them it is set in."""
    assert TTFontFace(str(REGULAR)).charToGlyph.keys() == TTFontFace(str(BOLD)).charToGlyph.keys()


def test_fonts_are_small_and_free():
    assert REGULAR.stat().st_size < 130_000
    assert BOLD.stat().st_size < 130_000
    assert "SIL OPEN FONT LICENSE" in REGULAR.with_name("OFL.txt").read_text()


@pytest.mark.parametrize("name", NAMES)
def test_names_stay_as_typed(name: str):
    assert in_our_letters(name) == name


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("🎉 Party 👨‍👩‍👧 for all 🇭🇹", "Party for all"),
        ("Cafe\u0301", "Café"),
        ("Ｐａｒｋ 𝐁𝐨𝐥𝐝 ﬁre ①", "Park Bold fire 1"),
        ("٦ ओ ७", "6 […] 7"),
        ("مرحبا بكم at the park", "[…] at the park"),
        ("公園で、会う 5:30 公園", "[…] 5:30 […]"),
        ("שלום", "[…]"),
        ("► One ✓ two → three", "• One • two -> three"),
        ("18 ≤ age", "18 <= age"),
        ("a\u202ereversed\u200b\x00\x1b[31m", "areversed[31m"),
        ("one\r\ntwo\u2028three", "one\ntwo\nthree"),
        ("wide \t \u3000 space", "wide space"),
        ("Z̶̢̛͉͖a", "Z̶̢a"),
        ("\ud83d", ""),
        ("🎈", ""),
    ],
)
def test_what_the_font_lacks_is_replaced(typed: str, written: str):
    assert in_our_letters(typed) == written


def test_lines_keep_words_whole():
    assert lines("one two three", 7, len) == ["one two", "three"]
    assert lines("one\n\ntwo", 7, len) == ["one", "", "two"]


def test_a_word_wider_than_the_line_breaks_at_its_signs_or_anywhere():
    assert lines("to example.org/events/a-b", 12, len) == ["to", "example.org/", "events/a-b"]
    assert lines("abcdefgh", 3, len) == ["abc", "def", "gh"]
    assert lines("", 3, len) == [""]


def test_lines_beyond_the_most_are_cut():
    assert lines("one two three four", 7, len, most=2) == ["one two", "three…"]


def test_largest_breaks_no_word_and_evens_the_lines():
    sized = {2: lambda text: 2 * len(text), 1: len}

    size, found = largest("aaaa bb cc", 12, lambda size: 2, (2, 1), sized.__getitem__)

    assert (size, found) == (2, ["aaaa", "bb cc"])


def test_largest_cuts_only_at_the_last_size():
    size, found = largest("aaaaaaaa bb", 6, lambda size: 1, (2, 1), lambda size: len)

    assert (size, found) == (1, ["aaaaa…"])


@pytest.mark.parametrize(
    ("most", "kept"),
    [
        (99, "One. Two! “Three?” Four"),
        (20, "One. Two! “Three?” …"),
        (19, "One. Two! …"),
        (6, "One. …"),
        (3, ""),
    ],
)
def test_text_is_cut_after_a_sentence(most: int, kept: str):
    assert shortened("One. Two! “Three?” Four", lambda text: len(text) <= most) == kept


def test_a_dot_before_a_small_letter_ends_no_sentence():
    assert shortened("Come. At 6 p.m. or later.", lambda text: len(text) <= 18) == "Come. …"


def test_text_without_sentences_is_cut_after_a_word():
    assert shortened("one two three", lambda text: len(text) <= 10) == "one two …"
