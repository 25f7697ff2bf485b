DROP TABLE matter_event;
DROP TABLE matter;
DROP TABLE routing_rule;
