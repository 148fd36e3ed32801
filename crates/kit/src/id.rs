//! Identifiers: 128 bits shown as 26 characters behind a readable prefix, a Rust type for each kind of thing.
//! Where the bits come from is the store's affair.

/// 128 bits from `tx.new_id()`, on their way into a typed identifier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Id128(pub u128);

/// Crockford's alphabet, lower case: no i, l, o, u.
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// How many characters 128 bits take.
const TEXT_LEN: usize = 26;

impl Id128 {
    /// `prefix_` and 26 characters.
    pub fn text(self, prefix: &str) -> String {
        let mut text = String::with_capacity(prefix.len() + 1 + TEXT_LEN);
        text.push_str(prefix);
        text.push('_');
        for n in (0..TEXT_LEN).rev() {
            text.push(char::from(ALPHABET[(self.0 >> (5 * n)) as usize & 31]));
        }
        text
    }
}

/// Whether a text is `prefix_` and 26 characters of the alphabet.
pub fn is_id(prefix: &str, text: &str) -> bool {
    text.strip_prefix(prefix)
        .and_then(|it| it.strip_prefix('_'))
        .is_some_and(|it| it.len() == TEXT_LEN && it.bytes().all(|b| ALPHABET.contains(&b)))
}

/// Declares an identifier type: `id!(/** A case. */ CaseId, "case");`
#[macro_export]
macro_rules! id {
    ($(#[$meta:meta])* $name:ident, $prefix:literal) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(String);

        impl $name {
            /// What every value of this type starts with.
            pub const PREFIX: &'static str = $prefix;

            /// Takes text from outside; refuses anything that is not such an identifier as not found.
            pub fn parse(text: &str) -> $crate::Result<Self> {
                match $crate::is_id($prefix, text) {
                    true => Ok(Self(text.to_owned())),
                    false => Err($crate::Refusal::not_found().into()),
                }
            }

            /// The text stored and shown.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl From<$crate::Id128> for $name {
            fn from(it: $crate::Id128) -> Self {
                Self(it.text($prefix))
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}
