//! Instructors: from an application to a certificate, and what becomes of it.
