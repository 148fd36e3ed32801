//! Proofs that tiles and bundles have one path each, and bundles one reading.
//! Reads no tree.

use crate::{Bundle, Error, LEVEL_MAX, SIZE_MAX, Tile, TilePath};

#[test]
fn paths_are_those_of_the_format() {
    assert_eq!(Tile::full(0, 0).to_string(), "tile/0/000");
    assert_eq!(Tile { level: 0, n: 1_234, width: 17 }.to_string(), "tile/0/x001/234.p/17");
    assert_eq!(Tile::full(2, 1_234_067).to_string(), "tile/2/x001/x234/067");
    assert_eq!(Bundle { n: 1_234, width: 256 }.to_string(), "tile/entries/x001/234");
    assert_eq!(Bundle { n: 0, width: 1 }.to_string(), "tile/entries/000.p/1");
}

#[test]
fn every_path_is_read_back() {
    let numbers = [0, 1, 999, 1_000, 1_001, 999_999, 1_000_000, 1_234_067, 123_456_789_012, SIZE_MAX >> 8];

    for n in numbers {
        for width in [1, 2, 99, 255, 256] {
            let bundle = Bundle { n, width };
            assert_eq!(TilePath::parse(&bundle.to_string()).unwrap(), TilePath::Bundle(bundle));
            for level in (0..=LEVEL_MAX).filter(|it| Tile::at(*it, n, SIZE_MAX).is_some()) {
                let tile = Tile { level, n, width };
                assert_eq!(TilePath::parse(&tile.to_string()).unwrap(), TilePath::Tile(tile));
            }
        }
    }
}

#[test]
fn other_spellings_are_refused() {
    let others = [
        "",
        "tile",
        "tile/",
        "tile/0",
        "tile/0/",
        "tile/0/0",
        "tile/0/00",
        "tile/0/0000",
        "tile/0/x000",
        "tile/0/x000/001",
        "tile/0/001/234",
        "tile/0/x001/x234",
        "tile/0/x1/234",
        "tile/0/x001/234/",
        "tile/0//x001/234",
        "/tile/0/000",
        "tile/00/000",
        "tile/+0/000",
        "tile/-1/000",
        "tile/8/000",
        "tile/63/000",
        "tile/256/000",
        "tile/0/+01",
        "tile/0/ 01",
        "tile/0/-01",
        "tile/0/xx01/234",
        "tile/0/X001/234",
        "tile/0/000.p/",
        "tile/0/000.p/0",
        "tile/0/000.p/01",
        "tile/0/000.p/256",
        "tile/0/000.p/+5",
        "tile/0/000.p/5/",
        "tile/0/000.p/5.p/5",
        "tile/0/000.P/5",
        "tile/0/..",
        "tile/0/../000",
        "tile/data/000",
        "tile/entries",
        "tile/entries/",
        "tile/Entries/000",
        "tile/0/\u{0661}\u{0662}\u{0663}",
        "tile/0/x036/x028/x797/x018/x963/968",
        "tile/7/001",
        "tile/0/x999/x999/x999/x999/x999/x999/x999/999",
        "tile/0/x018/x446/x744/x073/x709/x551/616",
    ];

    for path in others {
        assert!(matches!(TilePath::parse(path), Err(Error::Path(_))), "{path}");
    }
    let long = "tile/0/".to_owned() + &"x001/".repeat(1_000) + "000";
    let said = TilePath::parse(&long).unwrap_err().to_string();
    assert!(said.len() < 100, "{said}");
}

#[test]
fn a_path_of_nothing_is_not_found() {
    let error = kit::Error::from(TilePath::parse("tile/0/../etc").unwrap_err());

    assert_eq!(error.refusal().unwrap().kind, kit::RefusalKind::NotFound);
}

#[test]
fn a_tree_has_the_tiles_its_size_says() {
    assert_eq!(Tile::at(0, 0, 0), None);
    assert_eq!(Tile::at(0, 0, 1), Some(Tile { level: 0, n: 0, width: 1 }));
    assert_eq!(Tile::at(0, 0, 256), Some(Tile::full(0, 0)));
    assert_eq!(Tile::at(0, 1, 256), None);
    assert_eq!(Tile::at(1, 0, 255), None);
    assert_eq!(Tile::at(1, 0, 256), Some(Tile { level: 1, n: 0, width: 1 }));
    assert_eq!(Tile::at(0, 273, 70_000), Some(Tile { level: 0, n: 273, width: 112 }));
    assert_eq!(Tile::at(7, 0, SIZE_MAX), Some(Tile { level: 7, n: 0, width: 127 }));
    assert_eq!(Tile::at(255, u64::MAX, u64::MAX), None);
}

#[test]
fn bundles_are_read_back() {
    let entries: [&[u8]; 4] = [b"", b"one", &[7; 300], &[9; 65_535]];
    let bundle = Bundle { n: 0, width: 4 };

    let bytes = bundle.print(entries).unwrap();

    assert!(bytes.starts_with(b"\0\0\0\x03one\x01\x2c\x07"));
    assert_eq!(bundle.parse(&bytes).unwrap(), entries);
}

#[test]
fn bundles_cut_stretched_or_miscounted_are_refused() {
    let bundle = Bundle { n: 2, width: 2 };
    let bytes = bundle.print([&b"one"[..], b"two"]).unwrap();

    for length in 0..bytes.len() {
        assert!(bundle.parse(&bytes[..length]).is_err(), "{length} bytes");
    }
    assert!(bundle.parse(&[&bytes[..], &[0]].concat()).is_err());
    assert!(Bundle { width: 1, ..bundle }.parse(&bytes).is_err());
    assert!(Bundle { width: 3, ..bundle }.parse(&bytes).is_err());
    assert!(bundle.print([&b"one"[..]]).is_err());
    assert!(bundle.print([&b"one"[..], &[0; 65_536]]).is_err());
    let said = bundle.parse(b"").unwrap_err().to_string();
    assert_eq!(said, "tile/entries/002.p/2 does not hold 2 entries");
}
