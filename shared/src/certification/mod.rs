//! Instructors: applications, rules, assessment, public notice and certificates.
