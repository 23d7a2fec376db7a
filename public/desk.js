// SPDX-License-Identifier: AGPL-3.0-or-later
// Keys for lists and forms of the desk, and drafts kept while somebody types. No page needs it.
(() => {
  'use strict';
  const typing = (node) => node && (node.matches('input:not([type=checkbox]),textarea,select') || node.isContentEditable);
  const rows = () => [...document.querySelectorAll('.queue tbody tr')];

  const step = (by) => {
    const all = rows();
    let here = all.findIndex((row) => row.contains(document.activeElement));
    if (here < 0) here = all.findIndex((row) => row.matches('.ici'));
    const next = all[Math.min(Math.max(here + by, 0), all.length - 1)];
    // One of two links is shown, as the window is wide or not.
    const link = next && [...next.querySelectorAll('th a')].find((a) => a.getClientRects().length > 0);
    if (link) link.focus();
  };
  const keys = {
    j: () => step(1),
    k: () => step(-1),
    x: () => {
      const row = rows().find((r) => r.contains(document.activeElement));
      const box = row && row.querySelector('input[type=checkbox]');
      if (box) box.checked = !box.checked;
    },
    escape: () => {
      const close = document.getElementById('fermer');
      if (close) close.click();
    },
    e: () => {
      const act = document.querySelector('button[value=edit],a[href$="/edit"]');
      if (act) act.click();
    },
    '/': () => {
      const search = document.getElementById('q');
      if (search) search.focus();
    },
    '?': () => {
      const help = document.querySelector('.touches');
      if (help) {
        help.tabIndex = -1;
        help.focus();
      }
    },
  };
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    const act = keys[event.key.toLowerCase()];
    if (!act) return;
    event.preventDefault();
    act();
  });
  const errors = document.getElementById('erreurs');
  if (errors) errors.focus();

  const form = document.getElementById('fiche');
  if (!form) return;
  const place = `draft-${form.dataset.draft}`;
  const told = document.getElementById('garde');
  const seen = form.elements.seen;
  const words = () => [...new FormData(form)].filter(([name]) => name.startsWith('f/'));
  const first = JSON.stringify(words());
  let kept = first;
  let sending = false;
  const remember = (value) => {
    try {
      if (value) localStorage.setItem(place, value);
      else localStorage.removeItem(place);
    } catch {
      // A device that keeps nothing: the server's draft is all there is.
    }
  };
  const recall = () => {
    try {
      return localStorage.getItem(place);
    } catch {
      return null;
    }
  };
  const put = (pairs) => {
    for (const box of form.querySelectorAll('input[type=checkbox]')) box.checked = false;
    for (const [name, value] of pairs) {
      for (const field of form.querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
        if (field.type === 'checkbox') field.checked ||= field.value === value;
        else if (field.type !== 'hidden') field.value = value;
      }
    }
  };
  const left = recall();
  if (left === first) remember(null);
  else if (left) {
    const offer = document.createElement('p');
    offer.className = 'avis';
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'b';
    button.textContent = form.dataset.restore;
    button.addEventListener('click', () => {
      put(JSON.parse(left));
      offer.remove();
    });
    offer.append(button);
    form.prepend(offer);
  }

  const keep = async () => {
    const now = JSON.stringify(words());
    if (now === kept || sending) return;
    remember(now);
    sending = true;
    try {
      const body = new URLSearchParams(new FormData(form));
      body.set('act', 'auto');
      const answer = await fetch(form.getAttribute('action'), { method: 'POST', body, redirect: 'error' });
      if (!answer.ok) throw new Error(String(answer.status));
      const { saves } = await answer.json();
      seen.value = saves;
      kept = now;
      remember(null);
      const at = new Date();
      told.textContent = `${form.dataset.saved} ${at.getHours()} h ${String(at.getMinutes()).padStart(2, '0')}`;
    } catch {
      told.textContent = form.dataset.kept;
    } finally {
      sending = false;
    }
  };
  let later = 0;
  form.addEventListener('input', () => {
    clearTimeout(later);
    later = setTimeout(keep, 2500);
  });
  addEventListener('pagehide', () => {
    const now = JSON.stringify(words());
    if (now !== kept) remember(now);
  });
  form.addEventListener('submit', () => {
    clearTimeout(later);
    kept = JSON.stringify(words());
    remember(kept);  // a session may have ended: the words wait here until the form shows them again
  });
})();
