// SPDX-License-Identifier: AGPL-3.0-or-later
// Shows the house that a browser, and so likely a person, fills this form: looks for a number whose SHA-256
// with the form's token begins with some zero bits. Begins when somebody touches the form; a phone needs less
// than a second. Without it the form works too, a little slower.
(() => {
  const form = document.querySelector('[data-token]');
  if (!form || !window.crypto?.subtle) return;
  form.querySelector('[data-slow]').hidden = true;
  const { token, bits } = form.dataset;
  const zeros = (hash) => {
    const view = new DataView(hash);
    return Math.clz32(view.getUint32(0)) >= Number(bits);
  };
  const search = async () => {
    const text = new TextEncoder();
    for (let nonce = 0; ; nonce += 16) {
      const some = Array.from({ length: 16 }, (_, i) => String(nonce + i));
      const hashes = await Promise.all(some.map((n) => crypto.subtle.digest('SHA-256', text.encode(`${token}.${n}`))));
      const at = hashes.findIndex(zeros);
      if (at >= 0) return some[at];
    }
  };
  let found;
  const begin = () => (found ??= search());
  form.addEventListener('focusin', begin, { once: true });
  form.addEventListener('submit', async (event) => {
    if (form.elements.nonce.value) return;
    event.preventDefault();
    form.elements.nonce.value = await begin();
    form.submit();
  });
})();
