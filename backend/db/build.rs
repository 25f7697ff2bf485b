//! Makes cargo rebuild the crate when a migration changes: `embed_migrations!` does not watch.

fn main() {
    println!("cargo::rerun-if-changed=../../migrations");
}
