//! A set of days that counts fast: one bit a day, and how many lie before each word.
//! Knows only the reach it was made for; why a day is in the set is the calendar's affair.

use crate::Day;

const WORD_BITS: usize = u64::BITS as usize;

/// Days between a first and a last one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct DaySet {
    first: Day,
    last: Day,
    words: Vec<u64>,
    /// How many days of the set lie before each word.
    before: Vec<u32>,
}

impl DaySet {
    /// The days chosen out of all from the first to the last, asked in their order.
    pub(crate) fn of(first: Day, last: Day, mut chosen: impl FnMut(Day) -> bool) -> Self {
        let n_days = last.days_since(first) as usize + 1;
        let mut words = vec![0_u64; n_days.div_ceil(WORD_BITS)];
        for n in 0..n_days {
            words[n / WORD_BITS] |= u64::from(chosen(first.plus(n as i32))) << (n % WORD_BITS);
        }
        let mut n_before = 0;
        let before = words.iter().map(|word| {
            let n = n_before;
            n_before += word.count_ones();
            n
        });
        Self { first, last, before: before.collect(), words }
    }

    /// Whether a day is in the set; never outside the reach.
    pub(crate) fn contains(&self, day: Day) -> bool {
        self.reaches(day) && self.words[self.at(day) / WORD_BITS] >> (self.at(day) % WORD_BITS) & 1 == 1
    }

    /// How many of its days come after one day, up to and with another.
    pub(crate) fn count(&self, after: Day, to: Day) -> u32 {
        self.up_to(to).saturating_sub(self.up_to(after))
    }

    /// The n-th of its days after a day; when there are fewer, the last day of the reach.
    pub(crate) fn nth_after(&self, day: Day, n: u32) -> Day {
        if n == 0 {
            return day;
        }
        let wanted = self.up_to(day).saturating_add(n);
        // The last word that has fewer days before it than are wanted holds the one we look for.
        let at = self.before.partition_point(|it| *it < wanted) - 1;
        let mut word = self.words[at];
        for _ in 1..(wanted - self.before[at]).min(u64::BITS + 1) {
            word &= word.wrapping_sub(1);
        }
        if word == 0 {
            return day.max(self.last);
        }
        self.first.plus((at * WORD_BITS) as i32 + word.trailing_zeros().cast_signed())
    }

    /// How many of its days there are up to and with a day.
    fn up_to(&self, day: Day) -> u32 {
        if day < self.first {
            return 0;
        }
        let at = self.at(day.min(self.last));
        let word = self.words[at / WORD_BITS] << (WORD_BITS - 1 - at % WORD_BITS);
        self.before[at / WORD_BITS] + word.count_ones()
    }

    fn reaches(&self, day: Day) -> bool {
        (self.first..=self.last).contains(&day)
    }

    fn at(&self, day: Day) -> usize {
        day.days_since(self.first) as usize
    }
}
