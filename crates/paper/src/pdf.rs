//! Writing a laid paper as PDF 1.7: fonts cut down to what is used, text that can be copied, a tree to be read aloud.
//! Knows no measures of a paper.

mod font;
mod page;
mod tree;

use miniz_oxide::deflate::compress_to_vec_zlib;
use pdf_writer::{Filter, Finish, Name, Pdf, Rect, Ref, TextStr, types::TabOrder};

use crate::{
    Flaw, Paper,
    face::Face,
    layout::{HIGH, PAGE_WIDE, layout},
};

use font::Subset;

/// How hard streams are pressed: a notice is made while somebody waits.
const PRESSED: u8 = 4;
/// Says that the file is not plain text.
const BINARY: &[u8; 4] = b"\xE4\xB8\x80\xE7";
/// What made it.
const PRODUCER: &str = "Yiwang";

/// The paper as PDF; the same paper gives the same bytes.
pub fn pdf(paper: &Paper) -> Result<Vec<u8>, Flaw> {
    let face = Face::of(paper.lang);
    paper.check(&face)?;
    let laid = layout(&face, paper)?;

    let mut refs = Refs(Ref::new(1));
    let (catalog, tree_of_pages, info, xmp) = (refs.next(), refs.next(), refs.next(), refs.next());
    let font = refs.next();
    let pages: Vec<_> = laid.pages.iter().map(|_| (refs.next(), refs.next())).collect();
    let mut subset = Subset::default();
    let mut written = Vec::new();
    for (i, marks) in laid.pages.iter().enumerate() {
        let spot = page::Spot { number: i + 1, footer: paper.footer.as_deref() };
        written.push(page::page(&face, &mut subset, marks, &paper.signed.seal, &spot));
    }

    let mut pdf = Pdf::new();
    pdf.set_version(1, 7);
    pdf.set_binary_marker(BINARY);
    let root = tree::write(&mut pdf, &mut refs, &laid, &pages, &written, paper);
    head(&mut pdf, paper, catalog, (tree_of_pages, info, xmp, root));
    pdf.pages(tree_of_pages).kids(pages.iter().map(|(page, _)| *page)).count(pages.len() as i32);
    for (i, ((page, content), written)) in pages.iter().zip(&written).enumerate() {
        let pressed = compress_to_vec_zlib(&written.content, PRESSED);
        pdf.stream(*content, &pressed).filter(Filter::FlateDecode);
        let mut it = pdf.page(*page);
        it.parent(tree_of_pages).media_box(Rect::new(0.0, 0.0, PAGE_WIDE, HIGH));
        it.contents(*content).struct_parents(i as i32).tab_order(TabOrder::StructureOrder);
        it.resources().fonts().pair(page::FONT, font);
        it.finish();
    }
    subset.write(&mut pdf, &mut refs, &face, font);
    Ok(pdf.finish())
}

/// Numbers of objects, given out in order.
struct Refs(Ref);

impl Refs {
    fn next(&mut self) -> Ref {
        self.0.bump()
    }
}

fn head(pdf: &mut Pdf, paper: &Paper, id: Ref, (pages, info, xmp, root): (Ref, Ref, Ref, Ref)) {
    let title = format!("{} {}", paper.title, paper.number);
    let described = described(&title, &paper.agency, paper.lang.tag());
    pdf.stream(xmp, described.as_bytes())
        .pair(Name(b"Type"), Name(b"Metadata"))
        .pair(Name(b"Subtype"), Name(b"XML"));
    let mut it = pdf.document_info(info);
    it.title(TextStr(&title)).author(TextStr(&paper.agency)).producer(TextStr(PRODUCER));
    it.finish();
    let mut it = pdf.catalog(id);
    it.pages(pages).lang(TextStr(paper.lang.tag())).metadata(xmp);
    it.pair(Name(b"StructTreeRoot"), root);
    it.mark_info().marked(true);
    it.viewer_preferences().display_doc_title(true);
    it.finish();
}

/// The same in XMP, for programs that look there.
fn described(title: &str, agency: &str, lang: &str) -> String {
    let [title, agency] = [title, agency].map(|it| it.replace('&', "&amp;").replace('<', "&lt;"));
    format!(
        "<?xpacket begin=\"\u{FEFF}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n\
         <x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\
         <rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\
         <rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
         xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\">\
         <dc:format>application/pdf</dc:format>\
         <dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">{title}</rdf:li></rdf:Alt></dc:title>\
         <dc:creator><rdf:Seq><rdf:li>{agency}</rdf:li></rdf:Seq></dc:creator>\
         <dc:language><rdf:Bag><rdf:li>{lang}</rdf:li></rdf:Bag></dc:language>\
         <pdf:Producer>{PRODUCER}</pdf:Producer>\
         </rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end=\"r\"?>"
    )
}
