//! Proofs that keys, notes, checkpoints and cosignatures are written and read as C2SP says, and strictly.
//! Knows the published examples of the formats.

use crate::{
    Checkpoint, EXTENSIONS_MAX, Error, KeyKind, NOTE_BYTES_MAX, Note, NoteSigner, SIGNATURES_MAX,
    VerifierKey, cosignature, empty_root,
};

use super::Pair;

/// The example that Go's `sumdb/note` signs.
const TEXT: &str = "If you think cryptography is the answer to your problem,\n\
                    then you don't know what your problem is.\n";
const KEY: &str = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
const SIGNATURE: &str = "\u{2014} PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";
const SECRET: &str = "AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";

/// The example of `tlog-cosignature`.
const COSIGNED: &str = "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n\
    \u{2014} example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n\
    \u{2014} witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==\n";

#[test]
fn the_published_note_is_signed_and_verified() {
    let seed = data_encoding::BASE64.decode(SECRET.as_bytes()).unwrap();
    let pair = Pair::new("PeterNeumann", KeyKind::Ed25519, &seed[1..]);

    let note = pair.sign_with(|it| Note::sign(TEXT, it)).unwrap();

    assert_eq!(pair.key.to_string(), KEY);
    assert_eq!(note.to_string(), format!("{TEXT}\n{SIGNATURE}"));
    let parsed = Note::parse(note.to_string().as_bytes()).unwrap();
    assert_eq!(parsed, note);
    let keys = [VerifierKey::parse(KEY).unwrap()];
    assert_eq!(parsed.verify(&keys).unwrap()[0].key, &keys[0]);
}

#[test]
fn published_keys_are_read_back() {
    for text in [KEY, "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8"] {
        assert_eq!(VerifierKey::parse(text).unwrap().to_string(), text);
    }
    let witness = Pair::witness("witness.example/w1").key;
    assert_eq!(VerifierKey::parse(&witness.to_string()).unwrap(), witness);
}

#[test]
fn a_key_with_any_bit_flipped_is_not_that_key() {
    let key = VerifierKey::parse(KEY).unwrap();

    for_each_flip(KEY.as_bytes(), |bytes| {
        let parsed = str::from_utf8(bytes).ok().and_then(|it| VerifierKey::parse(it).ok());
        assert!(parsed.is_none_or(|it| it != key), "{bytes:?}");
    });
}

#[test]
fn malformed_keys_are_refused() {
    let (id, key) = ("c74f20a3", "ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW");
    let malformed = [
        String::new(),
        "PeterNeumann".to_owned(),
        format!("PeterNeumann+{id}"),
        format!("+{id}+{key}"),
        format!("Peter Neumann+{id}+{key}"),
        format!("PeterNeumann+C74F20A3+{key}"),
        format!("PeterNeumann+c74f20a+{key}"),
        format!("PaulNeumann+{id}+{key}"),
        format!("PeterNeumann+{id}+{key}="),
        format!("PeterNeumann+{id}+{}", &key[..40]),
        format!("PeterNeumann+{id}+{key}\n"),
        format!("PeterNeumann+{id}+Ahpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"),
    ];

    for text in malformed {
        assert!(matches!(VerifierKey::parse(&text), Err(Error::Malformed { .. })), "{text}");
    }
    for name in ["", "a b", "a+b", "a\u{3000}b", "a\nb", &"a".repeat(256)] {
        assert!(VerifierKey::new(name, KeyKind::Ed25519, [0; 32]).is_err(), "{name}");
    }
}

#[test]
fn a_note_with_any_bit_flipped_does_not_verify() {
    let note = format!("{TEXT}\n{SIGNATURE}");
    let keys = [VerifierKey::parse(KEY).unwrap()];

    for_each_flip(note.as_bytes(), |bytes| {
        let verified = Note::parse(bytes).and_then(|it| it.verify(&keys).map(|it| it.len()));
        assert!(verified.is_err(), "{}", String::from_utf8_lossy(bytes));
    });
}

#[test]
fn malformed_notes_are_refused_with_their_line() {
    let line = SIGNATURE.trim_end();
    let said = |note: &str| Note::parse(note.as_bytes()).unwrap_err().to_string();

    assert_eq!(said(""), "note, line 1: no empty line stands before the signatures");
    assert_eq!(said(TEXT), "note, line 1: no empty line stands before the signatures");
    assert_eq!(said(&format!("{TEXT}\n")), "note, line 4: the last line is not a finished signature");
    assert_eq!(said(&format!("{TEXT}\n{line}")), "note, line 4: the last line is not a finished signature");
    assert_eq!(said(&format!("{TEXT}\n{line}\nmore\n")), "note, line 5: it is not a signature");
    assert_eq!(said(&format!("one\r\n\n{line}\n")), "note, line 1: it holds a control character");
    assert_eq!(said(&format!("one\ntwo\t\n\n{line}\n")), "note, line 2: it holds a control character");
    for signature in [
        line.replace('\u{2014}', "-"),
        line.replace("\u{2014} ", "\u{2014}"),
        line.replace("PeterNeumann", ""),
        line.replace("PeterNeumann", "Peter+Neumann"),
        line.replace("PeterNeumann", "Peter\u{3000}Neumann"),
        line.replace("PeterNeumann ", "PeterNeumann  "),
        line.replace("AM=", "AM"),
        line.replace("AM=", "AN="),
        format!("{line} "),
        "\u{2014} PeterNeumann x08gow==".to_owned(),
        "\u{2014} PeterNeumann".to_owned(),
    ] {
        assert_eq!(
            said(&format!("{TEXT}\n{signature}\n")),
            "note, line 4: it is not a signature",
            "{signature}"
        );
    }
    assert!(Note::parse(b"text\xff\n\n").is_err());
    assert!(matches!(Note::parse(&vec![b'a'; NOTE_BYTES_MAX + 1]), Err(Error::TooMany { .. })));
}

#[test]
fn the_text_ends_at_the_last_empty_line() {
    let pair = Pair::log("example.com/log");

    let note = pair.sign_with(|it| Note::sign("one\n\ntwo\n\n", it)).unwrap();

    let parsed = Note::parse(note.to_string().as_bytes()).unwrap();
    assert_eq!(parsed.text(), "one\n\ntwo\n\n");
    assert!(parsed.verify(&[pair.key]).is_ok());
}

#[test]
fn signatures_of_unknown_keys_are_passed_over() {
    let (known, stranger) = (Pair::log("example.com/log"), Pair::log("example.com/other"));
    let note = known.sign_with(|it| Note::sign(TEXT, it)).unwrap();
    let others =
        (1..SIGNATURES_MAX).map(|n| format!("\u{2014} other{n}.example AAAAAAECAwQF\n")).collect::<String>();

    let crowded = Note::parse(format!("{note}{others}").as_bytes()).unwrap();

    assert_eq!(crowded.signatures().len(), SIGNATURES_MAX);
    assert_eq!(crowded.verify(std::slice::from_ref(&known.key)).unwrap().len(), 1);
    assert!(matches!(crowded.verify(&[stranger.key]), Err(Error::Unsigned)));
    assert!(matches!(crowded.verify(&[]), Err(Error::Unsigned)));
    let too_many = format!("{note}{others}\u{2014} last.example AAAAAAECAwQF\n");
    assert!(matches!(Note::parse(too_many.as_bytes()), Err(Error::TooMany { .. })));
}

#[test]
fn a_known_key_with_a_wrong_signature_condemns_the_note() {
    let (log, witness) = (Pair::log("example.com/log"), Pair::witness("witness.example"));
    let mut note = log.sign_with(|it| Note::sign(TEXT, it)).unwrap();
    witness.sign_with(|it| note.cosign(it, 1_700_000_000)).unwrap();
    let other = log.sign_with(|it| Note::sign("another text\n", it)).unwrap();

    let swapped = note.to_string().replace(TEXT, "another text\n");
    let mended = swapped.replace(&note.signatures()[0].to_string(), &other.signatures()[0].to_string());

    let parsed = Note::parse(mended.as_bytes()).unwrap();
    assert!(parsed.verify(std::slice::from_ref(&log.key)).is_ok());
    let error = parsed.verify(&[log.key, witness.key]).unwrap_err();
    assert_eq!(error.to_string(), "the signature of witness.example does not hold");
}

#[test]
fn a_wrong_secret_leaves_no_wrong_signature_behind() {
    let (log, other) = (Pair::log("example.com/log"), Pair::witness("example.com/log"));
    let wrong = |message: &[u8]| other.secret.sign(message).as_ref().to_vec();

    let error = Note::sign(TEXT, &NoteSigner { key: &log.key, sign: &wrong }).unwrap_err();

    assert_eq!(error.to_string(), "the signature of example.com/log does not hold");
    assert!(other.sign_with(|it| Note::sign(TEXT, it)).is_err());
    for text in ["", "no end", "tab\t\n", &("a".repeat(NOTE_BYTES_MAX) + "\n")] {
        assert!(log.sign_with(|it| Note::sign(text, it)).is_err());
    }
}

#[test]
fn a_cosignature_signs_time_and_checkpoint() {
    let (log, witness) = (Pair::log("example.com/log"), Pair::witness("witness.example"));
    let checkpoint = Checkpoint::new("example.com/log", 0, empty_root());
    let mut note = log.sign_with(|it| checkpoint.sign(it)).unwrap();

    witness.sign_with(|it| note.cosign(it, 1_679_315_147)).unwrap();

    let blob = &note.signatures()[1].bytes;
    let message = "cosignature/v1\ntime 1679315147\nexample.com/log\n0\n\
                   47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n";
    assert_eq!(blob[..8], 1_679_315_147_u64.to_be_bytes());
    assert_eq!(blob[8..], *witness.secret.sign(message.as_bytes()).as_ref());
    let keys = [log.key.clone(), witness.key.clone()];
    let times: Vec<_> = note.verify(&keys).unwrap().iter().map(|it| it.time_s).collect();
    assert_eq!(times, [None, Some(1_679_315_147)]);
    assert!(log.sign_with(|it| note.cosign(it, 1)).is_err());
    assert!(witness.sign_with(|it| note.cosign(it, 1 << 63)).is_err());
}

#[test]
fn a_cosignature_with_any_bit_flipped_does_not_hold() {
    let (log, witness) = (Pair::log("example.com/log"), Pair::witness("witness.example"));
    let checkpoint = Checkpoint::new("example.com/log", 0, empty_root());
    let mut note = log.sign_with(|it| checkpoint.sign(it)).unwrap();
    witness.sign_with(|it| note.cosign(it, 1_679_315_147)).unwrap();
    let keys = [witness.key];

    for_each_flip(note.to_string().as_bytes(), |bytes| {
        let text = String::from_utf8_lossy(bytes);
        let verified = Note::parse(bytes).and_then(|it| it.verify(&keys).map(|_| it.text() == note.text()));
        // The log's own line is not the witness's: only there may a bit change under an intact cosignature.
        assert!(verified.is_err() || text.contains(&note.signatures()[1].to_string()), "{text}");
        assert!(verified.is_err() || verified.is_ok_and(|same_text| same_text), "{text}");
    });
}

#[test]
fn the_published_cosigned_checkpoint_is_read_back() {
    let note = Note::parse(COSIGNED.as_bytes()).unwrap();
    let checkpoint = Checkpoint::parse(note.text()).unwrap();

    assert_eq!(note.to_string(), COSIGNED);
    assert_eq!(checkpoint.to_string(), note.text());
    assert_eq!(checkpoint.origin, "example.com/behind-the-sofa");
    assert_eq!(checkpoint.size, 20_852_163);
    let (time_s, plain) = cosignature::split(&note.signatures()[1].bytes).unwrap();
    assert_eq!((time_s, plain.len()), (1_679_315_147, 64));
}

#[test]
fn a_checkpoint_is_opened_with_the_key_of_its_log_only() {
    let (log, other) = (Pair::log("example.com/log"), Pair::log("example.com/other"));
    let checkpoint = Checkpoint::new("example.com/log", 7, [3; 32]);

    let note = log.sign_with(|it| checkpoint.sign(it)).unwrap();

    assert_eq!(Checkpoint::open(&note, &log.key).unwrap(), checkpoint);
    assert!(matches!(Checkpoint::open(&note, &other.key), Err(Error::Unsigned)));
    assert!(matches!(other.sign_with(|it| checkpoint.sign(it)), Err(Error::OriginDiffers { .. })));
    let lie = other.sign_with(|it| Note::sign(note.text(), it)).unwrap();
    let said = Checkpoint::open(&lie, &other.key).unwrap_err().to_string();
    assert_eq!(said, r#"the checkpoint is of "example.com/log", but the key is of "example.com/other""#);
}

#[test]
fn malformed_checkpoints_are_refused_with_their_line() {
    let root = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=";
    let said = |text: &str| Checkpoint::parse(text).unwrap_err().to_string();

    assert_eq!(said(""), "checkpoint, line 1: it does not end its last line");
    assert_eq!(said(&format!("log\n5\n{root}")), "checkpoint, line 1: it does not end its last line");
    assert_eq!(said(&format!("\n5\n{root}\n")), "checkpoint, line 1: it is not an origin");
    for size in
        ["", "05", "00", "+5", "-1", "5 ", " 5", "5a", "0x5", "9223372036854775808", "99999999999999999999"]
    {
        assert_eq!(said(&format!("log\n{size}\n{root}\n")), "checkpoint, line 2: it is not a size", "{size}");
    }
    assert_eq!(said("log\n5\n"), "checkpoint, line 3: it is not a root");
    for root in
        ["", "AAAA", &root[..43], &format!("{root}A"), &root.replace("2I=", "2J="), &format!("{root} ")]
    {
        assert_eq!(said(&format!("log\n5\n{root}\n")), "checkpoint, line 3: it is not a root", "{root}");
    }
    assert_eq!(said(&format!("log\n5\n{root}\n\n")), "checkpoint, line 4: it is empty");
    let more = "more\n".repeat(EXTENSIONS_MAX + 1);
    assert_eq!(said(&format!("log\n5\n{root}\n{more}")), "there are more extension lines than 16");
}

#[test]
fn extension_lines_are_kept() {
    let text = "log\n5\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\none\ntwo\n";

    let checkpoint = Checkpoint::parse(text).unwrap();

    assert_eq!(checkpoint.extensions, ["one", "two"]);
    assert_eq!(checkpoint.to_string(), text);
}

#[test]
fn a_checkpoint_that_would_read_otherwise_is_not_signed() {
    let log = Pair::log("log");
    let smuggling = [
        Checkpoint::new("log\n9\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=", 7, [3; 32]),
        Checkpoint::new("", 7, [3; 32]),
        Checkpoint::new("log", u64::MAX, [3; 32]),
        Checkpoint { extensions: vec![String::new()], ..Checkpoint::new("log", 7, [3; 32]) },
        Checkpoint { extensions: vec!["one\ntwo".to_owned()], ..Checkpoint::new("log", 7, [3; 32]) },
    ];

    for checkpoint in smuggling {
        assert!(log.sign_with(|it| checkpoint.sign(it)).is_err(), "{checkpoint:?}");
    }
}

pub(super) fn for_each_flip(bytes: &[u8], mut check: impl FnMut(&[u8])) {
    for bit in 0..bytes.len() * 8 {
        let mut flipped = bytes.to_vec();
        flipped[bit / 8] ^= 1 << (bit % 8);
        check(&flipped);
    }
}
