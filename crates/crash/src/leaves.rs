//! Counts acts of one kind in the leaves that the ledger serves to everyone, bundle by bundle.
//! Reads the public format by itself, so that it cannot share a mistake with the code it checks.

use crate::{Result, client::Client, ensure};

/// How many leaves a full bundle has.
const BUNDLE_LEAVES: u64 = 256;
/// Where a leaf says its kind: after its format, its act and its moment.
const KIND_LINE: usize = 3;

/// How far has been counted; full bundles never change.
#[derive(Default)]
pub(crate) struct Leaves {
    n_bundles: u64,
    n_found: u64,
}

impl Leaves {
    /// How many leaves of this kind a ledger of this size has.
    pub(crate) fn count(&mut self, client: &mut Client, size: u64, kind: &str) -> Result<u64> {
        while self.n_bundles < size / BUNDLE_LEAVES {
            self.n_found += find(client, self.n_bundles, BUNDLE_LEAVES, kind)?;
            self.n_bundles += 1;
        }
        let n_rest = size % BUNDLE_LEAVES;
        let n_found = if n_rest == 0 { 0 } else { find(client, self.n_bundles, n_rest, kind)? };
        Ok(self.n_found + n_found)
    }
}

fn find(client: &mut Client, n: u64, width: u64, kind: &str) -> Result<u64> {
    let path = bundle_path(n, width);
    let answer = client.get(&path, "")?;
    ensure(answer.status == 200, || format!("{path} is answered {}", answer.status))?;
    let leaves = leaves(&answer.body).ok_or(format!("{path} is not a bundle of leaves"))?;
    ensure(leaves.len() as u64 == width, || format!("{path} has {} leaves", leaves.len()))?;
    let is_kind = |leaf: &&[u8]| leaf.split(|it| *it == b'\n').nth(KIND_LINE) == Some(kind.as_bytes());
    Ok(leaves.into_iter().filter(is_kind).count() as u64)
}

/// The entries of a bundle: each with its length in two bytes before it.
pub(crate) fn leaves(mut bytes: &[u8]) -> Option<Vec<&[u8]>> {
    let mut all = Vec::new();
    while let Some((length, rest)) = bytes.split_first_chunk::<2>() {
        let (leaf, rest) = rest.split_at_checked(usize::from(u16::from_be_bytes(*length)))?;
        all.push(leaf);
        bytes = rest;
    }
    bytes.is_empty().then_some(all)
}

/// Where a bundle is served: its number in groups of three digits, all but the last marked.
pub(crate) fn bundle_path(n: u64, width: u64) -> String {
    let mut path = format!("{:03}", n % 1_000);
    let mut rest = n / 1_000;
    while 0 < rest {
        path = format!("x{:03}/{path}", rest % 1_000);
        rest /= 1_000;
    }
    let part = if width == BUNDLE_LEAVES { String::new() } else { format!(".p/{width}") };
    format!("/ledger/tile/entries/{path}{part}")
}

/// How many leaves a checkpoint is of: its second line.
pub(crate) fn size_of(checkpoint: &[u8]) -> Result<u64> {
    let text = String::from_utf8_lossy(checkpoint).into_owned();
    let size = text.lines().nth(1).and_then(|it| it.parse().ok());
    size.ok_or_else(|| format!("not a checkpoint: {text}").into())
}
