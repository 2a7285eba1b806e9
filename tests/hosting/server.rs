//! A web server with the printed configuration on a port of this machine, and requests to it.

use std::collections::BTreeMap;
use std::fs;
use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::os::unix::fs::PermissionsExt as _;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::support::site::Site;

/// How long a server may take until it answers.
const START: Duration = Duration::from_secs(20);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Nginx,
    /// With Debian's module for files compressed by Brotli.
    NginxWithBrotli,
    Caddy,
    Apache,
}

/// A running server. It ends with the value.
pub struct Server {
    child: Child,
    port: u16,
}

#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub fields: BTreeMap<String, String>,
    pub body: Vec<u8>,
}

impl Answer {
    /// The value of a header field; empty if it is absent.
    pub fn field(&self, name: &str) -> &str {
        self.fields.get(name).map_or("", String::as_str)
    }
}

impl Server {
    /// Serves the folder `public` of a site.
    pub fn start(kind: Kind, site: &Site) -> Server {
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let (listen, folder) = (format!("127.0.0.1:{port}"), site.path("public"));
        let name = match kind {
            Kind::Nginx | Kind::NginxWithBrotli => "nginx",
            Kind::Caddy => "caddy",
            Kind::Apache => "apache",
        };
        let run = site.run(&["hosting", name, "--listen", &listen, "--folder", folder.to_str().unwrap()]);
        assert_eq!(run.status, 0, "{}", run.stderr);
        let child = match kind {
            Kind::Nginx => nginx(site, "", &run.stdout),
            Kind::NginxWithBrotli => {
                let module = "load_module modules/ngx_http_brotli_static_module.so;\n";
                nginx(site, module, &run.stdout.replace("# brotli_static on;", "brotli_static on;"))
            }
            Kind::Caddy => caddy(site, &run.stdout),
            Kind::Apache => apache(site, &listen, &run.stdout),
        };
        let mut server = Server { child, port };
        server.wait(site);
        server
    }

    fn wait(&mut self, site: &Site) {
        let started = Instant::now();
        while TcpStream::connect(("127.0.0.1", self.port)).is_err() {
            let ended = self.child.try_wait().unwrap();
            let log = || fs::read_to_string(site.path("server.log")).unwrap_or_default();
            assert!(ended.is_none(), "the server ended: {}", log());
            assert!(started.elapsed() < START, "the server does not answer: {}", log());
            thread::sleep(Duration::from_millis(20));
        }
    }

    /// Asks for a path as it is given.
    pub fn get(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        let mut request = format!("GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nConnection: close\r\n", self.port);
        fields.iter().for_each(|(name, value)| request.push_str(&format!("{name}: {value}\r\n")));
        stream.write_all(format!("{request}\r\n").as_bytes()).unwrap();
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).unwrap();
        answer(&bytes)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Those that have processes of their own end them on this signal.
        let _ = Command::new("kill").arg(self.child.id().to_string()).status();
        let started = Instant::now();
        while matches!(self.child.try_wait(), Ok(None)) && started.elapsed() < Duration::from_secs(5) {
            thread::sleep(Duration::from_millis(20));
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn spawn(site: &Site, program: &str, arguments: &[&str]) -> Child {
    let log = fs::File::create(site.path("server.log")).unwrap();
    let mut command = Command::new(program);
    command.args(arguments).current_dir(site.root()).stdin(Stdio::null());
    let home = site.path("home");
    command.env("HOME", &home).env("XDG_DATA_HOME", &home).env("XDG_CONFIG_HOME", &home);
    let child = command.stdout(log.try_clone().unwrap()).stderr(log).spawn();
    child.unwrap_or_else(|e| panic!("{program}: {e} (bash tests/run tests installs it on Debian)"))
}

fn nginx(site: &Site, head: &str, configuration: &str) -> Child {
    site.write("site.conf", configuration);
    fs::create_dir_all(site.path("temp")).unwrap();
    let temp = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map(|name| format!("{name}_temp_path temp;\n")).concat();
    let main = format!(
        "{head}user root;\ndaemon off;\nworker_processes 1;\npid nginx.pid;\nerror_log stderr;\nevents {{}}\nhttp {{\naccess_log off;\n{temp}include site.conf;\n}}\n"
    );
    site.write("nginx.conf", main.replace("modules/", "/usr/lib/nginx/modules/"));
    let root = site.root().to_str().unwrap();
    spawn(site, "nginx", &["-e", "stderr", "-p", root, "-c", &format!("{root}/nginx.conf")])
}

fn caddy(site: &Site, configuration: &str) -> Child {
    site.write("Caddyfile", format!("{{\n\tadmin off\n\tauto_https off\n}}\n{configuration}"));
    spawn(site, "caddy", &["run", "--config", "Caddyfile", "--adapter", "caddyfile"])
}

fn apache(site: &Site, listen: &str, configuration: &str) -> Child {
    let modules = ["mpm_event", "authz_core", "alias", "dir", "mime", "filter", "deflate", "headers", "rewrite"];
    let modules = modules.map(|name| format!("LoadModule {name}_module /usr/lib/apache2/modules/mod_{name}.so\n")).concat();
    let root = site.root().display();
    // Started by root, Apache serves as another user, who has to reach the site.
    let open = fs::Permissions::from_mode(0o755);
    fs::set_permissions(site.root(), open).unwrap();
    let user = "User www-data\nGroup www-data\n";
    site.write(
        "httpd.conf",
        format!(
            "ServerRoot {root}\nPidFile {root}/httpd.pid\nErrorLog /dev/stderr\nListen {listen}\nServerName localhost\nDefaultRuntimeDir {root}\nTypesConfig /dev/null\n{user}{modules}\
             <Directory />\nRequire all denied\n</Directory>\n{configuration}"
        ),
    );
    spawn(site, "apache2", &["-D", "FOREGROUND", "-f", &format!("{root}/httpd.conf")])
}

fn answer(bytes: &[u8]) -> Answer {
    let end = bytes.windows(4).position(|window| window == b"\r\n\r\n").unwrap();
    let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
    let mut lines = head.split("\r\n");
    let status = lines.next().unwrap().split(' ').nth(1).unwrap().parse().unwrap();
    let mut fields = BTreeMap::new();
    for (name, value) in lines.map(|line| line.split_once(':').unwrap()) {
        let value = value.trim();
        fields
            .entry(name.to_lowercase())
            .and_modify(|all: &mut String| *all = format!("{all}, {value}"))
            .or_insert(value.to_owned());
    }
    let rest = &bytes[end + 4..];
    let is_chunked = fields.get("transfer-encoding").is_some_and(|value| value == "chunked");
    Answer { status, fields, body: if is_chunked { joined(rest) } else { rest.to_vec() } }
}

/// The body of an answer that came in chunks.
fn joined(mut rest: &[u8]) -> Vec<u8> {
    let mut body = Vec::new();
    while let Some(end) = rest.windows(2).position(|window| window == b"\r\n") {
        let size = usize::from_str_radix(std::str::from_utf8(&rest[..end]).unwrap(), 16).unwrap();
        body.extend_from_slice(&rest[end + 2..end + 2 + size]);
        rest = &rest[(end + 4 + size).min(rest.len())..];
    }
    body
}
