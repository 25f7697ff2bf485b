//! The pages of a guardian who joined: put together from what the rooms tell, rendered by the
//! server, so that they open at once on an old phone.

mod carers;
mod ending;
mod home;
mod inviting;
mod leaving;
mod look;
mod matters;
mod me;
mod shell;
mod sign_in;
mod signing_out;
mod tonight;
mod waiting;

use actix_web::{HttpResponse, web};
use tongyu_shared::api::endpoint::Method;

use crate::{
    http::mount::Mounts,
    messages::tabs::{LOOK_FIRST, SIGN_IN, Tab},
    org::joining::{leads_to, show_missing},
};

/// Everything else below the family's pages leads nowhere.
const ELSEWHERE: &str = "/p/{rest:.*}";

/// Mounts the pages.
pub fn mount(mounts: &mut Mounts) {
    mounts
        .route(SIGN_IN, Method::Get, web::get().to(sign_in::show))
        .route(SIGN_IN, Method::Post, web::post().to(sign_in::take))
        .route(
            signing_out::HERE,
            Method::Post,
            web::post().to(signing_out::here),
        )
        .route(signing_out::HERE, Method::Get, web::get().to(to_me))
        .route(signing_out::EVERYWHERE, Method::Get, web::get().to(to_me))
        .route(
            signing_out::EVERYWHERE,
            Method::Post,
            web::post().to(signing_out::everywhere),
        )
        .route(LOOK_FIRST, Method::Get, web::get().to(look::show))
        .route(Tab::Home.href(), Method::Get, web::get().to(home::show))
        .route(
            Tab::Matters.href(),
            Method::Get,
            web::get().to(matters::list),
        )
        .route(matters::ONE, Method::Get, web::get().to(matters::show))
        .route(matters::ONE, Method::Post, web::post().to(matters::take))
        .route(Tab::Me.href(), Method::Get, web::get().to(me::show))
        .route(carers::ONE, Method::Get, web::get().to(to_me))
        .route(carers::ONE, Method::Post, web::post().to(carers::take))
        .route(ending::ONE, Method::Get, web::get().to(ending::show))
        .route(ending::ONE, Method::Post, web::post().to(ending::take))
        .route(inviting::ONE, Method::Get, web::get().to(inviting::show))
        .route(inviting::ONE, Method::Post, web::post().to(inviting::take))
        .route(leaving::ONE, Method::Get, web::get().to(leaving::show))
        .route(leaving::ONE, Method::Post, web::post().to(leaving::take))
        .route(ELSEWHERE, Method::Get, web::get().to(show_missing));
}

/// The address of a form on that page shows nothing by itself.
async fn to_me() -> HttpResponse {
    leads_to(Tab::Me.href(), None)
}
