DROP TABLE sign_in_link;
DROP TABLE sign_in_code;
DROP TABLE session;
DROP TABLE account;
DROP TABLE person;
