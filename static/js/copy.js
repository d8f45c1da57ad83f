// <button data-copy="id of an element" data-copied="Copied">: its text or value, or data-copy-text.
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy], [data-copy-text]");
  if (!button) return;
  const source = document.getElementById(button.dataset.copy);
  const text = button.dataset.copyText ?? source?.value ?? source?.textContent ?? "";
  await navigator.clipboard.writeText(text.trim());
  const words = button.querySelector("span") ?? button;
  const before = words.textContent;
  words.textContent = button.dataset.copied ?? before;
  button.setAttribute("aria-live", "polite");
  setTimeout(() => (words.textContent = before), 2000);
});
