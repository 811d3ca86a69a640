// <quote-linker>: the words that are selected in the .body inside stand in the field named
// "passage" of the form inside; a button with data-take links them to its need. Without script both are typed or chosen there.
class QuoteLinker extends HTMLElement {
  connectedCallback() {
    this.listening = new AbortController();
    document.addEventListener("selectionchange", () => this.take(), { signal: this.listening.signal });
    this.addEventListener("click", (event) => this.choose(event.target.closest("[data-take]")), { signal: this.listening.signal });
  }

  disconnectedCallback() {
    this.listening.abort();
  }

  /** A likely need is taken at once: where no words are selected, all of them are meant. One key takes it back. */
  choose(button) {
    if (!button) return;
    const [need, field] = [this.querySelector('[name="need"]'), this.querySelector('[name="passage"]')];
    need.value = button.dataset.take;
    if (field.value === "") field.value = this.querySelector(".body").textContent.trim();
    for (const changed of [need, field]) changed.dispatchEvent(new Event("input", { bubbles: true }));
    need.form.requestSubmit();
  }

  // The selection as it stands in the text: a passage is quoted to the letter.
  take() {
    const selection = document.getSelection();
    const [body, field] = [this.querySelector(".body"), this.querySelector('[name="passage"]')];
    if (!body || !field || !selection || selection.isCollapsed || selection.rangeCount === 0) return;
    const range = selection.getRangeAt(0);
    if (!body.contains(range.commonAncestorContainer)) return;
    const words = range.toString().trim();
    if (words === "" || words === field.value) return;
    field.value = words;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    this.dataset.chosen = "";
  }
}

customElements.define("quote-linker", QuoteLinker);
