//! The draft as signals, one for each control.

use leptos::prelude::*;
use tongyu_shared::{
    feedback::{guess::guess_theme, types::MatterKind},
    ids::{MatterId, VisitId},
    visits::types::{Outcome, VisitMode},
};

use super::draft::{Draft, DraftMatter, DraftSaid, ENTRIES};

/// The value of the chip that says "nothing".
pub const NOTHING: &str = "nothing";

/// All controls of the page, as a handle that closures can hold.
#[derive(Clone, Copy)]
pub struct Fields(StoredValue<Controls>);

/// All controls of the page.
#[derive(Clone, Copy)]
pub struct Controls {
    visit: VisitId,
    /// What became of the visit.
    pub outcome: RwSignal<String>,
    /// How.
    pub mode: RwSignal<String>,
    /// The way the family would rather have.
    pub wanted_mode: RwSignal<String>,
    /// The day it began.
    pub date: RwSignal<String>,
    /// The time it began.
    pub time: RwSignal<String>,
    /// Minutes as chosen.
    pub minutes: RwSignal<String>,
    /// The clock's minutes when it was first sent.
    pub sent_minutes: RwSignal<Option<i32>>,
    /// Those met.
    pub met: RwSignal<Vec<String>>,
    /// Brothers and sisters it is about too.
    pub siblings: RwSignal<Vec<String>>,
    /// What of the four was done.
    pub delivered: [RwSignal<bool>; 4],
    /// What was brought back.
    pub said: [Said; 3],
    /// The one small thing agreed on.
    pub measure: RwSignal<String>,
    /// When to be in touch again.
    pub next: RwSignal<String>,
    /// The day of that.
    pub next_date: RwSignal<String>,
    /// Family circumstances.
    pub circumstances: RwSignal<String>,
    /// The declaration.
    pub declared: RwSignal<bool>,
}

/// The controls of one kind.
#[derive(Clone, Copy)]
pub struct Said {
    /// Which kind.
    pub kind: MatterKind,
    /// Holds [`NOTHING`] where the family said there is nothing.
    pub nothing: RwSignal<Vec<String>>,
    entries: StoredValue<[Entry; ENTRIES]>,
}

/// The controls of one thing.
#[derive(Clone, Copy)]
pub struct Entry {
    /// Its id.
    pub id: MatterId,
    /// Whether it is on the page beside the first one.
    pub shown: RwSignal<bool>,
    /// In the family's words.
    pub text: RwSignal<String>,
    /// Whether an answer is wanted.
    pub wish: RwSignal<String>,
    /// What it is about.
    pub theme: RwSignal<String>,
    /// Whether the teacher chose the theme.
    pub by_hand: RwSignal<bool>,
    /// The pupil.
    pub student: RwSignal<String>,
    /// Who said it.
    pub raiser: RwSignal<String>,
}

impl Fields {
    /// The controls as `draft` has them.
    pub fn of(draft: &Draft) -> Self {
        Self(StoredValue::new(Controls::of(draft)))
    }

    /// Each control.
    pub fn all(self) -> Controls {
        self.0.get_value()
    }

    /// The draft as the controls show it; follows them.
    pub fn draft(self) -> Draft {
        self.0.with_value(Controls::draft)
    }

    /// What became of the visit; follows its chips.
    pub fn outcome(self) -> Outcome {
        self.0.with_value(Controls::outcome)
    }
}

impl Controls {
    fn of(draft: &Draft) -> Self {
        let mut kinds = MatterKind::ALL.iter();
        let mut kind = || kinds.next().copied().unwrap_or(MatterKind::Suggestion);
        let text = |text: &String| RwSignal::new(text.clone());
        Self {
            visit: draft.visit,
            outcome: RwSignal::new(draft.outcome.to_string()),
            mode: RwSignal::new(draft.mode.to_string()),
            wanted_mode: text(&draft.wanted_mode),
            date: text(&draft.date),
            time: text(&draft.time),
            minutes: text(&draft.minutes),
            sent_minutes: RwSignal::new(draft.sent_minutes),
            met: RwSignal::new(draft.met.clone()),
            siblings: RwSignal::new(draft.siblings.clone()),
            delivered: draft.delivered.map(RwSignal::new),
            said: draft.said.each_ref().map(|said| Said::of(kind(), said)),
            measure: text(&draft.measure),
            next: text(&draft.next),
            next_date: text(&draft.next_date),
            circumstances: text(&draft.circumstances),
            declared: RwSignal::new(draft.declared),
        }
    }

    fn draft(&self) -> Draft {
        Draft {
            visit: self.visit,
            outcome: self.outcome(),
            mode: self.mode.get().parse().unwrap_or(VisitMode::Home),
            wanted_mode: self.wanted_mode.get(),
            date: self.date.get(),
            time: self.time.get(),
            minutes: self.minutes.get(),
            sent_minutes: self.sent_minutes.get(),
            met: self.met.get(),
            siblings: self.siblings.get(),
            delivered: self.delivered.map(|done| done.get()),
            said: self.said.each_ref().map(Said::draft),
            measure: self.measure.get(),
            next: self.next.get(),
            next_date: self.next_date.get(),
            circumstances: self.circumstances.get(),
            declared: self.declared.get(),
        }
    }

    fn outcome(&self) -> Outcome {
        self.outcome.get().parse().unwrap_or(Outcome::Recorded)
    }
}

impl Said {
    fn of(kind: MatterKind, draft: &DraftSaid) -> Self {
        let nothing = draft.nothing.then(|| NOTHING.to_owned());
        Self {
            kind,
            nothing: RwSignal::new(nothing.into_iter().collect()),
            entries: StoredValue::new(draft.entries.each_ref().map(Entry::of)),
        }
    }

    fn draft(&self) -> DraftSaid {
        DraftSaid {
            nothing: self.is_nothing(),
            entries: self.entries().map(Entry::draft),
        }
    }

    /// Its things.
    pub fn entries(self) -> [Entry; ENTRIES] {
        self.entries.get_value()
    }

    /// Whether the family said there is nothing; follows the chip.
    pub fn is_nothing(self) -> bool {
        self.nothing.with(|nothing| !nothing.is_empty())
    }
}

impl Entry {
    fn of(draft: &DraftMatter) -> Self {
        Self {
            id: draft.id,
            shown: RwSignal::new(draft.shown),
            text: RwSignal::new(draft.text.clone()),
            wish: RwSignal::new(draft.wish.clone()),
            theme: RwSignal::new(draft.theme.clone()),
            by_hand: RwSignal::new(draft.by_hand),
            student: RwSignal::new(draft.student.clone()),
            raiser: RwSignal::new(draft.raiser.clone()),
        }
    }

    fn draft(self) -> DraftMatter {
        DraftMatter {
            id: self.id,
            shown: self.shown.get(),
            text: self.text.get(),
            wish: self.wish.get(),
            theme: self.theme.get(),
            by_hand: self.by_hand.get(),
            student: self.student.get(),
            raiser: self.raiser.get(),
        }
    }

    /// Proposes a theme for the text, until the teacher chooses one.
    pub fn guess(self) {
        if !self.by_hand.get_untracked() {
            let theme = self.text.with_untracked(|text| guess_theme(text));
            self.theme.set(theme.to_string());
        }
    }

    /// Puts it on the page, empty.
    pub fn open(self) {
        self.text.set(String::new());
        self.wish.set(String::new());
        self.by_hand.set(false);
        self.guess();
        self.shown.set(true);
    }
}
