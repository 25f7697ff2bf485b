//! `tongyu serve`: a site in production.

use tongyu_shared::org::calendar::OfficeHours;

use super::{Failure, listen, preflight};
use crate::{config::Loaded, org, server, site, telemetry};

/// Days ahead for which holidays should be known.
const LOOK_AHEAD: i64 = 45;

/// Serves until the process is told to stop.
pub fn run(loaded: Loaded) -> Result<(), Failure> {
    let Loaded { config, unknown } = loaded;
    telemetry::start(&config.log, config.log_format)?;
    for variable in unknown {
        tracing::warn!(variable, "this variable sets nothing: is it spelt right?");
    }
    let app = preflight::production(config)?;
    if app.db.read_blocking(site::is_empty)? {
        tracing::warn!("the site is empty: run `tongyu init SITE.toml`");
    }
    let today = app.clock.now().date();
    if app
        .db
        .read_blocking(move |conn| org::packs_in_force(conn, today))?
        .iter()
        .all(|pack| pack.matters.is_none())
    {
        tracing::warn!("no rule pack in force speaks of matters: run `tongyu pack approve`");
    }
    let soon = today.plus_days(LOOK_AHEAD);
    let calendar = app
        .db
        .read_blocking(|conn| org::terms::working_calendar(conn, OfficeHours::WHOLE_DAY))?;
    if let Some(year) = calendar.unknown_year(today, soon) {
        tracing::warn!(
            year,
            "no holiday of this year is known: run `tongyu calendar import`"
        );
    }
    let listener = listen::on_setting(&app.config.bind)?;
    tracing::info!(
        bind = app.config.bind,
        origin = app.config.public_origin,
        version = env!("CARGO_PKG_VERSION"),
        "serving"
    );
    actix_web::rt::System::new().block_on(server::run(app, listener))?;
    tracing::info!("stopped");
    Ok(())
}
