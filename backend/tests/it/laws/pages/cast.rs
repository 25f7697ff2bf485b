//! The people of the pages: all who have something to do with one child of a class, or had, or
//! would like to, and those who have not.

use diesel::prelude::*;
use tongyu::{http::fault::Fault, seed::label};
use tongyu_db::schema::guardianship;
use tongyu_shared::ids::{AccountId, CarerRequestId, PersonId};

use crate::{
    family::{
        AGREED, LI, LIS_FATHER, LIS_MOTHER, TEACHER, WANG, WANGS_MOTHER, ask_to_join, family_link,
        holder, leads, personal_link, press, wish_of, written_again,
    },
    kit::{Client, Site},
};

/// Someone of the cast.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    /// The child's mother, who raised the matter.
    Mother,
    /// The other guardian.
    Father,
    /// A carer to whom the mother said yes.
    Carer,
    /// One who asks and waits.
    Waiting,
    /// A carer whose view the mother ended.
    Ended,
    /// The mother of another child of the class.
    OtherMother,
    /// A guardian who joined and may see the child no more, by a court's word.
    Barred,
    /// The head teacher of the class, who has no child there.
    Teacher,
    /// Nobody is signed in.
    Nobody,
}

impl Who {
    /// The columns.
    pub const ALL: [Self; 9] = [
        Self::Mother,
        Self::Father,
        Self::Carer,
        Self::Waiting,
        Self::Ended,
        Self::OtherMother,
        Self::Barred,
        Self::Teacher,
        Self::Nobody,
    ];
}

/// The name of the one who waits.
pub const WAITING: &str = "何远方";
const WAITINGS_PHONE: &str = "19900007783";
const CARERS_PHONE: &str = "19900007781";
const ENDEDS_PHONE: &str = "19900007782";
const BARREDS_PHONE: &str = "19900007784";

/// Everyone.
pub struct Cast {
    accounts: Vec<(Who, AccountId)>,
    /// The carer.
    pub carer: PersonId,
    /// The wish of the one who waits.
    pub wish: CarerRequestId,
}

impl Cast {
    /// Lets everyone join who may.
    pub async fn gather(site: &Site) -> Self {
        let family = family_link(site, LI).await;
        let father = ("father", "李志强", LIS_FATHER);
        ask_to_join(site, &family, father).await;
        let carer = confirmed(site, CARERS_PHONE).await;
        let ended = confirmed(site, ENDEDS_PHONE).await;
        end(site, ended).await;
        let waiting = ("maternal_grandmother", WAITING, WAITINGS_PHONE);
        ask_to_join(site, &family, waiting).await;
        let hers = personal_link(site, WANG, "王小明/mother").await;
        press(&site.anonymous(), &hers, AGREED).await;
        bar(site, &family).await;
        let mut accounts = vec![
            (Who::Mother, label::account(LIS_MOTHER)),
            (Who::Teacher, label::account(TEACHER)),
        ];
        for (who, phone) in [
            (Who::Father, LIS_FATHER),
            (Who::Carer, CARERS_PHONE),
            (Who::Waiting, WAITINGS_PHONE),
            (Who::Ended, ENDEDS_PHONE),
            (Who::OtherMother, WANGS_MOTHER),
            (Who::Barred, BARREDS_PHONE),
        ] {
            accounts.push((who, holder(site, phone).await.0));
        }
        Self {
            accounts,
            carer,
            wish: wish_of(site, WAITINGS_PHONE).await,
        }
    }

    /// Someone with a session of her own.
    pub async fn client(&self, site: &Site, who: Who) -> Client {
        match self.accounts.iter().find(|(one, _)| *one == who) {
            Some((_, account)) => site.client_of(*account).await,
            None => site.anonymous(),
        }
    }
}

/// One more who asks for the child.
pub async fn asks(site: &Site, phone: &str) -> CarerRequestId {
    let family = family_link(site, LI).await;
    ask_to_join(site, &family, ("other", "何近邻", phone)).await;
    wish_of(site, phone).await
}

/// One more carer, to whom the mother said yes.
pub async fn confirmed(site: &Site, phone: &str) -> PersonId {
    let form = format!("/p/carers/{}", asks(site, phone).await);
    let said = press(&site.client(LIS_MOTHER).await, &form, "answer=yes").await;
    assert_eq!(leads(&said), (303, "/p/me?accepted"));
    holder(site, phone).await.1
}

async fn end(site: &Site, carer: PersonId) {
    let form = format!("/p/children/{}/carers/{carer}/end", label::student(LI));
    let done = press(&site.client(LIS_MOTHER).await, &form, "").await;
    assert_eq!(leads(&done), (303, "/p/me?ended"));
}

/// A guardian of the roster joins, and then may not see the child any more.
async fn bar(site: &Site, family: &str) {
    let name = "李远";
    written_again(site, name, BARREDS_PHONE, LI).await;
    ask_to_join(site, family, ("mother", name, BARREDS_PHONE)).await;
    let person = holder(site, BARREDS_PHONE).await.1.to_string();
    let barred: Result<usize, Fault> = site
        .app
        .db
        .write(move |tx| {
            let row = guardianship::table.filter(guardianship::person_id.eq(&person));
            Ok(diesel::update(row)
                .set(guardianship::may_view.eq(false))
                .execute(tx.conn())?)
        })
        .await;
    assert_eq!(barred.expect("barred"), 1);
}
