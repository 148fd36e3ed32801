"""Makes YiwangPaperSerif.otf: see README.md beside this file for the command and its inputs."""
import bz2
import sys

from fontTools import subset
from fontTools.ttLib import TTCollection

SIMPLIFIED = 2  # the place of Noto Serif CJK SC in the collection
NAME = "Yiwang Paper Serif"
BIG5_COMMON_LAST = 0xC67E  # names from Hong Kong, Macao and Taiwan are written so

# In this face quotes and dots are as wide as an ideograph; the narrow ones stand at private places,
# for text in Latin letters.
NARROW = {0x2018: 0xE000, 0x2019: 0xE001, 0x201C: 0xE002, 0x201D: 0xE003, 0x2026: 0xE004}

# Beside the ideographs: what notices, addresses, units and names in Latin letters need.
RANGES = [
    (0x0020, 0x007E), (0x00A0, 0x017F), (0x01CD, 0x01DC), (0x0391, 0x03C9), (0x0401, 0x0451),
    (0x2010, 0x203B), (0x20AC, 0x20AC), (0x2100, 0x218B), (0x2190, 0x2199), (0x2200, 0x22A5),
    (0x2460, 0x249B), (0x2500, 0x254B), (0x25A0, 0x25EF), (0x2605, 0x2612), (0x2713, 0x2717),
    (0x3000, 0x301F), (0x3041, 0x30FE), (0x3105, 0x312F), (0x3220, 0x3229), (0x338F, 0x33D5),
    (0xFF01, 0xFF5E), (0xFFE0, 0xFFE6),
]


def ideographs(mappings):
    """The 8,105 of the table of general standard characters, GB 2312, and the common half of Big5."""
    with bz2.open(mappings, "rt", encoding="utf-8") as lines:
        for line in lines:
            parts = line.rstrip("\n").split("\t")
            if len(parts) != 3:
                continue
            at, kind, value = parts
            if kind in ("kTGH", "kGB0") or (kind == "kBigFive" and int(value, 16) <= BIG5_COMMON_LAST):
                yield int(at[2:], 16)


def narrow(font):
    """The proportional form of each glyph that has one."""
    table = font["GSUB"].table
    at = [i for it in table.FeatureList.FeatureRecord if it.FeatureTag == "pwid" for i in it.Feature.LookupListIndex]
    forms = {}
    for lookup in (table.LookupList.Lookup[i] for i in sorted(set(at))):
        for it in lookup.SubTable:
            forms.update(getattr(it, "ExtSubTable", it).mapping)
    return forms


def main(collection, mappings, out):
    font = TTCollection(collection).fonts[SIMPLIFIED]
    wanted = {at for first, last in RANGES for at in range(first, last + 1)} | set(ideographs(mappings))
    forms, cmap = narrow(font), font.getBestCmap()
    for table in font["cmap"].tables:
        if table.isUnicode() and table.format != 14:
            table.cmap.update({private: forms[cmap[at]] for at, private in NARROW.items()})
    font.recalcTimestamp = False
    wanted |= set(NARROW.values())
    wanted &= font.getBestCmap().keys()

    options = subset.Options()
    options.hinting = False
    options.desubroutinize = False
    options.layout_features = []
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    options.name_languages = [0x409]
    options.notdef_outline = True
    options.drop_tables += ["GSUB", "GPOS", "GDEF", "BASE", "VORG", "vhea", "vmtx", "DSIG"]
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=wanted)
    subsetter.subset(font)

    # A modified font under the Open Font License goes by a name of its own.
    plain = NAME.replace(" ", "")
    for record in font["name"].names:
        said = {1: NAME, 3: plain, 4: NAME, 6: plain}.get(record.nameID)
        if said:
            record.string = said
    cff = font["CFF "].cff
    cff.fontNames = [plain]
    cff.topDictIndex[0].FullName = NAME
    cff.topDictIndex[0].FamilyName = NAME
    font.save(out)
    print(f"{len(wanted)} characters")


if __name__ == "__main__":
    main(*sys.argv[1:])
