// <rank-list move-url>: rows put in order by drag, by Shift+arrows on the cursor row, or from a menu
// (M, or a .row-menu button). Shown at once, posted as "between these two", glides back when refused.
// Without move-url the list is only read. moves="feature" names what is moved otherwise than "story";
// with="scenario=…" is posted along.
import { hold } from "./hold.js";
import { cursorRow } from "./list-keys.js";
import { glide } from "./motion.js";
import { RankDrag } from "./rank-drag.js";
import { openRankMenu } from "./rank-menu.js";
import { toast } from "./toasts.js";
import { isTyping, openModal, singleKeysAreOn } from "./typing.js";

class RankList extends HTMLElement {
  /** Posts go one after another: each names neighbours the one before has settled. */
  #posting = Promise.resolve();

  connectedCallback() {
    this.drag = new RankDrag(this);
    this.addEventListener("click", this);
    document.addEventListener("keydown", this);
  }

  disconnectedCallback() {
    this.drag.stop();
    document.removeEventListener("keydown", this);
  }

  get moveUrl() {
    return this.getAttribute("move-url");
  }

  get undoUrl() {
    return this.getAttribute("undo-url") ?? this.moveUrl.replace(/[^/]+$/, "undo_change");
  }

  rows() {
    return [...this.querySelectorAll(".row[data-id]")];
  }

  handleEvent(event) {
    if (!this.moveUrl) return;
    if (event.type === "click") {
      const button = event.target.closest(".row-menu");
      if (button) openRankMenu(this, button.closest(".row"), button);
    } else this.key(event);
  }

  key(event) {
    if (event.defaultPrevented || isTyping(event) || openModal() || event.ctrlKey || event.metaKey || event.altKey) return;
    const row = cursorRow();
    if (!row || !this.contains(row)) return;
    const way = event.shiftKey && { ArrowUp: "up", ArrowDown: "down" }[event.key];
    if (way) this.move(row, way);
    else if (event.key === "m" && singleKeysAreOn()) openRankMenu(this, row, row);
    else return;
    event.preventDefault();
  }

  /** `way`: up, down, top or bottom of the rows shown. */
  move(row, way) {
    const others = this.rows().filter((other) => other !== row);
    const at = this.rows().indexOf(row);
    const to = { up: at - 1, down: at + 1, top: 0, bottom: others.length }[way];
    if (to === at || to < 0 || to > others.length) return;
    this.place(row, others[to - 1], others[to]);
    row.scrollIntoView({ block: "nearest" });
  }

  /** Puts the row between two others on the page, then asks the server to. */
  place(row, after, before) {
    const hadFocus = row.contains(document.activeElement) && document.activeElement;
    const old = { after: neighbour(row, "previousElementSibling"), before: neighbour(row, "nextElementSibling") };
    if (old.after === after && old.before === before) return;
    glide(this.rows(), () => put(row, after, before));
    this.number();
    hadFocus && hadFocus.focus({ preventScroll: true });
    const release = hold(); // from now on, also while another post is still under way
    this.#posting = this.#posting.then(() => this.post(row, after, before, old)).finally(release);
  }

  /** The figures stay where they are, the rows change under them; the server's page confirms. */
  number() {
    const ranks = [...this.querySelectorAll(".row[data-id] .rank")];
    const figures = ranks.map((rank) => rank.textContent).sort((a, b) => a.replace(/\D/g, "") - b.replace(/\D/g, ""));
    ranks.forEach((rank, n) => (rank.textContent = figures[n]));
  }

  async post(row, after, before, old) {
    try {
      const moved = { [this.getAttribute("moves") ?? "story"]: row.dataset.id, after: after?.dataset.id ?? "", before: before?.dataset.id ?? "" };
      const along = Object.fromEntries(new URLSearchParams(this.getAttribute("with") ?? ""));
      const told = await send(this.moveUrl, { ...along, ...moved });
      toast({ sentence: told.sentence, ...(told.undo && { undoSeq: told.seq, undoUrl: this.undoUrl }) });
    } catch (refusal) {
      glide(this.rows(), () => put(row, old.after, old.before));
      this.number();
      toast({ sentence: refusal.message });
      document.dispatchEvent(new Event("live:look-again")); // whatever else moved: the server's order holds
    }
  }
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

function neighbour(row, way) {
  let other = row[way];
  while (other && !other.dataset.id) other = other[way];
  return other ?? undefined;
}

function put(row, after, before) {
  if (after?.isConnected) after.after(row);
  else if (before?.isConnected) before.before(row);
}

customElements.define("rank-list", RankList);
