//! The pages of a guardian who joined: put together from what the rooms tell, rendered by the
//! server, so that they open at once on an old phone.
