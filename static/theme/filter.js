// The box on an index that shortens its lists to what is typed. Without it the lists stand as they are.
addEventListener("DOMContentLoaded", () => {
  "use strict";
  const box = document.querySelector("[data-filter]"), input = box.querySelector("input"), output = box.querySelector("output");
  const plain = text => text.normalize("NFKC").toLowerCase().replace(/\s+/g, "");
  // A topic is found by its sub-topics, too.
  const rows = Array.from(document.querySelectorAll(".tiles > [data-names]"), row => {
    const names = [row, ...row.querySelectorAll("[data-names]")].map(named => named.dataset.names);
    return { row, text: plain([row.textContent, ...names].join(" ")) };
  });
  const groups = Array.from(document.querySelectorAll(".letter")), fixed = document.querySelectorAll("[data-fixed]");
  const filter = () => {
    const wanted = plain(input.value);
    let count = 0;
    for (const { row, text } of rows) {
      row.hidden = !text.includes(wanted);
      count += !row.hidden;
    }
    for (const group of groups) group.hidden = !group.querySelector("[data-names]:not([hidden])");
    for (const part of fixed) part.hidden = wanted !== "";
    output.textContent = wanted && (count ? box.dataset.found.replace("{}", count) : box.dataset.nothing);
  };
  box.classList.add("on");
  input.addEventListener("input", filter);
  // A browser may fill in the text of an earlier visit.
  if (input.value) filter();
});
