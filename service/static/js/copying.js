// 「リンクをコピー」: the button appears only where copying can work.

export function offerCopying() {
  if (!navigator.clipboard) return;
  const announcement = document.getElementById("announcement");
  for (const button of document.querySelectorAll("button[data-copy]")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(button.dataset.copy);
      announcement.textContent = button.dataset.done;
      button.textContent = button.dataset.done;
    });
  }
}
