//! Notices, certificates and holders from before: the API, and the pages that everyone may open.

use std::time::Duration;

use actix_web::{HttpRequest, HttpResponse, web};
use tongyu_db::{Conn, Tx};
use tongyu_shared::{
    api::{
        endpoint::{Endpoint, Method},
        page::Page,
    },
    certification::{
        certificates::{
            endpoints::{
                ConfirmLegacyHolders, DecideObjection, DownloadCertificatePdf,
                DownloadCertificatePng, DownloadCredential, IssueCertificates, ListCertificates,
                ListNotices, ListOwnCertificates, ProposeRevocation, PublishNotice,
                ReadCertificate, ReadLegacyHolders, ReadNotice, ReinstateCertificate,
                RevokeCertificate, SurrenderCertificate, SuspendCertificate, UploadLegacyHolders,
                WithdrawRevocation,
            },
            legacy::LegacyBatch,
            notice::{IssueReport, NoticeDetail, Notices},
            types::{
                ActReason, CertificateDetail, CertificateLine, CertificatePath, OwnCertificate,
                OwnCertificates,
            },
        },
        state::CertEvent,
    },
    ids::NoticeId,
};

use super::{
    super::{
        caller::Caller,
        requests::{caller, opening},
    },
    downloads::{self, signed_in},
    issue, legacy, manage,
    notices::{self, objections},
    own, pages, published, revoking,
};
use crate::{
    http::{
        body,
        fault::Fault,
        input::In,
        mount::{self, Gate, Mounts, answered, enter},
        reply::Reply,
    },
    org::sheet::MAX_CONTAINER,
};

/// How long a sheet may take: 5 MB over a slow line.
const DEADLINE: Duration = Duration::from_mins(2);

/// Mounts notices, certificates and their pages.
pub fn mount(mounts: &mut Mounts) {
    mounts
        .add::<ListNotices, _, _>(list_notices)
        .add::<PublishNotice, _, _>(publish)
        .add::<ReadNotice, _, _>(read_notice)
        .add::<DecideObjection, _, _>(decide)
        .add::<IssueCertificates, _, _>(issue_certificates)
        .add::<ListCertificates, _, _>(list)
        .add::<ReadCertificate, _, _>(read)
        .add::<SuspendCertificate, _, _>(suspend)
        .add::<ReinstateCertificate, _, _>(reinstate)
        .add::<ProposeRevocation, _, _>(propose)
        .add::<WithdrawRevocation, _, _>(withdraw_revocation)
        .add::<RevokeCertificate, _, _>(revoke)
        .add::<ListOwnCertificates, _, _>(list_own)
        .add::<SurrenderCertificate, _, _>(surrender)
        .add::<ReadLegacyHolders, _, _>(read_legacy)
        .add::<ConfirmLegacyHolders, _, _>(confirm_legacy);
    by_hand::<UploadLegacyHolders>(mounts, web::post().to(upload_legacy));
    by_hand::<DownloadCertificatePdf>(mounts, web::get().to(downloads::pdf));
    by_hand::<DownloadCertificatePng>(mounts, web::get().to(downloads::png));
    by_hand::<DownloadCredential>(mounts, web::get().to(downloads::credential));
    mounts
        .route("/c/{token}", Method::Get, web::get().to(pages::show))
        .route(
            "/c/notice/{notice}",
            Method::Get,
            web::get().to(notices::page::show),
        )
        .route(
            "/c/notice/{notice}",
            Method::Post,
            web::post().to(notices::page::object),
        )
        .route(
            "/c/status/{list}",
            Method::Get,
            web::get().to(published::status),
        )
        .route("/c/issuer", Method::Get, web::get().to(published::issuer))
        .route("/c/keys/{key}", Method::Get, web::get().to(published::key))
        .route(
            "/.well-known/jwks.json",
            Method::Get,
            web::get().to(published::keys),
        );
    pages::STYLES.mount(mounts);
}

fn by_hand<E: Endpoint>(mounts: &mut Mounts, route: actix_web::Route) {
    mounts.route(E::PATH, E::METHOD, route);
}

fn origin<E: Endpoint>(input: &In<E>) -> String {
    input.app.config.public_origin.clone()
}

async fn list_notices(input: In<ListNotices>) -> Result<Reply<Notices>, Fault> {
    let caller = caller(&input)?;
    let read = move |conn: &mut Conn| notices::service::list(conn, &caller);
    Ok(input.app.db.read(read).await?.into())
}

async fn publish(input: In<PublishNotice>) -> Result<Reply<NoticeDetail>, Fault> {
    let (id, new) = (input.path.notice, input.body.clone());
    on_notice(&input, move |tx, caller| {
        notices::service::publish(tx, caller, id, &new)?;
        Ok(id)
    })
    .await
}

/// Reading names and reasons of those who object is in the log before it is shown.
async fn read_notice(input: In<ReadNotice>) -> Result<Reply<NoticeDetail>, Fault> {
    let id = input.path.notice;
    on_notice(&input, move |tx, caller| {
        notices::service::note_read(tx, caller, id)?;
        Ok(id)
    })
    .await
}

async fn decide(input: In<DecideObjection>) -> Result<Reply<NoticeDetail>, Fault> {
    let (id, decision) = (input.path.objection, input.body.clone());
    on_notice(&input, move |tx, caller| {
        objections::decide(tx, caller, id, &decision)
    })
    .await
}

/// Does something with a notice and shows what has become of it.
async fn on_notice<E: Endpoint>(
    input: &In<E>,
    act: impl Fn(&mut Tx<'_>, &Caller) -> Result<NoticeId, Fault> + Send + 'static,
) -> Result<Reply<NoticeDetail>, Fault> {
    let (caller, origin) = (caller(input)?, origin(input));
    let detail = input
        .app
        .db
        .write(move |tx| {
            let id = act(tx, &caller)?;
            notices::service::detail(tx, &caller, &origin, id)
        })
        .await?;
    Ok(detail.into())
}

async fn issue_certificates(input: In<IssueCertificates>) -> Result<Reply<IssueReport>, Fault> {
    let (caller, origin) = (caller(&input)?, origin(&input));
    let demo = input.app.config.demo;
    let (id, number) = (input.path.notice, input.body.document_number.clone());
    let report = input
        .app
        .db
        .write(move |tx| issue::issue(tx, &caller, (&origin, demo), id, &number))
        .await?;
    Ok(report.into())
}

async fn list(input: In<ListCertificates>) -> Result<Reply<Page<CertificateLine>>, Fault> {
    let caller = caller(&input)?;
    let query = input.query;
    let read = move |conn: &mut Conn| manage::list(conn, &caller, &query);
    Ok(input.app.db.read(read).await?.into())
}

/// That staff read someone's certificate is in the log before it is shown.
async fn read(input: In<ReadCertificate>) -> Result<Reply<CertificateDetail>, Fault> {
    let (origin, subject) = (origin(&input), input.path.certificate.to_string());
    let entry = ("certificate.read", "certificate");
    let found = opening(input, entry, subject, move |caller, conn, path| {
        manage::detail(conn, caller, &origin, path.certificate)
    });
    Ok(detailed(found.await?))
}

fn detailed(detail: CertificateDetail) -> Reply<CertificateDetail> {
    let version = detail.version;
    Reply::from(detail).version(version)
}

async fn suspend(input: In<SuspendCertificate>) -> Result<Reply<CertificateDetail>, Fault> {
    act(input, CertEvent::Suspend).await
}

async fn reinstate(input: In<ReinstateCertificate>) -> Result<Reply<CertificateDetail>, Fault> {
    act(input, CertEvent::Reinstate).await
}

async fn revoke(input: In<RevokeCertificate>) -> Result<Reply<CertificateDetail>, Fault> {
    act(input, CertEvent::Revoke).await
}

async fn act<E>(input: In<E>, event: CertEvent) -> Result<Reply<CertificateDetail>, Fault>
where
    E: Endpoint<Path = CertificatePath, Body = ActReason>,
{
    on_certificate(input, move |tx, caller, path, reason| {
        manage::act(tx, caller, path.certificate, event, reason)
    })
    .await
}

async fn propose(input: In<ProposeRevocation>) -> Result<Reply<CertificateDetail>, Fault> {
    on_certificate(input, |tx, caller, path, reason| {
        revoking::propose(tx, caller, path.certificate, reason)
    })
    .await
}

async fn withdraw_revocation(
    input: In<WithdrawRevocation>,
) -> Result<Reply<CertificateDetail>, Fault> {
    on_certificate(input, |tx, caller, path, reason| {
        revoking::withdraw(tx, caller, path.certificate, reason)
    })
    .await
}

/// Does something with a certificate and shows what has become of it. 428 where the request does
/// not name the version that its sender saw.
async fn on_certificate<E>(
    input: In<E>,
    act: impl Fn(&mut Tx<'_>, &Caller, CertificatePath, &str) -> Result<(), Fault> + Send + 'static,
) -> Result<Reply<CertificateDetail>, Fault>
where
    E: Endpoint<Path = CertificatePath, Body = ActReason>,
{
    let (caller, origin, path) = (caller(&input)?, origin(&input), input.path);
    caller.base()?;
    let reason = input.body.reason.clone();
    let detail = input
        .app
        .db
        .write(move |tx| {
            act(tx, &caller, path, &reason)?;
            manage::detail(tx, &caller, &origin, path.certificate)
        })
        .await?;
    Ok(detailed(detail))
}

async fn list_own(input: In<ListOwnCertificates>) -> Result<Reply<OwnCertificates>, Fault> {
    let (caller, origin) = (caller(&input)?, origin(&input));
    let read = move |conn: &mut Conn| own::list(conn, &caller, &origin);
    Ok(input.app.db.read(read).await?.into())
}

async fn surrender(input: In<SurrenderCertificate>) -> Result<Reply<OwnCertificate>, Fault> {
    let (caller, origin, id) = (caller(&input)?, origin(&input), input.path.certificate);
    let reason = input.body.reason.clone();
    let view = input
        .app
        .db
        .write(move |tx| own::surrender(tx, &caller, &origin, id, &reason))
        .await?;
    let version = view.version;
    Ok(Reply::from(view).version(version))
}

async fn read_legacy(input: In<ReadLegacyHolders>) -> Result<Reply<LegacyBatch>, Fault> {
    let (caller, id) = (caller(&input)?, input.path.batch);
    let read = move |conn: &mut Conn| legacy::service::view(conn, &caller, id);
    Ok(batch(input.app.db.read(read).await?))
}

async fn confirm_legacy(input: In<ConfirmLegacyHolders>) -> Result<Reply<LegacyBatch>, Fault> {
    let (caller, origin, id) = (caller(&input)?, origin(&input), input.path.batch);
    let demo = input.app.config.demo;
    let confirm = move |tx: &mut Tx<'_>| legacy::service::confirm(tx, &caller, (&origin, demo), id);
    Ok(batch(input.app.db.write(confirm).await?))
}

fn batch(batch: LegacyBatch) -> Reply<LegacyBatch> {
    let version = batch.version;
    Reply::from(batch).version(version)
}

async fn upload_legacy(req: HttpRequest, payload: web::Payload) -> HttpResponse {
    answered(&req, take_legacy(&req, payload).await)
}

async fn take_legacy(req: &HttpRequest, payload: web::Payload) -> Result<HttpResponse, Fault> {
    let Gate {
        app,
        actor,
        stamp,
        renewed,
        ..
    } = enter(req, UploadLegacyHolders::ACCESS).await?;
    let caller = signed_in(req, &app, actor, stamp)?;
    let name = mount::query::<UploadLegacyHolders>(req)?.name;
    let name = crate::org::imports::base_name(&name);
    let bytes = body::read_within(payload, MAX_CONTAINER, DEADLINE).await?;
    let (file_name, today, lang) = (name.clone(), caller.today(), caller.lang);
    let holders =
        tokio::task::spawn_blocking(move || legacy::service::read(&bytes, &file_name, today, lang))
            .await
            .map_err(Fault::internal)??;
    let kept = app
        .db
        .write(move |tx| legacy::service::keep(tx, &caller, &name, &holders))
        .await?;
    Ok(batch(kept).respond(renewed))
}
