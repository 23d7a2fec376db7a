// SPDX-License-Identifier: AGPL-3.0-or-later
// Keys of the translator: Ctrl+Enter saves, Alt+arrows go to the next text and back. The page works without.
'use strict';
document.addEventListener('keydown', (event) => {
  const box = event.target;
  if (!(box instanceof HTMLTextAreaElement)) return;
  if (event.ctrlKey && event.key === 'Enter') {
    event.preventDefault();
    box.form.requestSubmit();
    return;
  }
  if (!event.altKey || (event.key !== 'ArrowDown' && event.key !== 'ArrowUp')) return;
  event.preventDefault();
  const boxes = [...document.querySelectorAll('textarea')];
  const next = boxes[boxes.indexOf(box) + (event.key === 'ArrowDown' ? 1 : -1)];
  if (next) next.focus();
});
