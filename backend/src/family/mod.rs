//! The pages of a guardian who joined: put together from what the rooms tell, rendered by the
//! server, so that they open at once on an old phone.

mod carers;
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

use actix_web::web;
use tongyu_shared::api::endpoint::Method;

use crate::{
    http::mount::Mounts,
    messages::tabs::{LOOK_FIRST, SIGN_IN, Tab},
};

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
        .route(carers::ONE, Method::Post, web::post().to(carers::take))
        .route(inviting::ONE, Method::Get, web::get().to(inviting::show))
        .route(inviting::ONE, Method::Post, web::post().to(inviting::take))
        .route(leaving::ONE, Method::Get, web::get().to(leaving::show))
        .route(leaving::ONE, Method::Post, web::post().to(leaving::take));
}
