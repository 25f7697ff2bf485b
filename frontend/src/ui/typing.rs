//! Typing through an input method: what is being composed is not text yet. The signal takes it
//! when the composition ends, and Enter that chooses a candidate submits nothing.

use leptos::{ev, prelude::*};

/// What a control does with typing; the same for one line and many.
#[derive(Clone, Copy)]
pub struct Typing {
    value: RwSignal<String>,
    composing: StoredValue<bool>,
    changed: Callback<()>,
}

impl Typing {
    /// Puts what is typed into `value` and calls `changed`.
    pub fn new(value: RwSignal<String>, changed: Callback<()>) -> Self {
        Self {
            value,
            composing: StoredValue::new(false),
            changed,
        }
    }

    /// A composition began.
    pub fn start(self) {
        self.composing.set_value(true);
    }

    /// A composition ended with `text` in the control.
    pub fn end(self, text: String) {
        self.composing.set_value(false);
        self.commit(text);
    }

    /// Whether something is being composed.
    pub fn is_composing(self) -> bool {
        self.composing.get_value()
    }

    /// The control now holds `text`.
    pub fn input(self, text: String) {
        if !self.composing.get_value() {
            self.commit(text);
        }
    }

    fn commit(self, text: String) {
        if self.value.with_untracked(|value| *value != text) {
            self.value.set(text);
            self.changed.run(());
        }
    }
}

/// Enter that belongs to the input method. Safari ends the composition before the key arrives,
/// and gives it away by the code 229 only.
pub fn swallow_enter(event: &ev::KeyboardEvent) {
    if event.key() == "Enter" && (event.is_composing() || event.key_code() == 229) {
        event.prevent_default();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_composed_pinyin_never_reaches_the_form() {
        let owner = Owner::new();
        owner.set();
        let value = RwSignal::new(String::new());
        let changes = RwSignal::new(0);
        let typing = Typing::new(value, Callback::new(move |()| changes.update(|n| *n += 1)));
        typing.start();
        typing.input("n".into());
        typing.input("ni'h".into());
        assert_eq!(value.get_untracked(), "");
        typing.end("你好".into());
        typing.input("你好".into());
        assert_eq!(
            (value.get_untracked().as_str(), changes.get_untracked()),
            ("你好", 1)
        );
        typing.input("你好a".into());
        assert_eq!(
            (value.get_untracked().as_str(), changes.get_untracked()),
            ("你好a", 2)
        );
    }
}
