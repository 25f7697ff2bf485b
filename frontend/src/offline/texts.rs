//! The fields of a small form, kept as they are typed: a reason, or a reason with a choice.

use leptos::prelude::*;

use super::{draft::Keeper, kind::DraftKind};

/// The texts of a few fields; the first one is what the draft is known by.
#[derive(Clone, Copy)]
pub struct Texts {
    fields: StoredValue<Vec<RwSignal<String>>>,
    /// Keeps them.
    pub keeper: Keeper,
    /// Whether a draft was found on this device: what it stands in opens.
    pub found: RwSignal<bool>,
}

impl Texts {
    /// Fills `fields` with what was kept of `id` before, and keeps them from now on.
    pub fn new(kind: DraftKind, id: &str, fields: &[RwSignal<String>]) -> Self {
        let texts = Self {
            fields: StoredValue::new(fields.to_vec()),
            keeper: Keeper::new(kind, id),
            found: RwSignal::new(false),
        };
        texts.keeper.restore_into(move |kept| texts.show(&kept));
        texts
    }

    fn show(self, kept: &str) {
        self.fields.try_with_value(|fields| {
            for (field, text) in fields.iter().zip(read(kept)) {
                field.try_set(text);
            }
        });
        self.found.try_set(true);
    }

    /// Keeps what stands in the fields now, for `on_change`. Nothing written is no draft.
    pub fn keep(self) -> Callback<()> {
        Callback::new(move |()| {
            let texts: Vec<_> = self
                .fields
                .with_value(|fields| fields.iter().map(|field| field.get_untracked()).collect());
            if texts.iter().all(|text| text.trim().is_empty()) {
                self.keeper.done();
            } else {
                self.keeper.keep(write(&texts));
            }
        })
    }
}

fn write(texts: &[String]) -> String {
    serde_json::to_string(texts).unwrap_or_else(|error| {
        leptos::logging::error!("texts are always JSON: {error}");
        String::new()
    })
}

/// The texts of a draft. What is no list is the one text that an older version of the app kept.
pub fn read(kept: &str) -> Vec<String> {
    serde_json::from_str(kept).unwrap_or_else(|_| vec![kept.to_owned()])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_come_back_as_they_were_kept() {
        let texts = ["任职证明\n对不上".to_owned(), "yes".to_owned()];
        assert_eq!(read(&write(&texts)), texts);
    }

    #[test]
    fn a_text_of_an_older_version_is_the_first_field() {
        assert_eq!(read("不再从事。"), ["不再从事。"]);
        assert_eq!(read("60"), ["60"]);
    }
}
