// Why a story stands where it stands, in a card: while the pointer rests on the place of a row of a list with
// data-reasons="/firm/reasons/", with Y on the row of the cursor, and beside a link with data-reasons-card, which leads to the page of
// the same. What the card holds is that page's own part.
import { announce } from "./announce.js";
import { putBeside } from "./beside.js";
import { cursorRow } from "./list-keys.js";
import { isTyping, openModal, singleKeysAreOn } from "./typing.js";

const rests_ms = 300;
const leaves_ms = 250;
const hot = ".rows[data-reasons] .row[data-id] > .rank, a[data-reasons-card]";
let card;
let timer;

/** The address of the reasons of a row; none where its list tells none. */
export function reasonsOf(row) {
  const list = row.closest("[data-reasons]");
  return list ? list.dataset.reasons + row.querySelector(".key").textContent.trim() : undefined;
}

document.addEventListener("pointerover", ({ target, pointerType, buttons }) => {
  if (pointerType === "touch" || buttons) return;
  const over = target.closest(".reasons-card") ?? target.closest(hot);
  clearTimeout(timer);
  if (!over) {
    if (card?.isHovered) timer = setTimeout(close, leaves_ms);
  } else if (over !== card && over !== card?.from) timer = setTimeout(() => open(over, over), rests_ms);
});

document.addEventListener("pointerdown", () => clearTimeout(timer));
document.addEventListener("turbo:before-visit", close);

document.addEventListener("keydown", (event) => {
  if (event.key !== "y" || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  if (isTyping(event) || openModal() || !singleKeysAreOn()) return;
  const row = cursorRow();
  if (!row?.closest("[data-reasons]")) return;
  event.preventDefault();
  open(row.querySelector(".rank"));
});

async function open(from, isHovered) {
  if (document.querySelector(":popover-open")) close();
  if (document.querySelector(":popover-open")) return; // a menu: it is not taken away
  const address = from.href ?? reasonsOf(from.closest(".row"));
  const shown = begin(from, isHovered, address);
  const page = await fetch(address, { headers: { accept: "text/html" } }).then((answer) => (answer.ok ? answer.text() : undefined)).catch(() => undefined);
  if (card !== shown) return;
  const part = page && new DOMParser().parseFromString(page, "text/html").querySelector("#reasons");
  shown.replaceChildren(part ? document.importNode(part, true) : "The reasons did not come. Try again in a moment.");
  part && shown.append(more(address));
  putBeside(shown, from.getBoundingClientRect());
  if (!isHovered) announce(shown.textContent.replace(/\s+/g, " ").trim());
}

function begin(from, isHovered, address) {
  card = document.createElement("div");
  Object.assign(card, { className: "menu reasons-card", popover: "auto", from, isHovered: !!isHovered, tabIndex: -1 });
  card.dataset.made = "";
  card.setAttribute("role", "dialog");
  card.setAttribute("aria-label", `Why ${decodeURIComponent(address.split("/").at(-1))} stands there`);
  card.append("…");
  const back = document.activeElement;
  card.addEventListener("toggle", ({ newState, currentTarget }) => {
    if (newState === "open") return;
    if (currentTarget.contains(document.activeElement) && back?.isConnected) back.focus({ preventScroll: true });
    currentTarget.remove();
    if (card === currentTarget) card = undefined;
  });
  document.body.append(card);
  card.showPopover();
  putBeside(card, from.getBoundingClientRect());
  if (!isHovered) card.focus({ preventScroll: true });
  return card;
}

function more(address) {
  const link = Object.assign(document.createElement("a"), { href: address, className: "meta" });
  link.append(Object.assign(document.createElement("u"), { textContent: "On a page of its own" }));
  return link;
}

function close() {
  clearTimeout(timer);
  card?.hidePopover();
}
