//! Opening the port, with advice where that fails.

use std::{
    io::{self, ErrorKind},
    net::{IpAddr, Ipv4Addr, TcpListener, UdpSocket},
};

use super::Failure;

/// Opens the port of `serve`.
pub fn on_setting(bind: &str) -> Result<TcpListener, Failure> {
    TcpListener::bind(bind).map_err(|error| {
        Failure::new(
            format!(
                "不能监听 {bind}（{}）。请检查配置项 bind。",
                reason_zh(&error)
            ),
            format!("cannot listen on {bind}: {error}. Check the setting `bind`."),
        )
    })
}

/// Opens the port of `demo`.
pub fn on_port(address: Ipv4Addr, port: u16) -> Result<TcpListener, Failure> {
    TcpListener::bind((address, port)).map_err(|error| {
        let other = port.checked_add(1).unwrap_or(8080);
        Failure::new(
            format!(
                "不能使用端口 {port}（{}）。换一个端口：--port {other}",
                reason_zh(&error)
            ),
            format!("cannot use port {port}: {error}. Choose another: --port {other}"),
        )
    })
}

fn reason_zh(error: &io::Error) -> &'static str {
    match error.kind() {
        ErrorKind::AddrInUse => "已被别的程序占用",
        ErrorKind::PermissionDenied => "没有权限",
        ErrorKind::AddrNotAvailable => "本机没有这个地址",
        _ => "系统不允许",
    }
}

/// The address under which other devices of the network find this machine. Nothing is sent: the
/// system is only asked which way it would go.
pub fn lan_address() -> Option<IpAddr> {
    let socket = UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0)).ok()?;
    socket.connect((Ipv4Addr::new(192, 0, 2, 1), 9)).ok()?;
    let address = socket.local_addr().ok()?.ip();
    (!address.is_loopback() && !address.is_unspecified()).then_some(address)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_taken_port_is_named_with_another_one_as_advice() {
        let held = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let port = held.local_addr().unwrap().port();
        let text = on_port(Ipv4Addr::LOCALHOST, port).unwrap_err().to_string();
        assert!(
            text.contains(&format!("端口 {port}（已被别的程序占用）")),
            "{text}"
        );
        assert!(text.contains("--port"), "{text}");
    }
}
