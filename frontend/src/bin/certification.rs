//! Starts certification.

fn main() {
    console_error_panic_hook::set_once();
    tongyu_frontend::app::start(tongyu_frontend::certification_part::PART);
}
