DROP TABLE learning_cleared;
DROP TABLE lesson_try;
DROP TABLE watch;
