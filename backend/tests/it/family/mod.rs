//! Joining, and the pages of who joined: what each person sees, and what no page tells.

mod audited;
mod carers;
mod elder;
mod ending;
mod inviting;
mod joining;
mod leaving;
mod missing;
mod reach;
mod session_over;
mod signing_in;
mod unstored;

use diesel::prelude::*;
use tongyu::{
    http::fault::Fault,
    identity::find_or_create_person,
    messages::{LinkPurpose, links},
    org::enrol::{NewGuardianship, add_guardianships},
    seed::label,
};
use tongyu_db::{
    Col, Conn,
    schema::{account, carer_request, join_ask, join_invite, link, sign_in_code},
};
use tongyu_shared::{
    ids::{AccountId, CarerRequestId, CodeId, InviteId, LinkId, PersonId, StudentId},
    names::Phone,
    org::{endpoints::InviteFamily, joining::FamilyInvitation},
    visits::types::{Relation, StudentPath},
};

use crate::kit::{Answer, Client, Site};

/// The head teacher of all these children.
pub const TEACHER: &str = "陈雨";
/// A child whose mother and grandmother have not joined.
pub const WANG: &str = "王小明";
/// The mother's phone.
pub const WANGS_MOTHER: &str = "19900001002";
/// A child whose mother has joined.
pub const LI: &str = "李一涵";
/// That mother.
pub const LIS_MOTHER: &str = "何娟";
/// The father's phone.
pub const LIS_FATHER: &str = "19900001004";
/// A child whose father is barred.
pub const ZHENG: &str = "郑安然";
/// The barred father's phone.
pub const BARRED: &str = "19900001012";
/// A phone that nobody knows.
pub const STRANGER: &str = "19900007777";
/// What ticks both boxes.
pub const AGREED: &str = "consent=yes&child=yes";

/// Reads behind the server.
pub async fn look<T: Send + 'static>(
    site: &Site,
    read: impl FnOnce(&mut Conn) -> Result<T, Fault> + Send + 'static,
) -> T {
    site.app.db.read(read).await.expect("a look")
}

/// The family's link, made by the head teacher, who also sends messages.
pub async fn family_link(site: &Site, child: &str) -> String {
    let path = StudentPath {
        student: label::student(child),
    };
    let teacher = site.client(TEACHER).await;
    let made: FamilyInvitation = teacher.send::<InviteFamily>(&path, &()).await.ok();
    made.url
        .strip_prefix(site.origin())
        .expect("an address of ours")
        .to_owned()
}

/// The page of the message to one guardian: `王小明/mother`.
pub async fn personal_link(site: &Site, child: &str, guardian: &str) -> String {
    family_link(site, child).await;
    let (person, student) = (label::person(guardian), label::student(child));
    let id: Col<LinkId> = look(site, move |conn| {
        Ok(link::table
            .filter(link::purpose.eq(LinkPurpose::JoinPersonal.as_str()))
            .filter(link::person_id.eq(person.to_string()))
            .filter(link::student_id.eq(student.to_string()))
            .order(link::cycle.desc())
            .select(link::id)
            .first(conn)?)
    })
    .await;
    links::path(&site.app.keys, id.0, LinkPurpose::JoinPersonal)
}

/// Opens a page.
pub async fn open(client: &Client, page: &str) -> Answer {
    Client::answer(client.bare("GET", page)).await
}

/// Presses a button of a page of ours.
pub async fn press(client: &Client, page: &str, form: &str) -> Answer {
    let request = client
        .bare("POST", page)
        .header("sec-fetch-site", "same-origin")
        .header("content-type", "application/x-www-form-urlencoded")
        .body(form.to_owned());
    Client::answer(request).await
}

/// Presses it from a page of someone else's.
pub async fn press_from_elsewhere(client: &Client, page: &str, form: &str) -> Answer {
    let request = client
        .bare("POST", page)
        .header("sec-fetch-site", "cross-site")
        .header("origin", "https://evil.example")
        .header("content-type", "application/x-www-form-urlencoded")
        .body(form.to_owned());
    Client::answer(request).await
}

/// Where an answer leads.
pub fn leads(answer: &Answer) -> (u16, &str) {
    let location = answer.headers.get("location");
    let to = location.and_then(|to| to.to_str().ok()).unwrap_or_default();
    (answer.status, to)
}

/// Where joining for a child leads.
pub fn joined_home(child: StudentId) -> String {
    format!("/p?joined={child}")
}

/// Where it leads who has an account already and is not signed in on this phone.
pub fn joined_sign_in(child: &str) -> String {
    format!(
        "/p/sign-in?to=/p%3Fjoined%3D{}&joined",
        label::student(child)
    )
}

/// The child that a family's link is about.
async fn child_of(site: &Site, page: &str) -> StudentId {
    let token = page.trim_start_matches("/l/j/");
    let (id, _) = links::named(&site.app.keys, token).expect("a link of ours");
    let id = InviteId::from_bytes(id).to_string();
    let child: Col<StudentId> = look(site, move |conn| {
        Ok(join_invite::table
            .find(id)
            .select(join_invite::student_id)
            .first(conn)?)
    })
    .await;
    child.0
}

/// A cookie that an answer sets, as the phone sends it back.
pub fn cookie_of(answer: &Answer, name: &str) -> Option<String> {
    let cookies = answer.headers.get_all("set-cookie").iter();
    cookies
        .filter_map(|cookie| cookie.to_str().ok()?.split(';').next())
        .find(|pair| pair.starts_with(&format!("{name}=")))
        .map(str::to_owned)
}

/// The same phone with one cookie more.
pub fn with_cookie(site: &Site, client: &Client, pair: &str) -> Client {
    let own = client.cookie().map(|own| format!("{own}; "));
    Client::new(
        site.origin(),
        Some(format!("{}{pair}", own.unwrap_or_default())),
    )
}

/// Who goes on with the session that an answer began.
#[track_caller]
pub fn signed_in(site: &Site, answer: &Answer) -> Client {
    let cookie = answer.set_cookie.as_deref().expect("a session");
    let pair = cookie.split(';').next().map(str::to_owned);
    Client::new(site.origin(), pair)
}

/// The form of a family's link as someone fills it in.
pub fn filled(relation: &str, name: &str, phone: &str, code: Option<&str>) -> String {
    let mut fields = vec![
        ("relation", relation),
        ("name", name),
        ("phone", phone),
        ("consent", "yes"),
        ("child", "yes"),
    ];
    fields.extend(code.map(|code| ("code", code)));
    serde_html_form::to_string(&fields).expect("a form")
}

/// The code that went to a phone last: of who asks to join, or of an account.
pub async fn code_of(site: &Site, phone: &str) -> String {
    let hash = hash_of(site, phone);
    let id: Col<CodeId> = look(site, move |conn| {
        let asked = join_ask::table
            .filter(join_ask::phone_hash.eq(&hash))
            .order((join_ask::asked_at.desc(), join_ask::id.desc()))
            .select(join_ask::code_id)
            .first(conn)
            .optional()?;
        if let Some(asked) = asked {
            return Ok(asked);
        }
        Ok(sign_in_code::table
            .inner_join(account::table)
            .filter(account::phone_hash.eq(hash))
            .order((sign_in_code::created_at.desc(), sign_in_code::id.desc()))
            .select(sign_in_code::id)
            .first(conn)?)
    })
    .await;
    site.app.keys.sign_in_code(id.as_bytes())
}

/// A phone as it is found.
pub fn hash_of(site: &Site, phone: &str) -> String {
    let phone = Phone::parse(phone).expect("a phone");
    site.app.keys.phone_hash(&phone)
}

/// Who signs in with a phone.
pub async fn holder(site: &Site, phone: &str) -> (AccountId, PersonId) {
    let hash = hash_of(site, phone);
    let (account, person): (Col<AccountId>, Col<PersonId>) = look(site, move |conn| {
        Ok(account::table
            .filter(account::phone_hash.eq(hash))
            .select((account::id, account::person_id))
            .first(conn)?)
    })
    .await;
    (account.0, person.0)
}

/// What someone asked for who waits.
pub async fn wish_of(site: &Site, phone: &str) -> CarerRequestId {
    let (_, person) = holder(site, phone).await;
    let wish: Col<CarerRequestId> = look(site, move |conn| {
        Ok(carer_request::table
            .filter(carer_request::person_id.eq(person.to_string()))
            .filter(carer_request::decided_at.is_null())
            .select(carer_request::id)
            .first(conn)?)
    })
    .await;
    wish.0
}

/// How many accounts sign in with a phone.
pub async fn accounts_with(site: &Site, phone: &str) -> i64 {
    let hash = hash_of(site, phone);
    look(site, move |conn| {
        Ok(account::table
            .filter(account::phone_hash.eq(hash))
            .count()
            .get_result(conn)?)
    })
    .await
}

/// Another school's way to write someone: the same phone, another name, one more child.
pub async fn written_again(site: &Site, name: &'static str, phone: &str, child: &'static str) {
    let (keys, phone) = (site.app.keys.clone(), Phone::parse(phone).expect("a phone"));
    let now = site.app.clock.now();
    let added: Result<(), Fault> = site
        .app
        .db
        .write(move |tx| {
            let new = NewGuardianship {
                student: label::student(child),
                person: find_or_create_person(tx, &keys, name, Some(&phone), now)?,
                relation: Relation::Mother,
                primary_carer: false,
                may_view: true,
                from_on: "2026-09-01".parse().expect("a day"),
            };
            add_guardianships(tx, &[new])
        })
        .await;
    added.expect("a guardian");
}

/// Goes the whole way of a family's link: who asks is signed in at its end.
pub async fn ask_to_join(site: &Site, page: &str, who: (&str, &str, &str)) -> Client {
    let (relation, name, phone) = who;
    let someone = site.anonymous();
    let sent = press(&someone, page, &filled(relation, name, phone, None)).await;
    assert_eq!(sent.status, 200, "{}", sent.text);
    let code = code_of(site, phone).await;
    let done = press(&someone, page, &filled(relation, name, phone, Some(&code))).await;
    assert_eq!(
        leads(&done),
        (303, &*joined_home(child_of(site, page).await)),
        "{}",
        done.text
    );
    signed_in(site, &done)
}

/// A stranger who asked for 李一涵 and waits.
pub async fn asking_grandmother(site: &Site) -> Client {
    let page = family_link(site, LI).await;
    ask_to_join(site, &page, ("maternal_grandmother", "何秀英", STRANGER)).await
}

/// Says yes or no to the one who waits.
pub async fn decide(guardian: &Client, answer: &str) -> Answer {
    let me = open(guardian, "/p/me").await;
    let (_, rest) = me.text.split_once("action=\"/p/carers/").expect("a wish");
    let id = rest.split('"').next().expect("an id");
    press(
        guardian,
        &format!("/p/carers/{id}"),
        &format!("answer={answer}"),
    )
    .await
}
