DROP TABLE carer_request;
DROP TABLE consent;
DROP TABLE join_invite;
