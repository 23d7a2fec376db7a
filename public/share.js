// SPDX-License-Identifier: AGPL-3.0-or-later
// Sending a service's link on: the phone's own menu where there is one, and a button that copies.
(() => {
  const send = document.querySelector('[data-share]');
  if (send && navigator.share) {
    send.hidden = false;
    send.addEventListener('click', () => navigator.share({ title: document.title, url: send.dataset.share }).catch(() => {}));
  }
  const copy = document.querySelector('[data-copy]');
  if (copy && navigator.clipboard) {
    copy.hidden = false;
    copy.addEventListener('click', async () => {
      await navigator.clipboard.writeText(copy.dataset.copy);
      copy.textContent = copy.dataset.done;
    });
  }
})();
