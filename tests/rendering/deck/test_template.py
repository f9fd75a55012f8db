"""A company's own template: its size, layouts and colours; what is no template says so."""

import io
import zipfile

import pytest
from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.util import Inches

from ka_helpers.errors import RequestError
from ka_helpers.rendering.deck import portfolio_deck, review_deck
from ka_helpers.rendering.deck.building import Deck
from ka_helpers.rendering.deck.markup import Box
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


def test_nothing_of_one_deck_reaches_the_next(review, office):
    first, other = review("K02", "zh")[0], review("K18", "zh")[0]
    alone = {template: review_deck(first, template) for template in (None, office)}
    for template, data in alone.items():
        Deck(template, "zh").slide("never saved").put_text("a", Box(0, 0, 9, 9), ())
        review_deck(other, template)
        assert review_deck(first, template) == data
        name = other.summary.account.name.encode()
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            assert not any(name in archive.read(each) for each in archive.namelist())


def _as_file(slides, tmp_path):
    path = tmp_path / "template.pptx"
    slides.save(str(path))
    return path


def test_a_layout_that_leads_to_a_sample_slide_leaves_each_file_one_name(review, tmp_path):
    executed, own = review("K02", "zh")
    slides = Presentation()
    sample = slides.slides.add_slide(slides.slide_layouts[0])
    sample.shapes.title.text = "SAMPLE"
    slides.slide_layouts.get_by_name("Title Only").part.relate_to(sample.part, RT.SLIDE)
    data = review_deck(executed, _as_file(slides, tmp_path))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
        assert len(set(names)) == len(names)
        assert not any(b"SAMPLE" in archive.read(name) for name in names)
    assert len(_read(data).slides) == len(own.slides)


def test_slides_are_listed_under_whatever_prefix_the_template_uses(review, tmp_path):
    executed, own = review("K02", "zh")
    source, path = _as_file(Presentation(), tmp_path), tmp_path / "prefixed.pptx"
    with zipfile.ZipFile(source) as given, zipfile.ZipFile(path, "w") as copy:
        for item in given.infolist():
            content = given.read(item)
            if item.filename == "ppt/presentation.xml":
                content = content.replace(b"<p:", b"<q:").replace(b"</p:", b"</q:")
                content = content.replace(b"xmlns:p=", b"xmlns:q=")
                content = content.replace(b"r:id=", b"s:id=").replace(b"xmlns:r=", b"xmlns:s=")
            copy.writestr(item, content)
    slides = _read(review_deck(executed, path))
    assert [s.shapes.title.text_frame.text for s in slides.slides] == [
        s.shapes.title.text_frame.text for s in own.slides
    ]
    assert len({slide.slide_id for slide in slides.slides}) == len(own.slides)


def test_a_template_keeps_what_only_it_says_about_itself(review, tmp_path):
    executed, _ = review("K02", "zh")
    slides = Presentation()
    slides.core_properties.keywords, slides.core_properties.title = "内部", "模板"
    said = _read(review_deck(executed, _as_file(slides, tmp_path))).core_properties
    assert (said.keywords, said.author) == ("内部", "KA Kit")
    assert said.title.startswith(executed.summary.account.name)


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
