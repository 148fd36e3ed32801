CREATE INDEX competences_by_agency ON competences (agency, matter, role, region);
