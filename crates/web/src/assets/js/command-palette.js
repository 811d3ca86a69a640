// <command-palette>: finds pages, items and verbs. A combobox (WAI-ARIA): the box keeps the focus,
// arrows move through the options the server sent as a fragment for what is typed.

const pause_ms = 80;

class CommandPalette extends HTMLElement {
  #asked;
  #timer;

  connectedCallback() {
    this.dialog = this.querySelector("dialog");
    this.box = this.dialog.querySelector("input");
    this.found = this.dialog.querySelector(".found");
    this.dressUp();
    this.dialog.addEventListener("close", this);
    this.dialog.addEventListener("keydown", this);
    this.dialog.addEventListener("click", this);
    this.box.addEventListener("input", this);
    this.box.addEventListener("focus", this);
    this.addEventListener("turbo:before-morph-element", this);
    this.addEventListener("turbo:before-morph-attribute", this);
    document.addEventListener("keydown", this);
    if (this.dialog.open) this.ask();
  }

  disconnectedCallback() {
    document.removeEventListener("keydown", this);
    this.#asked?.abort();
    clearTimeout(this.#timer);
  }

  dressUp() {
    this.found.id ||= `${this.dialog.id}-found`;
    this.found.setAttribute("role", "listbox");
    this.found.setAttribute("aria-label", this.dialog.getAttribute("aria-label"));
    for (const [name, value] of Object.entries({ role: "combobox", "aria-expanded": "true", "aria-autocomplete": "list", "aria-controls": this.found.id, autocomplete: "off", spellcheck: "false" })) {
      this.box.setAttribute(name, value);
    }
  }

  handleEvent(event) {
    if (event.type.startsWith("turbo:")) return this.morph(event);
    if (event.type === "close") return this.empty();
    if (event.type === "focus") return this.found.hasChildNodes() || this.ask();
    if (event.type === "input") return this.soon();
    if (event.type === "click") return this.pick(event);
    if (event.currentTarget === document) return this.hotKey(event);
    this.key(event);
  }

  hotKey(event) {
    if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey) return;
    event.preventDefault();
    if (this.dialog.open) this.dialog.close();
    else this.dialog.showModal();
  }

  key(event) {
    if (event.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) this.select(this.options().indexOf(this.current()) + step);
    else if (event.key === "Enter") this.run(this.current(), event.ctrlKey || event.metaKey);
    else return;
    event.preventDefault();
  }

  pick(event) {
    const option = event.target.closest(".opt");
    if (!option) return;
    if (option.matches("a") && (event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    this.run(option, false);
  }

  run(option, isBeside) {
    if (!option) return;
    if (option.href && isBeside) return void window.open(option.href, "_blank");
    this.dialog.close();
    if (option.href) window.Turbo.visit(option.href);
    else document.querySelector(option.dataset.click)?.click();
  }

  soon() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.ask(), pause_ms);
  }

  async ask() {
    this.#asked?.abort();
    const asked = (this.#asked = new AbortController());
    const address = new URL(this.dialog.dataset.src, location.href);
    address.searchParams.set("q", this.box.value);
    try {
      const answer = await fetch(address, { signal: asked.signal, headers: { accept: "text/html" } });
      if (!answer.ok) throw new Error(`status ${answer.status}`);
      const html = await answer.text();
      if (!asked.signal.aborted) this.show(html);
    } catch (error) {
      if (error.name !== "AbortError") this.show('<p class="none">Nothing can be found just now. Type on to try again.</p>');
    }
  }

  show(html) {
    this.found.innerHTML = html;
    // A listbox holds options and groups alone; the groups carry their names themselves.
    this.found.setAttribute("role", this.options().length ? "listbox" : "status");
    this.found.querySelectorAll("h3").forEach((title) => title.setAttribute("aria-hidden", "true"));
    this.options().forEach((option, n) => {
      option.id ||= `${this.found.id}-${n}`;
      option.setAttribute("tabindex", "-1");
    });
    this.select(0);
  }

  options() {
    return [...this.found.querySelectorAll(".opt")];
  }

  current() {
    return this.found.querySelector('.opt[aria-selected="true"]');
  }

  select(index) {
    const options = this.options();
    const chosen = options.at(index % options.length || 0);
    for (const option of options) option.setAttribute("aria-selected", String(option === chosen));
    if (!chosen) return this.box.removeAttribute("aria-activedescendant");
    this.box.setAttribute("aria-activedescendant", chosen.id);
    chosen.scrollIntoView({ block: "nearest" });
  }

  empty() {
    this.#asked?.abort();
    clearTimeout(this.#timer);
    this.box.value = "";
    this.found.replaceChildren();
    this.box.removeAttribute("aria-activedescendant");
  }

  /** What was found is ours, and so is what the box says of it; the rest may follow the server. */
  morph(event) {
    if (event.target === this.found || (event.type.endsWith("attribute") && event.target === this.box)) event.preventDefault();
  }
}

customElements.define("command-palette", CommandPalette);
