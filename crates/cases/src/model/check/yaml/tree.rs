//! A document as a tree that knows where each value stands, and how serde reads types out of it.
//! Knows no type; a value that does not fit becomes a slip that gathers its path on the way up.

use serde::{
    de::{
        self, DeserializeSeed, Deserializer, EnumAccess, Error as _, IntoDeserializer, MapAccess, SeqAccess,
        VariantAccess, Visitor,
        value::{BorrowedStrDeserializer, StrDeserializer},
    },
    forward_to_deserialize_any,
};

use super::slip::Slip;

/// A line and a column, counted from 1.
pub(super) type At = (u64, u64);

/// A value and where it stands.
#[derive(Debug)]
pub(super) struct Spot {
    pub(super) at: At,
    pub(super) value: Value,
}

/// A value.
#[derive(Debug)]
pub(super) enum Value {
    Null,
    Bool(bool),
    Int(i64),
    UInt(u64),
    Float(f64),
    Text(String),
    List(Vec<Spot>),
    Map(Vec<Member>),
}

/// A name, where it stands, and its value.
#[derive(Debug)]
pub(super) struct Member {
    pub(super) name: String,
    pub(super) at: At,
    pub(super) value: Spot,
}

impl Spot {
    /// Where a value stands; where it is missing, what it should stand in.
    pub(super) fn find(&self, path: &str) -> At {
        let mut spot = self;
        for part in path.split('.').filter(|it| !it.is_empty()) {
            let inside = match &spot.value {
                Value::List(all) => part.parse::<usize>().ok().and_then(|n| all.get(n)),
                Value::Map(all) => all.iter().find(|it| it.name == part).map(|it| &it.value),
                _ => None,
            };
            match inside {
                Some(it) => spot = it,
                None => break,
            }
        }
        spot.at
    }
}

impl<'de> Deserializer<'de> for &'de Spot {
    type Error = Slip;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Slip> {
        match &self.value {
            Value::Null => visitor.visit_unit(),
            Value::Bool(it) => visitor.visit_bool(*it),
            Value::Int(it) => visitor.visit_i64(*it),
            Value::UInt(it) => visitor.visit_u64(*it),
            Value::Float(it) => visitor.visit_f64(*it),
            Value::Text(it) => visitor.visit_borrowed_str(it),
            Value::List(all) => visitor.visit_seq(Entries { left: all.iter(), n: 0 }),
            Value::Map(all) => visitor.visit_map(Members { left: all.iter(), value: None }),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Slip> {
        match self.value {
            Value::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Slip> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Slip> {
        match &self.value {
            Value::Text(it) => visitor.visit_enum(Word(it)),
            _ => Err(Slip::invalid_type(self.unexpected(), &"one of the words it may be")),
        }
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 char str string bytes byte_buf unit unit_struct seq tuple
        tuple_struct map struct identifier ignored_any
    }
}

impl Spot {
    fn unexpected(&self) -> de::Unexpected<'_> {
        match &self.value {
            Value::Null => de::Unexpected::Unit,
            Value::Bool(it) => de::Unexpected::Bool(*it),
            Value::Int(it) => de::Unexpected::Signed(*it),
            Value::UInt(it) => de::Unexpected::Unsigned(*it),
            Value::Float(it) => de::Unexpected::Float(*it),
            Value::Text(it) => de::Unexpected::Str(it),
            Value::List(_) => de::Unexpected::Seq,
            Value::Map(_) => de::Unexpected::Map,
        }
    }
}

/// A list being read.
struct Entries<'de> {
    left: std::slice::Iter<'de, Spot>,
    n: usize,
}

impl<'de> SeqAccess<'de> for Entries<'de> {
    type Error = Slip;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Slip> {
        let Some(spot) = self.left.next() else { return Ok(None) };
        let n = self.n;
        self.n += 1;
        seed.deserialize(spot).map(Some).map_err(|it| it.inside(n))
    }
}

/// A map being read.
struct Members<'de> {
    left: std::slice::Iter<'de, Member>,
    value: Option<&'de Member>,
}

impl<'de> MapAccess<'de> for Members<'de> {
    type Error = Slip;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Slip> {
        self.value = self.left.next();
        let Some(member) = self.value else { return Ok(None) };
        let name = BorrowedStrDeserializer::new(&member.name);
        // An unknown name is found here; it stands under itself.
        seed.deserialize(name).map(Some).map_err(|it: Slip| it.inside(&member.name))
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Slip> {
        let member = self.value.take().ok_or_else(|| Slip::custom("a value before its name"))?;
        seed.deserialize(&member.value).map_err(|it| it.inside(&member.name))
    }
}

/// One of several words.
struct Word<'de>(&'de str);

impl<'de> EnumAccess<'de> for Word<'de> {
    type Error = Slip;
    type Variant = Self;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Self), Slip> {
        let name: StrDeserializer<'de, Slip> = self.0.into_deserializer();
        seed.deserialize(name).map(|it| (it, self))
    }
}

impl<'de> VariantAccess<'de> for Word<'de> {
    type Error = Slip;

    fn unit_variant(self) -> Result<(), Slip> {
        Ok(())
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, _: T) -> Result<T::Value, Slip> {
        Err(Slip::custom("a word has no parts"))
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, _: V) -> Result<V::Value, Slip> {
        Err(Slip::custom("a word has no parts"))
    }

    fn struct_variant<V: Visitor<'de>>(self, _: &'static [&'static str], _: V) -> Result<V::Value, Slip> {
        Err(Slip::custom("a word has no parts"))
    }
}
