//! What a kill left in the media folder, taken away when the server starts.

use super::{film::disk_fault, store};
use crate::{app::App, http::fault::Fault};

/// Takes away films that were on their way, and files that no row refers to. How many.
pub async fn sweep(app: &App) -> Result<u32, Fault> {
    let folder = app.films.folder.clone();
    if !folder.root().is_dir() {
        return Ok(0);
    }
    let shelf = tokio::task::spawn_blocking({
        let folder = folder.clone();
        move || folder.shelf()
    })
    .await
    .map_err(Fault::internal)?
    .map_err(disk_fault)?;
    // Asked while nobody can put anything in its place.
    let known = app.db.read(store::known_contents).await?;
    tokio::task::spawn_blocking(move || folder.sweep(&shelf, &known))
        .await
        .map_err(Fault::internal)?
        .map_err(disk_fault)
}
