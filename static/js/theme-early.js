// Runs before the first paint, so that a dark screen never flashes white.
try {
  const choice = localStorage.getItem("etappe-theme");
  if (choice === "light" || choice === "dark") document.documentElement.dataset.theme = choice;
} catch {
  // Storage may be forbidden; then the system decides.
}
