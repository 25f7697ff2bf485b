//! Outline icons on a 24 × 24 grid, drawn with one stroke width, as path data.

use leptos::prelude::*;

macro_rules! icons {
    ($($(#[$doc:meta])* $name:ident = $path:literal;)+) => {
        /// An icon; always beside a word, never alone.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Icon { $($(#[$doc])* $name),+ }

        impl Icon {
            /// Every icon, for the gallery.
            #[cfg(feature = "gallery")]
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            const fn path(self) -> &'static str {
                match self { $(Self::$name => $path),+ }
            }
        }
    };
}

icons! {
    /// Today: a calendar page with a mark.
    Today = "M5 6h14v14H5zM5 10h14M9 3v4M15 3v4M9.5 15l2 2 3.5-3.5";
    /// A calendar.
    Calendar = "M5 6h14v14H5zM5 10h14M9 3v4M15 3v4";
    /// A class: several people.
    People = "M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7M3 20v-1.5A4.5 4.5 0 0 1 7.5 14h3a4.5 4.5 0 0 1 4.5 4.5V20M16 4.3a3.5 3.5 0 0 1 0 6.4M21 20v-1.5a4.5 4.5 0 0 0-3-4.2";
    /// One person.
    Person = "M12 11a4 4 0 1 0 0-8 4 4 0 0 0 0 8M5 21v-1.5A5.5 5.5 0 0 1 10.5 14h3a5.5 5.5 0 0 1 5.5 5.5V21";
    /// A home.
    Home = "M4 11.5 12 4l8 7.5M6 10v10h12V10M10 20v-6h4v6";
    /// A school.
    School = "M3 9.5 12 5l9 4.5-9 4.5zM7 11.5V17c2.5 2.4 7.5 2.4 10 0v-5.5M21 9.5V15";
    /// A visit: a home and a heart.
    Visit = "M4 11.5 12 4l8 7.5M6 10v10h12V10M12 17.5l-2.6-2.5a1.7 1.7 0 0 1 2.6-2.1 1.7 1.7 0 0 1 2.6 2.1z";
    /// A telephone.
    Phone = "M5 4h4l2 5-2.5 1.5a11 11 0 0 0 5 5L15 13l5 2v4a2 2 0 0 1-2 2A16 16 0 0 1 3 6a2 2 0 0 1 2-2";
    /// A message.
    Message = "M5 5h14a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2h-6l-5 4v-4H5a2 2 0 0 1-2-2V7a2 2 0 0 1 2-2M8 9.5h8M8 13h5";
    /// An inbox of matters.
    Inbox = "M4 13 6.5 5h11L20 13v6H4zM4 13h4.5l1.5 2.5h4l1.5-2.5H20";
    /// A board of figures.
    Board = "M4 20V10M10 20V4M16 20v-7M21 20H3";
    /// A sheet to fill in.
    Sheet = "M7 3h7l5 5v13H7a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2M14 3v5h5M9 13h6M9 17h6";
    /// An award.
    Award = "M12 14a5.5 5.5 0 1 0 0-11 5.5 5.5 0 0 0 0 11M8.5 13 7 21l5-2.5 5 2.5-1.5-8";
    /// A film.
    Film = "M4 5h16v14H4zM10 9l5 3-5 3z";
    /// Upload.
    Upload = "M5 16v3a1.5 1.5 0 0 0 1.5 1.5h11A1.5 1.5 0 0 0 19 19v-3M8 8l4-4 4 4M12 4v12";
    /// Download.
    Download = "M5 16v3a1.5 1.5 0 0 0 1.5 1.5h11A1.5 1.5 0 0 0 19 19v-3M8 12l4 4 4-4M12 16V4";
    /// Add.
    Plus = "M12 5v14M5 12h14";
    /// Edit.
    Pencil = "M5 19h3.5L19 8.5 15.5 5 5 15.5zM13 7.5l3.5 3.5";
    /// Done.
    Check = "M5 12.5l4.5 4.5L19 7.5";
    /// Close.
    Close = "M6 6l12 12M18 6 6 18";
    /// Look out.
    Alert = "M12 4 2.5 20h19zM12 10v4.5M12 17.3v.01";
    /// Information.
    Info = "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18M12 11v5M12 8v.01";
    /// Nothing to say about it.
    Dash = "M7 12h10";
    /// Time left.
    Clock = "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18M12 7v5l3 2";
    /// Onwards.
    Right = "M9 6l6 6-6 6";
    /// Back.
    Left = "M15 6l-6 6 6 6";
    /// Open downwards.
    Down = "M6 9l6 6 6-6";
    /// Search.
    Search = "M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13M15.5 15.5 20 20";
    /// Covered.
    EyeOff = "M4 4l16 16M9.9 5.7A10 10 0 0 1 12 5.5c5 0 8 4.5 9 6.5a14 14 0 0 1-2.4 3.3M6.5 7.3A13 13 0 0 0 3 12c1 2 4 6.5 9 6.5a9 9 0 0 0 4.5-1.3M10 10.1a2.8 2.8 0 0 0 4 4";
    /// Visible.
    Eye = "M3 12c1-2 4-6.5 9-6.5s8 4.5 9 6.5c-1 2-4 6.5-9 6.5S4 14 3 12M12 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6";
    /// Try again.
    Reload = "M20 11a8 8 0 0 0-14.5-4L4 9M4 4v5h5M4 13a8 8 0 0 0 14.5 4l1.5-2M20 20v-5h-5";
    /// Kept on this device.
    Device = "M8 3h8a1.5 1.5 0 0 1 1.5 1.5v15A1.5 1.5 0 0 1 16 21H8a1.5 1.5 0 0 1-1.5-1.5v-15A1.5 1.5 0 0 1 8 3M11 18h2";
    /// Locked, or not for this person.
    Lock = "M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3";
    /// Settings.
    Sliders = "M4 7h9M17 7h3M4 17h3M11 17h9M15 9.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5M9 19.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5";
    /// Sign out.
    Leave = "M14 8V5H5v14h9v-3M10 12h11M18 9l3 3-3 3";
    /// Change the person.
    Swap = "M4 8h15l-3.5-3.5M20 16H5l3.5 3.5";
}

/// Draws an icon, hidden from screen readers.
#[component]
pub fn IconView(
    /// Which one.
    icon: Icon,
) -> impl IntoView {
    view! {
        <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
            <path d=icon.path()></path>
        </svg>
    }
    .into_any()
}
