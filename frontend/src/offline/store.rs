//! The thin layer on IndexedDB: one database per user, one object store of text by key.

use std::fmt;

use idb::{Database, DatabaseEvent, Factory, ObjectStoreParams, Query, TransactionMode};
use wasm_bindgen::JsValue;

const STORE: &str = "drafts";

/// The browser keeps nothing: private mode, a full disk, or no IndexedDB at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoreError(String);

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<idb::Error> for StoreError {
    fn from(error: idb::Error) -> Self {
        Self(error.to_string())
    }
}

/// The database of one user, open.
pub struct Store(Database);

impl Store {
    /// Opens the database of `user`, and makes it where there is none.
    pub async fn open(user: &str) -> Result<Self, StoreError> {
        let mut request = Factory::new()?.open(&["tongyu-", user].concat(), Some(1))?;
        request.on_upgrade_needed(|event| {
            let made = event.database().and_then(|db| {
                db.create_object_store(STORE, ObjectStoreParams::new())
                    .map(drop)
            });
            if let Err(error) = made {
                leptos::logging::error!("no place for drafts: {error}");
            }
        });
        Ok(Self(request.await?))
    }

    /// Puts `text` under `key`; returns once it is on the disk.
    pub async fn put(&self, key: &str, text: &str) -> Result<(), StoreError> {
        let work = self.0.transaction(&[STORE], TransactionMode::ReadWrite)?;
        work.object_store(STORE)?
            .put(&text.into(), Some(&key.into()))?
            .await?;
        work.commit()?.await?;
        Ok(())
    }

    /// The text under `key`.
    pub async fn get(&self, key: &str) -> Result<Option<String>, StoreError> {
        let work = self.0.transaction(&[STORE], TransactionMode::ReadOnly)?;
        let value = work
            .object_store(STORE)?
            .get(Query::from(JsValue::from_str(key)))?
            .await?;
        Ok(value.and_then(|value| value.as_string()))
    }

    /// Forgets `key`.
    pub async fn remove(&self, key: &str) -> Result<(), StoreError> {
        let work = self.0.transaction(&[STORE], TransactionMode::ReadWrite)?;
        work.object_store(STORE)?
            .delete(Query::from(JsValue::from_str(key)))?
            .await?;
        work.commit()?.await?;
        Ok(())
    }

    /// All keys, in order.
    pub async fn keys(&self) -> Result<Vec<String>, StoreError> {
        let work = self.0.transaction(&[STORE], TransactionMode::ReadOnly)?;
        let keys = work.object_store(STORE)?.get_all_keys(None, None)?.await?;
        Ok(keys.into_iter().filter_map(|key| key.as_string()).collect())
    }
}

impl Drop for Store {
    fn drop(&mut self) {
        self.0.close();
    }
}
