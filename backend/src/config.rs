//! What a site sets: by file and environment, every setting with its default.

use serde::Deserialize;

/// Settings of a running server. `docs/configuration.md` lists them; each can be given in the
/// file named by `TONGYU_CONFIG` or as `TONGYU_<NAME>`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Config {
    /// Where to listen. Default `127.0.0.1:8080`.
    pub bind: String,
    /// The address people type, without a slash at its end. Default `http://127.0.0.1:8080`.
    pub public_origin: String,
    /// The database. Default `sqlite:tongyu.db`.
    pub database_url: String,
    /// The file with the site's keys, of mode 0600. Default `keys.toml`.
    pub keys_file: String,
    /// Whether this is the demo city: personas without password and the message sandbox.
    pub demo: bool,
    /// The filing number at the foot of every page. Empty where the site has none yet.
    pub filing_number: String,
    /// Where complaints and suggestions go: a phone number or an address.
    pub complaints: String,
    /// A file, best on another machine, that gets a signed line whenever the audit log was sealed.
    /// Empty for none; then a log that was cut short together with its own checkpoint goes unseen.
    pub audit_checkpoints: String,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            bind: "127.0.0.1:8080".to_owned(),
            public_origin: "http://127.0.0.1:8080".to_owned(),
            database_url: "sqlite:tongyu.db".to_owned(),
            keys_file: "keys.toml".to_owned(),
            demo: false,
            filing_number: String::new(),
            complaints: String::new(),
            audit_checkpoints: String::new(),
        }
    }
}

impl Config {
    /// Whether people reach this site over https.
    pub fn is_https(&self) -> bool {
        self.public_origin.starts_with("https://")
    }
}
