//! `docs/openapi.json` is the document of these declarations.

#[test]
fn the_kept_document_is_the_generated_one() {
    let kept = include_str!("../../../../docs/openapi.json");
    let generated = tongyu::openapi::text().expect("the document is JSON");
    let differs = kept
        .lines()
        .zip(generated.lines())
        .position(|(kept, new)| kept != new);
    assert!(
        kept == generated,
        "docs/openapi.json differs from line {:?} on; run: cargo run -p tongyu -- openapi > \
         docs/openapi.json",
        differs.map(|line| line + 1)
    );
}
