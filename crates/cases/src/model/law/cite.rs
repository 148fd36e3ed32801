//! How a clause is cited to people, in Chinese as documents do and in English by number.
//! Knows the spelling of articles only, not what they say.

use kit::{Lang, t};

use super::Clause;

impl Clause {
    /// What its statute is called.
    pub fn name(&self, lang: Lang) -> &str {
        self.statute.say(lang)
    }

    /// The statute and the article; a clause that nobody verified says so.
    pub fn cite(&self, lang: Lang) -> String {
        let cited = self.cite_bare(lang);
        match self.verified {
            true => cited,
            false => t!("law.marked", lang, cited = cited, mark = t!("law.unverified", lang)),
        }
    }

    /// The statute and the article, for where a mark beside them says whether anybody verified it.
    pub fn cite_bare(&self, lang: Lang) -> String {
        let name = self.name(lang);
        match &self.article {
            Some(it) => t!("law.cited", lang, name = name, article = spelled(it, lang)),
            None => t!("law.cited_whole", lang, name = name),
        }
    }
}

/// An article as it is read in a language: 第四十二条第一款 is `Article 42, paragraph 1` in English.
/// Whatever is not spelled in that way stays as it is.
fn spelled(article: &str, lang: Lang) -> String {
    if lang == Lang::ZH {
        return article.to_owned();
    }
    let parts: Option<Vec<String>> = article.split('、').map(|it| range(it, lang)).collect();
    let joined = |all: String, next: String| t!("law.and", lang, all = all, next = next);
    parts.and_then(|it| it.into_iter().reduce(joined)).unwrap_or_else(|| article.to_owned())
}

fn range(text: &str, lang: Lang) -> Option<String> {
    match text.split_once('至') {
        Some((from, to)) => {
            let (from, to) = (one(from, lang)?, one(to, lang)?);
            Some(t!("law.range", lang, from = from, to = to))
        }
        None => one(text, lang),
    }
}

/// `第…条第…款第…项`.
fn one(text: &str, lang: Lang) -> Option<String> {
    let mut said: Vec<String> = Vec::new();
    let mut rest = text;
    while let Some(after) = rest.strip_prefix('第') {
        let (at, unit) = after.char_indices().find(|(_, it)| "条款项".contains(*it))?;
        let n = number(&after[..at])?;
        said.push(match unit {
            '条' => t!("law.article", lang, n = n),
            '款' => t!("law.paragraph", lang, n = n),
            _ => t!("law.item", lang, n = n),
        });
        rest = &after[at + unit.len_utf8()..];
    }
    let joined = |all: String, next: String| t!("law.and", lang, all = all, next = next);
    said.into_iter().reduce(joined).filter(|_| rest.is_empty())
}

/// 一百二十二 is 122; articles stay below a thousand and one.
fn number(text: &str) -> Option<u32> {
    let (mut total, mut digit) = (0, None);
    for it in text.chars() {
        if let Some(n) = "零一二三四五六七八九".chars().position(|one| one == it) {
            digit = Some(n as u32);
            continue;
        }
        let weight = match it {
            '十' => 10,
            '百' => 100,
            '千' => 1000,
            _ => return None,
        };
        total += digit.take().unwrap_or(1) * weight;
    }
    (!text.is_empty()).then_some(total + digit.unwrap_or(0))
}
