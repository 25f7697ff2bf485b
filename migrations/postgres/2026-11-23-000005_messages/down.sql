DROP TABLE message;
DROP TABLE link;
