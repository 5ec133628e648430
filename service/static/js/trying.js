// The page to try the API on: Swagger UI over the document that the API gives of itself.
// What the library leaves without a name, or out of reach of keys, is mended as it comes.

const place = document.getElementById("api");
new MutationObserver(mend).observe(place, { childList: true, subtree: true });
globalThis.SwaggerUIBundle({
  url: place.dataset.url,
  domNode: place,
  deepLinking: false,  // its links would stand inside buttons
  validatorUrl: null,  // nothing goes to another host
});

function mend() {
  for (const control of all("input, select, textarea")) {
    if (!control.labels?.length) name(control, nameIn(control) ?? place.dataset.body);
  }
  for (const button of all("button")) {
    if (!button.textContent.trim()) name(button, button.title || place.dataset.copy);
  }
  for (const code of all("pre")) code.tabIndex = 0;
  for (const title of all("h1")) title.setAttribute("aria-level", "2");
  for (const table of all("table[role=region]")) table.removeAttribute("role");
}

function all(selector) {
  return place.querySelectorAll(selector);
}

function name(element, text) {
  if (!element.hasAttribute("aria-label")) element.setAttribute("aria-label", text);
}

// Return the name of the parameter in whose row a control stands.
function nameIn(control) {
  return control.closest("tr")?.querySelector(".parameter__name")?.firstChild?.textContent;
}
