//! `serve`: shows the site in a browser while it is written, and says in the terminal what is wrong with it.

#![expect(clippy::disallowed_methods, reason = "it prints")]

use std::io::{self, ErrorKind, Write};
use std::time::Duration;

use clap::ArgMatches;

use super::progress::Bars;
use super::setting::Setting;
use super::{End, Trouble, output, pick, print, watch};
use crate::diag::Lang;
use crate::diag::print::{self as printer, Format, Summary};
use crate::link::Publish;
use crate::pipeline::Options;
use crate::serve::{self, Outcome, Subject, Tell};

/// Shows the site until the program is ended.
pub(super) fn serve(setting: &Setting, args: &ArgMatches) -> Result<End, Trouble> {
    let folders = setting.folders()?;
    let host = args.get_one::<String>("host").map_or("127.0.0.1", String::as_str);
    let port = args.get_one::<u16>("port").copied();
    let listener = serve::open(host, port).map_err(|error| refused(setting.lang, host, port, &error))?;
    let at = listener.local_addr()?;
    let bars = Bars::new(setting);
    // What is written today is looked at today, whenever it is to be published.
    let publish = Publish { drafts: true, future: true };
    let name = if host.contains(':') { format!("[{host}]") } else { host.to_owned() };
    let warm = output::last_store(setting, &folders);
    let subject = Subject {
        root: folders.root,
        settings: folders.settings,
        options: Options { publish, ..setting.options.clone() },
        strict: setting.strict,
        origin: format!("http://{name}:{}", at.port()),
        warm,
    };
    serve::serve(&listener, host, subject, setting.lang, &Teller { setting, bars: &bars }, &bars);
    Ok(End::Fine)
}

/// Why a port was not opened, and what to do.
fn refused(lang: Lang, host: &str, port: Option<u16>, error: &io::Error) -> Trouble {
    let port = port.map_or_else(|| "8000–8020".to_owned(), |p| p.to_string());
    let help = match error.kind() {
        ErrorKind::AddrInUse => pick(
            lang,
            "端口已被别的程序占用；换一个，如 --port 8100，或不写 --port，由程序自己选",
            "another program uses this port; take another one, such as --port 8100, or leave --port out to have one chosen",
        ),
        ErrorKind::PermissionDenied => {
            pick(lang, "系统不允许使用这个端口；换一个大于 1023 的端口", "the system does not allow it; take a port above 1023")
        }
        ErrorKind::AddrNotAvailable => pick(
            lang,
            "本机没有这个地址；不写 --host 即只有本机能看，--host 0.0.0.0 则同一网络里的人都能看",
            "this computer has no such address; without --host only this computer can look, with --host 0.0.0.0 everyone in its network",
        ),
        _ => "",
    };
    let sentence = if help.is_empty() { String::new() } else { format!("\n  {help}") };
    Trouble(format!("{host}:{port}: {error}{sentence}"))
}

/// Tells the terminal.
struct Teller<'a> {
    setting: &'a Setting,
    bars: &'a Bars,
}

impl Teller<'_> {
    fn line(&self, text: &str) {
        // Where even that cannot be told there is no one to tell.
        let _ = writeln!(io::stderr(), "{text}");
    }
}

impl Tell for Teller<'_> {
    fn ready(&self, address: &str) {
        let _ = print(&format!("{address}\n"));
        if !self.setting.quiet {
            let zh = "用浏览器打开上面的网址；保存文件后页面自动刷新；按 Ctrl-C 结束。";
            let en = "Open this address in a browser; a page shows itself anew when a file is saved; Ctrl-C ends the preview.";
            self.line(pick(self.setting.lang, zh, en));
        }
    }

    fn read(&self, outcome: &Outcome, trouble: Option<&str>, took: Duration) {
        self.bars.finish();
        let lang = self.setting.lang;
        if let Some(message) = trouble {
            return self.line(&format!("{}: {message}", pick(lang, "无法读取", "cannot read")));
        }
        let elapsed_ms = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
        let summary = Summary { pages: outcome.pages, elapsed_ms, ..Summary::from(outcome.counts) };
        let mut out = io::BufWriter::new(io::stderr().lock());
        let is_json = self.setting.format == Format::Json;
        let (news, format) = (&outcome.news, self.setting.format);
        let _ = printer::findings(news.located.iter().cloned(), format, lang, &mut out);
        if is_json {
            let _ = printer::summary(&summary, &mut out);
        } else if news.more > 0 {
            let zh = format!("另有 {} 处没有列出；sitegen check 列出全部", news.more);
            let _ =
                writeln!(out, "{}", pick(lang, &zh, &format!("{} more are not shown; sitegen check lists them all", news.more)));
        }
        let _ = out.flush();
        drop(out);
        if !self.setting.quiet && !is_json {
            let (errors, warnings) = (outcome.counts.errors, outcome.counts.warnings);
            self.line(&match lang {
                Lang::Zh if errors > 0 => format!("有 {errors} 个错误，显示上一次正确的网站（{elapsed_ms} 毫秒）"),
                Lang::Zh => format!("共 {} 页，{warnings} 个警告（{elapsed_ms} 毫秒）", outcome.pages),
                Lang::En if errors > 0 => format!("{errors} errors; the last good site stays ({elapsed_ms} ms)"),
                Lang::En => format!("{} pages, {warnings} warnings ({elapsed_ms} ms)", outcome.pages),
            });
        }
    }

    fn polls(&self, why: &str) {
        self.line(&watch::polls(self.setting.lang, why));
    }
}
