// SPDX-License-Identifier: AGPL-3.0-or-later
// Addresses kept on this device: a button beside each service, and the page that lists them. They are in
// localStorage and nowhere else; the house learns of them only when somebody asks for a sheet.
(() => {
  const read = () => {
    try { return JSON.parse(localStorage.favourites ?? '[]'); } catch { return []; }
  };
  const write = (list) => { try { localStorage.favourites = JSON.stringify(list); } catch { /* no room */ } };
  const make = (tag, text, props) => Object.assign(document.createElement(tag), { textContent: text, ...props });
  const words = document.querySelector('[data-kept]')?.dataset;
  const toggle = (button, slug, name) => {
    const show = () => {
      const kept = read().some((one) => one.s === slug);
      button.textContent = kept ? words.kept : words.keep;
      button.setAttribute('aria-label', `${button.textContent} : ${name}`);
    };
    button.addEventListener('click', () => {
      const list = read();
      const others = list.filter((one) => one.s !== slug);
      write(others.length === list.length ? [...list, { s: slug, n: name }] : others);
      show();
    });
    button.hidden = false;
    show();
  };
  const here = document.querySelector('button[data-slug]');
  if (here && words) toggle(here, here.dataset.slug, document.querySelector('h1').textContent);
  if (words) {
    for (const link of document.querySelectorAll('.dalle h2 a,.dalle h3 a')) {
      const button = make('button', '', { type: 'button', className: 'b' });
      const card = link.closest('.dalle');
      // A secret place leaves no trace on a phone that somebody else may look into.
      if (card.querySelector('[href="#i-lock-key"]')) continue;
      let acts = card.querySelector('.actes');
      if (!acts) card.append(acts = make('p', '', { className: 'actes' }));
      acts.append(button);
      toggle(button, decodeURIComponent(link.pathname.split('/').pop()), link.textContent);
    }
  }
  const page = document.querySelector('[data-favourites]');
  if (!page) return;
  const home = page.dataset.favourites;
  const draw = () => {
    const list = read();
    if (!list.length) return page.replaceChildren(make('p', page.dataset.none));
    const rows = list.map(({ s, n }) => {
      const row = make('li', '');
      const remove = make('button', page.dataset.remove, { type: 'button', className: 'b mince' });
      const link = make('a', n, { href: `${home}/guide/${encodeURIComponent(s)}`, dir: 'auto' });
      remove.setAttribute('aria-label', `${page.dataset.remove} : ${n}`);
      remove.addEventListener('click', () => { write(read().filter((one) => one.s !== s)); draw(); });
      row.append(link, remove);
      return row;
    });
    const all = make('ul', '', { className: 'gardees' });
    all.append(...rows);
    const sheet = make('a', page.dataset.make, {
      className: 'b fort', href: `${home}/handout?s=${list.map((one) => encodeURIComponent(one.s)).join(',')}`,
    });
    const acts = make('p', '', { className: 'actes air' });
    acts.append(sheet);
    page.replaceChildren(all, acts);
  };
  draw();
})();
