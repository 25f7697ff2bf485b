//! One row a page or form: what each of the cast gets who asks for what is the mother's.

use tongyu_shared::api::endpoint::Method;

use super::cast::Who;

/// What a call must be answered with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    /// The page.
    Shown,
    /// Led on to another page of ours.
    LedOn,
    /// Led to sign in, and back.
    SignIn,
    /// As if it did not exist.
    Hidden,
}

impl Expected {
    fn of(mark: char) -> Self {
        match mark {
            'o' => Self::Shown,
            '>' => Self::LedOn,
            's' => Self::SignIn,
            '-' => Self::Hidden,
            other => panic!("{other} is no mark"),
        }
    }

    /// Whether the person is turned away.
    pub fn denies(self) -> bool {
        matches!(self, Self::SignIn | Self::Hidden)
    }

    /// Whether an answer is what was expected: its status, and where it leads.
    pub fn fits(self, (status, to): (u16, &str)) -> bool {
        let signs_in = to.starts_with("/p/sign-in?to=");
        match self {
            Self::Shown => status == 200,
            Self::LedOn => status == 303 && to.starts_with('/') && !signs_in,
            Self::SignIn => status == 303 && signs_in,
            Self::Hidden => status == 404,
        }
    }
}

/// A row of the matrix.
pub struct Row {
    /// The method.
    pub method: Method,
    /// The path.
    pub path: &'static str,
    /// A mark for each of the cast.
    pub marks: &'static str,
    /// Whether whoever opens it may read what it tells of a family.
    pub tells_all: bool,
    /// Whether its form may come from anywhere: with it comes a token, or a public objection.
    pub from_anywhere: bool,
    /// For whom the form changes nothing, though it is taken.
    pub idle: &'static [Who],
}

impl Row {
    /// What someone gets.
    pub fn expected(&self, who: Who) -> Expected {
        let marks = self.marks.chars().zip(Who::ALL);
        let mut hers = marks.filter(|(_, one)| *one == who);
        Expected::of(hers.next().expect("a mark").0)
    }

    const fn for_all(mut self) -> Self {
        self.tells_all = true;
        self
    }

    /// The address itself is the right to read.
    const fn token(self) -> Self {
        self.for_all()
    }

    const fn anywhere(mut self) -> Self {
        self.from_anywhere = true;
        self
    }

    const fn idle_for(mut self, who: &'static [Who]) -> Self {
        self.idle = who;
        self
    }
}

const fn row(method: Method, path: &'static str, marks: &'static str) -> Row {
    Row {
        method,
        path,
        marks,
        tells_all: false,
        from_anywhere: false,
        idle: &[],
    }
}

const fn get(path: &'static str, marks: &'static str) -> Row {
    row(Method::Get, path, marks)
}

const fn post(path: &'static str, marks: &'static str) -> Row {
    row(Method::Post, path, marks)
}

/// The matrix: `o` shown, `>` led on, `s` led to sign in, `-` hidden.
pub const ROWS: &[Row] = &[
    // Mother, father, carer, one who waits, one whose view was ended, a classmate's mother, a
    // barred guardian, the head teacher, nobody.
    //                                                      M F C W E K B T N
    get("/p", "oooooooos"),
    get("/p/me", "oooooooos"),
    get("/p/matters", "oooooooos"),
    get("/p/matters/{matter}", "o-------s"),
    post("/p/matters/{matter}", ">-------s"),
    // Forms whose page is another.
    get("/p/carers/{request}", ">>>>>>>>>"),
    post("/p/carers/{request}", ">>------s"),
    get("/p/children/{student}/carers/{person}/end", "oo------s"),
    post("/p/children/{student}/carers/{person}/end", ">>------s"),
    get("/p/children/{student}/invitation", "oo------s"),
    post("/p/children/{student}/invitation", ">>------s"),
    get("/p/children/{student}/leave", "ooo-----s"),
    post("/p/children/{student}/leave", ">>>-----s"),
    get("/p/learning", "oooooooos"),
    get("/p/learning/clear", "oooooooos"),
    post("/p/learning/clear", ">>>>>>>>s"),
    get("/p/look", ">>>>>>>>>"),
    // Who is signed in is led on.
    get("/p/sign-in", ">>>>>>>>o"),
    post("/p/sign-in", "ooooooooo"),
    get("/p/sign-out", ">>>>>>>>>"),
    post("/p/sign-out", ">>>>>>>>>").idle_for(&[Who::Nobody]),
    get("/p/sign-out-everywhere", ">>>>>>>>>"),
    post("/p/sign-out-everywhere", ">>>>>>>>s"),
    get("/p/{rest:.*}", "---------"),
    get("/w/{lesson}", "ooooooooo"),
    // A question is about a child of one's own; the classmate's mother asks about hers.
    get("/w/{lesson}/ask", "ooo--o--s"),
    post("/w/{lesson}/ask", ">>>-----s"),
    get("/w/{lesson}/tried", ">>>>>>>>>"),
    // Nothing is recorded of a carer whose consent ended with her view, nor of a guardian who may
    // view no child: she could not take her consent back.
    post("/w/{lesson}/tried", ">>>>>>>>s").idle_for(&[Who::Barred, Who::Ended]),
    get("/w/{rest:.*}", "---------"),
    // Links belong to whoever holds them; `matrix/links.rs` has those that are not good.
    get("/l/j/{token}", "ooooooooo").token(),
    post("/l/j/{token}", "ooooooooo").token(),
    get("/l/m/{token}", "ooooooooo").token(),
    post("/l/m/{token}", ">>>>>>>>>").token().anywhere(),
    get("/l/v/{token}", "ooooooooo").token(),
    post("/l/v/{token}", ">>>>>>>>>").token().anywhere(),
    get("/l/notice", "ooooooooo"),
    // Certificates and notices are for everyone.
    get("/c/{token}", "ooooooooo"),
    get("/c/notice/{notice}", "ooooooooo"),
    post("/c/notice/{notice}", ">>>>>>>>>").anywhere(),
    get("/c/status/{list}", "ooooooooo"),
    get("/c/issuer", "ooooooooo"),
    get("/c/keys/{key}", "ooooooooo"),
    get("/.well-known/jwks.json", "ooooooooo"),
    // The demo's phone shows everyone's messages.
    get("/demo/messages", "ooooooooo").for_all(),
    get("/assets/certificate.css", "ooooooooo"),
    get("/assets/family.css", "ooooooooo"),
    get("/assets/lesson.css", "ooooooooo"),
    get("/assets/lesson.js", "ooooooooo"),
    get("/assets/link.css", "ooooooooo"),
    get("/assets/read-aloud.js", "ooooooooo"),
];
