"""Make the kit's print fonts, KA Sans SC Regular and Bold, from Noto Sans CJK.

    python reports/layout/fonts/make_fonts.py FOLDER

FOLDER holds NotoSansCJK-Regular.ttc and NotoSansCJK-Bold.ttc, version 2.004 (Debian:
fonts-noto-cjk, /usr/share/fonts/opentype/noto). The same source gives the same bytes. The result
keeps the SIL Open Font License (OFL.txt) under a name of its own. Not in here: letters beyond
GB2312; print falls back to the full font of pylopdf-fonts-zh-cn for those.
"""

import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTCollection, TTFont

FAMILY, VERSION = "KA Sans SC", "Version 1.000; subset of Noto Sans CJK SC 2.004"
FACE = "NotoSansCJKsc"
WEIGHTS = {"Regular": 400, "Bold": 700}
FEATURES = ["ccmp", "halt", "kern", "liga", "locl", "mark", "palt"]
SIGNS = "–—‘’“”†‡•…‰′″€™−×÷±≈≠≤≥∞→←↑↓↗↘▲△▼▽◆◇●○■□☆★✓½¼¾²³·①②③④⑤⑥⑦⑧⑨⑩"
COPYRIGHT, DESIGN_NAMES, LICENCE = {0}, {8, 9, 10, 11, 12}, {13, 14}
EPOCH = 3_702_558_261
"""When the source font was made, in seconds since 1904: the only date in the result."""


def letters() -> set[int]:
    """Return the code points of print: GB2312, Latin, punctuation and the signs the kit writes."""
    chosen = {*range(0x20, 0x7F), *range(0xA0, 0x180), *range(0x2010, 0x2028)}
    chosen |= {*range(0x3000, 0x3040), *range(0xFF01, 0xFF5F), 0xFFE5} | {ord(s) for s in SIGNS}
    for row in range(0xA1, 0xF8):
        for place in range(0xA1, 0xFF):
            chosen |= {ord(letter) for letter in bytes([row, place]).decode("gb2312", "ignore")}
    return chosen


def make(folder: Path, style: str, out: Path) -> None:
    """Write one weight of the font to the folder `out`."""
    collection = TTCollection(folder / f"NotoSansCJK-{style}.ttc", lazy=True)
    places = [font["name"].getDebugName(6) for font in collection.fonts]
    source = folder / f"NotoSansCJK-{style}.ttc"
    font = TTFont(source, fontNumber=places.index(f"{FACE}-{style}"), recalcTimestamp=False)
    options = subset.Options()
    options.layout_features = FEATURES
    options.hinting = False
    options.name_IDs, options.name_languages = ["*"], [0x409]
    options.drop_tables += ["BASE", "VORG", "vhea", "vmtx"]
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=letters())
    cutter.subset(font)
    rename(font, style)
    font["head"].created = font["head"].modified = EPOCH
    font.save(out / f"KASansSC-{style}.otf")


def rename(font: TTFont, style: str) -> None:
    """Give the font its own name everywhere a font says its name; keep who made it."""
    names, postscript = font["name"], f"{FAMILY.replace(' ', '')}-{style}"
    kept = COPYRIGHT | DESIGN_NAMES | LICENCE
    names.names = [record for record in names.names if record.nameID in kept]
    own = {1: FAMILY, 2: style, 3: f"1.000;{postscript}", 4: f"{FAMILY} {style}", 5: VERSION}
    for number, text in {**own, 6: postscript}.items():
        names.setName(text, number, 3, 1, 0x409)
    cff = font["CFF "].cff
    cff.fontNames = [postscript]
    top = cff.topDictIndex[0]
    top.FullName, top.FamilyName = f"{FAMILY} {style}", FAMILY
    for part in top.FDArray:
        part.FontName = f"{postscript}-{part.FontName.rpartition('-')[2]}"
    weight, bold = font["OS/2"], style == "Bold"
    weight.usWeightClass = WEIGHTS[style]
    weight.fsSelection = (weight.fsSelection & ~0x61) | (0x20 if bold else 0x40)
    font["head"].macStyle = int(bold)


if __name__ == "__main__":
    for style in WEIGHTS:
        make(Path(sys.argv[1]), style, Path(__file__).parent)
