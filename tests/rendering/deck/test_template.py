"""A company's own template: its size, layouts and colours; what is no template says so."""

import io
import zipfile

import pytest
from pptx import Presentation
from pptx.util import Inches

from ka_helpers.errors import RequestError
from ka_helpers.rendering.deck import portfolio_deck, review_deck
from ka_helpers.rendering.deck.template import opened

MAIN = "presentationml.presentation.main+xml"


@pytest.fixture
def office(tmp_path):
    """A 4:3 template of eleven layouts with two sample slides and a section list."""
    slides = Presentation()
    for layout in (0, 1):
        slide = slides.slides.add_slide(slides.slide_layouts[layout])
        slide.shapes.title.text = "SAMPLE"
        slide.notes_slide.notes_text_frame.text = "SAMPLE NOTES"
    path = tmp_path / "公司模板.pptx"
    slides.save(str(path))
    return path


def _with_only(tmp_path, *names):
    slides = Presentation()
    for layout in list(slides.slide_layouts):
        if layout.name not in names:
            slides.slide_layouts.remove(layout)
    path = tmp_path / "few.pptx"
    slides.save(str(path))
    return path


def _read(data):
    return Presentation(io.BytesIO(data))


def test_a_deck_takes_the_templates_size_and_layouts_without_its_samples(review, office):
    executed, own = review("K02", "zh")
    slides = _read(review_deck(executed, office))
    assert (slides.slide_width, slides.slide_height) == (Inches(10), Inches(7.5))
    assert len(slides.slides) == len(own.slides)
    assert slides.slides[0].slide_layout.name == "Title Slide"
    assert {slide.slide_layout.name for slide in list(slides.slides)[1:]} == {"Title Only"}
    with zipfile.ZipFile(io.BytesIO(review_deck(executed, office))) as archive:
        assert not any(b"SAMPLE" in archive.read(name) for name in archive.namelist())


def test_nothing_leaves_a_slide_of_another_size(review, office):
    executed, _ = review("K02", "zh")
    slides = _read(review_deck(executed, office))
    for slide in slides.slides:
        for shape in slide.shapes:
            assert shape.left + shape.width <= slides.slide_width
            assert shape.top + shape.height <= slides.slide_height


@pytest.mark.parametrize("names", [("Blank",), ("Title and Content",), ("Two Content", "Blank")])
def test_a_template_may_lack_layouts(review, tmp_path, names):
    executed, own = review("K02", "zh")
    slides = _read(review_deck(executed, _with_only(tmp_path, *names)))
    assert len(slides.slides) == len(own.slides)
    texts = [s.text_frame.text for s in slides.slides[1].shapes if s.has_text_frame]
    assert own.slides[1].shapes.title.text_frame.text in texts
    empty = [
        holder
        for slide in slides.slides
        for holder in slide.placeholders
        if holder.has_text_frame and not holder.text_frame.text
    ]
    assert not empty


@pytest.mark.parametrize(
    "cousin",
    ["presentationml.template.main+xml", "presentationml.slideshow.main+xml"],
)
def test_a_potx_gives_an_ordinary_presentation(review, office, tmp_path, cousin):
    executed, _ = review("K02", "zh")
    path = tmp_path / "template.potx"
    with zipfile.ZipFile(office) as source, zipfile.ZipFile(path, "w") as copy:
        for item in source.infolist():
            content = source.read(item)
            if item.filename == "[Content_Types].xml":
                content = content.replace(MAIN.encode(), cousin.encode())
            copy.writestr(item, content)
    with zipfile.ZipFile(io.BytesIO(review_deck(executed, path))) as archive:
        types = archive.read("[Content_Types].xml")
    assert MAIN.encode() in types
    assert cousin.encode() not in types


def test_the_portfolio_takes_the_template_too(portfolio, office):
    executed, own = portfolio("en")
    assert len(_read(portfolio_deck(executed, office)).slides) == len(own.slides)


def test_a_changed_template_is_read_again(office):
    before = opened(office)
    slides = Presentation(str(office))
    slides.slide_width = Inches(12)
    slides.save(str(office))
    assert (before.width, opened(office).width) == (720.0, 864.0)


def test_two_decks_of_one_template_do_not_share_slides(review, office):
    executed, _ = review("K02", "zh")
    assert review_deck(executed, office) == review_deck(executed, office)


@pytest.mark.parametrize(
    ("name", "data", "key"),
    [
        ("a.pptx", b"%PDF-1.7", "deck.template_not_pptx"),
        ("b.ppt", b"\xd0\xcf\x11\xe0 old", "deck.template_locked"),
        ("c.pptx", b"", "deck.template_not_pptx"),
    ],
)
def test_what_is_no_template_says_what_it_is(review, tmp_path, name, data, key):
    executed, _ = review("K02", "zh")
    (tmp_path / name).write_bytes(data)
    with pytest.raises(RequestError) as caught:
        review_deck(executed, tmp_path / name)
    assert caught.value.key == key
    assert all(name in caught.value.said_in(language) for language in ("en", "zh"))


def test_a_missing_template_says_so(review, tmp_path):
    executed, _ = review("K02", "zh")
    with pytest.raises(RequestError) as caught:
        review_deck(executed, tmp_path / "none.pptx")
    assert caught.value.key == "deck.template_missing"


def test_a_workbook_is_no_template(review, tmp_path):
    executed, _ = review("K02", "zh")
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as archive:
        archive.writestr("xl/workbook.xml", "<x/>")
    with pytest.raises(RequestError) as caught:
        review_deck(executed, tmp_path / "a.xlsx")
    assert caught.value.key == "deck.template_not_pptx"


def test_a_damaged_template_says_so(review, office, tmp_path):
    executed, _ = review("K02", "zh")
    damaged = tmp_path / "damaged.pptx"
    with zipfile.ZipFile(office) as source, zipfile.ZipFile(damaged, "w") as copy:
        for item in source.infolist():
            if not item.filename.endswith("slideMaster1.xml"):
                copy.writestr(item, source.read(item))
    with pytest.raises(RequestError) as caught:
        review_deck(executed, damaged)
    assert caught.value.key == "deck.template_broken"
    assert "damaged.pptx" in caught.value.said_in("zh")
