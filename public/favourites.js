// SPDX-License-Identifier: AGPL-3.0-or-later
// The addresses kept on this device (keep.js): a list, and the way to a sheet of paper. The house learns of
// them only when somebody asks for that sheet.
(() => {
  const page = document.querySelector('[data-favourites]');
  const home = page.dataset.favourites;
  const read = () => {
    try { return JSON.parse(localStorage.favourites ?? '[]'); } catch { return []; }
  };
  const make = (tag, text, props) => Object.assign(document.createElement(tag), { textContent: text, ...props });
  const row = ({ s, n }) => {
    const remove = make('button', page.dataset.remove, { type: 'button', className: 'b mince' });
    remove.setAttribute('aria-label', `${page.dataset.remove} : ${n}`);
    remove.addEventListener('click', () => {
      localStorage.favourites = JSON.stringify(read().filter((one) => one.s !== s));
      draw();
    });
    const item = make('li', '');
    item.append(make('a', n, { href: `${home}/guide/${encodeURIComponent(s)}`, dir: 'auto' }), remove);
    return item;
  };
  function draw() {
    const list = read();
    if (!list.length) return page.replaceChildren(make('p', page.dataset.none));
    const all = make('ul', '', { className: 'gardees' });
    all.append(...list.map(row));
    const slugs = list.map((one) => encodeURIComponent(one.s)).join(',');
    const acts = make('p', '', { className: 'actes air' });
    acts.append(make('a', page.dataset.make, { className: 'b fort', href: `${home}/handout?s=${slugs}` }));
    page.replaceChildren(all, acts);
  }
  draw();
})();
