// One row under the pointer: picked up after 4 px (or a long press of a finger), carried while the
// others make room, dropped between two. Esc puts it back. Knows nothing of servers.
import { hold } from "./hold.js";
import { glide } from "./motion.js";

const threshold_px = 4;
const press_ms = 350;
const edge_px = 56;
const scroll_px = 14;
const notHandles = "button, input, select, textarea, summary, [popover], .tag";

export class RankDrag {
  #list;
  #start; // {row, x, y, pointer, isTouch}: pressed, not yet carried
  #carried; // {row, others, slot, home, from, height, scroller, scroll, to, release}
  #timer;
  #y = 0;

  constructor(list) {
    this.#list = list;
    list.addEventListener("pointerdown", this);
    list.addEventListener("dragstart", this);
    list.addEventListener("touchmove", this, { passive: false });
    list.addEventListener("contextmenu", this);
  }

  handleEvent(event) {
    this[event.type]?.(event);
  }

  pointerdown(event) {
    const row = event.target.closest(".row[data-id]");
    if (!this.#list.moveUrl || !row || event.button !== 0 || !event.isPrimary || event.target.closest(notHandles)) return;
    this.#start = { row, x: event.clientX, y: event.clientY, pointer: event.pointerId, isTouch: event.pointerType === "touch" };
    this.#y = event.clientY;
    if (this.#start.isTouch) this.#timer = setTimeout(() => this.#pickUp(), press_ms);
    for (const type of ["pointermove", "pointerup", "pointercancel", "keydown"]) addEventListener(type, this, true);
  }

  pointermove(event) {
    if (event.pointerId !== this.#start?.pointer) return;
    this.#y = event.clientY;
    if (this.#carried) return this.#carry();
    const moved = Math.hypot(event.clientX - this.#start.x, event.clientY - this.#start.y);
    if (this.#start.isTouch && moved > 2 * threshold_px) this.stop(); // a finger that moves early scrolls
    else if (!this.#start.isTouch && moved >= threshold_px) this.#pickUp();
  }

  pointerup(event) {
    if (event.pointerId !== this.#start?.pointer) return;
    if (this.#carried) this.#drop();
    this.stop();
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
    if (this.#list.moveUrl) event.preventDefault(); // links would carry themselves
  }

  touchmove(event) {
    if (this.#carried) event.preventDefault();
  }

  contextmenu(event) {
    if (this.#start?.isTouch) event.preventDefault();
  }

  #pickUp() {
    const { row, y } = this.#start;
    const list = row.parentElement;
    const items = [...list.children].filter((item) => !item.matches(".head-row"));
    const scroller = scrollerOf(list);
    const others = items.filter((item) => item !== row).map((item) => ({ item, middle: middleOf(item) }));
    const slot = document.createElement("div");
    slot.className = "slot";
    slot.dataset.made = "";
    const box = row.getBoundingClientRect();
    this.#carried = { row, others, slot, home: items.indexOf(row), to: items.indexOf(row), from: y, height: box.height, scroller, scroll: scroller.scrollTop, release: hold() };
    this.#list.append(slot);
    slot.style.blockSize = `${box.height}px`;
    row.classList.add("lifted");
    this.#list.toggleAttribute("busy", true);
    row.setPointerCapture(this.#start.pointer);
    getSelection().removeAllRanges();
    swallowNextClick();
    requestAnimationFrame(() => this.#scrollAtEdges());
    this.#carry();
  }

  #carry() {
    const { row, others, home, from, height, scroller, scroll, slot } = this.#carried;
    const scrolled = scroller.scrollTop - scroll;
    const moved = this.#y - from + scrolled;
    row.style.translate = `0 ${moved}px`;
    const middle = middleOf(row) + scrolled;
    const to = others.filter((other) => other.middle < middle).length;
    this.#carried.to = to;
    others.forEach(({ item }, n) => {
      const shift = n < home && n >= to ? height : n >= home && n < to ? -height : 0;
      item.style.translate = shift ? `0 ${shift}px` : "";
    });
    const passed = others.slice(Math.min(home, to), Math.max(home, to)).reduce((sum, { item }) => sum + item.offsetHeight, 0);
    slot.style.insetBlockStart = `${row.offsetTop + (to < home ? -passed : passed)}px`;
  }

  #scrollAtEdges() {
    if (!this.#carried) return;
    const { scroller } = this.#carried;
    const box = scroller === document.scrollingElement ? { top: 0, bottom: innerHeight } : scroller.getBoundingClientRect();
    const way = this.#y < box.top + edge_px ? -1 : this.#y > box.bottom - edge_px ? 1 : 0;
    const before = scroller.scrollTop;
    scroller.scrollTop += way * scroll_px;
    if (scroller.scrollTop !== before) this.#carry();
    requestAnimationFrame(() => this.#scrollAtEdges());
  }

  #drop() {
    const { row, others, to } = this.#carried;
    const isRow = ({ item }) => item.dataset.id;
    const after = others.slice(0, to).filter(isRow).at(-1)?.item;
    const before = others.slice(to).find(isRow)?.item;
    const place = this.#carried;
    this.#carried = undefined;
    glide([row, ...others.map(({ item }) => item)], () => {
      this.#putDown(place);
      this.#list.place(row, after, before);
    });
  }

  /** Ends whatever is under way; a carried row goes back to where it was. */
  stop() {
    clearTimeout(this.#timer);
    for (const type of ["pointermove", "pointerup", "pointercancel", "keydown"]) removeEventListener(type, this, true);
    this.#start = undefined;
    const place = this.#carried;
    this.#carried = undefined;
    if (place) glide([place.row, ...place.others.map(({ item }) => item)], () => this.#putDown(place));
  }

  #putDown({ row, others, slot, release }) {
    row.classList.remove("lifted");
    for (const item of [row, ...others.map((other) => other.item)]) item.style.removeProperty("translate");
    slot.remove();
    this.#list.removeAttribute("busy");
    release();
  }
}

/** The release of a carried row is no click on it, also after Esc. */
function swallowNextClick() {
  document.addEventListener("click", swallow, true);
  const over = () => setTimeout(() => document.removeEventListener("click", swallow, true));
  for (const type of ["pointerup", "pointercancel"]) addEventListener(type, over, { capture: true, once: true });
}

function swallow(event) {
  event.preventDefault();
  event.stopPropagation();
}

function middleOf(item) {
  const box = item.getBoundingClientRect();
  return box.top + box.height / 2;
}

function scrollerOf(element) {
  for (let place = element.parentElement; place && place !== document.body; place = place.parentElement) {
    if (place.scrollHeight > place.clientHeight && /auto|scroll/.test(getComputedStyle(place).overflowY)) return place;
  }
  return document.scrollingElement;
}
