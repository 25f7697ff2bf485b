//! A demo on a machine with no program beside it.

use super::{Place, stopping::demo};
use crate::{courses::samples::play_all, kit::Client};

#[actix_web::test]
async fn a_demo_plays_its_lessons_on_a_machine_without_any_program() {
    let place = Place::on_sqlite();
    // The place sets no PATH: nothing is found by its name.
    let (_demo, port) = demo(&place);
    play_all(&Client::new(&format!("http://127.0.0.1:{port}"), None)).await;
}
