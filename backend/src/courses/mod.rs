//! Micro-lessons and their films: made, reviewed, published, served.
