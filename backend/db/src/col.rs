//! Text columns as the types they stand for.

use std::fmt::Display;
use std::ops::Deref;
use std::str::FromStr;

use diesel::backend::Backend as DieselBackend;
use diesel::deserialize::{self, FromSql, FromSqlRow};
use diesel::sql_types::Text;

/// A TEXT column read into any type that is written as text: a typed id, an enum.
///
/// A row says `id: Col<VisitId>` or `closed_by: Option<Col<AccountId>>`; `.0` is the value. Text
/// that is not such a value is an error of the query, never a default.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, FromSqlRow)]
pub struct Col<T>(pub T);

impl<T> Col<T> {
    /// The value.
    pub fn into_inner(self) -> T {
        self.0
    }
}

impl<T> Deref for Col<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T, DB> FromSql<Text, DB> for Col<T>
where
    DB: DieselBackend,
    String: FromSql<Text, DB>,
    T: FromStr,
    T::Err: Display,
{
    fn from_sql(bytes: DB::RawValue<'_>) -> deserialize::Result<Self> {
        let text = String::from_sql(bytes)?;
        // The text itself may be personal, so the error names the type and the reason only.
        text.parse().map(Self).map_err(|reason: T::Err| {
            let wanted = std::any::type_name::<T>();
            format!("a text column does not hold a {wanted}: {reason}").into()
        })
    }
}
