// What the trainer does, told while it lasts; when it is done, the page is read anew.
const box = document.getElementById("training");
const message = document.getElementById("training-message");
const SECONDS = 3;

async function look() {
  try {
    const answer = await fetch(box.dataset.state, { headers: { Accept: "application/json" } });
    const state = await answer.json();
    if (!state.running) {
      location.reload();
      return;
    }
    if (message.textContent !== state.message) message.textContent = state.message;
  } catch {
    // The server may be starting again; the next look will tell.
  }
  setTimeout(look, SECONDS * 1000);
}

if (box) setTimeout(look, SECONDS * 1000);
