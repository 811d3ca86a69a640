// Keys of the page: data-key="c" or data-key="g b" on a link, button or field presses or focuses it.
// `?` shows them all, Ctrl/Cmd+Z undoes from the toast. Off inside fields; single keys can be
// switched off. A key inside a row counts for the row the cursor is on.
import { isTyping, openModal, singleKeysAreOn } from "./typing.js";
import { undoNewest } from "./toasts.js";

const sequence_ms = 1200;
let begun = "";
let timer;

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || isTyping(event)) return;
  if (event.ctrlKey || event.metaKey || event.altKey) return chord(event);
  if (!singleKeysAreOn() || event.key.length > 1) return;
  if (event.key === "?") return showAll(event);
  press(event);
});

function chord(event) {
  if (event.key.toLowerCase() !== "z" || event.shiftKey || event.altKey) return;
  if (undoNewest()) event.preventDefault();
}

function press(event) {
  const keys = begun ? `${begun} ${event.key.toLowerCase()}` : event.key.toLowerCase();
  begin("");
  const element = keyed().find((candidate) => candidate.dataset.key.toLowerCase() === keys);
  if (element) {
    event.preventDefault();
    if (element.matches("input, textarea, select")) element.focus();
    else element.click();
  } else if (keyed().some((candidate) => candidate.dataset.key.toLowerCase().startsWith(`${keys} `))) begin(keys);
}

function begin(keys) {
  begun = keys;
  clearTimeout(timer);
  if (keys) timer = setTimeout(() => (begun = ""), sequence_ms);
}

/** Everything with a key that can be reached now: in the open dialog, else on the page. */
function keyed() {
  const home = openModal() ?? document;
  return [...home.querySelectorAll("[data-key]")].filter((element) => {
    const row = element.closest(".row");
    return element.checkVisibility() && !element.disabled && (!row || row.matches(".cursor"));
  });
}

function showAll(event) {
  if (openModal()) return;
  event.preventDefault();
  const dialog = document.createElement("dialog");
  dialog.className = "sheet keys";
  dialog.dataset.made = "";
  dialog.setAttribute("aria-label", "All keys");
  dialog.setAttribute("closedby", "any");
  dialog.innerHTML = '<header><h2>All keys</h2><button type="button" class="btn plain icon sm" aria-label="Close"><kbd>Esc</kbd></button></header><div class="sheet-body"></div>';
  dialog.querySelector("button").addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => dialog.remove());
  dialog.lastChild.append(...groups());
  document.body.append(dialog);
  dialog.showModal();
}

function groups() {
  const onPage = [...new Map(keyed().map((element) => [element.dataset.key, nameOf(element)]))];
  const anywhere = [["Ctrl K", "Find anything, or run a verb"], ["Ctrl Z", "Undo what the note at the foot says"], ["?", "All keys"]];
  const found = [group("This page", onPage), group("Anywhere", anywhere)];
  if (document.querySelector("main .rows")) found.splice(1, 0, group("In the list", inList()));
  if (document.querySelector("board-cards")) found.splice(1, 0, group("On the board", onBoard()));
  return found.filter(Boolean);
}

function inList() {
  const keys = [["J", "Next"], ["K", "Previous"], ["Enter", "Open"], ["Ctrl Enter", "Open beside"], ["X", "Select"]];
  const ranks = document.querySelector("rank-list[move-url]") ? [["Shift ↑", "Rank up"], ["Shift ↓", "Rank down"], ["M", "Move to the top, to the bottom"]] : [];
  const reasons = document.querySelector(".rows[data-reasons]") ? [["Y", "Why it stands there"]] : [];
  return [...keys, ...ranks, ...reasons];
}

function onBoard() {
  const keys = [["J", "Next card"], ["K", "Previous card"], ["→", "Next column"], ["←", "Previous column"], ["Enter", "Open"]];
  const moves = document.querySelector("board-cards[move-url]") ? [["Shift →", "Move on"], ["Shift ←", "Move back"], ["M", "Move to a column"], ["A", "Accept"]] : [];
  return [...keys, ...moves];
}

function group(title, keys) {
  if (!keys.length) return undefined;
  const section = document.createElement("section");
  section.innerHTML = "<h3></h3><dl></dl>";
  section.firstChild.textContent = title;
  for (const [key, name] of keys) {
    const line = document.createElement("div");
    line.innerHTML = `<dt></dt><dd>${key.split(" ").map(() => "<kbd></kbd>").join(" ")}</dd>`;
    line.firstChild.textContent = name;
    key.split(" ").forEach((part, n) => (line.querySelectorAll("kbd")[n].textContent = part.length > 1 ? part : part.toUpperCase()));
    section.lastChild.append(line);
  }
  return section;
}

function nameOf(element) {
  const label = element.getAttribute("aria-label") ?? element.labels?.[0]?.textContent ?? element.title;
  if (label) return label.trim();
  const copy = element.cloneNode(true);
  copy.querySelectorAll("kbd, .n, svg").forEach((part) => part.remove());
  return copy.textContent.trim() || element.dataset.key;
}
