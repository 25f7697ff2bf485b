//! Public notices, certificates, and holders from before. Everyone else reads the pages under `/c/`.

use super::{
    legacy::{LegacyBatch, LegacyFile, LegacyPath},
    notice::{
        IssueReport, NewIssue, NewNotice, NoticeDetail, NoticePath, Notices, ObjectionDecision,
        ObjectionPath,
    },
    types::{
        ActReason, CertificateDetail, CertificateLine, CertificatePath, CertificateQuery,
        OwnCertificate, OwnCertificates,
    },
};
use crate::{
    access::Action,
    api::{endpoint::Access, page::Page},
    endpoints,
};

endpoints! {
    /// Lists the public notices, the newest first.
    ListNotices = Get "/api/v1/notices", Access::Can(Action::CertificationRead) => Notices;
    /// Publishes recommended applications as a notice, under an id that the sender made.
    PublishNotice = Put "/api/v1/notices/{notice}", Access::Can(Action::CertificationManage),
        path: NoticePath, body: NewNotice => NoticeDetail;
    /// Reads a notice with its people and what was objected.
    ReadNotice = Get "/api/v1/notices/{notice}", Access::Can(Action::CertificationRead),
        path: NoticePath => NoticeDetail;
    /// Decides an objection; upheld, it refuses the application.
    DecideObjection = Post "/api/v1/objections/{objection}/decision",
        Access::Can(Action::CertificationManage),
        path: ObjectionPath, body: ObjectionDecision => NoticeDetail;
    /// Issues the certificates of a notice whose days are over; asked again, tells the same.
    IssueCertificates = Post "/api/v1/notices/{notice}/certificates",
        Access::Can(Action::CertificationCertify),
        path: NoticePath, body: NewIssue => IssueReport;
    /// Lists certificates within reach.
    ListCertificates = Get "/api/v1/certificates", Access::Can(Action::CertificationRead),
        query: CertificateQuery => Page<CertificateLine>;
    /// Reads a certificate with its way.
    ReadCertificate = Get "/api/v1/certificates/{certificate}",
        Access::Can(Action::CertificationRead), path: CertificatePath => CertificateDetail;
    /// Suspends a certificate.
    SuspendCertificate = Post "/api/v1/certificates/{certificate}/suspend",
        Access::Can(Action::CertificationCertify),
        path: CertificatePath, body: ActReason => CertificateDetail;
    /// Ends a suspension.
    ReinstateCertificate = Post "/api/v1/certificates/{certificate}/reinstate",
        Access::Can(Action::CertificationCertify),
        path: CertificatePath, body: ActReason => CertificateDetail;
    /// Proposes to revoke a certificate, to a second person.
    ProposeRevocation = Post "/api/v1/certificates/{certificate}/revocation",
        Access::Can(Action::CertificationRead),
        path: CertificatePath, body: ActReason => CertificateDetail;
    /// Takes a proposal to revoke back: who made it, or a certifier.
    WithdrawRevocation = Post "/api/v1/certificates/{certificate}/revocation/withdraw",
        Access::Can(Action::CertificationRead),
        path: CertificatePath, body: ActReason => CertificateDetail;
    /// Revokes a certificate that someone else proposed to revoke; wants a fresh sign-in.
    RevokeCertificate = Post "/api/v1/certificates/{certificate}/revoke",
        Access::Can(Action::CertificationCertify),
        path: CertificatePath, body: ActReason => CertificateDetail;
    /// Lists one's own certificates.
    ListOwnCertificates = Get "/api/v1/own-certificates", Access::SignedIn => OwnCertificates;
    /// Gives one's own certificate as PDF.
    DownloadCertificatePdf = Get "/api/v1/own-certificates/{certificate}/pdf", Access::SignedIn,
        path: CertificatePath => ();
    /// Gives one's own certificate as a picture.
    DownloadCertificatePng = Get "/api/v1/own-certificates/{certificate}/png", Access::SignedIn,
        path: CertificatePath => ();
    /// Gives one's own certificate as a credential that other programs verify (VC-JWT).
    DownloadCredential = Get "/api/v1/own-certificates/{certificate}/credential",
        Access::SignedIn, path: CertificatePath => ();
    /// Gives one's own certificate back.
    SurrenderCertificate = Post "/api/v1/own-certificates/{certificate}/surrender",
        Access::SignedIn, path: CertificatePath, body: ActReason => OwnCertificate;
    /// Uploads a sheet of holders from before; the answer is its dry run.
    UploadLegacyHolders = Post "/api/v1/legacy-holders", Access::Can(Action::CertificationManage),
        query: LegacyFile => LegacyBatch;
    /// Reads the dry run of a sheet of holders.
    ReadLegacyHolders = Get "/api/v1/legacy-holders/{batch}",
        Access::Can(Action::CertificationRead), path: LegacyPath => LegacyBatch;
    /// Confirms a sheet of holders that someone else uploaded: its good rows become certificates.
    ConfirmLegacyHolders = Post "/api/v1/legacy-holders/{batch}/confirm",
        Access::Can(Action::CertificationRead), path: LegacyPath => LegacyBatch;
}
