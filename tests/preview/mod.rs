//! The preview as a browser meets it: the program itself, asked over real sockets of this computer while files are saved.

mod asked;
mod ends;
mod hostile;
mod saved;
mod server;
