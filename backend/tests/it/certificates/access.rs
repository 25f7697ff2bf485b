//! Who reaches what of notices, certificates and holders from before: each guarded endpoint by each
//! kind of person. The matrix of the house tells of everyone else.

use tongyu::seed::{demo, label};
use tongyu_shared::{
    access::Role,
    certification::certificates::{
        endpoints::{DECLARED, ReadNotice},
        legacy::LegacyBatch,
        notice::{NoticeDetail, NoticePath},
    },
    ids::{ApplicationId, CertificateId, LegacyId, NoticeId, ObjectionId},
};

use super::{
    desk::{CERTIFIER, MANAGER, candidates, issued_to_staff, publish},
    legacy::{SHEET, upload},
    notice::object,
};
use crate::{
    certification::desk::grant,
    kit::{Client, Site, reach::Reach},
    on_both,
};

/// The columns: the holder, who runs certification, who does in another district, the certifier,
/// another one, one of another district.
const PEOPLE: [&str; 6] = ["陈雨", MANAGER, "何静", CERTIFIER, "白露", "罗强"];

const ROWS: &[(&str, &str)] = &[
    //                            H M d C c f
    ("ListNotices", "xooooo"),
    ("PublishNotice", "xo-xxx"),
    ("ReadNotice", "xo-oo-"),
    ("DecideObjection", "xo-xxx"),
    ("IssueCertificates", "xxxoo-"),
    ("ListCertificates", "xooooo"),
    ("ReadCertificate", "xo-oo-"),
    ("SuspendCertificate", "xxxoo-"),
    ("ReinstateCertificate", "xxxoo-"),
    ("ProposeRevocation", "xo-oo-"),
    ("WithdrawRevocation", "xo-oo-"),
    ("RevokeCertificate", "xxxoo-"),
    ("ListOwnCertificates", "oooooo"),
    ("DownloadCertificatePdf", "o-----"),
    ("DownloadCertificatePng", "o-----"),
    ("DownloadCredential", "o-----"),
    ("SurrenderCertificate", "o-----"),
    ("UploadLegacyHolders", "xooxxx"),
    ("ReadLegacyHolders", "xo-oo-"),
    // Who uploaded a sheet does not confirm it.
    ("ConfirmLegacyHolders", "xx-oo-"),
];

/// What the endpoints are about.
struct Things {
    notice: NoticeId,
    application: ApplicationId,
    objection: ObjectionId,
    certificate: CertificateId,
    batch: LegacyId,
}

impl Things {
    /// A notice that runs, with an objection; the holder's certificate; a sheet.
    async fn on(site: &Site) -> Self {
        let certificate = issued_to_staff(site, &PEOPLE[..1]).await.certificates[0].id;
        let application = candidates(site, &["王小明"]).await[0];
        let notice = publish(site, &[application]).await.notice.id;
        object(site, notice, application).await;
        let manager = site.client(MANAGER).await;
        let path = NoticePath { notice };
        let detail: NoticeDetail = manager.get::<ReadNotice>(&path).await.ok();
        let batch: LegacyBatch = upload(&manager, SHEET).await.ok();
        Self {
            notice,
            application,
            objection: detail.objections[0].id,
            certificate,
            batch: batch.id,
        }
    }

    fn url(&self, name: &str, path: &str) -> String {
        let url = path
            .replace("{notice}", &self.notice.to_string())
            .replace("{objection}", &self.objection.to_string())
            .replace("{certificate}", &self.certificate.to_string())
            .replace("{batch}", &self.batch.to_string());
        if name == "UploadLegacyHolders" {
            format!("{url}?name=a.csv")
        } else {
            url
        }
    }

    fn body(&self, name: &str, sample: Option<String>) -> Option<String> {
        match name {
            "PublishNotice" => Some(format!(r#"{{"applications":["{}"]}}"#, self.application)),
            "UploadLegacyHolders" => Some(SHEET.to_owned()),
            _ => sample,
        }
    }
}

async fn cast(site: &Site) -> Vec<Client> {
    grant(site, "何静", Role::DistrictAdmin, label::node("甲区")).await;
    grant(site, "白露", Role::Certifier, label::node(demo::CITY)).await;
    grant(site, "罗强", Role::Certifier, label::node("甲区")).await;
    let mut people = Vec::new();
    for name in PEOPLE {
        people.push(site.client(name).await);
    }
    people
}

on_both! {
    async fn everyone_reaches_what_the_table_says(site: Site) {
        let things = Things::on(&site).await;
        let people = cast(&site).await;
        let table = Reach { people: &PEOPLE, rows: ROWS, declared: DECLARED };
        let (url, body) = (
            |name: &str, path: &str| things.url(name, path),
            |name: &str, sample| things.body(name, sample),
        );
        table.holds(&people, url, body).await;
    }
}
