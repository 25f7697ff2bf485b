DROP INDEX visit_student_reached;
ALTER TABLE visit_student DROP COLUMN started_at;
ALTER TABLE visit_student DROP COLUMN school_id;
ALTER TABLE visit_student DROP COLUMN reached_by;
DROP TABLE visit_plan;
DROP TABLE mentor_pupil;
