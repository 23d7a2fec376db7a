// SPDX-License-Identifier: AGPL-3.0-or-later
// A button beside each service that keeps its address in localStorage, on this device and nowhere else.
(() => {
  const words = document.querySelector('[data-kept]')?.dataset;
  const read = () => {
    try { return JSON.parse(localStorage.favourites ?? '[]'); } catch { return []; }
  };
  const toggle = (button, s, n) => {
    const show = () => {
      button.textContent = read().some((one) => one.s === s) ? words.kept : words.keep;
      button.setAttribute('aria-label', `${button.textContent} : ${n}`);
    };
    button.onclick = () => {
      const list = read();
      const others = list.filter((one) => one.s !== s);
      try {
        localStorage.favourites = JSON.stringify(others.length < list.length ? others : [...list, { s, n }]);
      } catch { /* no room */ }
      show();
    };
    button.hidden = false;
    show();
  };
  const here = document.querySelector('[data-slug]');
  if (here) toggle(here, here.dataset.slug, document.querySelector('h1').textContent);
  if (!words) return;
  for (const link of document.querySelectorAll('.dalle h2 a,.dalle h3 a')) {
    const card = link.closest('.dalle');
    // A secret place leaves no trace on a phone that somebody else may look into.
    if (card.querySelector('[href="#i-lock-key"]')) continue;
    let acts = card.querySelector('.actes');
    if (!acts) card.append(acts = document.createElement('p'));
    acts.className = 'actes';
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'b mince';
    acts.append(button);
    toggle(button, decodeURIComponent(link.pathname.split('/').pop()), link.textContent);
  }
})();
