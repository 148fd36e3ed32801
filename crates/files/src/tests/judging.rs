//! Proofs that hostile files are refused with the reason, and honest ones of every format pass.

use super::made::{Entry, docx, end, entry, jpeg, odt, pdf, png, stored, webp, zip};
use crate::model::{Bytes, Format, judge};

impl Bytes for Vec<u8> {
    fn len(&self) -> u64 {
        Vec::len(self) as u64
    }

    fn at(&mut self, from: u64, n: usize) -> Option<Vec<u8>> {
        let from = usize::try_from(from).ok()?;
        self.get(from..from.checked_add(n)?).map(<[u8]>::to_vec)
    }
}

fn judged(mut bytes: Vec<u8>, format: Format) -> Result<(), &'static str> {
    judge(&mut bytes, format)
}

fn with(mut bytes: Vec<u8>, more: &[u8]) -> Vec<u8> {
    bytes.extend(more);
    bytes
}

#[test]
fn a_sound_file_of_each_format_is_taken_and_only_as_what_it_is() {
    let sound = [
        (png(), Format::Png),
        (jpeg(), Format::Jpeg),
        (webp(), Format::Webp),
        (pdf(), Format::Pdf),
        (docx(Vec::new()), Format::Docx),
        (odt(), Format::Odt),
        (zip(&[entry("图纸/a.pdf", &pdf()), stored("b.png", &png())]), Format::Zip),
    ];

    for (bytes, format) in &sound {
        assert_eq!(judged(bytes.clone(), *format), Ok(()), "{format:?}");
        for other in Format::ALL {
            // A document is an archive too, and may be handed in as one.
            let may = other == *format || (other == Format::Zip && bytes.starts_with(b"PK"));
            assert_eq!(judged(bytes.clone(), other).is_ok(), may, "{format:?} as {other:?}");
        }
    }
}

#[test]
fn a_file_that_goes_on_behind_its_end_is_refused() {
    for (bytes, format) in
        [(png(), Format::Png), (jpeg(), Format::Jpeg), (webp(), Format::Webp), (pdf(), Format::Pdf)]
    {
        assert_eq!(
            judged(with(bytes.clone(), &zip(&[entry("a.txt", b"a")])), format),
            Err("file.more_behind")
        );
        assert_eq!(judged(with(bytes, b"<script>alert(1)</script>"), format), Err("file.more_behind"));
    }
    let archive = zip(&[entry("a.txt", b"a")]);
    assert_eq!(judged(with(archive.clone(), b"%PDF-1.7"), Format::Zip), Err("file.more_behind"));
    let mut shifted = b"PK\x03\x04".to_vec();
    shifted.extend(archive);
    assert!(judged(shifted, Format::Zip).is_err());
    assert_eq!(judged(with(jpeg(), &[0; 100]), Format::Jpeg), Ok(()), "a block filled up with noughts");
}

#[test]
fn a_pdf_that_is_also_a_page_or_an_archive_is_refused() {
    let mut page = b"%PDF-1.7\n<html><script>alert(1)</script>".to_vec();
    page.extend(pdf());
    assert_eq!(judged(page, Format::Pdf), Err("file.two_in_one"));

    let mut archive = b"%PDF-1.7\n".to_vec();
    archive.extend(zip(&[entry("a.txt", b"a")]));
    archive.extend(b"\n%%EOF");
    assert_eq!(judged(archive, Format::Pdf), Err("file.two_in_one"));
}

#[test]
fn every_way_of_bombing_is_refused() {
    let nulls = vec![0; 30 << 20];
    assert_eq!(judged(zip(&[entry("a.txt", &nulls)]), Format::Zip), Err("file.bomb"), "by its ratio");

    let lying = Entry { inflated: 10, ..entry("a.txt", &vec![0; 1 << 20]) };
    assert_eq!(judged(zip(&[lying]), Format::Zip), Err("file.bomb"), "by a size that is not so");

    let huge: Vec<_> =
        (0..3).map(|n| Entry { inflated: 100 << 20, ..entry(&format!("{n}.txt"), b"a") }).collect();
    assert_eq!(judged(zip(&huge), Format::Zip), Err("file.bomb"), "by all together");

    // Two entries of the list lie over the same bytes.
    let one = zip(&[entry("a.txt", b"the same bytes")]);
    let list_at = one.windows(4).position(|it| it == b"PK\x01\x02").unwrap();
    let list = &one[list_at..one.len() - 22];
    let twice = end(one[..list_at].to_vec(), &[list, list].concat(), 2);
    assert_eq!(judged(twice, Format::Zip), Err("file.bomb"), "by overlapping");

    let many: Vec<_> = (0..2_001).map(|n| stored(&format!("{n}"), b"")).collect();
    assert_eq!(judged(zip(&many), Format::Zip), Err("file.too_many_entries"));
}

#[test]
fn names_that_lead_elsewhere_and_things_that_run_are_refused() {
    let named = |name: &str| judged(zip(&[stored(name, b"a")]), Format::Zip);

    for name in [
        "../a.txt",
        "a/../../b.txt",
        "/etc/passwd",
        "C:\\a.txt",
        "a\\..\\b.txt",
        "~/.ssh/x",
        "a\u{202E}txt.exe",
        "a\nb",
        "",
    ] {
        assert_eq!(named(name), Err("file.bad_path"), "{name:?}");
    }
    for name in ["a.exe", "dir/a.JS", "a.pdf.lnk", "page.html", "a.svg", "a.exe.", "a.bat "] {
        assert_eq!(named(name), Err("file.program"), "{name:?}");
    }
    for name in ["a.zip", "a.tar.gz", "b.RAR", "c.7z"] {
        assert_eq!(named(name), Err("file.nested"), "{name:?}");
    }
    assert_eq!(named("说明.txt"), Ok(()));
    let locked = Entry { flags: 1, ..stored("a.txt", b"a") };
    assert_eq!(judged(zip(&[locked]), Format::Zip), Err("file.locked"));
    let strange = Entry { method: 14, ..stored("a.txt", b"a") };
    assert_eq!(judged(zip(&[strange]), Format::Zip), Err("file.packed_strangely"));
}

#[test]
fn a_document_with_macros_is_refused() {
    assert_eq!(judged(docx(vec![entry("word/vbaProject.bin", b"x")]), Format::Docx), Err("file.macros"));
    assert_eq!(judged(docx(vec![entry("word/media/image1.svg", b"<svg/>")]), Format::Docx), Ok(()));
}

#[test]
fn whatever_is_cut_off_or_changed_is_judged_without_a_panic() {
    for (bytes, format) in [
        (png(), Format::Png),
        (jpeg(), Format::Jpeg),
        (webp(), Format::Webp),
        (pdf(), Format::Pdf),
        (docx(Vec::new()), Format::Docx),
        (odt(), Format::Odt),
    ] {
        for n in 0..bytes.len() {
            let is_whole = bytes[n..].iter().all(u8::is_ascii_whitespace);
            assert_eq!(
                judged(bytes[..n].to_vec(), format).is_ok(),
                is_whole && n > 0,
                "{format:?} cut at {n}"
            );
            let mut changed = bytes.clone();
            changed[n] ^= 0xFF;
            // It may pass, for much of a file is its own affair, but it always ends.
            let _ = judged(changed, format);
        }
    }
}

#[test]
fn an_ending_is_read_whatever_its_capitals() {
    assert_eq!(Format::of_name("a.b.PDF"), Some(Format::Pdf));
    assert_eq!(Format::of_name("照片.JPEG"), Some(Format::Jpeg));
    for name in ["pdf", "a.exe", "a.pdf.exe", "a.svg", "a.html", "a.", ""] {
        assert_eq!(Format::of_name(name), None, "{name}");
    }
    for format in Format::ALL {
        assert_eq!(Format::parse(format.as_str()), Some(format));
    }
}
