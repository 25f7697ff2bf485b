//! Micro-lessons: the catalogue, who may make and publish them, and what a film must be.
