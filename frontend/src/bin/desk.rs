//! Starts the desk.

fn main() {
    console_error_panic_hook::set_once();
    tongyu_frontend::app::start(tongyu_frontend::desk::PART);
}
