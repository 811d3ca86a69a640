// <tree-walk>: nested lists whose branches are details, walked as the tree pattern of WAI-ARIA says:
// up and down go to what is seen next, right opens or goes in, left closes or goes out, Home, End, a letter.
// Tab enters at one place. Without script every link is reached by Tab, and details open by themselves.
import { isTyping, openModal, singleKeysAreOn } from "./typing.js";

class TreeWalk extends HTMLElement {
  connectedCallback() {
    this.listening = new AbortController();
    const signal = this.listening.signal;
    this.addEventListener("keydown", (event) => this.press(event), { signal });
    this.addEventListener("focusin", ({ target }) => this.enter(target.closest(".node-line a")), { signal });
    document.addEventListener("turbo:morph", () => this.enter(this.here()), { signal });
    this.enter(this.links()[0]);
  }

  disconnectedCallback() {
    this.listening.abort();
  }

  links() {
    return [...this.querySelectorAll(".node-line a")];
  }

  seen() {
    return this.links().filter((link) => link.checkVisibility());
  }

  here() {
    return this.links().find((link) => link.closest(".node").id === this.at) ?? this.links()[0];
  }

  /** The place of the keyboard: the one link that Tab reaches. */
  enter(link) {
    if (!link) return;
    this.at = link.closest(".node").id;
    for (const other of this.querySelectorAll(".node-line a, summary")) other.tabIndex = other === link ? 0 : -1;
  }

  press(event) {
    if (event.defaultPrevented || isTyping(event) || openModal() || event.altKey || event.ctrlKey || event.metaKey) return;
    const link = event.target.closest(".node-line a");
    const to = link && this.goal(link, event);
    if (!to) return;
    event.preventDefault();
    to.focus();
  }

  /** Where a key leads from a link; the link itself where only a branch opens or closes. */
  goal(link, event) {
    const seen = this.seen();
    const branch = link.closest(".node").querySelector(":scope > details");
    const step = (by) => seen[Math.min(Math.max(seen.indexOf(link) + by, 0), seen.length - 1)];
    switch (event.key) {
      case "ArrowDown": return step(1);
      case "ArrowUp": return step(-1);
      case "Home": return seen[0];
      case "End": return seen.at(-1);
      case "ArrowRight": return branch && (branch.open ? branch.querySelector(".node-line a") : turned(branch, link));
      case "ArrowLeft": return branch?.open ? turned(branch, link) : link.closest("details")?.closest(".node").querySelector(".node-line a");
      default: return singleKeysAreOn() && event.shiftKey ? this.named(seen, link, event.key) : undefined;
    }
  }

  /** Shift and a letter: the next node that begins with it. The plain letters are the page's. */
  named(seen, link, key) {
    if (key.length !== 1) return undefined;
    const after = seen.indexOf(link) + 1;
    const starts = (other) => title(other).toLowerCase().startsWith(key.toLowerCase());
    return [...seen.slice(after), ...seen.slice(0, after)].find(starts);
  }
}

function turned(branch, link) {
  branch.open = !branch.open;
  return link;
}

function title(link) {
  return [...link.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE).map((node) => node.data).join("").trim();
}

customElements.define("tree-walk", TreeWalk);
