// The search editor: a suggestion is taken over with a click, and the field says that it is wrong.
const field = document.querySelector("[data-query] textarea");

document.addEventListener("click", (event) => {
  const suggestion = event.target.closest("[data-query-suggestion]");
  if (!suggestion || !field) return;
  event.preventDefault();
  field.value = suggestion.dataset.querySuggestion;
  field.focus();
  field.dispatchEvent(new CustomEvent("preview"));
});

document.addEventListener("htmx:afterSwap", () => {
  if (document.querySelector("[data-query-fault]")) field?.setAttribute("aria-invalid", "true");
  else field?.removeAttribute("aria-invalid");
});
