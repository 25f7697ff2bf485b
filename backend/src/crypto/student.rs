//! A key per student: destroying it makes all sealed text of that student unreadable, backups
//! included. The keys themselves are wrapped by the site's key.

use std::collections::HashMap;

use aes_gcm::{Aes256Gcm, KeyInit as _};
use diesel::prelude::*;
use tongyu_db::{Conn, schema::student_key};
use tongyu_shared::ids::StudentId;

use super::{
    Keys, Place, SealError,
    seal::{SUITE_AES_256_GCM, open, seal},
};
use crate::http::fault::Fault;

/// Seals and opens the text of one student.
#[derive(Clone)]
pub struct StudentCipher {
    cipher: Aes256Gcm,
    student: String,
}

impl StudentCipher {
    /// Seals a text of this student.
    pub fn seal(&self, place: Place<'_>, plain: &str) -> Result<Vec<u8>, SealError> {
        seal(&self.cipher, place, &self.student, plain.as_bytes())
    }

    /// Opens a text of this student.
    pub fn open(&self, place: Place<'_>, sealed: &[u8]) -> Result<String, SealError> {
        let plain = open(&self.cipher, place, &self.student, sealed)?;
        String::from_utf8(plain).map_err(|_| SealError)
    }
}

fn wrap_place(student: &str) -> Place<'_> {
    Place {
        table: "student_key",
        column: "wrapped",
        row: student,
    }
}

/// The row of a student's key.
#[derive(Insertable)]
#[diesel(table_name = student_key, treat_none_as_default_value = false)]
pub struct KeyRow {
    student_id: String,
    suite: i32,
    wrapped: Vec<u8>,
    destroyed_at: Option<chrono::NaiveDateTime>,
}

/// A fresh key for a new student: its row, to be inserted with the student, and its cipher.
pub fn fresh_key(keys: &Keys, student: StudentId) -> Result<(KeyRow, StudentCipher), Fault> {
    let student = student.to_string();
    let key: [u8; 32] = rand::random();
    let row = KeyRow {
        student_id: student.clone(),
        suite: i32::from(SUITE_AES_256_GCM),
        wrapped: keys.seal(wrap_place(&student), &key)?,
        destroyed_at: None,
    };
    Ok((
        row,
        StudentCipher {
            cipher: Aes256Gcm::new(&key.into()),
            student,
        },
    ))
}

/// The ciphers of some students. A destroyed key is missing from the answer.
pub fn ciphers(
    conn: &mut Conn,
    keys: &Keys,
    students: &[StudentId],
) -> Result<HashMap<StudentId, StudentCipher>, Fault> {
    let wanted: Vec<_> = students.iter().map(ToString::to_string).collect();
    let rows: Vec<(String, Vec<u8>)> = student_key::table
        .filter(student_key::student_id.eq_any(wanted))
        .filter(student_key::destroyed_at.is_null())
        .select((student_key::student_id, student_key::wrapped))
        .load(conn)?;
    let mut ciphers = HashMap::with_capacity(rows.len());
    for (student, wrapped) in rows {
        let key: [u8; 32] = keys
            .open(wrap_place(&student), &wrapped)?
            .try_into()
            .map_err(|_| SealError)?;
        let id = student.parse().map_err(Fault::internal)?;
        ciphers.insert(
            id,
            StudentCipher {
                cipher: Aes256Gcm::new(&key.into()),
                student,
            },
        );
    }
    Ok(ciphers)
}

/// The cipher of one student; a fault where the key was destroyed.
pub fn cipher(conn: &mut Conn, keys: &Keys, student: StudentId) -> Result<StudentCipher, Fault> {
    ciphers(conn, keys, &[student])?
        .remove(&student)
        .ok_or_else(|| Fault::internal("a student's key is missing"))
}
