//! Matters as others want them: the agencies behind each, and all of them at once.
//! What a record or a document looks like, `model` knows.

use std::sync::Arc;

use directory::AgencyKind;
use kit::{Result, Words};
use store::Read;

use super::list_matters;
use crate::{
    model::{
        BodyKind, Published,
        records::{Implementer, Record, records},
    },
    tables,
};

/// A matter in force with the agencies that decide in it.
pub type Implemented = (Arc<Published>, Vec<Implementer>);

/// The agencies that decide in a matter, each once.
pub fn implementers(read: &mut Read<'_>, matter: &Published) -> Result<Vec<Implementer>> {
    let role = (matter.matter.key.as_str(), matter.deciding_role());
    let mut all: Vec<Implementer> = Vec::new();
    for id in tables::competent_agencies(read, role)? {
        let agency = directory::agency(read, &id)?;
        let (kind, entrusted_by) = match &agency.kind {
            AgencyKind::Authority => (BodyKind::Authority, None),
            AgencyKind::Empowered => (BodyKind::Empowered, None),
            AgencyKind::Entrusted { principal } => (BodyKind::Entrusted, Some(name(read, principal)?)),
        };
        let code = agency.code.as_str().to_owned();
        if !all.iter().any(|it| it.code == code) {
            let region = agency.region.as_str().to_owned();
            all.push(Implementer { code, name: agency.name, region, kind, entrusted_by });
        }
    }
    Ok(all)
}

/// Every matter in force with the agencies that decide in it.
pub fn implemented(read: &mut Read<'_>) -> Result<Vec<Implemented>> {
    let all = list_matters(read)?;
    all.into_iter().map(|it| Ok((it.clone(), implementers(read, &it)?))).collect()
}

/// Every matter in force as records of the national data-pooling interface.
pub fn matter_records(read: &mut Read<'_>) -> Result<Vec<Record>> {
    let all = implemented(read)?;
    Ok(all.iter().flat_map(|(it, bodies)| records(&it.matter, bodies)).collect())
}

fn name(read: &mut Read<'_>, agency: &kit::AgencyId) -> Result<Words> {
    Ok(directory::agency(read, agency)?.name)
}
