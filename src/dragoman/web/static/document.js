// A document read with mouse, finger or keys. Without this the marks are links to their data and back.
const text = document.querySelector("article.text");
const panel = document.querySelector("aside.data");
const narrow = matchMedia("(max-width: 62rem)");
const pieces = [...text.querySelectorAll("[data-d]")];
const over = new Map();
for (const piece of pieces) {
  for (const key of piece.dataset.d.split(" ")) {
    if (!over.has(key)) over.set(key, []);
    over.get(key).push(piece);
  }
}
const entry = (key) => document.getElementById(`d-${key}`);
const kindOf = (key) => entry(key)?.className.match(/is-(\w+)/)?.[1];
const isOn = (key) => document.getElementById(`show-${kindOf(key)}`)?.checked ?? true;
const keysOf = (piece) => piece.dataset.d.split(" ").filter(isOn);
const stops = () => [...text.querySelectorAll("a.m.first")].filter((mark) => isOn(mark.hash.slice(3)));

document.querySelector("[data-keys]").hidden = false;
const card = document.createElement("div");
card.className = "card";
card.hidden = true;
card.setAttribute("role", "status");
document.querySelector(".reading").append(card);

let lit = [];
let cardFor = null;
let last = null;

// The words of a datum and its entry are lit together.
function light(key) {
  lit.forEach((element) => element.classList.remove("on"));
  lit = key ? [...(over.get(key) ?? []), entry(key)].filter(Boolean) : [];
  lit.forEach((element) => element.classList.add("on"));
}

function scrollPanel(key) {
  const item = entry(key);
  if (!item || narrow.matches) return;
  const top = item.offsetTop - panel.offsetTop;
  if (top < panel.scrollTop + 40 || top + item.offsetHeight > panel.scrollTop + panel.clientHeight) {
    panel.scrollTop = top - panel.clientHeight / 3;
  }
}

function place(mark) {
  const base = document.querySelector(".reading").getBoundingClientRect();
  const box = mark.getClientRects()[0] ?? mark.getBoundingClientRect();
  const left = Math.max(0, Math.min(box.left - base.left, base.width - card.offsetWidth));
  card.style.left = `${left}px`;
  card.style.top = `${box.bottom - base.top + 6}px`;
  if (box.bottom + card.offsetHeight + 12 > innerHeight && box.top > card.offsetHeight + 12) {
    card.style.top = `${box.top - base.top - card.offsetHeight - 6}px`;
  }
}

// What the mark stands for, the innermost datum first.
function show(mark, scroll) {
  const keys = keysOf(mark);
  if (!keys.length) { hide(); return; }
  cardFor = mark;
  light(keys[0]);
  if (scroll) scrollPanel(keys[0]);
  card.replaceChildren(...keys.slice(0, 4).map((key) => {
    const copy = document.createElement("div");
    const item = entry(key);
    copy.className = item.className.replace(/\bon\b/, "");
    copy.append(...[...item.children].map((child) => child.cloneNode(true)));
    return copy;
  }));
  card.hidden = false;
  place(mark);
}

function hide() {
  cardFor = null;
  card.hidden = true;
  light(null);
}

text.addEventListener("pointerover", (event) => {
  const mark = event.target.closest("a.m");
  if (event.pointerType !== "touch" && mark && mark !== cardFor) show(mark, false);
});
text.addEventListener("pointerleave", (event) => {
  if (event.pointerType !== "touch" && !card.contains(event.relatedTarget) && !text.contains(document.activeElement)) hide();
});
card.addEventListener("pointerleave", () => { if (!text.contains(document.activeElement)) hide(); });
text.addEventListener("focusin", (event) => {
  const mark = event.target.closest("a.m");
  if (mark) { last = mark; show(mark, true); }
});
text.addEventListener("focusout", (event) => { if (!event.relatedTarget) hide(); });
panel.addEventListener("focusin", (event) => {
  const item = event.target.closest(".datum");
  if (item) { card.hidden = true; light(item.id.slice(2)); }
});
panel.addEventListener("pointerover", (event) => {
  const item = event.target.closest(".datum");
  if (item && event.pointerType !== "touch") { card.hidden = true; light(item.id.slice(2)); }
});

// A finger on a mark gets the card below; everything else follows the link.
text.addEventListener("click", (event) => {
  const mark = event.target.closest("a.m");
  if (!mark || !narrow.matches) return;
  event.preventDefault();
  mark.focus({ preventScroll: true });
  show(mark, false);
});
document.addEventListener("pointerdown", (event) => {
  if (!card.hidden && !card.contains(event.target) && !event.target.closest("a.m")) hide();
});

function step(list, from, by) {
  const at = list.indexOf(from);
  const next = list[at < 0 ? (by > 0 ? 0 : list.length - 1) : Math.min(list.length - 1, Math.max(0, at + by))];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
}

function move(by) {
  const item = document.activeElement.closest?.(".datum");
  if (item) { step([...panel.querySelectorAll(".datum")].filter((each) => each.offsetParent), item, by); return; }
  const marks = stops();
  const here = document.activeElement.closest?.("a.m") ?? last;
  if (here && marks.includes(here)) { step(marks, here, by); return; }
  const at = here ?? [...marks].find((mark) => mark.getBoundingClientRect().top > 0);
  const next = by > 0
    ? marks.find((mark) => mark === at || (at && at.compareDocumentPosition(mark) & Node.DOCUMENT_POSITION_FOLLOWING))
    : marks.findLast((mark) => at && at.compareDocumentPosition(mark) & Node.DOCUMENT_POSITION_PRECEDING);
  next?.focus();
}

function enter(event) {
  const active = document.activeElement;
  if (active.matches?.("a.m")) {
    event.preventDefault();
    const item = entry(keysOf(active)[0] ?? active.hash.slice(3));
    item?.focus();
    item?.scrollIntoView({ block: "nearest" });
  } else if (active.matches?.(".datum")) {
    event.preventDefault();
    toWords(active.id.slice(2));
  }
}

function toWords(key) {
  const words = over.get(key) ?? [];
  const mark = words.find((piece) => piece.matches("a.m") && piece.hash === `#d-${key}`) ?? words[0];
  if (!mark) return;
  history.replaceState(null, "", `#${key}`);
  if (mark.matches("a.m")) mark.focus({ preventScroll: true });
  light(key);
  mark.scrollIntoView({ block: "center" });
}

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest?.("input:not([type=checkbox]), textarea, select");
  if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
  const inMark = document.activeElement.matches?.("a.m, .datum");
  if (event.key === "j" || (inMark && event.key === "ArrowRight")) { event.preventDefault(); move(1); }
  else if (event.key === "k" || (inMark && event.key === "ArrowLeft")) { event.preventDefault(); move(-1); }
  else if (event.key === "Enter") enter(event);
  else if (event.key === "o") {
    const key = document.activeElement.matches?.("a.m") ? keysOf(document.activeElement)[0] : document.activeElement.closest?.(".datum")?.id.slice(2);
    const item = key && entry(key);
    const open = item && (item.querySelector("a.open") ?? item.querySelector("a.code"));
    if (open) location.href = open.href;
  } else if (event.key === "Escape") {
    if (document.activeElement.closest?.(".datum") && last) { last.focus(); last.scrollIntoView({ block: "nearest" }); }
    else { document.activeElement.blur?.(); hide(); }
  }
});

// An anchor of an event, a quotation or a figure lights all its words; one in another part is asked of the server.
function arrive() {
  const hash = decodeURIComponent(location.hash.slice(1));
  if (!hash) return;
  const key = hash.replace(/^d-/, "");
  if (document.getElementById(hash)) {
    light(key);
    if (hash.startsWith("d-")) document.getElementById(hash).focus({ preventScroll: narrow.matches ? false : true });
    else scrollPanel(key);
    return;
  }
  const address = new URL(location.href);
  if (/^(?:[esf]-\w+|c-\d+)$/.test(hash) && address.searchParams.get("at") !== hash) {
    address.searchParams.delete("part");
    address.searchParams.set("at", hash);
    location.replace(address);
  }
}
addEventListener("hashchange", arrive);
arrive();
