// A form is sent once, however often its button is pressed: two jobs would come of it.
// Whoever stopped the page may send it again soon.

const AGAIN_MILLISECONDS = 5000;
const sent = new WeakMap();

document.addEventListener("submit", (event) => {
  const method = event.submitter?.formMethod || event.target.method;
  if (event.defaultPrevented || method !== "post") return;
  const now = Date.now();
  if (now - (sent.get(event.target) ?? 0) < AGAIN_MILLISECONDS) event.preventDefault();
  else sent.set(event.target, now);
});
