DROP TABLE lesson_try;
DROP TABLE watch;
