//! The app is embedded from `dist/`; a server built before the front end has an empty one.

use std::fs;

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    fs::create_dir_all("../dist").expect("dist/ can be made beside the workspace's members");
}
