//! `tongyu demo`: a demo city that keeps its data, made on the first start.

use std::{
    fmt::Display,
    fs::{self, File, TryLockError},
    io::{self, ErrorKind, Write as _},
    net::{IpAddr, Ipv4Addr, TcpListener},
    path::{Path, PathBuf},
};

use tongyu_db::Db;
use tongyu_shared::time::Instant;

use super::{Failure, listen, opened, welcome::Welcome};
use crate::{
    app::App,
    clock::Clock,
    config::{Config, LogFormat},
    crypto::Keys,
    http::fault::Fault,
    identity::personas,
    seed, server, site, telemetry,
};

/// Options of `demo`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Port to serve on · 端口
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// Folder that keeps the demo city · 存放演示数据的文件夹
    #[arg(long, value_name = "DIR", default_value = ".tongyu")]
    data: PathBuf,
    /// Throw the demo city away and make a new one · 清空演示数据，重新建立
    #[arg(long)]
    reset: bool,
    /// Serve to other devices of the network too, such as a phone · 让同一网络里的手机也能打开
    #[arg(long)]
    lan: bool,
    /// A clock that stands still, for pictures and tests · 固定的时间，用于截图和测试
    #[arg(long, value_name = "TIME", env = "TONGYU_CLOCK")]
    fixed_clock: Option<Instant>,
    /// A clock that goes on from this time with each start · 每次启动都从这个时间开始走的时钟
    #[arg(long, value_name = "TIME", conflicts_with = "fixed_clock")]
    clock_from: Option<Instant>,
}

impl Args {
    fn clock(&self) -> Clock {
        match (self.fixed_clock, self.clock_from) {
            (Some(now), _) => Clock::fixed(now),
            (None, Some(now)) => Clock::running_from(now),
            (None, None) => Clock::System,
        }
    }
}

/// Makes the city if there is none, and serves it until the process is told to stop.
pub fn run(args: &Args, settings: Config) -> Result<(), Failure> {
    // The port and the folder come first: nothing of a demo that runs is thrown away.
    let listener = listen::on_port(address(args.lan), args.port)?;
    let lan = if args.lan {
        listen::lan_address()
    } else {
        None
    };
    let folder = Folder::take(&args.data)?;
    let port = listener.local_addr()?.port();
    let config = configure(settings, &folder, port, lan);
    telemetry::start(&quiet(&config.log), config.log_format)?;
    if args.reset {
        folder.reset()?;
    }
    let (app, fresh) = open(config, args.clock())?;
    let today = app.clock.now().date();
    let personas = app.db.read_blocking(|conn| personas::cards(conn, today))?;
    let welcome = Welcome {
        port,
        lan,
        asked_lan: args.lan,
        fresh,
        personas,
    };
    say(&welcome);
    serve(app, listener)
}

/// Tells the person at the terminal; where nobody reads any more, the server goes on.
fn say(text: &impl Display) {
    drop(writeln!(io::stdout(), "{text}"));
}

fn serve(app: App, listener: TcpListener) -> Result<(), Failure> {
    actix_web::rt::System::new().block_on(server::run(app, listener))?;
    say(&"已停止，数据留在原处。\nStopped; the data stays.");
    Ok(())
}

fn address(lan: bool) -> Ipv4Addr {
    if lan {
        Ipv4Addr::UNSPECIFIED
    } else {
        Ipv4Addr::LOCALHOST
    }
}

/// Requests are no news at a terminal, unless someone asked for more.
fn quiet(log: &str) -> String {
    if log == Config::default().log {
        "warn".to_owned()
    } else {
        log.to_owned()
    }
}

/// The settings of a demo: what its folder and its port decide counts more than what was set.
fn configure(settings: Config, folder: &Folder, port: u16, lan: Option<IpAddr>) -> Config {
    let host = lan.unwrap_or(IpAddr::V4(Ipv4Addr::LOCALHOST));
    let or = |set: &str, demo: &str| if set.is_empty() { demo } else { set }.to_owned();
    Config {
        filing_number: or(&settings.filing_number, "演示0001号"),
        complaints: or(&settings.complaints, "学校总协调员（演示）"),
        public_origin: format!("http://{host}:{port}"),
        database_url: format!("sqlite:{}", folder.database().display()),
        keys_file: folder.path.join("keys.toml").display().to_string(),
        media_folder: folder.path.join("media").display().to_string(),
        log_format: LogFormat::Text,
        demo: true,
        ..settings
    }
}

/// Opens the city, making it where the database is new. Whether it was made.
pub(super) fn open(config: Config, clock: Clock) -> Result<(App, bool), Failure> {
    let keys = Keys::read_or_create(Path::new(&config.keys_file))?;
    let db = opened::database(&config)?;
    db.migrate_blocking()?;
    claim(&db)?;
    let fresh = db.read_blocking(site::is_empty)?;
    if fresh {
        say(&"正在建立演示环境…\nMaking the demo city…");
        seed::demo::plant(&db, &keys, clock.now())?;
        seed::history::plant(&db, &keys, clock.now())?;
        seed::certificates::plant(&db, &keys, &config.public_origin, clock.now())?;
        seed::courses::plant_begun(&db, clock.now())?;
    }
    Ok((App::new(db, clock, keys, config), fresh))
}

/// Marks an empty database as a demo's before anything is planted, so that a start that was cut
/// off can be repeated; refuses a database that holds something else.
fn claim(db: &Db) -> Result<(), Failure> {
    let claimed = db.write_blocking(|tx| {
        let ours = site::is_demo(tx)?;
        let empty = !ours && site::is_empty(tx)?;
        if empty {
            site::mark_demo(tx)?;
        }
        Ok::<_, Fault>(ours || empty)
    })?;
    if claimed {
        Ok(())
    } else {
        Err(Failure::new(
            "这个数据库里有真实站点的数据，不能当作演示环境。请换一个文件夹：--data DIR",
            "this database holds a real site and is no demo's. Choose another folder: --data DIR",
        ))
    }
}

/// A demo's folder, held while the demo runs.
struct Folder {
    path: PathBuf,
    _held: File,
}

impl Folder {
    fn take(path: &Path) -> Result<Self, Failure> {
        fs::create_dir_all(path)?;
        let held = File::create(path.join("lock"))?;
        match held.try_lock() {
            Ok(()) => Ok(Self {
                path: path.to_owned(),
                _held: held,
            }),
            Err(TryLockError::WouldBlock) => Err(Failure::new(
                format!("文件夹 {} 正被另一个演示环境使用。", path.display()),
                format!("the folder {} is in use by another demo", path.display()),
            )),
            Err(TryLockError::Error(error)) => Err(error.into()),
        }
    }

    fn database(&self) -> PathBuf {
        self.path.join("tongyu.db")
    }

    /// Deletes the database's files and nothing else: the keys stay.
    fn reset(&self) -> Result<(), Failure> {
        for file in ["tongyu.db", "tongyu.db-wal", "tongyu.db-shm"] {
            match fs::remove_file(self.path.join(file)) {
                Err(error) if error.kind() != ErrorKind::NotFound => return Err(error.into()),
                _ => {}
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings(folder: &Folder) -> Config {
        configure(Config::default(), folder, 8080, None)
    }

    fn city(folder: &Folder) -> (App, bool) {
        let now = "2026-11-23T19:00:00+08:00".parse().unwrap();
        open(settings(folder), Clock::fixed(now)).unwrap_or_else(|failure| panic!("{failure}"))
    }

    #[test]
    fn the_second_start_keeps_the_data_and_a_reset_makes_a_new_city_with_the_same_keys() {
        let data = tempfile::tempdir().unwrap();
        let folder = Folder::take(data.path()).unwrap();
        assert!(city(&folder).1);
        assert!(!city(&folder).1);
        fs::write(data.path().join("note.txt"), "mine").unwrap();
        let keys = fs::read(data.path().join("keys.toml")).unwrap();
        folder.reset().unwrap();
        assert!(!folder.database().exists() && data.path().join("note.txt").exists());
        assert!(city(&folder).1);
        assert_eq!(fs::read(data.path().join("keys.toml")).unwrap(), keys);
    }

    #[test]
    fn a_database_with_a_real_site_never_becomes_a_demo() {
        use tongyu_shared::{ids::NodeId, org::types::NodeKind, time::Date};
        let data = tempfile::tempdir().unwrap();
        let folder = Folder::take(data.path()).unwrap();
        let db = opened::database(&settings(&folder)).unwrap();
        db.migrate_blocking().unwrap();
        db.write_blocking(|tx| {
            let node = crate::org::tree::NewNode {
                id: NodeId::new(),
                kind: NodeKind::City,
                parent: None,
                name: "市",
                sort: 0,
                valid_from: Date::new(2026, 9, 1).unwrap(),
            };
            crate::org::tree::add(tx, &node)
        })
        .unwrap();
        let failure = open(settings(&folder), Clock::System)
            .err()
            .unwrap()
            .to_string();
        assert!(failure.contains("--data"), "{failure}");
    }

    #[test]
    fn two_demos_do_not_share_a_folder() {
        let data = tempfile::tempdir().unwrap();
        let _first = Folder::take(data.path()).unwrap();
        assert!(Folder::take(data.path()).is_err());
    }

    #[test]
    fn on_a_network_links_lead_to_the_address_that_phones_know() {
        let data = tempfile::tempdir().unwrap();
        let folder = Folder::take(data.path()).unwrap();
        let lan = Some(IpAddr::V4(Ipv4Addr::new(192, 168, 1, 7)));
        let config = configure(Config::default(), &folder, 9000, lan);
        assert_eq!(config.public_origin, "http://192.168.1.7:9000");
        assert!(config.demo);
    }
}
