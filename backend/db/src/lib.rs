//! Both databases behind one connection.
