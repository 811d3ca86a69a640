// <input type="file" data-max-mb="16">: a file that is too long is told before it is sent.
document.addEventListener("change", ({ target }) => {
  if (!(target instanceof HTMLInputElement) || !target.dataset.maxMb) return;
  const most = Number(target.dataset.maxMb);
  const isTooLong = [...(target.files ?? [])].some((file) => file.size > most * 1024 * 1024);
  target.setCustomValidity(isTooLong ? `The file has more than ${most} MB.` : "");
  target.reportValidity();
});
