// <attach-files> around a form with a file field: files that are dropped onto the page or pasted are sent by it. Without it
// one chooses them in the field.

customElements.define(
  "attach-files",
  class extends HTMLElement {
    connectedCallback() {
      this.stop = new AbortController();
      const { signal } = this.stop;
      document.addEventListener("dragover", (event) => this.over(event), { signal });
      document.addEventListener("dragleave", (event) => event.relatedTarget || this.mark(false), { signal });
      document.addEventListener("drop", (event) => this.drop(event), { signal });
      document.addEventListener("paste", (event) => this.paste(event), { signal });
      // What was attached is in the list, no longer in the field.
      this.addEventListener("turbo:submit-end", ({ target, detail }) => detail.success && target.reset(), { signal });
    }

    disconnectedCallback() {
      this.stop.abort();
    }

    /** Cards and rows are dragged, too: only what comes from outside holds files. */
    over(event) {
      if (!event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      this.mark(true);
    }

    drop(event) {
      this.mark(false);
      const files = event.dataTransfer?.files;
      // A file field under the hand takes them itself.
      if (!files?.length || event.target.closest?.("input[type=file]")) return;
      event.preventDefault();
      this.send(files);
    }

    /** A text that is pasted stays a text, also where a picture of it comes along. */
    paste(event) {
      const { files, types } = event.clipboardData ?? {};
      if (!files?.length || types.includes("text/plain")) return;
      event.preventDefault();
      this.send(files);
    }

    mark(isOver) {
      this.toggleAttribute("data-over", isOver);
    }

    send(files) {
      const field = this.querySelector("input[type=file]");
      if (!field) return;
      field.files = files;
      // As if they were chosen: their size is looked at and the form posts itself.
      field.dispatchEvent(new Event("change", { bubbles: true }));
      this.scrollIntoView({ block: "nearest" });
    }
  },
);
