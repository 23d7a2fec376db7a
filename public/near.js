// SPDX-License-Identifier: AGPL-3.0-or-later
// "Near me": asks the phone for its position when somebody taps, rounds it to 0.01 degree (about 1 km) and
// goes to the list from there. The exact position never leaves the phone.
(() => {
  const button = document.querySelector('[data-near]');
  if (!button || !navigator.geolocation) return;
  const rounded = (degrees) => (Math.round(degrees * 100) / 100).toFixed(2);
  const refused = () => {
    const words = document.createElement('p');
    words.setAttribute('role', 'alert');
    words.textContent = button.dataset.refused;
    button.replaceWith(words);
  };
  button.hidden = false;
  button.addEventListener('click', () => {
    button.disabled = true;
    navigator.geolocation.getCurrentPosition((found) => {
      const to = new URL(button.dataset.near, location.href);
      to.searchParams.set('at', `${rounded(found.coords.latitude)},${rounded(found.coords.longitude)}`);
      to.searchParams.set('sort', 'near');
      location.assign(to);
    }, refused, { maximumAge: 600000, timeout: 15000 });
  });
})();
