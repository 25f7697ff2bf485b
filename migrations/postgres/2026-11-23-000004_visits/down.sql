DROP TABLE visit_answer;
DROP TABLE visit_matter;
DROP TABLE visit_met;
DROP TABLE visit_student;
DROP TABLE visit;
