DROP TABLE carer_end;
