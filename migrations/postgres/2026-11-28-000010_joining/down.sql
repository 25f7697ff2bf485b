DROP TABLE join_ask;
DELETE FROM sign_in_code WHERE account_id IS NULL;
ALTER TABLE sign_in_code ALTER COLUMN account_id SET NOT NULL;
DROP TABLE carer_request;
DROP TABLE consent;
DROP TABLE join_invite;
