//! What is mounted is what is declared, once each, under the version of the API. Pages have their
//! rows in `pages/rows.rs`.

use std::collections::BTreeSet;

#[test]
fn mounted_equals_declared() {
    let mounted = tongyu::app::mounts().mounted().into_iter();
    let mounted: BTreeSet<_> = mounted
        .filter(|(_, path)| path.starts_with("/api/"))
        .collect();
    let declared: Vec<_> = tongyu::openapi::declared()
        .iter()
        .map(|d| (d.method, d.path))
        .collect();
    let unique: BTreeSet<_> = declared.iter().copied().collect();
    assert_eq!(unique.len(), declared.len(), "an address is declared twice");
    assert_eq!(mounted, unique);
}

#[test]
fn every_path_bears_the_version_and_every_endpoint_a_summary() {
    for declaration in tongyu::openapi::declared() {
        assert!(
            declaration.path.starts_with("/api/v1/"),
            "{}",
            declaration.path
        );
        assert!(
            !declaration.summary.trim().is_empty(),
            "{}",
            declaration.name
        );
    }
}
