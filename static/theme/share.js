// The button that shares a page: by the menu of the device, else by a copy of the link that stands beside it.
(() => {
  const link = document.querySelector("[data-link]"), button = document.querySelector("[data-share]");
  if (!link || !button) return;
  button.disabled = false;
  button.addEventListener("click", () => {
    // A reader who closes the menu wants nothing else.
    if (navigator.share) return navigator.share({ title: document.title, url: link.href }).catch(() => {});
    getSelection().selectAllChildren(link);
    button.textContent = document.execCommand("copy") ? "链接已复制" : "请手动复制链接";
  });
})();
