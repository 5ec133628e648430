// The search box: Enter that ends an IME composition is no search.

const IME_KEY_CODE = 229;

export function guardComposition() {
  let isComposing = false;
  document.addEventListener("compositionstart", () => { isComposing = true; });
  // Some browsers end the composition before they send its Enter.
  document.addEventListener("compositionend", () => {
    setTimeout(() => { isComposing = false; });
  });
  document.addEventListener("keydown", (event) => {
    const isInBox = event.target.closest('form[role="search"]');
    const belongsToIme =
      isComposing || event.isComposing || event.keyCode === IME_KEY_CODE;
    if (event.key === "Enter" && isInBox && belongsToIme) event.preventDefault();
  });
}
