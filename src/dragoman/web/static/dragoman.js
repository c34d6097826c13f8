// What every page has: the switch of light and dark, and charts. Pages read without any of it.
import { drawCharts } from "/static/charts.js";

const root = document.documentElement;
const isDark = () =>
  (root.dataset.theme ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";

const themeSwitch = document.querySelector("[data-theme-switch]");
themeSwitch.hidden = false;
themeSwitch.addEventListener("click", () => {
  root.dataset.theme = isDark() ? "light" : "dark";
  try { localStorage.setItem("theme", root.dataset.theme); } catch { /* kept for this page alone */ }
  drawCharts(document, isDark());
});
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => drawCharts(document, isDark()));

drawCharts(document, isDark());
document.addEventListener("htmx:after:swap", () => drawCharts(document, isDark()));

// "/" goes to the search box from wherever nothing is being typed.
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
  if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    document.getElementById("find").focus();
  }
});
