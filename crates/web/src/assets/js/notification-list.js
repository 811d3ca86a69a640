// <notification-list mark-url="…/mark">: opening a notification reads it. A GET never writes, so this posts beside it.

class NotificationList extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", this);
  }

  disconnectedCallback() {
    this.removeEventListener("click", this);
  }

  handleEvent({ target }) {
    const row = target.closest(".row-link")?.closest(".row.unread");
    if (!row) return;
    const body = new URLSearchParams({ item: row.dataset.id, as: "read" });
    fetch(this.getAttribute("mark-url"), { method: "POST", body, keepalive: true, headers: { accept: "application/json" } }).catch(() => {});
  }
}

customElements.define("notification-list", NotificationList);
