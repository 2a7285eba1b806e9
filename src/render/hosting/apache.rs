//! The configuration of Apache: a virtual host.

use super::{PRIVATE, Server, pattern, text_endings, text_types};
use crate::text::encoding::Encoding;
use crate::text::media;
use crate::view::{Hosting, OldAddress};

/// Rules that Apache tests one after another in a moment.
const MANY: usize = 5_000;

pub(super) fn configuration(site: &Hosting, server: &Server) -> String {
    let (base, folder, host) = (&site.base, &server.folder, site.name());
    let listen = server.listen.as_deref().unwrap_or("*:80");
    let mut out = format!(
        "# {}\n# Apache 2.4. Written by `sitegen hosting apache`: print it again when old addresses change.\n\
         # Save it as /etc/apache2/sites-available/{host}.conf, then run:\n\
         # a2enmod alias deflate dir expires filter headers mime rewrite && a2ensite {host} && apachectl graceful\n",
        site.url
    );
    if site.old.len() > MANY {
        out.push_str(&format!(
            "# Apache tests the {} rules of old addresses one after another. nginx looks them up at once.\n",
            site.old.len()
        ));
    }
    out.push_str(&format!("<VirtualHost {listen}>\n    ServerName {host}\n"));
    match base.as_str() {
        "/" => out.push_str(&format!("    DocumentRoot \"{folder}\"\n")),
        _ => out.push_str(&format!("    Alias \"{base}\" \"{folder}/\"\n")),
    }
    out.push_str(&format!(
        "    ErrorDocument 404 {base}404.html\n    ErrorDocument 410 {base}404.html\n    AddDefaultCharset utf-8\n"
    ));
    for (ending, media) in media::types() {
        out.push_str(&format!("    AddType \"{media}\" .{ending}\n"));
    }
    out.push_str(&headers(site));
    out.push_str(&rules(site));
    out.push_str(&directory(site, server));
    out.push_str("</VirtualHost>\n");
    out
}

fn headers(site: &Hosting) -> String {
    let mut out = String::new();
    for (name, value) in &site.fields {
        out.push_str(&format!("    Header always set {name} \"{value}\"\n"));
    }
    let mut policy = |condition: &str, value: &str| {
        let condition = format!("%{{REQUEST_STATUS}} -lt 400 && %{{REQUEST_URI}} =~ m#{condition}#");
        out.push_str(&format!("    Header set Cache-Control \"{value}\" \"expr={condition}\"\n"));
    };
    policy("(/|[.]html([.](gz|br))?)$", site.pages);
    for (folder, value) in &site.folders {
        policy(&format!("^{}{folder}", site.base.replace('.', "[.]")), value);
    }
    out
}

/// The rules of old addresses, and of files that are no part of the site.
fn rules(site: &Hosting) -> String {
    let mut out = String::from("\n    RewriteEngine On\n");
    for old in &site.old {
        if let Some(query) = &old.query {
            out.push_str(&format!("    RewriteCond \"%{{QUERY_STRING}}\" \"{}\"\n", pattern(query.as_bytes())));
        }
        out.push_str(&rule(old));
    }
    let base = site.base.replace('.', "\\.");
    out.push_str(&format!("    RewriteRule \"^{base}({})$|/\\.(?!well-known/)\" \"-\" [R=404,L]\n", PRIVATE.join("|")));
    if !site.encodings.is_empty() {
        out.push_str(&format!(
            "    RewriteCond \"%{{ENV:REDIRECT_STATUS}}\" \"^$\"\n    RewriteRule \"\\.({})\\.(gz|br)$\" \"-\" [R=404,L]\n",
            text_endings()
        ));
    }
    if site.base != "/" {
        let bare = base.trim_end_matches('/');
        out.push_str(&format!(
            "    RewriteRule \"^/$\" \"{0}\" [R=302,L]\n    RewriteRule \"^{bare}$\" \"{0}\" [R=301,L]\n",
            site.base
        ));
        out.push_str(&format!("    RewriteRule \"^(?!{base})\" \"-\" [R=404,L]\n"));
    }
    out
}

fn rule(old: &OldAddress) -> String {
    let from = pattern(&old.path);
    match &old.to {
        Some(to) => {
            let to = to.replace('\\', "\\\\").replace('%', "\\%").replace('$', "\\$");
            format!("    RewriteRule \"{from}\" \"{to}\" [R=301,L,NE,QSD]\n")
        }
        None => format!("    RewriteRule \"{from}\" \"-\" [G,L]\n"),
    }
}

fn directory(site: &Hosting, server: &Server) -> String {
    let mut out = format!(
        "\n    <Directory \"{}\">\n        Require all granted\n        AllowOverride None\n        Options -Indexes -MultiViews +FollowSymLinks\n        \
         DirectoryIndex index.html\n",
        server.folder
    );
    if site.encodings.is_empty() {
        out.push_str(&format!("        AddOutputFilterByType DEFLATE {}\n    </Directory>\n", text_types().join(" ")));
        return out;
    }
    let endings = text_endings();
    out.push_str(&format!("        RewriteEngine On\n        RewriteBase \"{}\"\n", site.base));
    let mut encodings = site.encodings.clone();
    encodings.reverse();
    for encoding in encodings {
        let (token, ending) = (encoding.token(), encoding.ending());
        out.push_str(&format!(
            "        RewriteCond \"%{{HTTP:Accept-Encoding}}\" \"\\b{token}\\b\"\n        RewriteCond \"%{{REQUEST_FILENAME}}{ending}\" -f\n        \
             RewriteRule \"^(.+\\.({endings}))$\" \"$1{ending}\" [L]\n"
        ));
    }
    out.push_str("    </Directory>\n");
    for encoding in &site.encodings {
        out.push_str(&encoded(*encoding));
    }
    out.push_str(&format!(
        "    <FilesMatch \"\\.({endings})(\\.(gz|br))?$\">\n        Header merge Vary Accept-Encoding\n    </FilesMatch>\n"
    ));
    out
}

/// Types of encoded files.
fn encoded(encoding: Encoding) -> String {
    let (token, ending) = (encoding.token(), encoding.ending().trim_start_matches('.'));
    let mut out = String::new();
    for (name, media) in media::types().filter(|(_, media)| media::is_text_type(media)) {
        out.push_str(&format!(
            "    <FilesMatch \"\\.{name}\\.{ending}$\">\n        ForceType \"{media}\"\n        Header set Content-Encoding {token}\n    </FilesMatch>\n"
        ));
    }
    out
}
