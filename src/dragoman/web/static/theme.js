// Runs before the page is drawn: the reader's own choice of light or dark.
try {
  const kept = localStorage.getItem("theme");
  if (kept === "light" || kept === "dark") document.documentElement.dataset.theme = kept;
} catch { /* no storage: the system's choice stands */ }
