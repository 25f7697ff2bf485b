//! Opening the database of a command, at this binary's version.

use tongyu_db::Db;

use super::Failure;
use crate::config::Config;

/// Opens the database as it is.
pub fn database(config: &Config) -> Result<Db, Failure> {
    Db::open(&config.database()).map_err(|error| {
        Failure::new(
            "打不开数据库，请检查配置项 database_url。",
            format!("{error}. Check the setting `database_url`."),
        )
    })
}

/// Opens the database and refuses one whose tables are not those of this version.
pub fn migrated(config: &Config) -> Result<Db, Failure> {
    let db = database(config)?;
    let pending = db.pending_migrations_blocking()?;
    if pending.is_empty() {
        Ok(db)
    } else {
        let count = pending.len();
        Err(Failure::new(
            format!("数据库还有 {count} 步升级没有做。请先运行：tongyu migrate"),
            format!("the database lacks {count} migrations of this version. Run: tongyu migrate"),
        ))
    }
}
