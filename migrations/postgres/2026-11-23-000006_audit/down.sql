DROP TABLE site_setting;
DROP TABLE audit_seal;
DROP TABLE audit_entry;
