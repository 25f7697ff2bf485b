//! Every string of the product, one typed function each, generated from `locales/`.
//! `text::ui::save(lang)` gives `&'static str`; with arguments a `String`.

use std::fmt::{Display, Write as _};

use crate::lang::Lang;

/// Puts the arguments into the braces of a template. Kept out of line: it is called from
/// hundreds of generated functions that end up in the browser.
#[inline(never)]
fn fill(template: &str, args: &[(&str, &dyn Display)]) -> String {
    let mut out = String::with_capacity(template.len() + 16);
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let (name, tail) = after.split_once('}').unwrap_or((after, ""));
        if let Some((_, value)) = args.iter().find(|(key, _)| *key == name) {
            // Writing into a String cannot fail.
            let _ = write!(out, "{value}");
        }
        rest = tail;
    }
    out.push_str(rest);
    out
}

/// Fills a template that is known at run time only, such as a validation message.
pub fn fill_in(template: &str, args: &[(&'static str, String)]) -> String {
    let args: Vec<(&str, &dyn Display)> = args
        .iter()
        .map(|(name, value)| (*name, value as &dyn Display))
        .collect();
    fill(template, &args)
}

include!(concat!(env!("OUT_DIR"), "/text.rs"));
