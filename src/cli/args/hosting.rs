//! The arguments of `hosting`.

use clap::Command;
use clap::builder::PossibleValuesParser;

use super::Help;
use crate::render::hosting::HOSTS;

impl Help {
    pub(super) fn hosting(self) -> Command {
        let folder = self.option(
            "folder",
            "DIR",
            "网站在服务器上的文件夹；默认 /var/www/域名",
            "Folder of the site on the server; default: /var/www/HOST",
        );
        let listen = self.option(
            "listen",
            "ADDRESS",
            "只在这个地址上用 http 试运行，如 127.0.0.1:8080",
            "Serve by http at this address only, to try it out: 127.0.0.1:8080",
        );
        self.command(
            "hosting",
            "输出服务器的配置：旧网址、响应头、压缩",
            "Print the configuration of a web server for this site: old addresses, header fields, compression",
        )
        .arg(
            self.word("host", "哪种服务器", "Which server")
                .required(true)
                .value_parser(PossibleValuesParser::new(HOSTS.iter().map(|(name, _)| *name))),
        )
        .arg(folder)
        .arg(listen)
    }
}
