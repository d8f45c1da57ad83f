// <form data-draft="key">: what is typed is kept in this browser until the server has taken it,
// so that a closed tab or a failed sending loses nothing. Passwords, files, hidden fields and
// fields with data-no-draft are never kept; signing out (data-forgets-drafts) forgets all.
const PREFIX = "etappe-draft:";
const SENT = "etappe-draft-sent";
const NEVER = ["password", "file", "hidden", "submit", "button"];
const isChoice = (field) => ["checkbox", "radio"].includes(field.type);
const fields = (form) =>
  [...form.elements].filter((f) => f.name && !NEVER.includes(f.type) && !("noDraft" in f.dataset));

function keep(form, key) {
  const kept = {};
  for (const field of fields(form)) {
    kept[field.name] ??= [];
    if (!isChoice(field) || field.checked) kept[field.name].push(field.value);
  }
  localStorage.setItem(key, JSON.stringify(kept));
}

function restore(form, kept) {
  for (const field of fields(form)) {
    if (!kept[field.name]) continue;
    if (isChoice(field)) field.checked = kept[field.name].includes(field.value);
    else field.value = kept[field.name].shift() ?? "";
  }
}

// An error page proves that the form did not arrive; any other page that it did.
if (!document.querySelector("[data-keeps-drafts]")) {
  localStorage.removeItem(sessionStorage.getItem(SENT));
  sessionStorage.removeItem(SENT);
}

for (const form of document.querySelectorAll("form[data-draft]")) {
  const key = PREFIX + form.dataset.draft;
  const kept = JSON.parse(localStorage.getItem(key) ?? "null");
  if (kept && !form.querySelector("[aria-invalid]")) restore(form, kept);
  form.addEventListener("input", () => keep(form, key));
  form.addEventListener("submit", () => sessionStorage.setItem(SENT, key));
}

document.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-forgets-drafts]")) return;
  for (const key of Object.keys(localStorage)) if (key.startsWith(PREFIX)) localStorage.removeItem(key);
});
