// On the search page a choice of facet or order changes the results in place: the focus
// stays where it was, and the new count is announced. The address changes along, so
// that back, forward and reload show what was seen.

import { offerCompletions } from "./completing.js";

let latest = 0;
let shown = location.search;

export function keepPlace() {
  if (!document.getElementById("results")) return;
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-partial]");
    const isPlain = !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
    if (!link || !isPlain || event.button !== 0) return;
    event.preventDefault();
    show(link.href, link.id).then((isShown) => {
      if (!isShown) return;
      history.pushState(null, "", link.href);
      shown = location.search;
    });
  });
  // A jump within the page, as to the content, is told as popstate, too.
  addEventListener("popstate", () => {
    if (location.search !== shown) location.reload();
  });
}

// Return whether the results were shown here and not by going to the address.
async function show(url, focusedId) {
  const turn = ++latest;
  const results = document.getElementById("results");
  results.setAttribute("aria-busy", "true");
  try {
    const response = await fetch(url);
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const fresh = page.getElementById("results");
    if (turn !== latest) return false;
    if (!fresh) throw new Error("no results on this page");
    results.replaceWith(fresh);
    document.querySelector(".masthead-search").replaceWith(
      page.querySelector(".masthead-search"),
    );
    offerCompletions();
    const feed = 'link[type="application/atom+xml"]';
    document.querySelector(feed).href = page.querySelector(feed).href;
    document.title = page.title;
    const home = document.getElementById(focusedId) ?? document.getElementById("main");
    home.focus({ preventScroll: true });
    document.getElementById("announcement").textContent =
      document.getElementById("count").textContent;
    return true;
  } catch {
    location.assign(url);
    return false;
  }
}
