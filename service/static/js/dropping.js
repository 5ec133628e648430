// A file may be dropped on the form; what is too large, empty or too many is told before
// anything is sent. Without script the field itself does all that the server needs.

const drop = document.getElementById("drop");
const field = document.getElementById("file");
const trouble = document.getElementById("drop-trouble");
const BYTES_OF_MIB = 1024 * 1024;

drop.classList.add("is-ready");
// What falls beside the area must not take the place of the page and what is typed.
for (const event of ["dragover", "drop"]) {
  document.addEventListener(event, (dragged) => dragged.preventDefault());
}
for (const event of ["dragenter", "dragover"]) {
  drop.addEventListener(event, (dragged) => {
    dragged.preventDefault();
    drop.classList.add("is-over");
  });
}
drop.addEventListener("dragleave", () => drop.classList.remove("is-over"));
drop.addEventListener("drop", (dragged) => {
  dragged.preventDefault();
  drop.classList.remove("is-over");
  const files = dragged.dataTransfer.files;
  if (files.length > 1) {
    tell(trouble.dataset.one.replace("{n}", files.length));
  } else if (files.length) {
    field.files = files;
    check();
  }
});
field.addEventListener("change", check);
field.form.addEventListener("submit", (event) => {
  if (check() && checkOne()) return;
  event.preventDefault();
  field.focus();
});

// Return whether there is a file or lines, but not both.
function checkOne() {
  const hasFile = field.files.length > 0;
  const hasLines = document.getElementById("lines").value.trim() !== "";
  if (hasFile !== hasLines) return true;
  return tell(hasFile ? trouble.dataset.both : trouble.dataset.nothing);
}

// Return whether the file may be sent.
function check() {
  const file = field.files[0];
  const most = Number(trouble.dataset.maxMib);
  if (file && file.size === 0) {
    return tell(trouble.dataset.empty.replace("{name}", file.name));
  }
  if (file && file.size > most * BYTES_OF_MIB) {
    const size = (file.size / BYTES_OF_MIB).toFixed(1);
    return tell(trouble.dataset.large.replace("{name}", file.name)
      .replace("{size}", size).replace("{max}", most));
  }
  return tell("");
}

function tell(text) {
  trouble.textContent = text;
  trouble.hidden = !text;
  field.setAttribute("aria-invalid", text ? "true" : "false");
  return !text;
}
