//! What `serve` refuses: a site that would keep its promises to nobody.

use std::{net::IpAddr, path::Path};

use tongyu_db::Db;

use super::{Failure, opened};
use crate::{app::App, clock::Clock, config::Config, crypto::Keys, site};

/// Everything that a production start needs, checked.
pub fn production(config: Config) -> Result<App, Failure> {
    check_origin(&config.public_origin)?;
    check_proxy(&config.trusted_proxy)?;
    let keys = Keys::read(Path::new(&config.keys_file)).map_err(|error| {
        Failure::new(
            "密钥文件不能用。新站点先运行 tongyu init；已有站点请把密钥文件放回原处，权限 0600。",
            format!("{error}. A new site gets its keys from `tongyu init`."),
        )
    })?;
    let db = opened::migrated(&config)?;
    refuse_demo(&db)?;
    Ok(App::new(db, Clock::System, keys, config))
}

/// Refuses a database that belongs to a demo.
pub fn refuse_demo(db: &Db) -> Result<(), Failure> {
    if db.read_blocking(site::is_demo)? {
        Err(Failure::new(
            "这是演示环境的数据库，不能用于正式站点。",
            "this database belongs to a demo and must not become a real site",
        ))
    } else {
        Ok(())
    }
}

/// People reach a site over https, at an address without a path.
fn check_origin(origin: &str) -> Result<(), Failure> {
    let refuse = |zh: &str, en: &str| {
        Err(Failure::new(
            format!("{zh}：{origin}"),
            format!("{en}: {origin}"),
        ))
    };
    let Some(host) = origin.strip_prefix("https://") else {
        return refuse(
            "配置项 public_origin 必须以 https:// 开头，现在是",
            "the setting `public_origin` must begin with https://, it is",
        );
    };
    if host.is_empty() || host.contains(['/', '?', '#', '@', ' ']) {
        return refuse(
            "配置项 public_origin 只写到域名和端口，不带路径和斜杠，现在是",
            "the setting `public_origin` is a host and perhaps a port, no path or slash; it is",
        );
    }
    Ok(())
}

/// The proxy is named by its address: a name would never equal where a request comes from.
fn check_proxy(proxy: &str) -> Result<(), Failure> {
    if proxy.is_empty() || proxy.parse::<IpAddr>().is_ok() {
        return Ok(());
    }
    Err(Failure::new(
        format!("配置项 trusted_proxy 要写代理的 IP 地址，现在是：{proxy}"),
        format!("the setting `trusted_proxy` is the proxy's IP address; it is: {proxy}"),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_proxy_is_named_by_its_address() {
        for good in ["", "127.0.0.1", "::1"] {
            assert_eq!(check_proxy(good), Ok(()), "{good}");
        }
        for bad in ["localhost", "10.0.0.0/8", "127.0.0.1:80"] {
            assert!(check_proxy(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn only_an_https_address_without_a_path_is_served() {
        for good in ["https://jy.example.cn", "https://10.0.0.1:8443"] {
            assert_eq!(check_origin(good), Ok(()), "{good}");
        }
        for bad in [
            "http://jy.example.cn",
            "https://",
            "https://jy.example.cn/",
            "https://jy.example.cn/app",
            "https://a@jy.example.cn",
            "jy.example.cn",
            "",
        ] {
            assert!(check_origin(bad).is_err(), "{bad}");
        }
    }
}
