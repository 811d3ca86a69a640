// The keyboard's place in a list of rows (`.rows` of `.row[data-id]`): J K and arrows, Home, End,
// Enter or O opens, Ctrl/Cmd+Enter beside, X selects (Shift+X a range). Focus goes along, so a screen
// reader follows; the place stays on its item when the page is renewed.
import { announce } from "./announce.js";
import { isTyping, openModal, singleKeysAreOn } from "./typing.js";

const place = { id: undefined, index: 0, hadFocus: false };
const selected = new Set();

const steps = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1, Home: -Infinity, End: Infinity };
const singles = new Set(["j", "k", "o", "x", "X"]);

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || isTyping(event) || openModal() || event.altKey) return;
  if (singles.has(event.key) && (!singleKeysAreOn() || event.ctrlKey || event.metaKey)) return;
  if (event.target.closest("[popover], summary, [role=tablist]")) return;
  if (act(event)) event.preventDefault();
});

/** True when the key was ours. */
function act(event) {
  const rows = allRows();
  if (!rows.length) return false;
  if (event.key in steps && !event.shiftKey && !event.ctrlKey && !event.metaKey) return step(rows, event.key);
  const here = cursorRow();
  if (!here) return false;
  if (event.key === "o" || event.key === "Enter") return open(here, event);
  if (event.key === "x" || event.key === "X") return select(rows, here, event.shiftKey);
  return false;
}

export function cursorRow() {
  return place.id ? allRows().find((row) => row.dataset.id === place.id) : undefined;
}

export function selectedIds() {
  return [...selected];
}

function allRows() {
  return [...document.querySelectorAll("main .rows .row[data-id]")];
}

function step(rows, key) {
  const at = rows.findIndex((row) => row.dataset.id === place.id);
  // An arrow scrolls the page until the person has entered the list.
  if (at < 0 && !["j", "k"].includes(key)) return false;
  const to = at < 0 ? 0 : Math.min(Math.max(at + steps[key], 0), rows.length - 1);
  linkOf(rows[to]).focus();
  return true;
}

function open(row, event) {
  const link = linkOf(row);
  const isBeside = event.ctrlKey || event.metaKey;
  if (isBeside) window.open(link.href, "_blank");
  else if (event.key === "Enter" && event.target.closest("a, button")) return false; // the browser opens what has focus
  else link.click();
  return true;
}

function select(rows, here, isRange) {
  const ids = rows.map((row) => row.dataset.id);
  const last = [...selected].at(-1);
  const [from, to] = [ids.indexOf(isRange && last ? last : place.id), ids.indexOf(place.id)].sort((a, b) => a - b);
  for (const id of ids.slice(Math.max(from, 0), to + 1)) toggle(id, isRange);
  mark();
  announce(`${selected.size} selected`);
  here.dispatchEvent(new CustomEvent("rows:selected", { bubbles: true, detail: { ids: selectedIds() } }));
  return true;
}

function toggle(id, isOn) {
  if (selected.has(id) && !isOn) selected.delete(id);
  else selected.add(id);
}

function linkOf(row) {
  return row.querySelector(".row-link") ?? row.querySelector("a, button");
}

document.addEventListener("focusin", ({ target }) => {
  const row = target.closest(".rows .row[data-id]");
  place.hadFocus = !!row;
  if (!row) return;
  place.id = row.dataset.id;
  mark();
});

function mark() {
  const rows = allRows();
  const at = rows.findIndex((row) => row.dataset.id === place.id);
  if (at >= 0) place.index = at;
  for (const row of rows) {
    row.classList.toggle("cursor", row.dataset.id === place.id);
    row.toggleAttribute("data-selected", selected.has(row.dataset.id));
  }
}

// A renewed page may have moved the item, or taken it away: then its neighbour has the place.
function afterRenewal() {
  const rows = allRows();
  const ids = new Set(rows.map((row) => row.dataset.id));
  for (const id of selected) if (!ids.has(id)) selected.delete(id);
  if (!place.id) return;
  if (!ids.has(place.id)) place.id = rows[Math.min(place.index, rows.length - 1)]?.dataset.id;
  mark();
  const row = cursorRow();
  const isElsewhere = document.activeElement !== document.body && !document.activeElement.closest(".rows");
  if (place.hadFocus && row && !isElsewhere && !row.contains(document.activeElement)) linkOf(row).focus();
}

document.addEventListener("turbo:morph", afterRenewal);
document.addEventListener("turbo:load", () => {
  if (cursorRow()) return mark();
  place.id = undefined;
  selected.clear();
});
