// <look-again seconds="1">: while it stands on a page, the page renews itself that often. For what
// is under way and stands in no change log, such as how far an import is.
customElements.define(
  "look-again",
  class extends HTMLElement {
    #timer;

    connectedCallback() {
      const every_ms = Number(this.getAttribute("seconds")) * 1000;
      this.#timer = setInterval(() => document.dispatchEvent(new CustomEvent("live:look-again")), every_ms);
    }

    disconnectedCallback() {
      clearInterval(this.#timer);
    }
  },
);
