// SPDX-License-Identifier: AGPL-3.0-or-later
// The map: Leaflet over our own drawing of the province. Without this script the page shows that drawing.
(() => {
  const box = document.getElementById('carte');
  if (!box || !window.L) return;
  const words = box.dataset;
  const latlon = ([lon, lat]) => [lat, lon];

  const draw = (map, land) => {
    for (const { geometry, properties } of land.features) {
      const kind = properties.kind;
      if (kind === 'outline') {
        L.polygon(geometry.coordinates.map((ring) => ring.map(latlon)),
          { className: 'm-terre', interactive: false }).addTo(map);
      } else if (kind === 'river') {
        L.polyline(geometry.coordinates.map(latlon),
          { className: properties.name === 'Sambre' ? 'm-sambre' : 'm-meuse', interactive: false }).addTo(map);
      } else if (kind !== 'place') {
        L.polyline(geometry.coordinates.map(latlon), { className: 'm-bord', interactive: false }).addTo(map);
      }
    }
  };

  // Names of towns: the bigger, the earlier.
  const towns = (map, land) => {
    const layers = [1, 2, 3].map((rank) => L.layerGroup(land.features
      .filter((f) => f.properties.kind === 'place' && f.properties.rank === rank)
      .map((f) => L.marker(latlon(f.geometry.coordinates), {
        interactive: false, keyboard: false,
        icon: L.divIcon({ className: `m-ville m-ville-${rank}`, html: '', iconSize: [0, 0] }),
      }).on('add', (e) => {
        const name = document.createElement('span');
        name.textContent = f.properties.name;
        e.target.getElement().replaceChildren(name);
      }))));
    const show = () => layers.forEach((layer, i) => {
      const wanted = map.getZoom() >= [0, 10, 12][i];
      if (wanted !== map.hasLayer(layer)) (wanted ? layer.addTo(map) : layer.remove());
    });
    map.on('zoomend', show);
    show();
  };

  const label = (point) => {
    const out = document.createElement('div');
    const link = document.createElement('a');
    link.href = point.url;
    link.textContent = point.name;
    out.append(link);
    if (point.approx) {
      const note = document.createElement('p');
      note.textContent = words.near;
      out.append(note);
    }
    return out;
  };

  const marker = (point) => L.marker([point.lat, point.lon], {
    title: point.name, alt: point.name,
    icon: L.divIcon({ className: point.approx ? 'm-zone' : 'm-point', iconSize: point.approx ? [44, 44] : [24, 24] }),
  }).bindPopup(() => label(point));

  const backdrop = (map, land) => {
    draw(map, land);
    towns(map, land);
    map.attributionControl.addAttribution(words.credit);
  };

  // Credits are plain text here, whatever they are in an archive.
  const plain = (html) => new DOMParser().parseFromString(html, 'text/html').body.textContent.trim();
  const credited = (text = '') => {
    const out = document.createElement('span');
    out.textContent = text;
    return out.innerHTML;
  };

  // The operator's tiles: an address for each, or one archive of pictures or of vectors.
  const tiles = async () => {
    if (!words.tilesKind) return L.tileLayer(words.tiles, { attribution: credited(words.tilesCredit) });
    const archive = new pmtiles.PMTiles(words.tiles);
    const header = await archive.getHeader();
    const told = words.tilesCredit ? null : await archive.getMetadata().catch(() => null);
    const attribution = credited(words.tilesCredit ?? plain(String(told?.attribution ?? '')));
    if (words.tilesKind === 'vectors') {
      return protomapsL.leafletLayer({
        url: words.tiles, flavor: 'light', lang: document.documentElement.lang, attribution, maxDataZoom: header.maxZoom,
      });
    }
    return pmtiles.leafletRasterLayer(archive, {
      attribution, minNativeZoom: header.minZoom, maxNativeZoom: header.maxZoom,
    });
  };

  const start = async () => {
    const [land, points] = await Promise.all([words.land, words.points]
      .map((address) => fetch(address).then((answer) => (answer.ok ? answer.json() : Promise.reject(answer.status)))));
    const drawing = [...box.childNodes];
    box.classList.add('vive');
    const map = L.map(box, { zoomControl: false, minZoom: 7, zoomSnap: words.tiles ? 1 : 0.25, maxZoom: words.tiles ? 18 : 15, attributionControl: true });
    map.attributionControl.setPrefix(false);
    L.control.zoom({ zoomInTitle: words.zoomIn, zoomOutTitle: words.zoomOut }).addTo(map);
    drawing.forEach((node) => node.remove?.());
    map.fitBounds([[49.8, 4.35], [50.66, 5.38]]);
    if (words.tiles) await tiles().then((layer) => layer.addTo(map), () => backdrop(map, land));
    else backdrop(map, land);
    const markers = new Map();
    const cluster = L.markerClusterGroup({
      showCoverageOnHover: false, maxClusterRadius: 44, spiderLegPolylineOptions: { className: 'm-patte' },
      iconCreateFunction: (group) => L.divIcon({
        className: 'm-groupe', iconSize: [44, 44], html: `<b>${group.getChildCount()}</b>`,
      }),
    });
    for (const point of points) {
      const one = marker(point);
      markers.set(point.slug, one);
      cluster.addLayer(one);
    }
    map.addLayer(cluster);
    if (points.length && words.filtered) map.fitBounds(cluster.getBounds().pad(0.15), { maxZoom: 13 });
    // The list beside the map shows where each service is.
    for (const line of document.querySelectorAll('[data-slug]')) {
      const one = markers.get(line.dataset.slug);
      if (!one) continue;
      const button = document.createElement('button');
      button.type = 'button';
      button.className = 'b mince montrer';
      button.textContent = words.show;
      button.addEventListener('click', () => {
        cluster.zoomToShowLayer(one, () => one.openPopup());
        box.scrollIntoView({ block: 'nearest' });
      });
      (line.querySelector('.actes') ?? line).append(button);
    }
    // A service's page leads here with its name after '#'.
    const wanted = markers.get(decodeURIComponent(location.hash.slice(1)));
    if (wanted) cluster.zoomToShowLayer(wanted, () => wanted.openPopup());
  };
  start().catch(() => {});
})();
