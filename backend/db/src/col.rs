//! Text columns as the types they stand for.

use std::fmt::{Debug, Display};
use std::io::Write;
use std::ops::Deref;
use std::str::FromStr;

use diesel::backend::Backend as DieselBackend;
use diesel::deserialize::{self, FromSql, FromSqlRow};
use diesel::expression::AsExpression;
use diesel::pg::Pg;
use diesel::serialize::{self, IsNull, Output, ToSql};
use diesel::sql_types::Text;
use diesel::sqlite::Sqlite;

use crate::conn::Backend;

/// A TEXT column as any type that is written as text: a typed id, an enum.
///
/// A row says `id: Col<VisitId>` or `closed_by: Option<Col<AccountId>>`; `.0` is the value. Text
/// that is not such a value is an error of the query, never a default. With `Display` it also
/// goes the other way: into insertable rows and filters (`visit::id.eq(Col(id))`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, FromSqlRow, AsExpression)]
#[diesel(sql_type = Text)]
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

impl<T: Debug + Display> ToSql<Text, Sqlite> for Col<T> {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Sqlite>) -> serialize::Result {
        out.set_value(self.0.to_string());
        Ok(IsNull::No)
    }
}

impl<T: Debug + Display> ToSql<Text, Pg> for Col<T> {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Pg>) -> serialize::Result {
        write!(out, "{}", self.0)?;
        Ok(IsNull::No)
    }
}

impl<T: Debug + Display + Send + Sync + 'static> ToSql<Text, Backend> for Col<T> {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Backend>) -> serialize::Result {
        out.set_value((Text, self));
        Ok(IsNull::No)
    }
}
