-- Whether a row's holder is known as a person here, and the keyed hash of the phone that tells
-- people of one name apart.
ALTER TABLE legacy_row ADD COLUMN phone_hash TEXT COLLATE "C";
ALTER TABLE legacy_row ADD COLUMN holder TEXT COLLATE "C" NOT NULL DEFAULT 'unknown';
UPDATE legacy_row SET holder = 'known' WHERE EXISTS (
    SELECT 1 FROM certificate
    WHERE certificate.legacy_batch_id = legacy_row.batch_id
        AND certificate.number = legacy_row.number
        AND certificate.person_id IS NOT NULL
);

-- A certificate from before was taken over, not certified here.
UPDATE certificate_event SET kind = 'take_over'
WHERE kind = 'certify' AND certificate_id IN (
    SELECT id FROM certificate WHERE legacy_batch_id IS NOT NULL
);
