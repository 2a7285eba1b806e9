//! `serve`: shows the site in a browser while it is written, and prints its findings in the terminal.

#![expect(clippy::disallowed_methods, reason = "it prints")]

use std::io::{self, ErrorKind, Write};
use std::time::Duration;

use clap::ArgMatches;

use super::progress::ProgressBars;
use super::setting::Setting;
use super::{CliError, Outcome, output, print, print_error, watch};
use crate::diag::Lang;
use crate::diag::print::{self as printer, Format, Summary};
use crate::link::Publish;
use crate::pipeline::Options;
use crate::serve::{self, PreviewConfig, ReloadSummary, Reporter};
use crate::text::localized;

pub(super) fn serve(setting: &Setting, args: &ArgMatches) -> Result<Outcome, CliError> {
    let folders = setting.folders()?;
    let host = args.get_one::<String>("host").map_or("127.0.0.1", String::as_str);
    let port = args.get_one::<u16>("port").copied();
    let listener = serve::open(host, port).map_err(|error| refused(setting.lang, host, port, &error))?;
    let at = listener.local_addr().map_err(|error| refused(setting.lang, host, port, &error))?;
    let bars = ProgressBars::new(setting);
    // An author looks at an article when it is written, not when it is published.
    let publish = Publish { drafts: true, future: true };
    let name = if host.contains(':') { format!("[{host}]") } else { host.to_owned() };
    let warm = output::last_store(setting, &folders);
    let config = PreviewConfig {
        root: folders.root,
        settings: folders.settings,
        options: Options { publish, ..setting.options.clone() },
        strict: setting.strict,
        origin: format!("http://{name}:{}", at.port()),
        warm,
        max_compared_at_once: serve::MAX_COMPARED_AT_ONCE,
    };
    serve::serve(&listener, host, config, setting.lang, &TerminalReporter { setting, bars: &bars }, &bars);
    Ok(Outcome::Fine)
}

/// Why a port was not opened, and what to do.
fn refused(lang: Lang, host: &str, port: Option<u16>, error: &io::Error) -> CliError {
    let port = port.map_or_else(|| "8000–8020".to_owned(), |p| p.to_string());
    let help = match error.kind() {
        ErrorKind::AddrInUse => [
            "\n  端口已被别的程序占用；换一个，如 --port 8100，或不写 --port，由程序自己选",
            "\n  another program uses this port; take another one, such as --port 8100, or leave --port out to have one chosen",
        ],
        ErrorKind::PermissionDenied => {
            ["\n  系统不允许使用这个端口；换一个大于 1023 的端口", "\n  the system does not allow it; take a port above 1023"]
        }
        ErrorKind::AddrNotAvailable => [
            "\n  本机没有这个地址；不写 --host 即只有本机能看，--host 0.0.0.0 则同一网络里的人都能看",
            "\n  this computer has no such address; without --host only this computer can look, with --host 0.0.0.0 everyone in its network",
        ],
        _ => [""; 2],
    };
    CliError(format!("{host}:{port}: {error}{}", localized(lang, help)))
}

struct TerminalReporter<'a> {
    setting: &'a Setting,
    bars: &'a ProgressBars,
}

impl Reporter for TerminalReporter<'_> {
    fn ready(&self, address: &str) {
        let _ = print(&format!("{address}\n"));
        if !self.setting.quiet {
            let zh = "用浏览器打开上面的网址；保存文件后页面自动刷新；按 Ctrl-C 结束。";
            let en = "Open this address in a browser; a page shows itself anew when a file is saved; Ctrl-C ends the preview.";
            print_error(self.setting.text(zh, en));
        }
    }

    fn reloaded(&self, reload: &ReloadSummary, failure: Option<&str>, elapsed: Duration) {
        self.bars.finish();
        let Setting { lang, format, quiet, .. } = *self.setting;
        if let Some(message) = failure {
            return print_error(&format!("{}: {message}", localized(lang, ["无法读取", "cannot read"])));
        }
        let elapsed_ms = u64::try_from(elapsed.as_millis()).unwrap_or(u64::MAX);
        let ReloadSummary { news, counts, pages, .. } = reload;
        let mut out = io::BufWriter::new(io::stderr().lock());
        let _ = printer::findings(news.located.iter().cloned(), format, lang, &mut out);
        if format == Format::Json {
            let _ = printer::summary(&Summary { pages: *pages, elapsed_ms, ..Summary::from(*counts) }, &mut out);
        } else if news.more > 0 {
            let zh = format!("另有 {} 处没有列出；sitegen check --all 列出全部", news.more);
            let en = format!("{} more are not shown; sitegen check --all lists them", news.more);
            let _ = writeln!(out, "{}", localized(lang, [zh, en]));
        }
        let _ = out.flush();
        drop(out);
        if !quiet && format != Format::Json {
            let (errors, warnings) = (counts.errors, counts.warnings);
            let texts = if errors > 0 {
                [
                    format!("有 {errors} 个错误，显示上一次正确的网站（{elapsed_ms} 毫秒）"),
                    format!("{errors} errors; the last good site stays ({elapsed_ms} ms)"),
                ]
            } else {
                [
                    format!("共 {pages} 页，{warnings} 个警告（{elapsed_ms} 毫秒）"),
                    format!("{pages} pages, {warnings} warnings ({elapsed_ms} ms)"),
                ]
            };
            print_error(&localized(lang, texts));
        }
    }

    fn polls(&self, why: &str) {
        print_error(&watch::polls(self.setting.lang, why));
    }
}
