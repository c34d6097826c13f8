// One key for each answer: a key presses the button that has it, so that mouse, keyboard and a browser without
// scripts all do the same.
const named = new Set(["Enter", "Backspace", "Escape"]);

// An answer that is on its way is the last word on its event: what is pressed before the next one stands on the
// page was not meant for it.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.sent) {
    event.preventDefault();
    event.stopImmediatePropagation();
  }
  form.dataset.sent = "1";
}, { capture: true });
for (const failure of ["htmx:error", "htmx:response:error"]) {
  document.addEventListener(failure, () => document.querySelector("#desk form")?.removeAttribute("data-sent"));
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  const typing = event.target.closest?.("input:not([type=hidden]), textarea, select");
  const onButton = event.key === "Enter" && event.target.closest?.("button, a");
  if (typing || onButton || (event.key.length !== 1 && !named.has(event.key))) return;
  const name = event.key === "Escape" ? "Backspace" : event.key;
  const button = document.querySelector(`#desk button[name="key"][value="${CSS.escape(name)}"]`);
  if (!button) return;
  event.preventDefault();
  button.click();
});
