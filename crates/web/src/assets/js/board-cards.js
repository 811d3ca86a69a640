// <board-cards move-url>: cards carried between columns by drag or Shift+arrows; M opens a card's own form.
// J K and arrows walk the cards, A goes to accept. Shown at once, posted as story and column, put back when
// refused. Without move-url the board is only read. What a column is called follows from the attribute field,
// and a column with data-command is told by that command, with the story alone.
import { announce } from "./announce.js";
import { hold } from "./hold.js";
import { toast } from "./toasts.js";
import { isTyping, openModal, singleKeysAreOn } from "./typing.js";

const threshold_px = 4;
const press_ms = 350;
const notHandles = "button, input, select, textarea, summary, form";
const during = ["pointermove", "pointerup", "pointercancel", "keydown"];
const keys = { j: "down", k: "up", ArrowDown: "down", ArrowUp: "up", ArrowLeft: "left", ArrowRight: "right" };

class BoardCards extends HTMLElement {
  #start; // {card, x, y, pointer, isTouch}: pressed, not yet carried
  #carried; // {card, column, release}
  #timer;
  #posting = Promise.resolve();

  connectedCallback() {
    for (const type of ["pointerdown", "dragstart", "contextmenu", "submit"]) this.addEventListener(type, this);
    this.addEventListener("touchmove", this, { passive: false });
    document.addEventListener("keydown", this.walk);
  }

  disconnectedCallback() {
    this.stop();
    document.removeEventListener("keydown", this.walk);
  }

  get moveUrl() {
    return this.getAttribute("move-url");
  }

  /** What the server calls a column. */
  get field() {
    return this.getAttribute("field") ?? "column";
  }

  handleEvent(event) {
    this[event.type]?.(event);
  }

  columns() {
    return [...this.querySelectorAll(".column")];
  }

  // By keys

  walk = (event) => {
    if (event.defaultPrevented || isTyping(event) || openModal() || event.ctrlKey || event.metaKey || event.altKey) return;
    if (this.#carried || event.target.closest("[popover], details[open]")) return;
    if (event.key.length === 1 && !singleKeysAreOn()) return;
    const card = document.activeElement?.closest?.(".card");
    const mine = card && this.contains(card) ? card : undefined;
    if (this.#act(event, mine)) event.preventDefault();
  };

  #act({ key, shiftKey }, card) {
    const way = keys[key];
    if (!card) return (key === "j" || key === "k") && this.#enter();
    if (way && shiftKey) return (way === "left" || way === "right") && this.#shift(card, way);
    if (way) return this.#step(card, way);
    if (key === "m") return this.#open(card);
    const accept = key === "a" && card.querySelector("a.accept");
    if (accept) accept.click();
    return !!accept;
  }

  #enter() {
    const first = this.querySelector(".card");
    if (first) this.#focus(first);
    return !!first;
  }

  #step(card, way) {
    const column = card.closest(".column");
    const at = cardsOf(column).indexOf(card);
    if (way === "up" || way === "down") return this.#focus(cardsOf(column)[at + (way === "down" ? 1 : -1)]);
    const columns = this.columns();
    const from = columns.indexOf(column);
    const beside = way === "right" ? columns.slice(from + 1) : columns.slice(0, from).reverse();
    const there = cardsOf(beside.find((other) => cardsOf(other).length));
    return this.#focus(there[Math.min(at, there.length - 1)]);
  }

  #focus(card) {
    if (!card) return true;
    card.querySelector(".card-link").focus();
    card.scrollIntoView({ block: "nearest", inline: "nearest" });
    say(card);
    return true;
  }

  #shift(card, way) {
    const columns = this.columns();
    const to = columns[columns.indexOf(card.closest(".column")) + (way === "right" ? 1 : -1)];
    if (this.#mayMove(card) && to?.dataset.column) this.place(card, to);
    return true;
  }

  #open(card) {
    const menu = card.querySelector("details.card-move");
    if (!menu) return false;
    menu.open = true;
    menu.querySelector("select").focus();
    return true;
  }

  /** The card's own form, which works without script too. */
  submit(event) {
    const menu = event.target.closest("details.card-move");
    const wanted = event.submitter?.dataset.column ?? event.target.elements[this.field]?.value;
    const column = this.columns().find((other) => other.dataset.column === wanted);
    if (!menu || !column) return;
    event.preventDefault();
    event.stopPropagation();
    const card = menu.closest(".card");
    menu.open = false;
    card.querySelector(".card-link").focus();
    if (column !== card.closest(".column")) this.place(card, column);
  }

  #mayMove(card) {
    return !!this.moveUrl && !!card.querySelector("details.card-move");
  }

  // By hand

  pointerdown(event) {
    const card = event.target.closest(".card");
    if (!card || !this.#mayMove(card) || event.button !== 0 || !event.isPrimary || event.target.closest(notHandles)) return;
    const isTouch = event.pointerType === "touch";
    this.#start = { card, x: event.clientX, y: event.clientY, pointer: event.pointerId, isTouch };
    if (isTouch) this.#timer = setTimeout(() => this.#pickUp(), press_ms);
    for (const type of during) addEventListener(type, this, true);
  }

  pointermove(event) {
    if (event.pointerId !== this.#start?.pointer) return;
    const [dx, dy] = [event.clientX - this.#start.x, event.clientY - this.#start.y];
    if (this.#carried) return this.#carry(event, dx, dy);
    const moved = Math.hypot(dx, dy);
    if (this.#start.isTouch && moved > 2 * threshold_px) this.stop(); // a finger that moves early scrolls
    else if (!this.#start.isTouch && moved >= threshold_px) this.#pickUp();
  }

  pointerup(event) {
    if (event.pointerId !== this.#start?.pointer) return;
    const { card, column } = this.#carried ?? {};
    this.stop();
    if (column && column !== card.closest(".column")) this.place(card, column);
  }

  pointercancel() {
    this.stop();
  }

  keydown(event) {
    if (event.key !== "Escape" || !this.#carried) return;
    event.preventDefault();
    event.stopPropagation();
    this.stop();
  }

  dragstart(event) {
    if (this.moveUrl) event.preventDefault(); // links would carry themselves
  }

  touchmove(event) {
    if (this.#carried) event.preventDefault();
  }

  contextmenu(event) {
    if (this.#start?.isTouch) event.preventDefault();
  }

  #pickUp() {
    const { card, pointer } = this.#start;
    this.#carried = { card, column: card.closest(".column"), release: hold() };
    card.classList.add("lifted");
    this.toggleAttribute("busy", true);
    card.setPointerCapture(pointer);
    getSelection().removeAllRanges();
    swallowNextClick();
  }

  #carry({ clientX, clientY }, dx, dy) {
    const { card } = this.#carried;
    card.style.translate = `${dx}px ${dy}px`;
    const under = document.elementsFromPoint(clientX, clientY).find((element) => !card.contains(element));
    this.#carried.column = under?.closest(".column[data-column]") ?? undefined;
    for (const column of this.columns()) column.classList.toggle("drop", column === this.#carried.column);
  }

  /** Ends whatever is under way; a carried card is where it was. */
  stop() {
    clearTimeout(this.#timer);
    for (const type of during) removeEventListener(type, this, true);
    this.#start = undefined;
    const carried = this.#carried;
    this.#carried = undefined;
    if (!carried) return;
    carried.card.classList.remove("lifted");
    carried.card.style.removeProperty("translate");
    for (const column of this.columns()) column.classList.remove("drop");
    this.removeAttribute("busy");
    carried.release();
  }

  /** Puts the card into a column on the page, then asks the server to. */
  place(card, column) {
    const home = card.closest(".column");
    const hadFocus = card.contains(document.activeElement) && document.activeElement;
    put(card, column);
    hadFocus && hadFocus.focus();
    say(card);
    const release = hold(); // from now on, also while another post is still under way
    this.#posting = this.#posting.then(() => this.#post(card, column, home)).finally(release);
  }

  async #post(card, column, home) {
    try {
      const { column: id, command } = column.dataset;
      const url = command ? this.moveUrl.replace(/[^/]+$/, command) : this.moveUrl;
      const told = await send(url, { story: card.dataset.id, ...(!command && { [this.field]: id }) });
      toast({ sentence: told.sentence, ...(told.undo && { undoSeq: told.seq, undoUrl: this.moveUrl.replace(/[^/]+$/, "undo_change") }) });
    } catch (refusal) {
      put(card, home);
      toast({ sentence: refusal.message });
    } finally {
      document.dispatchEvent(new Event("live:look-again")); // the figures of both columns are the server's
    }
  }
}

function cardsOf(column) {
  return [...(column?.querySelectorAll(".card") ?? [])];
}

/** In the owner's order, as the server will show it. */
function put(card, column) {
  const next = cardsOf(column).find((other) => other !== card && other.dataset.rank > card.dataset.rank);
  if (next) next.before(card);
  else column.append(card);
}

/** "INV-260, Doing, 2 of 4" */
function say(card) {
  const column = card.closest(".column");
  const cards = cardsOf(column);
  announce(`${card.dataset.name}, ${column.getAttribute("aria-label")}, ${cards.indexOf(card) + 1} of ${cards.length}`);
}

async function send(url, fields) {
  let answer;
  try {
    answer = await fetch(url, { method: "POST", body: new URLSearchParams(fields), headers: { accept: "application/json" } });
  } catch {
    throw new Error("The server cannot be reached, so nothing was moved.");
  }
  const told = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Error(told.detail ?? "This could not be moved.");
  return told;
}

/** The release of a carried card is no click on it, also after Esc. */
function swallowNextClick() {
  const swallow = (event) => {
    event.preventDefault();
    event.stopPropagation();
  };
  document.addEventListener("click", swallow, true);
  const over = () => setTimeout(() => document.removeEventListener("click", swallow, true));
  for (const type of ["pointerup", "pointercancel"]) addEventListener(type, over, { capture: true, once: true });
}

customElements.define("board-cards", BoardCards);
