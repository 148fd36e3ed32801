//! Proofs about papers: what is on them can be read back, nothing is left out, the same paper is the same bytes.

use kit::Lang;

use crate::{
    CHARS_MAX, Flaw, Paper, Part, Reason, Row, Seal, Signed,
    face::Face,
    line::{Line, lines},
    pdf,
    testing::{Read, read},
};

fn seal() -> Seal {
    Seal {
        agency: "安和市市场监督管理局".to_owned(),
        across: Some("演示·无法律效力".to_owned()),
        described: "安和市市场监督管理局印章".to_owned(),
    }
}

fn paper() -> Paper {
    let owned = str::to_owned;
    let reason = |words: &str, ground: &str| Reason { words: owned(words), ground: Some(owned(ground)) };
    let row = |name: &str, value: &str| Row { name: owned(name), value: owned(value) };
    Paper {
        lang: Lang::ZH,
        agency: owned("安和市市场监督管理局"),
        title: owned("不予许可决定书"),
        number: owned("9901许字〔2026〕第12号"),
        to: Some(owned("王小明（9901**********1234）：")),
        parts: vec![
            Part::Paragraph(owned(
                "您于2026年3月17日提交的“食品小作坊登记”申请，经审查不符合法定条件，决定不予许可。",
            )),
            Part::Heading(owned("理由")),
            Part::Reasons(vec![
                reason("生产场所与有毒有害场所的距离不足。", "《中华人民共和国食品安全法》第三十三条第一款"),
                reason("没有健康证明。", "《中华人民共和国食品安全法》第四十五条"),
            ]),
            Part::Said(Some(owned("办理人员的说明")), owned("现场核查发现两项不合格。\n请整改后再申请。")),
            Part::Items(vec![owned("营业执照"), owned("平面图")]),
            Part::Rows(vec![row("场所面积", "48"), row("行政复议", "自收到决定之日起60日内提出。\n第九条")]),
            Part::Note(owned("English, too: “quoted”, it’s fine.")),
        ],
        signed: Signed {
            agency: owned("安和市市场监督管理局"), day: owned("2026年4月2日"), seal: seal()
        },
        footer: Some(owned("演示·无法律效力")),
    }
}

fn long_paper() -> Paper {
    let words = "依照法律规定，申请人应当如实提交有关材料和反映真实情况，并对申请材料实质内容的真实性负责。";
    let parts = (0..60).map(|i| Part::Paragraph(format!("{i}{}", words.repeat(2))));
    Paper { parts: parts.collect(), ..paper() }
}

fn squeezed(words: &str) -> String {
    words.chars().filter(|it| !it.is_whitespace()).collect()
}

#[test]
fn what_is_on_a_paper_can_be_read_back_in_order() {
    let paper = paper();

    let read = read(&pdf(&paper).unwrap());

    let seen = squeezed(&read.tree_text());
    let mut at = 0;
    for words in [
        "安和市市场监督管理局",
        "9901许字〔2026〕第12号",
        "不予许可决定书",
        "王小明（9901**********1234）：",
        "您于2026年3月17日提交的“食品小作坊登记”申请，经审查不符合法定条件，决定不予许可。",
        "理由",
        "1.生产场所与有毒有害场所的距离不足。《中华人民共和国食品安全法》第三十三条第一款",
        "2.没有健康证明。",
        "办理人员的说明",
        "现场核查发现两项不合格。请整改后再申请。",
        "•营业执照",
        "场所面积48",
        "行政复议自收到决定之日起60日内提出。第九条",
        "English,too:“quoted”,it’sfine.",
        "安和市市场监督管理局2026年4月2日",
    ] {
        let found = seen[at..].find(words);
        at += found.unwrap_or_else(|| panic!("{words} is not in {}", &seen[at..])) + words.len();
    }
    assert_eq!(at, seen.len(), "nothing else is read: {}", &seen[at..]);
}

#[test]
fn a_screen_reader_finds_language_title_tree_and_the_description_of_the_seal() {
    let bytes = pdf(&paper()).unwrap();

    let read = read(&bytes);

    let catalog = read.object_with("/Type /Catalog");
    assert!(catalog.contains("/Lang (zh-CN)"), "{catalog}");
    assert!(catalog.contains("/Marked true") && catalog.contains("/DisplayDocTitle true"), "{catalog}");
    assert_eq!(read.roles("/H1"), 1);
    assert_eq!(read.roles("/H2"), 1);
    assert_eq!(read.roles("/L "), 2);
    assert_eq!(read.roles("/TR"), 2);
    assert_eq!(read.roles("/TH"), 2);
    let figure = read.object_with("/S /Figure");
    assert!(figure.contains("/Alt <FEFF"), "{figure}");
    assert!(bytes.starts_with(b"%PDF-1.7"));
}

#[test]
fn the_same_paper_is_the_same_bytes_and_another_is_not() {
    let other = Paper { number: "9901许字〔2026〕第13号".to_owned(), ..paper() };

    let bytes = pdf(&paper()).unwrap();

    assert_eq!(bytes, pdf(&paper()).unwrap());
    assert_ne!(bytes, pdf(&other).unwrap());
    assert!(bytes.len() < 120_000, "a notice is small: {}", bytes.len());
}

#[test]
fn a_character_no_font_has_refuses_the_paper_and_is_named() {
    // A rare ideograph, a smile, a mark of direction, a place of our own for narrow quotes.
    for rare in ['\u{20BB7}', '😀', '\u{202E}', '\u{E001}', '\u{0}'] {
        let mut with = paper();
        with.to = Some(format!("王{rare}："));
        assert_eq!(pdf(&with), Err(Flaw::Missing(rare)));

        let mut with = paper();
        with.signed.seal.agency.push(rare);
        assert_eq!(pdf(&with), Err(Flaw::Missing(rare)));

        let mut with = paper();
        with.parts.push(Part::Rows(vec![Row { name: "名".to_owned(), value: rare.to_string() }]));
        assert_eq!(pdf(&with), Err(Flaw::Missing(rare)));
    }
}

#[test]
fn the_face_has_the_characters_of_names_places_and_law() {
    let face = Face::of(Lang::ZH);

    // The ends of the table of general standard characters, rare ones of names, traditional ones, pinyin, units.
    for it in "一乙㑇㤘㳇䶮𬱖𫖯𬘭𬭊喆堃淼昇甯臺灣學龜ǎǖê㎡℃№①⑳〇—…·〔〕《》§×÷±≤≥".chars()
    {
        assert!(face.has(it), "{it} U+{:04X}", u32::from(it));
    }
}

#[test]
fn a_long_paper_goes_on_over_pages_with_their_numbers_and_the_foot() {
    let read = read(&pdf(&long_paper()).unwrap());

    let pages = read.pages();
    assert!(pages.len() > 5, "{}", pages.len());
    for (i, page) in pages.iter().enumerate() {
        assert!(page.contains(&format!("- {} -", i + 1)), "{page}");
        assert!(page.contains("演示·无法律效力"), "{page}");
    }
    let seen = squeezed(&read.tree_text());
    for i in 0..60 {
        assert!(seen.contains(&format!("{i}依照法律规定")), "{i}");
    }
}

#[test]
fn a_heading_stands_on_the_page_of_the_first_row_it_heads() {
    let row = || Row { name: "名".to_owned(), value: "值\n值\n值\n值\n值".to_owned() };

    for n in 0..30 {
        let mut parts: Vec<_> = (0..n).map(|_| Part::Paragraph("字".to_owned())).collect();
        parts.extend([Part::Heading("标题".to_owned()), Part::Rows(vec![row(), row()])]);
        let read = read(&pdf(&Paper { parts, ..paper() }).unwrap());

        let pages = read.pages();
        let page = pages.iter().find(|it| it.contains("标题")).unwrap();
        assert!(page.contains("名值值值值值"), "{n}: {page}");
    }
}

#[test]
fn a_paper_beyond_its_limits_is_refused() {
    let endless = Paper { parts: vec![Part::Paragraph("字".repeat(CHARS_MAX))], ..paper() };
    assert_eq!(pdf(&endless), Err(Flaw::TooLong));

    let airy = Paper { parts: vec![Part::Paragraph("字\n".repeat(2_000))], ..paper() };
    assert_eq!(pdf(&airy), Err(Flaw::TooLong));
}

#[test]
fn no_line_is_too_wide_none_begins_with_a_comma_and_nothing_is_lost() {
    let face = Face::of(Lang::ZH);
    let words = "依照《中华人民共和国行政许可法》第三十八条第二款（2019年修正）的规定，“申请人”的申请，不符合法定条件、标准的，行政机关应当说明理由。See https://anhe.example/certificates/verify/99010000000000000000000000000000000000000000000001 for more.";

    for wide in 60..400u16 {
        let wide = f32::from(wide);
        let broken = lines(&face, words, 16.0, wide - 32.0, wide);

        let all: String = broken.iter().map(|it| it.words.as_str()).collect();
        assert_eq!(all, words);
        for Line { words, width, .. } in &broken {
            // An opening mark, a character and its comma stay together, so a narrow line may be that much wider.
            assert!(*width <= wide + 0.01 || wide < 80.0, "{words} {width} {wide}");
            assert!(!words.starts_with(['，', '。', '、', '”', '》', '）']), "{words}");
            assert!(words.chars().count() == 1 || !words.ends_with(['“', '《', '（']), "{words}");
        }
    }
}

#[test]
fn a_seal_is_a_picture_with_a_description_and_nothing_else() {
    let mut seal = seal();
    seal.described = "A \"seal\" <of> A&B".to_owned();

    let svg = seal.svg().unwrap();

    assert!(svg.starts_with("<svg ") && svg.ends_with("</svg>"));
    assert!(svg.contains("aria-label=\"A &quot;seal&quot; &lt;of&gt; A&amp;B\""));
    assert_eq!(svg.matches("<path").count(), 1);
    assert!(!svg.contains("NaN") && !svg.contains("inf"));
    // Ring, star, ten characters of the name, eight across: the real one differs from the one without words.
    let plain = Seal { across: None, ..seal.clone() };
    assert!(plain.svg().unwrap().len() < svg.len());
    let nobody = Seal { agency: String::new(), ..plain };
    assert!(!nobody.svg().unwrap().contains("NaN"));
    let rare = Seal { agency: "王\u{20BB7}".to_owned(), ..nobody };
    assert!(rare.svg().is_none());
}

#[test]
fn a_long_name_of_an_agency_stays_within_the_ring() {
    let mut seal = seal();
    seal.agency = "安和市临江新区经济技术开发区行政审批服务和政务数据管理局".to_owned();

    // The handles of the ring's own curves lie outside it.
    for it in seal.shapes().into_iter().skip(1) {
        it.mapped(|[x, y]| {
            assert!(x.hypot(y) < 0.945, "{x} {y}");
            [x, y]
        });
    }
}

/// Read-back of a whole file, for tests that look at one part of it.
impl Read {
    fn roles(&self, role: &str) -> usize {
        let wanted = format!("/S {role}");
        let wanted = wanted.trim_end();
        let is = |it: &&String| it.split('\n').any(|line| line.trim() == wanted);
        self.objects.values().filter(is).count()
    }
}
