// A page that takes longer than 300 ms is shown as the thread in the top bar, drawing towards the
// next stop. Stands in for Turbo's own bar: same three methods, no <style>.
delete document.head.insertBefore; // the end of before-turbo.js

const delay_ms = 300;

const thread = {
  value: 0,
  setValue(value) {
    this.value = value;
  },
  show() {
    document.documentElement.dataset.loading = "";
  },
  hide() {
    delete document.documentElement.dataset.loading;
  },
};

window.Turbo.config.drive.progressBarDelay = delay_ms;
window.Turbo.session.adapter.progressBar = thread;
