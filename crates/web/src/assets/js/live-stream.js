// One event stream of the server: remembers how far it heard and comes back by itself.
// Runs in the shared worker, or in the page where a browser has none.

const again_ms = { least: 500, most: 30_000 };

export class LiveStream {
  #source;
  #timer;
  #tries = 0;

  /** `tell` gets {news: {seq, product, nouns, items}} or {lookAgain: true}. */
  constructor(address, seq, tell) {
    this.address = address;
    this.seq = seq;
    this.tell = tell;
    this.#open();
  }

  close() {
    clearTimeout(this.#timer);
    this.#source?.close();
    this.#source = undefined;
  }

  #open() {
    const source = new EventSource(`${this.address}?since=${this.seq}`);
    this.#source = source;
    source.onopen = () => (this.#tries = 0);
    source.onmessage = ({ data }) => {
      const news = JSON.parse(data);
      this.seq = Math.max(this.seq, news.seq);
      this.tell({ news });
    };
    source.addEventListener("look-again", () => this.tell({ lookAgain: true }));
    source.addEventListener("bye", () => this.#comeBack());
    // The browser takes a lost connection up again; one that was refused it gives up.
    source.onerror = () => {
      if (source.readyState === EventSource.CLOSED) this.#comeBack();
    };
  }

  /** Spread, and slower each time, so that a server that starts is not met by everybody at once. */
  #comeBack() {
    this.close();
    const wait_ms = Math.min(again_ms.least * 2 ** this.#tries, again_ms.most);
    this.#tries += 1;
    this.#timer = setTimeout(() => this.#open(), wait_ms * (0.5 + Math.random()));
  }
}
