// SPDX-License-Identifier: AGPL-3.0-or-later
// A service's page: a button that prints, and "leave quickly", which does not leave this page behind the
// "back" key of the browser.
(() => {
  const print = document.querySelector('[data-print]');
  if (print) {
    print.hidden = false;
    print.addEventListener('click', () => window.print());
  }
  const leave = document.querySelector('[data-leave]');
  if (leave) {
    const go = (event) => {
      event.preventDefault();
      location.replace(leave.href);
    };
    leave.addEventListener('click', go);
    document.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') go(event);
    });
  }
})();
