//! What a site sets: by file and by environment, every setting with its default.
//! `docs/configuration.md` lists them; a test compares it with this file.

use std::{fs, io, path::Path};

use serde::{Deserialize, Serialize};
use toml::{Table, Value};
use tongyu_db::DbConfig;

/// What an environment variable that sets something begins with.
const PREFIX: &str = "TONGYU_";
/// Variables that the command line reads itself.
const NOT_SETTINGS: [&str; 2] = ["config", "clock"];

/// Settings of a running server. Each can be given in the file that `--config` or `TONGYU_CONFIG`
/// names, or as `TONGYU_<NAME>`, which counts more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Config {
    /// Where to listen. Default `127.0.0.1:8080`.
    pub bind: String,
    /// The address people type, without a slash at its end. Default `http://127.0.0.1:8080`,
    /// which only the demo accepts.
    pub public_origin: String,
    /// The address of the proxy in front, whose `X-Forwarded-For` tells where a request came from.
    /// Empty for none: then the header is not read.
    pub trusted_proxy: String,
    /// Threads that answer requests; 0 for as many as there are cores. Default 0.
    pub workers: u32,
    /// The database. Default `sqlite:tongyu.db`.
    pub database_url: String,
    /// Connections for reading; 0 for twice the cores, at least 4. Default 0.
    pub database_readers: u32,
    /// Connections for writing on PostgreSQL; 0 for four times the cores, at least 8. Default 0.
    pub database_writers: u32,
    /// The file with the site's keys, of mode 0600. Default `keys.toml`.
    pub keys_file: String,
    /// The folder that keeps the films of lessons. Default `media`.
    pub media_folder: String,
    /// The program that converts films, by name or path. Default `ffmpeg`.
    pub ffmpeg: String,
    /// The program that measures films, by name or path. Default `ffprobe`.
    pub ffprobe: String,
    /// The filing number at the foot of every page. Empty where the site has none yet.
    pub filing_number: String,
    /// Where complaints and suggestions go: a phone number or an address.
    pub complaints: String,
    /// A file, best on another machine, that gets a signed line whenever the audit log was sealed.
    /// Empty for none; then a log that was cut short together with its own checkpoint goes unseen.
    pub audit_checkpoints: String,
    /// What is logged, as a filter of `tracing`. Default `info`.
    pub log: String,
    /// How logs are written. Default `json`; the demo writes `text`.
    pub log_format: LogFormat,
    /// Whether this is the demo city: personas without password and the message sandbox. No
    /// setting: the command `demo` decides, and its database remembers.
    #[serde(skip)]
    pub demo: bool,
}

/// How logs are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LogFormat {
    /// One JSON object a line, for collectors.
    Json,
    /// One readable line each, for a terminal.
    Text,
}

/// Why settings cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file cannot be read.
    #[error("settings file {0}: {1}")]
    File(String, io::Error),
    /// The file does not hold settings; the message names line and field.
    #[error("settings file {0}: {1}")]
    Content(String, toml::de::Error),
    /// A variable does not hold what its setting takes.
    #[error("environment variable {0}: {1}")]
    Variable(String, String),
    /// The defaults cannot be written as TOML, which is a fault of ours.
    #[error("settings: {0}")]
    Defaults(#[from] toml::ser::Error),
}

/// Settings as they were found.
#[derive(Debug)]
pub struct Loaded {
    /// The settings.
    pub config: Config,
    /// Variables that look like settings and are none: spelt wrong, probably.
    pub unknown: Vec<String>,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            bind: "127.0.0.1:8080".to_owned(),
            public_origin: "http://127.0.0.1:8080".to_owned(),
            trusted_proxy: String::new(),
            workers: 0,
            database_url: "sqlite:tongyu.db".to_owned(),
            database_readers: 0,
            database_writers: 0,
            keys_file: "keys.toml".to_owned(),
            media_folder: "media".to_owned(),
            ffmpeg: "ffmpeg".to_owned(),
            ffprobe: "ffprobe".to_owned(),
            filing_number: String::new(),
            complaints: String::new(),
            audit_checkpoints: String::new(),
            log: "info".to_owned(),
            log_format: LogFormat::Json,
            demo: false,
        }
    }
}

impl Config {
    /// Reads the file, if one is named, and then the variables.
    pub fn load(
        file: Option<&Path>,
        variables: impl IntoIterator<Item = (String, String)>,
    ) -> Result<Loaded, ConfigError> {
        let mut config = match file {
            Some(path) => read(path)?,
            None => Self::default(),
        };
        let mut unknown = Vec::new();
        for (variable, value) in variables {
            let Some(name) = variable.strip_prefix(PREFIX).map(str::to_lowercase) else {
                continue;
            };
            if !config.set(&name, &variable, value)? && !NOT_SETTINGS.contains(&name.as_str()) {
                unknown.push(variable);
            }
        }
        Ok(Loaded { config, unknown })
    }

    /// Sets one setting by name; `false` where there is none of that name.
    fn set(&mut self, name: &str, variable: &str, value: String) -> Result<bool, ConfigError> {
        let wrong = |error: String| ConfigError::Variable(variable.to_owned(), error);
        let mut table = Table::try_from(&*self)?;
        let Some(slot) = table.get_mut(name) else {
            return Ok(false);
        };
        *slot = match slot {
            Value::Integer(_) => Value::Integer(
                value
                    .trim()
                    .parse()
                    .map_err(|_| wrong("a whole number is needed".to_owned()))?,
            ),
            _ => Value::String(value),
        };
        let demo = self.demo;
        *self = table
            .try_into()
            .map_err(|e: toml::de::Error| wrong(e.message().to_owned()))?;
        self.demo = demo;
        Ok(true)
    }

    /// How the database is to be opened.
    pub fn database(&self) -> DbConfig {
        let some = |number: u32| (number > 0).then_some(number);
        DbConfig {
            readers: some(self.database_readers),
            writers: some(self.database_writers),
            ..DbConfig::new(self.database_url.clone())
        }
    }

    /// Whether people reach this site over https.
    pub fn is_https(&self) -> bool {
        self.public_origin.starts_with("https://")
    }
}

fn read(path: &Path) -> Result<Config, ConfigError> {
    let name = path.display().to_string();
    let text = fs::read_to_string(path).map_err(|e| ConfigError::File(name.clone(), e))?;
    toml::from_str(&text).map_err(|e| ConfigError::Content(name, e))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn variables(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        pairs
            .iter()
            .map(|(k, v)| ((*k).to_owned(), (*v).to_owned()))
            .collect()
    }

    #[test]
    fn a_variable_counts_more_than_the_file_and_the_file_more_than_the_default() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("tongyu.toml");
        fs::write(&path, "bind = \"0.0.0.0:80\"\nworkers = 3\n").unwrap();
        let given = variables(&[("TONGYU_WORKERS", "5"), ("PATH", "/bin")]);
        let loaded = Config::load(Some(&path), given).unwrap();
        let expected = Config {
            bind: "0.0.0.0:80".to_owned(),
            workers: 5,
            ..Config::default()
        };
        assert_eq!(loaded.config, expected);
        assert!(loaded.unknown.is_empty());
    }

    #[test]
    fn a_misspelt_setting_is_refused_in_the_file_and_named_in_the_environment() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("tongyu.toml");
        fs::write(&path, "bind = \"0.0.0.0:80\"\npublic_orgin = \"x\"\n").unwrap();
        let error = Config::load(Some(&path), []).unwrap_err().to_string();
        assert!(
            error.contains("line 2") && error.contains("public_orgin"),
            "{error}"
        );
        let given = variables(&[("TONGYU_PUBLIC_ORGIN", "x"), ("TONGYU_CONFIG", "y")]);
        assert_eq!(
            Config::load(None, given).unwrap().unknown,
            ["TONGYU_PUBLIC_ORGIN"]
        );
    }

    #[test]
    fn the_demo_is_no_setting() {
        let given = variables(&[("TONGYU_DEMO", "true")]);
        let loaded = Config::load(None, given).unwrap();
        assert!(!loaded.config.demo);
        assert_eq!(loaded.unknown, ["TONGYU_DEMO"]);
    }

    #[test]
    fn a_variable_that_does_not_fit_is_refused_by_name() {
        for (name, value) in [("TONGYU_WORKERS", "many"), ("TONGYU_LOG_FORMAT", "xml")] {
            let error = Config::load(None, variables(&[(name, value)])).unwrap_err();
            assert!(error.to_string().contains(name), "{error}");
        }
    }

    /// Every setting stands in the table of `docs/configuration.md` with its default, and nothing
    /// else does.
    #[test]
    fn every_setting_is_documented_with_its_default() {
        let text = include_str!("../../docs/configuration.md");
        let documented: Vec<(String, String)> = text
            .lines()
            .filter_map(|line| {
                let mut cells = line.strip_prefix("| `")?.split(" | ");
                let name = cells.next()?.trim_end_matches('`').to_owned();
                Some((
                    name,
                    cells.nth(1)?.trim_matches('`').trim_matches('"').to_owned(),
                ))
            })
            .collect();
        let settings: Vec<(String, String)> = Table::try_from(Config::default())
            .unwrap()
            .into_iter()
            .map(|(name, value)| (name, value.to_string().trim_matches('"').to_owned()))
            .collect();
        let sorted = |mut pairs: Vec<(String, String)>| {
            pairs.sort();
            pairs
        };
        assert_eq!(sorted(documented), sorted(settings));
    }
}
