//! `hosting`: prints the configuration of a web server for this site.

use clap::ArgMatches;

use super::setting::Setting;
use super::{CliError, Outcome, print};
use crate::pipeline;
use crate::render::hosting::{self, Server};

pub(super) fn hosting(setting: &Setting, args: &ArgMatches) -> Result<Outcome, CliError> {
    let (_, linked) = setting.linked()?;
    let site = pipeline::hosting(&linked);
    let name = site.host.split(':').next().unwrap_or_default();
    let folder =
        args.get_one::<String>("folder").map_or_else(|| format!("/var/www/{name}"), |dir| dir.trim_end_matches('/').to_owned());
    if !folder.starts_with('/') || folder.contains(|c: char| c.is_control() || "\"\\${}`".contains(c)) {
        return Err(setting.error(
            "--folder",
            "应为服务器上的绝对路径，不含引号和 $",
            "is an absolute path on the server without quotes and $",
        ));
    }
    let listen = args.get_one::<String>("listen").cloned();
    if listen.as_ref().is_some_and(|address| address.parse::<std::net::SocketAddr>().is_err()) {
        return Err(setting.error("--listen", "应为 127.0.0.1:8080 这样的地址", "is an address such as 127.0.0.1:8080"));
    }
    let server = Server { folder, listen };
    let host = args.get_one::<String>("host").map_or("", String::as_str);
    let written = hosting::HOSTS.iter().find(|(known, _)| *known == host).map(|(_, write)| write(&site, &server));
    print(&written.unwrap_or_default())
}
