// The menu that does what dragging does, for keyboards, switches and screen readers; where reasons are told it leads to them.
import { putBeside } from "./beside.js";
import { reasonsOf } from "./reasons-card.js";

const ways = [["top", "Move to the top"], ["up", "Move up"], ["down", "Move down"], ["bottom", "Move to the bottom"]];
let count = 0;

/** Opens the menu of one row beside `anchor`; the focus goes back to where it was. */
export function openRankMenu(list, row, anchor) {
  const back = document.activeElement;
  const menu = document.createElement("div");
  menu.className = "menu";
  menu.id = `rank-menu-${++count}`;
  menu.popover = "auto";
  menu.dataset.made = "";
  menu.setAttribute("role", "menu");
  menu.setAttribute("aria-label", `Move ${row.querySelector(".key")?.textContent ?? "this"}`);
  for (const [way, words] of ways) menu.append(item(words, () => choose(way)));
  const choose = (way) => {
    menu.hidePopover();
    list.move(row, way);
  };
  const why = reasonsOf(row);
  if (why) menu.append(item("Why it stands there", () => window.Turbo.visit(why)));
  menu.addEventListener("keydown", (event) => step(menu, event));
  menu.addEventListener("toggle", ({ newState }) => {
    if (newState === "open") return;
    menu.remove();
    if (back?.isConnected) back.focus({ preventScroll: true });
  });
  list.append(menu);
  menu.showPopover();
  putBeside(menu, anchor.getBoundingClientRect(), true);
  menu.firstChild.focus();
}

function item(words, act) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "opt";
  button.setAttribute("role", "menuitem");
  button.append(Object.assign(document.createElement("span"), { textContent: words }));
  button.addEventListener("click", act);
  return button;
}

function step(menu, event) {
  const items = [...menu.children];
  const at = items.indexOf(document.activeElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
  if (to === undefined) return;
  event.preventDefault();
  event.stopPropagation();
  items.at(to % items.length).focus();
}
