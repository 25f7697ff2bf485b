//! Which text is written next: only the newest, one write at a time, nothing lost in between.

/// The newest text of one draft on its way to the disk.
#[derive(Debug, Default)]
pub struct Latest {
    waiting: Option<String>,
    writing: bool,
    forgotten: bool,
    /// Counts the texts.
    turn: u32,
}

impl Latest {
    /// Takes a newer text. True when the caller must start writing.
    pub fn offer(&mut self, text: String) -> bool {
        self.waiting = Some(text);
        self.forgotten = false;
        self.turn = self.turn.wrapping_add(1);
        !std::mem::replace(&mut self.writing, true)
    }

    /// How many texts there were: two equal numbers say that nothing was typed between them.
    pub fn turn(&self) -> u32 {
        self.turn
    }

    /// The text to write now; `None` when everything is written and writing ends.
    pub fn next(&mut self) -> Option<String> {
        let text = self.waiting.take();
        self.writing = text.is_some();
        text
    }

    /// The write of `text` failed: it waits again unless something newer does. Writing ends.
    pub fn failed(&mut self, text: String) {
        self.waiting.get_or_insert(text);
        self.writing = false;
    }

    /// Nobody needs the text any more: what waits is not written. True while a write is under
    /// way, which must undo itself.
    pub fn forget(&mut self) -> bool {
        self.waiting = None;
        self.forgotten = true;
        self.writing
    }

    /// Whether the text is needed no more.
    pub fn forgotten(&self) -> bool {
        self.forgotten
    }

    /// Whether a text has not reached the disk.
    pub fn unsaved(&self) -> bool {
        self.writing || self.waiting.is_some()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_is_typed_after_sending_is_another_text() {
        let mut latest = Latest::default();
        latest.offer("送出的".to_owned());
        let sent = latest.turn();
        assert_eq!(latest.turn(), sent);
        latest.offer("送出的，又写了".to_owned());
        assert_ne!(latest.turn(), sent);
    }

    #[derive(Clone, Debug)]
    enum Step {
        Type,
        Written,
        Failed,
    }

    fn step() -> impl Strategy<Value = Step> {
        prop_oneof![Just(Step::Type), Just(Step::Written), Just(Step::Failed)]
    }

    proptest! {
        /// Typing, slow disks and full disks in any order: once writes succeed again, the disk
        /// holds what was typed last, and there is never a second write beside the first.
        #[test]
        fn the_disk_ends_up_with_what_was_typed_last(steps in proptest::collection::vec(step(), 0..60)) {
            let mut latest = Latest::default();
            let (mut disk, mut typed, mut in_flight) = (None, None, None::<String>);
            for (turn, step) in steps.into_iter().enumerate() {
                match step {
                    Step::Type => {
                        let text = turn.to_string();
                        typed = Some(text.clone());
                        if latest.offer(text) {
                            prop_assert!(in_flight.is_none());
                            in_flight = latest.next();
                        }
                    }
                    Step::Written => {
                        if let Some(text) = in_flight.take() {
                            disk = Some(text);
                            in_flight = latest.next();
                        }
                    }
                    Step::Failed => {
                        if let Some(text) = in_flight.take() {
                            latest.failed(text);
                        }
                    }
                }
                prop_assert_eq!(latest.unsaved(), disk != typed || in_flight.is_some());
            }
            if let Some(last) = typed.clone() {
                if in_flight.is_none() && latest.offer(last) {
                    in_flight = latest.next();
                }
                while let Some(text) = in_flight.take() {
                    disk = Some(text);
                    in_flight = latest.next();
                }
            }
            prop_assert_eq!(disk, typed);
        }
    }
}
