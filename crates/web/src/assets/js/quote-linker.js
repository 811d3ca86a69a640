// <quote-linker>: the words that are selected in the .body inside stand in the field named
// "passage" of the form inside. Without script they are typed or pasted there.
class QuoteLinker extends HTMLElement {
  connectedCallback() {
    this.listening = new AbortController();
    document.addEventListener("selectionchange", () => this.take(), { signal: this.listening.signal });
  }

  disconnectedCallback() {
    this.listening.abort();
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
