UPDATE certificate_event SET kind = 'certify' WHERE kind = 'take_over';
ALTER TABLE legacy_row DROP COLUMN holder;
ALTER TABLE legacy_row DROP COLUMN phone_hash;
