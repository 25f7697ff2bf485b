//! What every request meets before and behind its handler: bad input, wrong addresses, foreign
//! origins, a database that is gone.

mod bad_input;
mod dead_database;
mod headers;
mod origin;
mod versions;
