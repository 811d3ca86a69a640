// <mention-field data-src="…/mentionable">: `@` in its textarea offers the people who may read the item. Arrows choose,
// Enter or Tab takes, Esc leaves the word as it is. Without script one writes the name.

const shown_max = 8;
const loaded = new Map();
let count = 0;

class MentionField extends HTMLElement {
  connectedCallback() {
    this.box = this.querySelector("textarea");
    this.addEventListener("input", this);
    this.addEventListener("keydown", this);
    this.addEventListener("focusout", this);
    this.addEventListener("pointerdown", this);
  }

  disconnectedCallback() {
    this.close();
  }

  handleEvent(event) {
    if (event.type === "input") this.look();
    if (event.type === "keydown" && this.list) this.key(event);
    if (event.type === "focusout" && !this.contains(event.relatedTarget)) this.close();
    if (event.type === "pointerdown") this.point(event);
  }

  /** The word after the last `@` before the caret, if one is being written. */
  get word() {
    return this.box.value.slice(0, this.box.selectionStart).match(/(?:^|[^\p{L}\p{N}])@([\p{L}\p{N} .'’-]{0,40})$/u)?.[1];
  }

  async look() {
    if (this.word === undefined) return this.close();
    const people = await this.people();
    const word = this.word;
    if (word === undefined || !this.isConnected) return this.close();
    const wanted = plain(word);
    const found = people.filter(({ name }) => plain(name).startsWith(wanted) || plain(name).split(" ").some((part) => part.startsWith(wanted)));
    const written = found.some(({ name }) => plain(name) === wanted.trimEnd()) && word.endsWith(" ");
    if (!found.length || written) return this.close();
    this.show(found.slice(0, shown_max));
  }

  people() {
    const src = this.dataset.src;
    if (!loaded.has(src)) {
      const asked = fetch(src, { headers: { accept: "application/json" } }).then((answer) => (answer.ok ? answer.json() : []));
      loaded.set(src, asked.catch(() => []));
      // Who comes or goes is known again after a while.
      setTimeout(() => loaded.delete(src), 60_000);
    }
    return loaded.get(src);
  }

  show(people) {
    this.list ??= this.open();
    this.list.replaceChildren(
      ...people.map(({ name }, nth) => {
        const option = document.createElement("li");
        option.id = `${this.list.id}-${nth}`;
        option.role = "option";
        option.textContent = name;
        return option;
      }),
    );
    this.choose(0);
  }

  open() {
    const list = document.createElement("ul");
    list.id = `mention-${(count += 1)}`;
    list.className = "mention-list";
    list.dataset.made = "";
    list.role = "listbox";
    list.ariaLabel = "People";
    this.append(list);
    this.box.setAttribute("aria-controls", list.id);
    this.box.setAttribute("aria-autocomplete", "list");
    return list;
  }

  close() {
    this.list?.remove();
    this.list = undefined;
    for (const name of ["aria-controls", "aria-activedescendant", "aria-autocomplete"]) this.box?.removeAttribute(name);
  }

  choose(nth) {
    const options = [...this.list.children];
    this.at = (nth + options.length) % options.length;
    options.forEach((option, place) => option.setAttribute("aria-selected", String(place === this.at)));
    this.box.setAttribute("aria-activedescendant", options[this.at].id);
  }

  key(event) {
    if (event.isComposing || event.shiftKey || event.ctrlKey || event.metaKey || event.altKey) return;
    if (this.word === undefined) return this.close();
    if (event.key === "ArrowDown") this.choose(this.at + 1);
    else if (event.key === "ArrowUp") this.choose(this.at - 1);
    else if (event.key === "Enter" || event.key === "Tab") this.take(this.list.children[this.at].textContent);
    else if (event.key === "Escape") this.close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  point(event) {
    const option = event.target.closest(".mention-list > li");
    if (!option) return;
    event.preventDefault();
    this.take(option.textContent);
  }

  take(name) {
    if (this.word === undefined) return this.close();
    const caret = this.box.selectionStart;
    this.box.setRangeText(`${name} `, caret - this.word.length, caret, "end");
    this.close();
    this.box.focus();
    this.box.dispatchEvent(new Event("change", { bubbles: true }));
  }
}

/** Small letters without accents. */
function plain(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

customElements.define("mention-field", MentionField);
