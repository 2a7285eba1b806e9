// Lists by topic and lender with pages of 20. Eleventy has no related articles, so there are none.
module.exports = function (config) {
  const byDate = (a, b) => b.date - a.date;
  config.addFilter("day", (date) => date.toISOString().slice(0, 10));
  config.addCollection("termPages", (api) => {
    const lists = new Map();
    for (const page of api.getFilteredByTag("article").sort(byDate)) {
      for (const tag of page.data.tags) {
        if (tag === "article") continue;
        if (!lists.has(tag)) lists.set(tag, []);
        lists.get(tag).push(page);
      }
    }
    const pages = [];
    for (const [term, all] of lists) {
      for (let at = 0, n = 1; at < all.length; at += 20, n++) {
        pages.push({ term, items: all.slice(at, at + 20), url: n === 1 ? `/${term}/` : `/${term}/page/${n}/` });
      }
    }
    return pages;
  });
  config.addCollection("newest", (api) => api.getFilteredByTag("article").sort(byDate).slice(0, 20));
  return { dir: { input: "content", output: "public", includes: "_includes" }, markdownTemplateEngine: false };
};
