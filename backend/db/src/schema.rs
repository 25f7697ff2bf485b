//! Tables as the migrations make them.
