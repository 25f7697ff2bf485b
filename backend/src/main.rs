//! The binary `tongyu`: what it can do is in [`tongyu::cli`].

fn main() -> std::process::ExitCode {
    tongyu::cli::run()
}
