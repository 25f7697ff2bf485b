//! Watching, trying and asking: a parent's own record, and the public page of a lesson.
