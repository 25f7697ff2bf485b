//! Ports of this machine.

use anyhow::{Context, Result};
use std::io::ErrorKind;
use std::net::{IpAddr, Ipv4Addr, TcpListener};

/// Fails with advice when the port cannot be served on.
pub fn must_be_free(address: IpAddr, port: u16) -> Result<()> {
    match TcpListener::bind((address, port)) {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == ErrorKind::AddrInUse => anyhow::bail!(
            "port {port} is taken by another program; stop it, or choose another: \
             cargo xtask start --port {}",
            port.saturating_add(1)
        ),
        Err(error) => Err(error).with_context(|| format!("cannot serve on port {port}")),
    }
}

/// A port that is free now, chosen by the system.
pub fn free_port() -> Result<u16> {
    let listener =
        TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).context("no free port on this machine")?;
    Ok(listener.local_addr()?.port())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_taken_port_is_refused_with_the_next_one_as_advice() {
        let held = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let port = held.local_addr().unwrap().port();
        let refusal = must_be_free(Ipv4Addr::LOCALHOST.into(), port)
            .unwrap_err()
            .to_string();
        assert!(
            refusal.contains(&format!("port {port} is taken")),
            "{refusal}"
        );
        assert!(refusal.contains("--port"), "{refusal}");
    }
}
