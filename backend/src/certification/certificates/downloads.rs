//! One's own certificate as a file: PDF, picture, credential.

use actix_web::{
    HttpRequest, HttpResponse,
    cookie::Cookie,
    http::header::{
        self, Charset, ContentDisposition, DispositionParam, DispositionType, ExtendedValue,
    },
};
use tongyu_shared::{
    api::{endpoint::Endpoint, problem::ProblemCode},
    certification::certificates::{
        endpoints::{DownloadCertificatePdf, DownloadCertificatePng, DownloadCredential},
        types::CertificatePath,
    },
};

use super::{
    super::caller::Caller,
    document::{self, Form},
    office, own,
};
use crate::{
    access::Actor,
    app::App,
    http::{
        etag::if_match,
        fault::Fault,
        input::Stamp,
        mount::{self, Gate, answered, enter, lang},
    },
};

/// As PDF.
pub async fn pdf(req: HttpRequest) -> HttpResponse {
    answered(&req, file::<DownloadCertificatePdf>(&req, Form::Pdf).await)
}

/// As a picture.
pub async fn png(req: HttpRequest) -> HttpResponse {
    answered(&req, file::<DownloadCertificatePng>(&req, Form::Png).await)
}

async fn file<E>(req: &HttpRequest, form: Form) -> Result<HttpResponse, Fault>
where
    E: Endpoint<Path = CertificatePath>,
{
    let Gate {
        app,
        actor,
        stamp,
        renewed,
        ..
    } = enter(req, E::ACCESS).await?;
    let caller = signed_in(req, &app, actor, stamp)?;
    let id = mount::path::<E>(req)?.certificate;
    let lang = caller.lang;
    let (row, city) = app
        .db
        .read(move |conn| {
            let row = own::to_be_shown(conn, &caller, id)?;
            let city = office::city(conn, row.node_id.0)?;
            Ok::<_, Fault>((row, city))
        })
        .await?;
    let data = document::data(&app, &row, &city);
    let content = document::file(&app, id, data, form, lang).await?;
    let (kind, end) = match form {
        Form::Pdf => ("application/pdf", "pdf"),
        Form::Png => ("image/png", "png"),
    };
    Ok(download(
        kind,
        &format!("{}.{end}", row.number),
        content,
        renewed,
    ))
}

/// As a credential that other programs verify.
pub async fn credential(req: HttpRequest) -> HttpResponse {
    answered(&req, give_credential(&req).await)
}

async fn give_credential(req: &HttpRequest) -> Result<HttpResponse, Fault> {
    let Gate {
        app,
        actor,
        stamp,
        renewed,
        ..
    } = enter(req, DownloadCredential::ACCESS).await?;
    let caller = signed_in(req, &app, actor, stamp)?;
    let id = mount::path::<DownloadCredential>(req)?.certificate;
    let row = app
        .db
        .read(move |conn| own::to_be_shown(conn, &caller, id))
        .await?;
    let name = format!("{}.jwt", row.number);
    Ok(download(
        "application/vc+jwt",
        &name,
        row.credential.into_bytes(),
        renewed,
    ))
}

fn download(
    kind: &'static str,
    name: &str,
    content: Vec<u8>,
    renewed: Option<Cookie<'static>>,
) -> HttpResponse {
    let disposition = ContentDisposition {
        disposition: DispositionType::Attachment,
        parameters: vec![DispositionParam::FilenameExt(ExtendedValue {
            charset: Charset::Ext("UTF-8".to_owned()),
            language_tag: None,
            value: name.as_bytes().to_vec(),
        })],
    };
    let mut answer = HttpResponse::Ok();
    answer
        .content_type(kind)
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .insert_header(disposition);
    if let Some(cookie) = renewed {
        answer.cookie(cookie);
    }
    answer.body(content)
}

/// Who asks, at a route that is mounted by hand.
pub fn signed_in(
    req: &HttpRequest,
    app: &App,
    actor: Option<Actor>,
    stamp: Stamp,
) -> Result<Caller, Fault> {
    Ok(Caller {
        keys: app.keys.clone(),
        actor: actor.ok_or(ProblemCode::SignedOut)?,
        stamp,
        lang: lang(req),
        base: if_match(req),
    })
}
