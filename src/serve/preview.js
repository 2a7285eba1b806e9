// Shows a page anew when it has changed, and marks links to what is not published yet. Only the preview sends this file; no
// built page refers to it.
"use strict";
(function () {
  var own = document.currentScript;
  var shown = own.getAttribute("data-page");
  var lastGood = own.hasAttribute("data-last-good");
  var source = null;

  // The page is asked for only by its head: whether it reads as it is shown.
  function compare() {
    fetch(location.href, { method: "HEAD", cache: "no-store" }).then(function (answer) {
      var now = answer.headers.get("Preview-Page");
      if (now && now !== shown) location.reload();
    }).catch(function () {});
  }

  // A browser opens six connections to a server at most, so only a page that is looked at listens.
  function listen() {
    if (document.visibilityState === "visible" && !source) {
      source = new EventSource("/.sitegen/events");
      source.onmessage = compare;
    } else if (document.visibilityState !== "visible" && source) {
      source.close();
      source = null;
    }
  }

  function local(link) {
    return link.origin === location.origin && link.pathname.indexOf("/.sitegen/") !== 0;
  }

  function mark(states) {
    document.querySelectorAll("a[href]").forEach(function (link) {
      var state = local(link) && states[link.pathname];
      if (state) link.setAttribute("data-sitegen-state", state);
    });
  }

  if (lastGood) {
    document.addEventListener("click", function (event) {
      var link = event.target.closest && event.target.closest("a[href]");
      if (link && local(link) && !link.search && !link.hasAttribute("data-sitegen-now")) link.search = "?last-good";
    });
  }
  fetch("/.sitegen/unpublished.json").then(function (answer) { return answer.json(); }).then(mark).catch(function () {});
  document.addEventListener("visibilitychange", listen);
  window.addEventListener("pagehide", function () { if (source) source.close(); source = null; });
  window.addEventListener("pageshow", listen);
  listen();
})();
